"""Does the database itself refuse what must never be, whichever code wrote it?"""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from exemptions.models import ExemptionDecision
from requests_app.models import (
    Authority,
    Batch,
    BatchItem,
    Case,
    ClockEventRow,
    Delivery,
    Disclosure,
    Event,
    InternalReview,
    Letter,
    LetterWording,
    PrintFile,
    Question,
    ReviewFinding,
    SchoolClosure,
    SignOff,
    User,
    WarningOverride,
)
from tests.factories.cases import submitted_case
from tests.factories.people import officer

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = date(2026, 3, 2)


class World:
    """A submitted case and what hangs on it, for a violation to start from."""

    def __init__(self) -> None:
        self.by = officer()
        self.case = submitted_case(by=self.by)
        self.letter = Letter.objects.get(case=self.case)
        self.question = self.case.questions.first()

    def update(self, **values: object) -> None:
        Case.objects.filter(pk=self.case.pk).update(**values)

    def override(self, reason: str = "It is right.") -> None:
        WarningOverride.objects.create(
            letter=self.letter, code="x", reason=reason, given_at=NOW, given_by=self.by
        )

    def deliver(self, number: int) -> None:
        Delivery.objects.create(
            letter=self.letter, channel="email", to="a", message_id=f"<{number}>", created_at=NOW
        )

    def batch(self, **values: object) -> Batch:
        return Batch.objects.create(kind="reminder", created_at=NOW, created_by=self.by, **values)

    def item(self, **values: object) -> None:
        BatchItem.objects.create(case=self.case, batch=Batch.objects.first() or self.batch(), **values)

    def review(self) -> InternalReview:
        return InternalReview.objects.create(
            case=self.case,
            requested_on=DAY,
            grounds="x",
            deadline_on=DAY,
            recorded_by=self.by,
            recorded_at=NOW,
        )

    def find(self, reasons: str = "It was right.") -> None:
        review = self.case.reviews.first() or self.review()
        ReviewFinding.objects.create(
            review=review,
            question=self.question,
            result="upheld",
            reasons=reasons,
            recorded_at=NOW,
            recorded_by=self.by,
        )

    def reword(self, version: int = 1, on: date = DAY, reason: str = "Plainer.") -> None:
        LetterWording.objects.create(
            slot="opening",
            language="en",
            version=version,
            text="x",
            in_force_from=on,
            reason=reason,
            written_at=NOW,
            written_by=self.by,
        )


def twice(act):
    def both(world: World) -> None:
        act(world)
        act(world)

    return both


VIOLATIONS = {
    "case_state_is_known": lambda w: w.update(state="lost"),
    "case_received_after_the_act_began": lambda w: w.update(received_on=date(2004, 12, 31)),
    "case_has_wording": lambda w: w.update(wording=""),
    "case_is_not_answered_with_itself": lambda w: w.update(answered_with=w.case),
    "clock_event_received_once": lambda w: ClockEventRow.objects.create(
        case=w.case, kind="received", on=DAY, recorded_at=NOW
    ),
    "question_number_is_unique_in_case": lambda w: Question.objects.create(case=w.case, number=1, text="x"),
    "question_has_text": lambda w: Question.objects.create(case=w.case, number=9, text=""),
    "question_number_from_one": lambda w: Question.objects.create(case=w.case, number=0, text="x"),
    "disclosure_has_its_content": lambda w: Disclosure.objects.create(question=w.question, kind="figure"),
    "disclosure_small_numbers_are_of_a_table": lambda w: Disclosure.objects.create(
        question=w.question, kind="words", text="x", small_numbers={"method": "leave", "threshold": 5}
    ),
    "review_one_open_per_case": twice(World.review),
    "review_finding_once_per_question": lambda w: (w.find(), w.find()),
    "review_finding_has_reasons": lambda w: w.find(reasons=""),
    "letter_version_is_unique": lambda w: Letter.objects.create(case=w.case),
    "letter_correction_has_reason": lambda w: Letter.objects.create(case=w.case, number=2, corrects=w.letter),
    "letter_issued_is_whole": lambda w: Letter.objects.filter(pk=w.letter.pk).update(state="issued"),
    "sign_off_return_has_reason": lambda w: SignOff.objects.create(
        letter=w.letter, content_hash="x", verdict="returned", given_at=NOW, given_by=w.by
    ),
    "override_once_per_finding": twice(World.override),
    "override_has_reason": lambda w: w.override(reason=""),
    "wording_version_is_unique": lambda w: (w.reword(1), w.reword(1, on=date(2026, 3, 3))),
    "wording_one_in_force": lambda w: (w.reword(1), w.reword(2)),
    "wording_has_reason": lambda w: w.reword(reason=""),
    "delivery_once_per_channel": lambda w: (w.deliver(1), w.deliver(2)),
    "batch_under_way_is_started": lambda w: w.batch(state="running"),
    "batch_item_case_is_unique_in_batch": twice(World.item),
    "batch_item_done_has_letter": lambda w: w.item(state="done"),
    "batch_item_says_why_not": lambda w: w.item(state="failed"),
    "print_file_ready_is_whole": lambda w: PrintFile.objects.create(
        state="ready", ordered_at=NOW, ordered_by=w.by
    ),
    "user_email_is_unique": lambda w: User.objects.create(username="x", email=w.by.email.upper()),
    "authority_is_one_row": lambda w: Authority.objects.create(pk=2, name="Another"),
    "school_closure_ends_after_it_begins": lambda w: SchoolClosure.objects.create(
        from_on=DAY, to_on=date(2026, 3, 1)
    ),
    "event_position_is_unique_in_chain": lambda w: Event.objects.create(
        chain=f"case-{w.case.pk}", position=1, case=w.case, kind="x", at=NOW, actor="x", hash="x"
    ),
    "decision_key_is_unique_in_case": twice(
        lambda w: ExemptionDecision.objects.create(case=w.case, key="d1", provision="s31")
    ),
}


def test_every_named_constraint_has_its_violation_here():
    named = {
        constraint.name
        for app in ("requests_app", "exemptions")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(VIOLATIONS)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses_a_violation_of(name: str):
    world = World()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():  # noqa: PT012
        VIOLATIONS[name](world)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

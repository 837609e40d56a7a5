"""When many people act in the same moment, is each act done once and nothing lost?"""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile, Holding
from requests_app.domain.errors import CaseworkError, StaleEdit, WrongState
from requests_app.models import Case, ClockEventRow, Delivery, Event, Letter, ReferenceCounter
from requests_app.services import history
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.clock import recompute_open_cases
from requests_app.services.history import record_look
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.manage import assign, rotate_link
from requests_app.services.questions import QuestionText, set_questions
from requests_app.services.receive import NewRequest, log_case
from requests_app.services.sign_off import approve, recall
from tests.factories.cases import (
    APPLICANT,
    WORDING,
    answered_case,
    approved_case,
    case_in_progress,
    logged_case,
    submitted_case,
)
from tests.factories.crowd import all_at_once
from tests.factories.people import approver, officer
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db(transaction=True)


def test_200_requests_logged_by_8_clients_get_200_consecutive_references():
    seed_installation()
    people = [officer() for _ in range(8)]

    def log(number: int) -> str:
        applicant = ApplicantFile(name=f"Asker {number}", email=f"asker{number}@achterberg.example")
        new = NewRequest(wording=WORDING, received_on=date(2026, 3, 2), applicant=applicant)
        return log_case(new, by=people[number % 8], at=timezone.now()).reference

    references = all_at_once([partial(log, number) for number in range(200)], clients=8)

    assert sorted(references) == [f"01.FOI.26.{number:06d}" for number in range(1, 201)]
    assert ReferenceCounter.objects.get().last_number == 200
    assert list(history.verify()) == []


def test_a_request_that_is_refused_leaves_no_gap():
    seed_installation()
    by = officer()
    good = NewRequest(wording=WORDING, received_on=date(2026, 3, 2), applicant=APPLICANT)
    bad = NewRequest(wording=WORDING, received_on=date(2026, 3, 2), applicant=APPLICANT, channel="x" * 50)
    results = all_at_once(
        [partial(log_case, bad if number % 2 else good, by=by, at=timezone.now()) for number in range(12)]
    )
    assert sum(isinstance(result, Case) for result in results) == 6
    numbers = sorted(int(reference[-6:]) for reference in Case.objects.values_list("reference", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_two_officers_saving_one_question_the_second_is_shown_the_difference():
    by = officer()
    case = case_in_progress(by=by)
    seen = case.questions.get(number=1).version
    records = [
        QuestionRecord(holding=Holding.HELD, note="Found in the fleet register."),
        QuestionRecord(holding=Holding.NOT_HELD, note="Nothing in the archive."),
    ]
    results = all_at_once(
        [
            partial(record_answer, case.pk, 1, record, by=officer(), at=timezone.now(), seen_version=seen)
            for record in records
        ]
    )
    (lost,) = [result for result in results if isinstance(result, StaleEdit)]
    won, beaten = (records[1], records[0]) if results[0] is lost else (records[0], records[1])
    row = case.questions.get(number=1)
    assert (row.holding, row.note, row.version) == (won.holding, won.note, seen + 1)
    said = {difference.name: (difference.theirs, difference.yours) for difference in lost.differences}
    assert said["note"] == (won.note, beaten.note)
    assert {"holding", "note"} == set(said)
    assert case.events.filter(kind="answer").count() == 1


def test_two_officers_saving_one_list_of_questions_lose_neither_text():
    case = case_in_progress()
    rows = list(case.questions.all())
    seen = {row.pk: row.version for row in rows}

    def save(text: str) -> None:
        texts = [QuestionText(id=rows[0].pk, text=text), QuestionText(id=rows[1].pk, text=rows[1].text)]
        set_questions(case.pk, texts, by=officer(), at=timezone.now(), seen=seen)

    results = all_at_once([partial(save, "How many lorries?"), partial(save, "How many vans?")])
    (lost,) = [result for result in results if isinstance(result, StaleEdit)]
    shown = {lost.differences[0].theirs, lost.differences[0].yours}
    assert shown == {"How many lorries?", "How many vans?"}
    assert case.questions.get(number=1).text == lost.differences[0].theirs


@pytest.mark.pdf
@pytest.mark.parametrize("version_is_sent", [True, False])
def test_50_clicks_on_issue_make_one_letter_one_response_and_one_delivery(version_is_sent: bool):
    by = officer()
    case = approved_case(by=by)
    expected = case.version if version_is_sent else None
    click = partial(issue, case.pk, by=by, at=timezone.now(), expected_version=expected)
    results = all_at_once([click] * 50, clients=25)

    assert sum(isinstance(result, Letter) for result in results) == 1
    assert sum(isinstance(result, WrongState) for result in results) == 49
    letter = Letter.objects.get(case=case)

    rendered = all_at_once([partial(render_and_complete, letter.pk, at=timezone.now())] * 4)
    assert sorted(rendered) == [False, False, False, True]
    assert ClockEventRow.objects.filter(case=case, kind="responded").count() == 1
    assert Delivery.objects.filter(letter=letter).count() == 1
    assert case.events.filter(kind="issued").count() == 1
    assert list(history.verify()) == []


def test_approving_and_recalling_at_once_leaves_one_of_two_whole_results():
    for _ in range(5):
        by, other = officer(), approver()
        case = submitted_case(by=by)
        letter = Letter.objects.get(case=case)
        at, version = timezone.now(), case.version
        results = all_at_once(
            [
                partial(approve, case.pk, by=other, at=at, content_hash=letter.content_hash, expected_version=version),
                partial(recall, case.pk, by=by, at=at, expected_version=version),
            ]
        )  # fmt: skip
        assert sum(isinstance(result, CaseworkError) for result in results) == 1
        case.refresh_from_db()
        letter.refresh_from_db()
        assert (case.state, letter.state, letter.sign_offs.count()) in {
            ("approved", "approved", 1),
            ("in_progress", "draft", 0),
        }


def test_two_acts_on_one_case_make_one_chain():
    case = logged_case()
    people = [officer() for _ in range(6)]
    results = all_at_once(
        [
            partial(assign, case.pk, officer=person, team=None, by=person, at=timezone.now())
            for person in people
        ]
    )
    assert all(isinstance(result, Case) for result in results)
    positions = list(Event.objects.filter(case=case).order_by("id").values_list("position", flat=True))
    assert positions == list(range(1, 8))
    assert list(history.verify()) == []


def test_reading_and_acting_on_one_case_at_once_never_deadlocks():
    """An event locks its chain and, for its foreign key, the case: in another order than acts would, they deadlock."""
    case = answered_case()
    by = officer()

    def look() -> None:
        record_look(case=case, by=by, at=timezone.now(), what="the case")

    acts = [
        look,
        partial(rotate_link, case.pk, by=by, at=timezone.now()),
        partial(assign, case.pk, officer=by, team=None, by=by, at=timezone.now()),
        partial(recompute_open_cases, reason="A test", by=by, at=timezone.now()),
    ]
    results = all_at_once(acts * 20, clients=8)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert list(history.verify()) == []

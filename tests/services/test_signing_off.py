"""Does a letter go out only as somebody else approved it, and is every change approved again?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from exemptions.domain.records import QualifiedPerson
from requests_app.domain.casefile import Answer, AnswerKind, Holding
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, WrongState
from requests_app.domain.roles import Role
from requests_app.models import Case, Letter, SignOff
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.issue import issue
from requests_app.services.letter import edit_section
from requests_app.services.sign_off import approve, recall, return_letter, submit
from tests.factories.cases import answered_case, approved_case, submitted_case
from tests.factories.decisions import BALANCE, decided, law_enforcement
from tests.factories.people import approver, manager, officer, person_with

pytestmark = pytest.mark.django_db


def letter_of(case) -> Letter:
    return Letter.objects.get(case=case)


def approved(case, *, by=None, content_hash: str = "") -> SignOff:
    shown = content_hash or letter_of(case).content_hash
    return approve(case.pk, by=by or approver(), at=timezone.now(), content_hash=shown)


def test_submitting_freezes_the_letter_with_its_hash():
    by = officer()
    case = answered_case(by=by)
    letter = submit(case.pk, by=by, at=timezone.now(), expected_version=case.version)
    assert (letter.state, letter.submitted_by, len(letter.content_hash)) == ("submitted", by, 64)
    assert letter.content["sections"]
    event = case.events.latest("id")
    assert (event.kind, event.new["letter"]) == ("submit", letter.content_hash)


def test_an_incomplete_letter_is_not_submitted_and_says_what_is_missing():
    case = answered_case()
    decided(case, law_enforcement(1, public_interest=None), by=officer())
    with pytest.raises(NotReady, match="The letter is not ready") as caught:
        submit(case.pk, by=officer(), at=timezone.now())
    assert any("public_interest" in finding.url for finding in caught.value.findings)
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert not Letter.objects.filter(case=case).exclude(content=None).exists()


def test_an_approval_is_recorded_for_this_very_version():
    case, other = submitted_case(), approver()
    sign_off = approved(case, by=other)
    letter = letter_of(case)
    assert (sign_off.content_hash, sign_off.given_by) == (letter.content_hash, other)
    case.refresh_from_db()
    assert (case.state, letter.state) == ("approved", "approved")
    assert case.events.latest("id").new == {"state": "approved", "letter": letter.content_hash}


def test_the_version_that_was_not_shown_is_not_approved():
    case = submitted_case()
    with pytest.raises(InvalidInput, match="Read it again"):
        approved(case, content_hash="0" * 64)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("wrote", ["logged", "answered", "worded"])
def test_nobody_who_worked_on_the_letter_signs_it_off(wrote: str):
    both = person_with(Role.OFFICER, Role.APPROVER)
    case = answered_case(by=both if wrote == "logged" else officer())
    if wrote == "answered":
        record_answer(case.pk, 1, words("Four vehicles."), by=both, at=timezone.now())
    if wrote == "worded":
        edit_section(case.pk, "further", "Write to us if this is unclear.", by=both, at=timezone.now())
    submit(case.pk, by=officer(), at=timezone.now())
    with pytest.raises(NotPermitted, match="worked on this case yourself"):
        approved(case, by=both)


def words(text: str) -> QuestionRecord:
    return QuestionRecord(holding=Holding.HELD, answers=(Answer(kind=AnswerKind.WORDS, text=text),))


def test_a_manager_signs_off_a_case_of_somebody_else():
    case = submitted_case()
    assert approved(case, by=manager()).verdict == "approved"


def test_section_36_is_not_signed_off_without_the_opinion():
    by = officer()
    case = answered_case(by=by)
    opinion = QualifiedPerson(
        name="A. Dunmore", office="Chief Constable", opinion="Inhibition.", given_on=None, likelihood="would"
    )
    decision = law_enforcement(
        1, provision="s36", limbs=("2bi",), prejudice=None, qualified_person=opinion, public_interest=BALANCE
    )
    decided(case, decision, by=by)
    with pytest.raises(NotReady, match="not ready"):
        submit(case.pk, by=by, at=timezone.now())


def test_a_letter_is_returned_with_a_reason_and_can_be_submitted_again():
    case, other = submitted_case(), approver()
    return_letter(case.pk, reason=" Say which road. ", by=other, at=timezone.now())
    case.refresh_from_db()
    letter = letter_of(case)
    assert (case.state, letter.state, letter.content, letter.content_hash) == (
        "in_progress",
        "draft",
        None,
        "",
    )
    assert letter.sign_offs.get().reason == "Say which road."
    assert case.events.latest("id").reason == "Say which road."
    submit(case.pk, by=case.officer, at=timezone.now())


def test_a_return_needs_a_reason():
    case = submitted_case()
    with pytest.raises(InvalidInput, match="what should be changed") as caught:
        return_letter(case.pk, reason="  ", by=approver(), at=timezone.now())
    assert "reason" in caught.value.fields


def test_a_change_after_sign_off_needs_a_new_sign_off():
    by = officer()
    case = approved_case(by=by)
    old = letter_of(case).content_hash
    recall(case.pk, by=by, at=timezone.now())
    record_answer(case.pk, 1, words("Four vehicles."), by=by, at=timezone.now())
    submit(case.pk, by=by, at=timezone.now())

    with pytest.raises(WrongState):
        issue(case.pk, by=by, at=timezone.now())
    Case.objects.filter(pk=case.pk).update(state="approved")
    with pytest.raises(NotReady, match="has not been signed off"):
        issue(case.pk, by=by, at=timezone.now())

    Case.objects.filter(pk=case.pk).update(state="awaiting_sign_off")
    with pytest.raises(InvalidInput, match="changed since you opened"):
        approved(case, content_hash=old)
    approved(case)
    assert issue(case.pk, by=by, at=timezone.now()).state == "queued"


def test_an_unchanged_letter_that_was_recalled_keeps_the_approval_of_its_content():
    """The approval is of the content. Recalled and submitted word for word, it still goes through sign-off."""
    by = officer()
    case = approved_case(by=by)
    recall(case.pk, by=by, at=timezone.now())
    submit(case.pk, by=by, at=timezone.now())
    with pytest.raises(WrongState):
        issue(case.pk, by=by, at=timezone.now())


def test_a_returned_version_is_not_issued_though_it_was_once_approved():
    by = officer()
    case = approved_case(by=by)
    return_letter(case.pk, reason="Second thoughts.", by=approver(), at=timezone.now())
    submit(case.pk, by=by, at=timezone.now())
    Case.objects.filter(pk=case.pk).update(state="approved")
    with pytest.raises(NotReady, match="has not been signed off"):
        issue(case.pk, by=by, at=timezone.now())


def test_a_state_forged_in_the_database_does_not_issue_a_letter():
    by = officer()
    case = answered_case(by=by)
    Case.objects.filter(pk=case.pk).update(state="approved")
    with pytest.raises(NotReady, match="has not been signed off"):
        issue(case.pk, by=by, at=timezone.now())

    Case.objects.filter(pk=case.pk).update(state="in_progress")
    submit(case.pk, by=by, at=timezone.now())
    Case.objects.filter(pk=case.pk).update(state="approved")
    Letter.objects.filter(case=case).update(state="approved")
    with pytest.raises(NotReady, match="has not been signed off"):
        issue(case.pk, by=by, at=timezone.now())


def test_a_case_changed_behind_the_letter_is_neither_approved_nor_issued():
    by = officer()
    waiting, ready = submitted_case(by=by), approved_case(by=by)
    for case in (waiting, ready):
        case.questions.filter(number=1).update(text="Something else?")
    with pytest.raises(NotReady, match="changed since"):
        approved(waiting)
    with pytest.raises(NotReady, match="changed since"):
        issue(ready.pk, by=by, at=timezone.now())


def test_an_applicant_whose_address_is_lost_is_not_answered():
    by = officer()
    case = approved_case(by=by)
    type(case.applicant).objects.filter(pk=case.applicant_id).update(email="", postal_address="")
    with pytest.raises(NotReady, match=r"address for correspondence|changed since"):
        issue(case.pk, by=by, at=timezone.now())


def test_issuing_dates_the_letter_and_queues_it_once():
    by = officer()
    case = approved_case(by=by)
    at = timezone.now()
    letter = issue(case.pk, by=by, at=at, expected_version=case.version)
    case.refresh_from_db()
    assert (case.state, letter.state, letter.queued_at, letter.queued_by) == ("issuing", "queued", at, by)
    assert date.fromisoformat(letter.stamp["issued_on"]) == timezone.localdate(at)
    assert case.events.latest("id").kind == "issue"
    with pytest.raises(WrongState):
        issue(case.pk, by=by, at=at + timedelta(seconds=1))


@pytest.mark.parametrize("who", [approver, lambda: person_with(Role.REVIEWER)])
def test_only_officers_and_managers_issue(who):
    case = approved_case()
    with pytest.raises(NotPermitted):
        issue(case.pk, by=who(), at=timezone.now())

"""Does a review decide afresh, tell the applicant by a letter of its own, and keep what was said first?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, NotVisible, StaleEdit, WrongState
from requests_app.domain.roles import Role
from requests_app.models import Case, Delivery, Letter, User
from requests_app.selectors.facts import contributors
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.decide import record_decision
from requests_app.services.deliver import deliver
from requests_app.services.issue import render_and_complete, retry
from requests_app.services.letter import edit_section
from requests_app.services.questions import QuestionText, set_questions
from requests_app.services.review import conclude_review, record_finding, remove_finding
from requests_app.services.sign_off import recall_review
from tests.factories.cases import case_under_review, instant
from tests.factories.decisions import law_enforcement
from tests.factories.people import officer, person_with, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
NEW_ANSWER = "Northmoor Constabulary recovered four vehicles, one of them on Quay Street."


def answered(text: str = NEW_ANSWER) -> QuestionRecord:
    return QuestionRecord(holding=Holding.HELD, answers=(Answer(kind=AnswerKind.WORDS, text=text),))


def find(case: Case, number: int, result: str, *, by: User, **more: object):
    reasons = f"I have searched again for question {number}."
    return record_finding(case.pk, number, result=result, reasons=reasons, by=by, at=timezone.now(), **more)


def mixed(case: Case, by: User) -> None:
    """Question 1 was wrong, question 2 was right."""
    record_answer(case.pk, 1, answered(), by=by, at=timezone.now())
    find(case, 1, "overturned", by=by)
    find(case, 2, "upheld", by=by)


def concluded(case: Case, by: User) -> Letter:
    letter = conclude_review(case.pk, by=by, at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    letter.refresh_from_db()
    case.refresh_from_db()
    return letter


def test_the_letter_goes_out_ends_the_review_and_says_what_was_found() -> None:
    case, by = case_under_review(), reviewer()
    first = Letter.objects.get(case=case, kind="response")
    mixed(case, by)
    letter = concluded(case, by)
    review = case.reviews.get()
    today = timezone.localdate()
    assert (case.state, review.result, review.concluded_on, review.concluded_by) == (
        "reviewed",
        "partly",
        today,
        by,
    )
    assert (letter.kind, letter.number, letter.issued_on, letter.issued_by) == ("review", 1, today, by)
    assert "You missed Quay Street." in letter.text
    assert "I uphold the first decision in part." in letter.text
    assert NEW_ANSWER in letter.text
    assert "There is no further review" in letter.text
    assert "Wycliffe House" in letter.text
    assert str(by) in letter.text
    first.refresh_from_db()
    assert "three vehicles" in first.text
    assert NEW_ANSWER not in first.text


def test_the_letter_is_sent_as_pdf_under_a_subject_of_its_own() -> None:
    case, by = case_under_review(), reviewer()
    mixed(case, by)
    letter = concluded(case, by)
    assert deliver(Delivery.objects.get(letter=letter).pk, at=timezone.now())
    (sent,) = mail.outbox
    assert sent.subject == f"Outcome of the review of your request {case.reference}"
    assert [name for name, _, _ in sent.attachments] == [f"{case.reference}.pdf"]


def test_outcomes_are_worked_out_again_from_the_fresh_decision() -> None:
    case, by = case_under_review(), reviewer()
    assert case.questions.get(number=2).outcome == "disclosed"
    record_decision(case.pk, law_enforcement(2), by=by, at=timezone.now())
    find(case, 2, "partly", by=by)
    concluded(case, by)
    assert case.questions.get(number=2).outcome == "partly_withheld"
    assert case.outcome == "partially_withheld"


def test_the_reviewer_changes_answers_without_becoming_an_author_of_the_first_decision() -> None:
    case, by = case_under_review(), reviewer()
    before = contributors(case)
    mixed(case, by)
    assert by.pk not in contributors(case)
    assert contributors(case) == before
    concluded(case, by)
    assert by.pk not in contributors(case)


@pytest.mark.parametrize("who", ["author", "signatory", "officer"])
def test_only_a_reviewer_who_decides_afresh_changes_a_case_under_review(who: str) -> None:
    author, signatory = person_with(Role.OFFICER, Role.REVIEWER), person_with(Role.APPROVER, Role.REVIEWER)
    case = case_under_review(by=author, approved_by=signatory)
    by = {"author": author, "signatory": signatory, "officer": officer()}[who]
    with pytest.raises(NotPermitted):
        record_answer(case.pk, 1, answered(), by=by, at=timezone.now())
    with pytest.raises(NotPermitted):
        find(case, 1, "upheld", by=by)


def test_the_questions_themselves_stand_while_they_are_reviewed() -> None:
    case = case_under_review()
    with pytest.raises(WrongState):
        set_questions(case.pk, [QuestionText(text="Other?")], by=officer(), at=timezone.now())


def test_a_review_without_a_finding_is_not_concluded() -> None:
    case = case_under_review()
    with pytest.raises(NotReady) as caught:
        conclude_review(case.pk, by=reviewer(), at=timezone.now())
    assert [each.code for each in caught.value.findings] == ["review-without-finding"]


def test_what_the_review_changes_needs_a_finding() -> None:
    case, by = case_under_review(), reviewer()
    record_answer(case.pk, 1, answered(), by=by, at=timezone.now())
    find(case, 2, "upheld", by=by)
    with pytest.raises(NotReady) as caught:
        conclude_review(case.pk, by=by, at=timezone.now())
    assert [each.code for each in caught.value.findings] == ["changed-without-finding"]
    assert caught.value.findings[0].url == f"/cases/{case.reference}/review/questions/1/"


def test_a_finding_is_changed_and_taken_back_and_a_stale_one_overwrites_nothing() -> None:
    case, by = case_under_review(), reviewer()
    row = find(case, 1, "upheld", by=by, seen_version=0)
    assert row.version == 1
    with pytest.raises(StaleEdit) as caught:
        find(case, 1, "overturned", by=by, seen_version=0)
    assert caught.value.current_version == 1
    assert find(case, 1, "upheld", by=by, seen_version=1).version == 1
    assert find(case, 1, "overturned", by=by, seen_version=1).version == 2
    with pytest.raises(StaleEdit):
        remove_finding(case.pk, 1, by=by, at=timezone.now(), seen_version=1)
    remove_finding(case.pk, 1, by=by, at=timezone.now(), seen_version=2)
    remove_finding(case.pk, 1, by=by, at=timezone.now(), seen_version=2)
    assert not case.reviews.get().findings.exists()
    assert case.events.filter(kind="finding").count() == 3


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"result": "perhaps", "reasons": "x"}, "result"),
        ({"result": "upheld", "reasons": "  "}, "reasons"),
        ({"result": "upheld", "reasons": "x" * 50_001}, "reasons"),
    ],
)
def test_a_finding_that_cannot_be_taken_says_which_field(typed: dict, field: str) -> None:
    case = case_under_review()
    with pytest.raises(InvalidInput) as caught:
        record_finding(case.pk, 1, **typed, by=reviewer(), at=timezone.now())
    assert set(caught.value.fields) == {field}


def test_there_is_no_finding_on_a_question_that_is_not_there() -> None:
    with pytest.raises(NotVisible):
        find(case_under_review(), 9, "upheld", by=reviewer())


def test_a_letter_that_cannot_be_made_goes_back_to_its_reviewer() -> None:
    case, by = case_under_review(), reviewer()
    mixed(case, by)
    letter = conclude_review(case.pk, by=by, at=timezone.now())
    with pytest.raises(NotReady):
        recall_review(case.pk, by=by, at=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state="failed", render_error="no font", render_attempts=5)
    with pytest.raises(NotPermitted):
        retry(letter.pk, by=officer(), at=timezone.now())
    recall_review(case.pk, by=by, at=timezone.now())
    case.refresh_from_db()
    letter.refresh_from_db()
    assert (case.state, letter.state, letter.content, letter.render_error) == (
        "under_review",
        "draft",
        None,
        "",
    )
    assert concluded(case, by).pk == letter.pk


def test_while_the_letter_is_being_made_nothing_changes() -> None:
    case, by = case_under_review(), reviewer()
    mixed(case, by)
    conclude_review(case.pk, by=by, at=timezone.now())
    with pytest.raises(WrongState):
        find(case, 1, "upheld", by=by)
    with pytest.raises(WrongState):
        record_answer(case.pk, 1, answered("Five."), by=by, at=timezone.now())


def test_a_late_outcome_says_so_and_apologises() -> None:
    asked = timezone.now() - timedelta(days=90)
    case, by = case_under_review(at=asked), reviewer()
    mixed(case, by)
    letter = concluded(case, by)
    assert "I am sorry that the outcome of your review is" in letter.text
    assert letter.stamp["review_by"] is None


def test_the_reviewer_puts_a_section_into_own_words() -> None:
    case, by = case_under_review(), reviewer()
    mixed(case, by)
    edit_section(case.pk, "further", "We have also told the fleet desk.", by=by, at=timezone.now())
    assert "told the fleet desk" in concluded(case, by).text
    assert Letter.objects.filter(case=case, kind="response").get().edits == {}


def test_somebody_who_signed_off_does_not_conclude() -> None:
    signatory = person_with(Role.APPROVER, Role.REVIEWER)
    case, by = case_under_review(approved_by=signatory), reviewer()
    mixed(case, by)
    with pytest.raises(NotPermitted):
        conclude_review(case.pk, by=signatory, at=timezone.now())


def test_what_was_answered_in_time_stays_so() -> None:
    at = instant(timezone.localdate() - timedelta(days=10))
    case, by = case_under_review(at=at), reviewer()
    mixed(case, by)
    before = case.responded_on
    concluded(case, by)
    assert case.responded_on == before
    assert case.due_on is None

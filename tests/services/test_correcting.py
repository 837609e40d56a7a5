"""Is a wrong response replaced by a better one, both kept, without touching when the request was answered?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from exemptions.services.decisions import load_decisions
from requests_app.domain.casefile import Answer, AnswerKind, Holding
from requests_app.domain.clock import EventKind
from requests_app.domain.errors import InvalidInput, NotReady, WrongState
from requests_app.models import Case, Delivery, Letter, User
from requests_app.selectors.clocks import Terms, clock_of, standing_of
from requests_app.selectors.facts import contributors, letter_view
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.correct import cancel_correction, correct
from requests_app.services.decide import record_decision, remove_decision
from requests_app.services.deliver import deliver
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.questions import QuestionText, set_questions
from requests_app.services.sign_off import approve, recall_failed, submit
from requests_app.services.timing import withdraw
from tests.factories.cases import answered_case, approved_case, case_under_review, issued_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import approver, officer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
WHY = "Our letter gave three vehicles. We had left one out; there were four."
RIGHT = "Northmoor Constabulary recovered four vehicles."


def begun(case: Case, by: User) -> Letter:
    letter = correct(case.pk, reason=WHY, by=by, at=timezone.now())
    case.refresh_from_db()
    return letter


def mend(case: Case, by: User) -> None:
    record = QuestionRecord(holding=Holding.HELD, answers=(Answer(kind=AnswerKind.WORDS, text=RIGHT),))
    record_answer(case.pk, 1, record, by=by, at=timezone.now())


def sent_out(case: Case, by: User) -> Letter:
    now = timezone.now()
    letter = submit(case.pk, by=by, at=now)
    approve(case.pk, by=approver(), at=now, content_hash=letter.content_hash)
    issue(case.pk, by=by, at=now)
    assert render_and_complete(letter.pk, at=now)
    letter.refresh_from_db()
    case.refresh_from_db()
    return letter


def test_a_correction_replaces_the_letter_says_why_and_keeps_both() -> None:
    by = officer()
    case = issued_case(by=by)
    first = Letter.objects.get(case=case)
    begun(case, by)
    assert case.state == "in_progress"
    mend(case, by)
    second = sent_out(case, by)
    first.refresh_from_db()
    assert (second.number, second.corrects, second.correction_reason) == (2, first, WHY)
    assert case.state == "issued"
    assert WHY in " ".join(second.text.split())
    assert "This letter replaces our letter of" in second.text
    assert RIGHT in second.text
    assert "three vehicles." in first.text
    assert first.pdf_sha256 != second.pdf_sha256


def test_a_correction_that_changes_nothing_is_not_submitted_without_a_reason() -> None:
    by = officer()
    case = answered_case(by=by)
    decided(case, law_enforcement(2), by=by)
    sent_out(case, by)
    begun(case, by)
    assert warned(case)
    with pytest.raises(NotReady, match="1 warning to mend or explain"):
        submit(case.pk, by=by, at=timezone.now())
    mend(case, by)
    assert not warned(case)


def test_taking_a_decision_away_or_rewording_a_section_is_a_correction() -> None:
    by = officer()
    case = answered_case(by=by)
    decided(case, law_enforcement(2), by=by)
    sent_out(case, by)
    letter = begun(case, by)
    letter.edits = {"correction": "We are sorry."}
    letter.save()
    assert warned(case)
    letter.edits = {"further": "Please call me."}
    letter.save()
    assert not warned(case)
    letter.edits = {}
    letter.save()
    remove_decision(case.pk, load_decisions(case.pk)[0].key, by=by, at=timezone.now())
    assert not warned(case)


def warned(case: Case) -> bool:
    found = letter_view(case, today=timezone.localdate()).findings
    return "correction-changes-nothing" in {each.code for each in found}


def test_the_mail_says_that_it_is_a_correction() -> None:
    by = officer()
    case = issued_case(by=by)
    begun(case, by)
    mend(case, by)
    letter = sent_out(case, by)
    assert deliver(Delivery.objects.get(letter=letter).pk, at=timezone.now())
    assert mail.outbox[-1].subject == f"Correction: response to your request {case.reference}"
    assert "the letter that follows replaces it" in mail.outbox[-1].body


def test_a_timely_answer_stays_timely_and_a_late_one_late() -> None:
    by, at = officer(), timezone.now() - timedelta(days=100)
    case = issued_case(by=by, at=at)
    answered_on = case.responded_on
    begun(case, by)
    terms = Terms.load(today=timezone.localdate())
    standing = standing_of(case, clock_of(case, terms), terms)
    assert (standing.status, standing.is_late) == ("answered_in_time", False)
    assert standing.words.endswith("being corrected")
    mend(case, by)
    letter = sent_out(case, by)
    standing = standing_of(case, clock_of(case, terms), terms)
    assert standing.status == "answered_in_time"
    assert standing.words.endswith(", corrected since")
    assert case.responded_on == answered_on
    assert letter.stamp["late_by_days"] == 0
    assert "I am sorry that this letter is" not in letter.text
    assert case.clock_events.get(kind=EventKind.CORRECTED).on == letter.issued_on


def test_whoever_corrects_does_not_sign_off() -> None:
    case, other = issued_case(), officer()
    begun(case, other)
    mend(case, other)
    assert other.pk in contributors(case)


def test_a_correction_can_be_taken_back_and_the_case_says_again_what_went_out() -> None:
    by = officer()
    case = issued_case(by=by)
    begun(case, by)
    mend(case, by)
    record_decision(case.pk, law_enforcement(2), by=by, at=timezone.now())
    cancel_correction(case.pk, by=by, at=timezone.now())
    case.refresh_from_db()
    first, second = Letter.objects.filter(case=case).order_by("number")
    assert (case.state, first.state, second.state, second.corrects) == ("issued", "issued", "cancelled", None)
    assert "three vehicles" in case.questions.get(number=1).disclosures.get().text
    assert load_decisions(case.pk) == ()
    again = begun(case, by)
    assert (again.number, again.corrects) == (3, first)


def test_a_decision_that_was_taken_away_comes_back_with_the_letter() -> None:
    by = officer()
    case = answered_case(by=by)
    decided(case, law_enforcement(2), by=by)
    sent_out(case, by)
    before = load_decisions(case.pk)
    begun(case, by)
    remove_decision(case.pk, before[0].key, by=by, at=timezone.now())
    cancel_correction(case.pk, by=by, at=timezone.now())
    assert load_decisions(case.pk) == before


def test_other_questions_than_those_answered_are_not_put_back_by_guessing() -> None:
    by = officer()
    case = issued_case(by=by)
    begun(case, by)
    first, second = case.questions.order_by("number")
    other = [QuestionText(id=first.pk, text="Something else?"), QuestionText(id=second.pk, text=second.text)]
    set_questions(case.pk, other, by=by, at=timezone.now())
    with pytest.raises(NotReady, match="Change them back first"):
        cancel_correction(case.pk, by=by, at=timezone.now())


def test_the_reason_is_asked_for() -> None:
    with pytest.raises(InvalidInput) as caught:
        correct(issued_case().pk, reason="  ", by=officer(), at=timezone.now())
    assert set(caught.value.fields) == {"reason"}


def test_what_belongs_to_an_unanswered_request_is_not_done_to_a_correction() -> None:
    by = officer()
    case = issued_case(by=by)
    begun(case, by)
    with pytest.raises(NotReady, match="has been answered"):
        withdraw(case.pk, why="x", on=timezone.localdate(), by=by, at=timezone.now())


def test_under_review_the_first_decision_is_not_corrected_any_more() -> None:
    with pytest.raises(WrongState):
        correct(case_under_review().pk, reason=WHY, by=officer(), at=timezone.now())


def test_a_letter_that_could_not_be_made_is_taken_back_and_mended() -> None:
    by = officer()
    case = approved_case(by=by)
    letter = issue(case.pk, by=by, at=timezone.now())
    with pytest.raises(NotReady, match="being made"):
        recall_failed(case.pk, by=by, at=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state="failed", render_error="no font", render_attempts=5)
    recall_failed(case.pk, by=by, at=timezone.now())
    case.refresh_from_db()
    letter.refresh_from_db()
    assert (case.state, letter.state, letter.stamp, letter.render_attempts) == (
        "in_progress",
        "draft",
        None,
        0,
    )
    assert case.events.get(kind="recall_failed").old["error"] == "no font"
    assert sent_out(case, by).pk == letter.pk

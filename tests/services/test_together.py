"""Does one letter answer several requests of one applicant, as carefully as it answers one?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, ApplicantFile, Holding
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, NotVisible, WrongState
from requests_app.domain.roles import Role
from requests_app.letters.content import from_dict, stamp_from_dict
from requests_app.models import Case, Delivery, Event, Letter
from requests_app.selectors.casepage import load_case_page
from requests_app.selectors.facts import contributors, facts_of, letter_view, signatories
from requests_app.selectors.letter_page import issued_letter
from requests_app.selectors.reviewing import first_letter, first_said
from requests_app.selectors.together import could_lead
from requests_app.selectors.tracking import tracked, tracked_case
from requests_app.selectors.worklist import waits_for
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.correct import cancel_correction, correct
from requests_app.services.deliver import deliver
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.letter import edit_section
from requests_app.services.printing import make, mark_posted, order_print, record_download
from requests_app.services.review import request_review
from requests_app.services.sign_off import approve, recall, return_letter, submit
from requests_app.services.timing import withdraw
from requests_app.services.together import join, separate
from tests.factories.cases import BY_POST, answered_case, case_in_progress, days_ago, issued_case, logged_case
from tests.factories.people import administrator, approver, officer, person_with

pytestmark = pytest.mark.django_db
NOW = timezone.now


def pair(*, by=None, **second: object) -> tuple[Case, Case]:
    """Two answered requests of one applicant, the second in the letter of the first."""
    by = by or officer()
    leading = answered_case(by=by)
    other = answered_case(by=by, **second)
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    return fresh(leading), fresh(other)


def fresh(case: Case) -> Case:
    return Case.objects.select_related("applicant", "officer", "team", "answered_with").get(pk=case.pk)


def letter_of(case: Case) -> Letter:
    return Letter.objects.get(case=case, kind="response")


def signed_off(leading: Case) -> None:
    letter = submit(leading.pk, by=officer(), at=NOW())
    approve(leading.pk, by=approver(), at=NOW(), content_hash=letter.content_hash)


def gone_out(leading: Case) -> Letter:
    signed_off(leading)
    letter = issue(leading.pk, by=officer(), at=NOW())
    render_and_complete(letter.pk, at=NOW())
    letter.refresh_from_db()
    return letter


def test_joining_is_written_down_in_both_cases():
    leading, other = pair()
    assert other.answered_with == leading
    event = other.events.latest("id")
    assert (event.kind, event.new) == ("join", {"answered_with": leading.reference})
    event = leading.events.latest("id")
    assert (event.kind, event.new) == ("join", {"answers_also": other.reference})


def test_the_letter_answers_the_questions_of_both_in_turn():
    leading, other = pair()
    content = letter_view(leading, today=timezone.localdate()).content
    assert [question.number for question in content.questions] == [1, 2, 3, 4]
    assert [each.reference for each in content.requests] == [leading.reference, other.reference]
    assert content.title == "Response to your requests for information"


def test_one_letter_goes_out_once_and_answers_both():
    leading, other = pair()
    letter = gone_out(leading)
    leading, other = fresh(leading), fresh(other)
    assert (leading.state, other.state) == ("issued", "issued")
    assert leading.responded_on == other.responded_on == letter.issued_on
    assert leading.outcome == other.outcome != ""
    assert set(other.questions.values_list("outcome", flat=True)) == set(
        leading.questions.values_list("outcome", flat=True)
    )
    assert other.events.latest("id").kind == "issued"
    deliver(Delivery.objects.get().pk, at=NOW())
    (sent,) = mail.outbox
    assert f"requests {leading.reference} and {other.reference}" in sent.subject
    assert leading.tracking_token in sent.body
    assert other.tracking_token in sent.body


def test_each_case_shows_the_letter_that_answered_it():
    leading, other = pair()
    letter = gone_out(leading)
    for case in (leading, other):
        assert issued_letter(fresh(case)) == letter
        found = tracked_case(case.tracking_token)
        assert found is not None
        assert tracked(found, today=timezone.localdate()).rights is not None


def test_that_the_letter_was_sent_stands_in_both_histories():
    leading, other = pair()
    gone_out(leading)
    deliver(Delivery.objects.get().pk, at=NOW())
    told = [case.events.get(kind="delivered").summary for case in (leading, other)]
    assert told == ["Letter sent by e-mail", f"Letter sent by e-mail, together with {leading.reference}"]


def test_that_the_letter_was_printed_and_posted_stands_in_both_histories():
    by = officer()
    alone, leading, other = (answered_case(by=by, applicant=BY_POST) for _ in range(3))
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    letters = [gone_out(leading), gone_out(alone)]
    row = order_print([letter.pk for letter in letters], is_duplex=True, by=by, at=NOW())
    make(row.pk, at=NOW())
    record_download(row.pk, by=by, at=NOW())
    assert mark_posted(row.pk, by=by, at=NOW()) == 2
    for case in (alone, leading, other):
        assert case.events.filter(kind="looked", summary__contains="for the printer").count() == 1
    told = [case.events.get(kind="letter_posted").summary for case in (alone, leading, other)]
    assert told == [
        "Letter posted: Response",
        "Letter posted: Response",
        f"Letter posted: Response, together with {leading.reference}",
    ]


def test_the_joined_case_goes_where_the_letter_goes():
    leading, other = pair()
    letter = submit(leading.pk, by=officer(), at=NOW())
    assert fresh(other).state == "awaiting_sign_off"
    return_letter(leading.pk, reason="Say more.", by=approver(), at=NOW())
    assert fresh(other).state == "in_progress"
    assert other.events.latest("id").reason == "Say more."
    for case in (leading, other):
        shown = load_case_page(fresh(case), user=officer(), today=NOW().date())
        assert shown.returned is not None
        assert shown.returned.reason == "Say more."
    letter = submit(leading.pk, by=officer(), at=NOW())
    approve(leading.pk, by=approver(), at=NOW(), content_hash=letter.content_hash)
    assert fresh(other).state == "approved"
    recall(leading.pk, by=officer(), at=NOW())
    assert fresh(other).state == "in_progress"


def test_the_letter_of_a_joined_case_is_not_its_own():
    leading, other = pair()
    with pytest.raises(NotReady, match=f"answered together with {leading.reference}"):
        submit(other.pk, by=officer(), at=NOW())
    with pytest.raises(NotReady, match="change the letter there"):
        edit_section(other.pk, "decision", "All of it.", by=officer(), at=NOW())
    submit(leading.pk, by=officer(), at=NOW())
    with pytest.raises(NotReady, match="answered together"):
        recall(other.pk, by=officer(), at=NOW())


def test_the_letter_waits_for_the_slower_case():
    by = officer()
    leading, other = answered_case(by=by), logged_case(by=by)
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    with pytest.raises(NotReady, match=rf"{other.reference} is answered together .*“New”"):
        submit(leading.pk, by=by, at=NOW())


def test_what_a_joined_case_lacks_leads_to_its_own_page():
    by = officer()
    leading, other = answered_case(by=by), case_in_progress(by=by)
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    with pytest.raises(NotReady) as caught:
        submit(leading.pk, by=by, at=NOW())
    assert {finding.url.partition("questions/")[0] for finding in caught.value.findings} == {
        f"/cases/{other.reference}/"
    }


def test_what_to_do_next_names_the_question_as_its_own_case_does():
    by = officer()
    leading, other = answered_case(by=by), case_in_progress(by=by)
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    to_do = load_case_page(fresh(leading), user=by, today=NOW().date()).to_do
    assert to_do is not None
    assert to_do.label == f"Go on with question 1 of {other.reference}"
    assert to_do.url.startswith(f"/cases/{other.reference}/questions/1/")


def test_sign_off_is_of_the_whole():
    """While it waits, nobody changes what is in it: not in the joined case either."""
    leading, other = pair()
    submit(leading.pk, by=officer(), at=NOW())
    record = QuestionRecord(
        holding=Holding.HELD, answers=(Answer(kind=AnswerKind.WORDS, text="Four vehicles."),)
    )
    with pytest.raises(WrongState):
        record_answer(other.pk, 1, record, by=officer(), at=NOW())


def test_nobody_signs_off_what_they_wrote_in_a_joined_case():
    writer = approver()
    leading, other = answered_case(), answered_case()
    other.officer = writer
    other.save()
    join(other.pk, leading=leading.reference, by=officer(), at=NOW())
    letter = submit(leading.pk, by=officer(), at=NOW())
    assert writer.pk in contributors(fresh(leading))
    with pytest.raises(NotPermitted):
        approve(leading.pk, by=writer, at=NOW(), content_hash=letter.content_hash)
    assert not waits_for(writer, Case.objects.all()).exists()
    assert list(waits_for(approver(), Case.objects.all())) == [leading]


def test_who_joined_two_cases_does_not_sign_off_their_letter():
    judge = person_with(Role.OFFICER, Role.APPROVER)
    leading, other = answered_case(), answered_case()
    join(other.pk, leading=leading.reference, by=judge, at=NOW())
    letter = submit(leading.pk, by=officer(), at=NOW())
    assert judge.pk in contributors(fresh(leading))
    with pytest.raises(NotPermitted):
        approve(leading.pk, by=judge, at=NOW(), content_hash=letter.content_hash)
    assert not waits_for(judge, Case.objects.all()).exists()


@pytest.mark.parametrize("leading", ["nothing", "", "its own"])
def test_who_may_not_join_is_told_so_whatever_they_ask_for(leading: str):
    case = answered_case()
    for somebody, refusal in ((approver(), NotPermitted), (administrator(), NotVisible)):
        with pytest.raises(refusal):
            join(case.pk, leading=case.reference if leading == "its own" else leading, by=somebody, at=NOW())


def test_who_signed_it_off_reviews_neither():
    leading, other = pair()
    gone_out(leading)
    assert signatories(fresh(other)) == signatories(fresh(leading)) != frozenset()


def test_a_review_of_the_joined_case_is_of_its_own_part():
    leading, other = pair(questions=["Which depot has the vehicles?"])
    letter = gone_out(leading)
    request_review(
        other.pk, grounds="You missed one.", on=timezone.localdate(), is_complex=False, by=officer(), at=NOW()
    )
    other = fresh(other)
    assert first_letter(other) == letter
    said = first_said(other, letter)
    assert [(each.number, each.text) for each in said.questions] == [(1, "Which depot has the vehicles?")]
    whole = from_dict(letter.content).section("answer.3")
    assert said.section("answer.1") == replace(whole, key="answer.1")
    view = letter_view(other, today=timezone.localdate())
    assert view.content.review.first_answered_on == letter.issued_on
    assert view.content.review.changed == ()
    assert fresh(leading).state == "issued"


def test_each_is_late_by_its_own_deadline():
    leading, other = pair(received_on=days_ago(60))
    letter = gone_out(leading)
    stamp = stamp_from_dict(letter.stamp)
    late = {each.reference: each.days for each in stamp.late_requests}
    assert late[leading.reference] == 0 < late[other.reference] == stamp.late_by_days
    assert f"for your request {other.reference}." in " ".join(letter.text.split())
    assert "sorry" in letter.text


def test_a_correction_takes_both_along_and_back():
    leading, other = pair()
    gone_out(leading)
    correct(leading.pk, reason="A figure was wrong.", by=officer(), at=NOW())
    assert fresh(other).state == "in_progress"
    record = QuestionRecord(holding=Holding.NOT_HELD)
    record_answer(other.pk, 2, record, by=officer(), at=NOW())
    cancel_correction(leading.pk, by=officer(), at=NOW())
    assert fresh(other).state == "issued"
    assert other.questions.get(number=2).holding == "held"


def test_a_correction_answers_both_and_moves_no_date():
    leading, other = pair()
    gone_out(leading)
    answered_on = fresh(other).responded_on
    correct(leading.pk, reason="A figure was wrong.", by=officer(), at=NOW())
    with pytest.raises(NotReady):
        separate(other.pk, by=officer(), at=NOW())
    four = Answer(kind=AnswerKind.WORDS, text="There were four.")
    record = QuestionRecord(holding=Holding.HELD, answers=(four,))
    record_answer(other.pk, 2, record, by=officer(), at=NOW())
    gone_out(leading)
    assert (fresh(other).state, fresh(other).responded_on) == ("issued", answered_on)
    assert other.clock_events.filter(kind="corrected").count() == 1


def test_a_correction_waits_for_a_review_of_the_other():
    leading, other = pair()
    gone_out(leading)
    request_review(
        other.pk, grounds="You missed one.", on=timezone.localdate(), is_complex=False, by=officer(), at=NOW()
    )
    with pytest.raises(NotReady, match=other.reference):
        correct(leading.pk, reason="A figure was wrong.", by=officer(), at=NOW())


def test_separating_gives_each_its_own_letter_again():
    leading, other = pair()
    separate(other.pk, by=officer(), at=NOW())
    leading, other = fresh(leading), fresh(other)
    assert other.answered_with is None
    assert letter_view(leading, today=timezone.localdate()).content.requests == ()
    assert [case.events.latest("id").kind for case in (leading, other)] == ["separate", "separate"]
    submit(other.pk, by=officer(), at=NOW())
    with pytest.raises(WrongState):
        separate(other.pk, by=officer(), at=NOW())


def test_a_case_alone_cannot_be_separated():
    case = answered_case()
    with pytest.raises(NotReady, match="on its own already"):
        separate(case.pk, by=officer(), at=NOW())


def test_a_withdrawn_request_is_in_no_letter_and_the_letter_is_signed_off_anew():
    leading, other = pair()
    signed_off(leading)
    withdraw(other.pk, why="By e-mail.", on=timezone.localdate(), by=officer(), at=NOW())
    assert (fresh(other).state, fresh(other).answered_with) == ("withdrawn", None)
    assert leading.events.latest("id").kind == "separate"
    with pytest.raises(NotReady, match="has changed since"):
        issue(leading.pk, by=officer(), at=NOW())


def test_when_the_leading_request_is_withdrawn_the_other_is_answered_on_its_own():
    leading, other = pair()
    submit(leading.pk, by=officer(), at=NOW())
    withdraw(leading.pk, why="By e-mail.", on=timezone.localdate(), by=officer(), at=NOW())
    assert (fresh(other).state, fresh(other).answered_with) == ("in_progress", None)
    assert other.events.latest("id").kind == "separate"
    submit(other.pk, by=officer(), at=NOW())


def refused(case: Case, leading: str, match: str, *, field: str = "leading", **given: str) -> None:
    before = Event.objects.count()
    with pytest.raises(InvalidInput, match=match) as caught:
        join(case.pk, leading=leading, by=officer(), at=NOW(), **given)
    assert field in caught.value.fields
    assert (fresh(case).answered_with, Event.objects.count()) == (None, before)


def test_what_cannot_lead_is_said():
    case = answered_case()
    refused(case, "", "Choose the case")
    refused(case, "nothing", "There is no case “nothing”")
    refused(case, case.reference, "the case itself")
    refused(case, answered_case(regime="eir").reference, "other law")
    welsh = answered_case()
    Case.objects.filter(pk=welsh.pk).update(language="cy")
    refused(case, welsh.reference, "another language")
    refused(case, issued_case().reference, "only a case that is being worked on")
    refused(case, pair()[1].reference, "choose that case")
    refused(case, answered_case().reference, "no control characters", field="reason", reason="x\x00")


def test_a_case_whose_letter_is_being_signed_off_takes_in_no_other():
    leading, case = answered_case(), answered_case()
    submit(leading.pk, by=officer(), at=NOW())
    refused(case, leading.reference, "only a case that is being worked on")


def test_a_case_that_leads_does_not_join_another():
    leading, _ = pair()
    with pytest.raises(NotReady, match="join this case's own letter"):
        join(leading.pk, leading=answered_case().reference, by=officer(), at=NOW())


def test_a_case_joins_one_letter():
    _, other = pair()
    with pytest.raises(NotReady, match="already"):
        join(other.pk, leading=answered_case().reference, by=officer(), at=NOW())


def test_a_correction_joins_no_letter():
    case = issued_case()
    correct(case.pk, reason="A figure was wrong.", by=officer(), at=NOW())
    refused(answered_case(), case.reference, "has gone out")


def test_another_applicant_needs_a_reason_which_is_kept():
    ash = ApplicantFile(name="Ash Dunmore", email="ash@dunmore.example")
    leading, case = answered_case(), answered_case(applicant=ash)
    refused(case, leading.reference, "same person", field="reason")
    join(case.pk, leading=leading.reference, reason="She wrote from work.", by=officer(), at=NOW())
    assert {each.events.latest("id").reason for each in (leading, case)} == {"She wrote from work."}


def test_the_same_applicants_open_cases_are_offered():
    case, alike = answered_case(), answered_case()
    answered_case(applicant=ApplicantFile(name="Ash Dunmore", email="ash@dunmore.example"))
    answered_case(regime="eir")
    issued_case()
    assert could_lead(case) == (alike,)


def test_same_name_and_address_are_offered_without_an_address_for_mail():
    who = ApplicantFile(name="Ash Dunmore", postal_address="4 Quay Street, Northmoor")
    case, alike = answered_case(applicant=who), answered_case(applicant=who)
    answered_case(applicant=ApplicantFile(name="Ash Dunmore", postal_address="9 Quay Street, Northmoor"))
    assert could_lead(case) == (alike,)


def test_the_facts_of_a_case_name_those_it_is_answered_with():
    leading, other = pair()
    facts = facts_of(leading, actor=officer(), today=timezone.localdate() + timedelta(days=1))
    assert [reference for reference, _ in facts.together] == [other.reference]
    assert facts_of(other, actor=None, today=timezone.localdate()).answered_with == leading.reference

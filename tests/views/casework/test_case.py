"""Does the page of a case show all that it is, to whom it may, and write down who read it?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import ApplicantFile, Holding, SearchMade
from requests_app.models import Case
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.correspond import ask_clarification, receive_clarification
from requests_app.services.decide import record_decision
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.review import request_review
from requests_app.services.sign_off import return_letter, submit
from tests.factories.cases import (
    answered_case,
    approved_case,
    case_in_progress,
    instant,
    logged_case,
    submitted_case,
)
from tests.factories.people import (
    administrator,
    approver,
    auditor,
    manager,
    officer,
    person_with,
    reviewer,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def url(case) -> str:
    return reverse("casework:case", args=[case.reference])


def page(user, case):
    return signed_in(user).get(url(case))


def labels(actions) -> dict[str, bool]:
    return {action["label"]: action["allowed"] for action in actions}


def test_it_says_when_the_answer_is_due_and_why(me) -> None:
    day = date(2026, 3, 2)
    case = logged_case(by=me, received_on=day, at=instant(day))
    response = page(me, case)
    assert "Due Tuesday 31 March 2026" in response.text
    assert "17 March does not count: St Patrick" in response.text
    assert "Day 20" in response.text


def test_reading_it_is_written_down_with_what_was_seen(me) -> None:
    case = logged_case(by=me)
    page(me, case)
    look = case.events.get(kind="looked")
    assert (look.by, look.new) == (me, {"what": "the case, with the applicant's details"})


def test_each_question_says_what_is_held_given_and_missing(me) -> None:
    case = case_in_progress(by=me, questions=["How many vehicles?", "How much was paid?"])
    record = QuestionRecord(holding=Holding.HELD, searches=(SearchMade(where="Registry", minutes=30),))
    record_answer(case.pk, 1, record, by=me, at=timezone.now())
    shown = page(me, case).context["shown"]
    assert [card.holding for card in shown.questions] == ["Held", "Not yet established"]
    assert shown.questions[0].searches == "1 search recorded, 30 minutes"


def test_decisions_stand_with_their_citation(me) -> None:
    case = case_in_progress(by=me, questions=["How many vehicles?"])
    decision = Decision(key="", provision="s31", limbs=("1a",), covers="patrol routes", questions=(1,))
    record_decision(case.pk, decision, by=me, at=timezone.now())
    response = page(me, case)
    assert "Section 31(1)(a) – Law enforcement" in response.text
    assert "patrol routes" in response.text
    assert response.context["shown"].decisions[0].citation


def test_next_steps_are_those_of_the_table_and_say_why_not(me) -> None:
    case = case_in_progress(by=me)
    context = page(me, case).context
    assert labels(context["main_actions"]).keys() == {"Submit for sign-off"}
    assert labels(context["other_actions"])["Extend the time"] is False
    assert "Record a qualified exemption" in page(me, case).text


def test_an_approver_is_offered_to_sign_off_and_an_auditor_nothing(me) -> None:
    case = submitted_case(by=me)
    assert labels(page(approver(), case).context["main_actions"])["Sign off"] is True
    context = page(auditor(), case).context
    assert (context["main_actions"], context["other_actions"]) == ([], [])


def test_messages_and_their_words_are_shown(me) -> None:
    case = case_in_progress(by=me)
    ask_clarification(case.pk, text="Which <b>road</b>?", on=timezone.localdate(), by=me, at=timezone.now())
    text = page(me, case).text
    assert "Which &lt;b&gt;road&lt;/b&gt;?" in text
    assert "The clock is not running" in text


def test_what_section_8_lacks_stays_in_sight(me) -> None:
    case = logged_case(by=me, applicant=ApplicantFile(name="Rowan Achterberg"))
    assert "Ask for an address for correspondence" in page(me, case).text


def test_the_tracking_link_holds_the_token_and_no_address(me) -> None:
    case = logged_case(by=me)
    response = page(me, case)
    assert response.context["tracking_url"] == f"http://testserver/track/{case.tracking_token}/"


@pytest.mark.parametrize("wording", ["<script>alert(1)</script>", "🚓 كم عدد المركبات؟", "x" * 200_000])
def test_any_wording_is_shown_as_words(me, wording: str) -> None:
    response = page(me, logged_case(by=me, wording=wording, applicant=ApplicantFile(name="<i>Ro</i>")))
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<i>Ro" not in response.text


def test_every_reader_may_read_and_strangers_find_nothing(me) -> None:
    case = logged_case(by=me)
    for reader in (officer(), approver(), manager(), reviewer(), auditor()):
        assert page(reader, case).status_code == 200
    for stranger in (administrator(), person_with()):
        assert page(stranger, case).status_code == 404
    assert signed_in(me).get("/cases/NO-SUCH/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_case(me) -> None:
    client = signed_in(me)

    def queries(case: Case) -> int:
        client.get(url(case))
        with CaptureQueriesContext(connection) as found:
            client.get(url(case))
        return len(found)

    small = answered_case(by=me, questions=["one"])
    large = answered_case(by=me, questions=[f"question {number}" for number in range(30)])
    for number in range(20):
        record = QuestionRecord(holding=Holding.NOT_HELD, searches=(SearchMade(where=f"Registry {number}"),))
        record_answer(large.pk, 3, record, by=me, at=timezone.now())
    assert queries(large) == queries(small) <= 50


def test_it_leads_to_where_the_work_goes_on(me) -> None:
    case = case_in_progress(by=me, questions=["How many vehicles?", "How much was paid?"])
    response = page(me, case)
    assert response.context["shown"].to_do.label == "Go on with question 1"
    assert f"/cases/{case.reference}/questions/1/#" in response.context["shown"].to_do.url
    assert "Go on with" not in page(approver(), case).text


def test_why_a_letter_came_back_stands_beside_the_next_step_until_it_is_submitted_again(me) -> None:
    case = submitted_case(by=me)
    return_letter(case.pk, reason="Say that the figure is complete.", by=approver(), at=timezone.now())
    first = page(me, case).text.split('id="next"')[1].split("</section>")[0]
    assert "Say that the figure is complete." in first
    submit(case.pk, by=me, at=timezone.now())
    assert (
        "Say that the figure is complete."
        not in page(me, case).text.split('id="next"')[1].split("</section>")[0]
    )


def test_who_cannot_act_is_told_what_the_case_waits_for(me) -> None:
    assert (
        "It waits for somebody who has not worked on it to sign the letter off."
        in page(me, submitted_case(by=me)).text
    )


def test_a_clarified_case_keeps_the_day_it_arrived_and_says_from_when_it_counts(me) -> None:
    start, answered = date(2026, 3, 2), date(2026, 3, 9)
    case = case_in_progress(by=me, received_on=start, at=instant(start))
    ask_clarification(case.pk, text="Which road?", on=start, by=me, at=instant(start))
    receive_clarification(case.pk, text="Harbour Road.", on=answered, by=me, at=instant(answered))
    rows = {row["key"]: row["value"] for row in page(me, case).context["summary"]}
    assert (rows["Received"], rows["Clarified"]) == (start, answered)


@pytest.mark.pdf
def test_a_reviewer_reads_what_the_applicant_disagrees_with(me) -> None:
    case, now = approved_case(by=me), timezone.now()
    assert render_and_complete(issue(case.pk, by=me, at=now).pk, at=now)
    request_review(
        case.pk, grounds="You left out Mill Lane.", on=timezone.localdate(), is_complex=False, by=me, at=now
    )
    assert "You left out Mill Lane." in page(reviewer(), case).text


def test_the_history_says_what_was_done_not_what_could_be_pressed(me) -> None:
    titles = [item["title"] for item in page(me, submitted_case(by=me)).context["timeline"]]
    assert "Submitted for sign-off" in titles
    assert "Work started" in titles
    assert "Submit for sign-off" not in titles

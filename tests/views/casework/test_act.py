"""Can each step of a case be taken, once, by whom it may, and does a stale tab hear the truth?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.transitions import TRANSITIONS, Act
from requests_app.models import Letter
from requests_app.services.correspond import ask_clarification
from requests_app.services.letter import edit_section
from requests_app.services.manage import assign
from requests_app.services.review import record_finding
from requests_app.services.sign_off import submit
from requests_app.services.timing import withdraw
from requests_app.services.together import join
from requests_app.views.casework.acts import SCREENS
from tests.factories.cases import (
    answered_case,
    approved_case,
    case_in_progress,
    instant,
    issued_case,
    logged_case,
    submitted_case,
)
from tests.factories.people import approver, auditor, manager, officer, person_with, reviewer, signed_in, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def url(case, act: Act) -> str:
    return reverse("casework:act", args=[case.reference, act.value])


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def confirm(client, case, act: Act, **typed):
    """Open the page, type, press the button: as a browser does."""
    shown = client.get(url(case, act))
    assert shown.status_code == 200, shown.text
    form = shown.context["form"]
    hidden = {name: form[name].value() for name in form.fields if form[name].is_hidden}
    data = hidden | {"version": shown.context["version"]} | typed
    return client.post(url(case, act), data), data


TODAY = timezone.localdate


def test_every_act_that_a_person_can_take_has_a_page() -> None:
    assert set(SCREENS) == {act for act, row in TRANSITIONS.items() if row.roles} - {
        Act.EDIT,
        Act.ATTACH,
        Act.DECIDE_AFRESH,
    }


@pytest.mark.parametrize("name", ["edit", "complete_issue", "dance"])
def test_what_is_no_step_of_a_person_has_no_page(me, name: str) -> None:
    case = logged_case(by=me)
    assert signed_in(me).get(f"/cases/{case.reference}/acts/{name}/").status_code == 404


def test_a_clarification_is_asked_and_answered(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    response, _ = confirm(client, case, Act.ASK_CLARIFICATION, text="Which road?", **day("on", TODAY()))
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.state == "awaiting_clarification"
    confirm(client, case, Act.RECEIVE_CLARIFICATION, text="Harbour Road", **day("on", TODAY()))
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_fee_is_asked_and_paid(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    confirm(client, case, Act.SEND_FEES_NOTICE, amount="12.50", text="Copies", **day("on", TODAY()))
    assert case.messages.get().body.startswith("Copies\n\nThe fee is £12.50.")
    confirm(client, case, Act.RECEIVE_FEE, **day("on", TODAY()))
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_date_of_receipt_is_corrected_and_the_deadline_follows(me) -> None:
    case = case_in_progress(by=me)
    before, earlier = case.deadline_on, TODAY() - timedelta(days=14)
    confirm(
        signed_in(me), case, Act.CORRECT_RECEIPT, why="Found in the post room", **day("received_on", earlier)
    )
    case.refresh_from_db()
    assert case.received_on == earlier
    assert case.deadline_on < before


def test_a_case_is_given_to_an_officer_and_a_team(me) -> None:
    case, other, desk = case_in_progress(by=me), officer(), team()
    confirm(signed_in(me), case, Act.ASSIGN, officer=other.pk, team=desk.pk)
    case.refresh_from_db()
    assert (case.officer, case.team) == (other, desk)


def test_who_signs_off_is_told_whose_request_is_answered_too_and_why(me) -> None:
    ash = ApplicantFile(name="Ash Dunmore", email="ash@dunmore.example")
    leading, alike, other = answered_case(by=me), answered_case(by=me), answered_case(by=me, applicant=ash)
    join(alike.pk, leading=leading.reference, by=me, at=timezone.now())
    join(other.pk, leading=leading.reference, reason="She wrote\nfrom work.", by=me, at=timezone.now())
    submit(leading.pk, by=me, at=timezone.now())
    page = signed_in(approver()).get(url(leading, Act.APPROVE))
    (told,) = page.context["consequences"][2:]
    assert told == (
        f"{other.reference} was made by Ash Dunmore, with another address. "
        f"{me} recorded why it is the same person: “She wrote from work.”"
    )


def test_who_separates_two_cases_is_told_which_own_wording_to_read_again(me) -> None:
    leading, other = answered_case(by=me), answered_case(by=me)
    join(other.pk, leading=leading.reference, by=me, at=timezone.now())
    shown = signed_in(me).get(url(other, Act.SEPARATE))
    assert len(shown.context["consequences"]) == 1
    edit_section(leading.pk, "further", "This answers both of your requests.", by=me, at=timezone.now())
    told = signed_in(me).get(url(other, Act.SEPARATE)).context["consequences"][1]
    assert told == (
        f"The letter of {leading} keeps what was put into an officer's own words while it answered both. Read it again: "
        "“Further information”."
    )


def test_only_people_who_work_on_cases_can_be_chosen(me) -> None:
    case = case_in_progress(by=me)
    response, _ = confirm(signed_in(me), case, Act.ASSIGN, officer=auditor().pk)
    assert response.status_code == 422


def test_an_eir_case_is_extended_without_a_date_and_foia_needs_its_ground(me) -> None:
    eir, foia = case_in_progress(by=me, regime="eir"), case_in_progress(by=me)
    response, _ = confirm(signed_in(me), eir, Act.EXTEND, why="Complex and voluminous")
    assert response.status_code == 302
    blocked = signed_in(me).get(url(foia, Act.EXTEND))
    assert "Record a qualified exemption" in blocked.text
    assert '<form method="post" novalidate' not in blocked.text


def test_a_manager_closes_a_case_without_a_further_notice(me) -> None:
    """FOIA s17(6)."""
    case, client = case_in_progress(by=me), signed_in(manager())
    typed = {"earlier": "01.FOI.25.000311", **day("earlier_on", TODAY())}
    response, _ = confirm(client, case, Act.CLOSE_WITHOUT_NOTICE, **typed)
    assert response.status_code == 422
    assert "Write why it would be unreasonable" in response.text
    assert "01.FOI.25.000311" in response.text
    confirm(client, case, Act.CLOSE_WITHOUT_NOTICE, **typed, why="The same words once a week.")
    case.refresh_from_db()
    assert case.state == "silent"
    history = client.get(f"/cases/{case.reference}/history/").text
    assert "Closed without a further notice" in history
    assert "Earlier notice" in history


def test_a_case_lapses_when_its_period_is_over_and_can_be_reopened(me) -> None:
    start = date(2026, 1, 5)
    case = case_in_progress(by=me, received_on=start, at=instant(start))
    ask_clarification(case.pk, text="Which road?", on=start, by=me, at=instant(start))
    confirm(signed_in(me), case, Act.LAPSE)
    case.refresh_from_db()
    assert case.state == "lapsed"
    confirm(signed_in(manager()), case, Act.REOPEN, why="The answer had come")
    case.refresh_from_db()
    assert case.state == "awaiting_clarification"


def test_a_request_is_answered_together_with_another_of_its_applicant(me) -> None:
    leading, case, client = answered_case(by=me), answered_case(by=me), signed_in(me)
    shown = client.get(url(case, Act.JOIN))
    assert leading.reference in shown.text
    assert case.reference not in dict(shown.context["form"].fields["choice"].choices)
    response, _ = confirm(client, case, Act.JOIN, choice=leading.reference)
    assert response.status_code == 302
    page = client.get(f"/cases/{case.reference}/").text
    assert "This case is answered together with" in page
    assert client.get(f"/cases/{case.reference}/letter/").url == f"/cases/{leading.reference}/letter/"
    assert f"{case.reference}, received on" in client.get(f"/cases/{leading.reference}/letter/").text
    assert "One letter answers this case together with" in client.get(f"/cases/{leading.reference}/").text
    assert f"answered with {leading.reference}" in client.get("/cases/?scope=all").text
    confirm(client, case, Act.SEPARATE)
    case.refresh_from_db()
    assert case.answered_with is None


def test_another_case_is_joined_by_its_reference_and_nothing_typed_is_lost(me) -> None:
    leading, case, client = answered_case(by=me, regime="eir"), case_in_progress(by=me), signed_in(me)
    response, _ = confirm(client, case, Act.JOIN, leading=leading.reference, reason="She said so.")
    assert response.status_code == 422
    assert "other law" in response.text
    assert "She said so." in response.text


def test_a_withdrawal_closes_the_case(me) -> None:
    case = case_in_progress(by=me)
    confirm(signed_in(me), case, Act.WITHDRAW, why="By e-mail", **day("on", TODAY()))
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("withdrawn", None)


def test_a_renewed_link_is_another_one(me) -> None:
    case = logged_case(by=me)
    before = case.tracking_token
    confirm(signed_in(me), case, Act.ROTATE_LINK)
    case.refresh_from_db()
    assert case.tracking_token != before


def test_the_language_is_changed_and_the_page_says_so(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    response, _ = confirm(client, case, Act.CHANGE_LANGUAGE, language="en")
    assert response.status_code == 422
    assert "in English already" in response.text
    response, _ = confirm(client, case, Act.CHANGE_LANGUAGE, language="xx")
    assert response.status_code == 422
    confirm(client, case, Act.CHANGE_LANGUAGE, language="cy")
    page = client.get(f"/cases/{case.reference}/").text
    assert '<dt>Letters in</dt><dd class="app-verbatim" dir="auto">Welsh</dd>' in page
    assert "Language changed to Welsh" in page


def test_a_letter_is_submitted_returned_submitted_recalled_and_signed_off(me) -> None:
    case, client, other = answered_case(by=me), signed_in(me), signed_in(approver())
    for who, act, typed, state in (
        (client, Act.SUBMIT, {}, "awaiting_sign_off"),
        (other, Act.RETURN, {"reason": "Say which year"}, "in_progress"),
        (client, Act.SUBMIT, {}, "awaiting_sign_off"),
        (client, Act.RECALL, {}, "in_progress"),
        (client, Act.SUBMIT, {}, "awaiting_sign_off"),
        (other, Act.APPROVE, {}, "approved"),
    ):
        response, _ = confirm(who, case, act, **typed)
        assert response.status_code == 302, response.text
        case.refresh_from_db()
        assert case.state == state


def test_issuing_leads_to_the_letter_and_fifty_clicks_make_one(me) -> None:
    case, client = approved_case(by=me), signed_in(me)
    response, data = confirm(client, case, Act.ISSUE)
    assert response.headers["Location"] == f"/cases/{case.reference}/letter/"
    again = {client.post(url(case, Act.ISSUE), data).headers["Location"] for _ in range(49)}
    assert again == {response.headers["Location"]}
    assert Letter.objects.get(case=case).state == "queued"
    assert case.events.filter(kind="issue").count() == 1


@pytest.mark.pdf
def test_a_review_is_asked_for_and_its_outcome_issued_by_somebody_else(me) -> None:
    case = issued_case(by=me)
    typed = {"grounds": "Too little", "is_complex": "on"}
    confirm(signed_in(me), case, Act.REQUEST_REVIEW, **typed, **day("on", TODAY()))
    by = reviewer()
    record_finding(case.pk, 1, result="upheld", reasons="It was right.", by=by, at=timezone.now())
    response, _ = confirm(signed_in(by), case, Act.CONCLUDE_REVIEW)
    assert response.headers["Location"] == f"/cases/{case.reference}/letter/"
    case.refresh_from_db()
    assert (case.state, Letter.objects.get(case=case, kind="review").state) == ("issuing_review", "queued")


@pytest.mark.pdf
def test_a_correction_is_begun_and_taken_back(me) -> None:
    case, client = issued_case(by=me), signed_in(me)
    response, _ = confirm(client, case, Act.CORRECT, reason="")
    assert "Write what was wrong" in response.text
    for act, typed, state in (
        (Act.CORRECT, {"reason": "A vehicle was left out."}, "in_progress"),
        (Act.CANCEL_CORRECTION, {}, "issued"),
    ):
        response, _ = confirm(client, case, act, **typed)
        assert response.status_code == 302, response.text
        case.refresh_from_db()
        assert case.state == state


def test_an_incomplete_letter_says_what_is_missing_and_has_no_button(me) -> None:
    response = signed_in(me).get(url(case_in_progress(by=me), Act.SUBMIT))
    assert "Submit for sign-off: not yet" in response.text
    assert response.context["error"].findings


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "  "}, "Write what you need to know"),
        (day("on", date(2036, 1, 1)), "The date cannot be in the future"),
        (day("on", date(2025, 1, 1)), "comes before the request was received"),
        ({"on-day": "32"}, "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(me, typed, words: str) -> None:
    case = case_in_progress(by=me)
    usual = {"text": "Which <b>road</b>? 🚓"} | day("on", TODAY())
    response, _ = confirm(signed_in(me), case, Act.ASK_CLARIFICATION, **(usual | typed))
    assert response.status_code == 422
    assert words in response.text
    assert "<b>road" not in response.text
    if "text" not in typed:
        assert "Which &lt;b&gt;road&lt;/b&gt;? 🚓" in response.text
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_stale_tab_hears_that_the_case_has_moved_on_and_keeps_its_words(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    version = client.get(url(case, Act.ASK_CLARIFICATION)).context["version"]
    withdraw(case.pk, why="By telephone", on=TODAY(), by=manager(), at=timezone.now())
    typed = {"version": version, "text": "Which road?"} | day("on", TODAY())
    response = client.post(url(case, Act.ASK_CLARIFICATION), typed)
    assert response.status_code == 409
    assert "Someone has moved this case on" in response.text
    assert "Which road?" in response.text
    assert "permission" not in response.text.lower()


def test_a_stale_tab_may_confirm_again_where_the_act_is_still_possible(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    version = client.get(url(case, Act.ASK_CLARIFICATION)).context["version"]
    assign(case.pk, officer=me, team=team(), by=manager(), at=timezone.now())
    typed = {"version": version, "text": "Which road?"} | day("on", TODAY())
    response = client.post(url(case, Act.ASK_CLARIFICATION), typed)
    assert response.status_code == 409
    assert "Which road?" in response.text
    again = client.post(url(case, Act.ASK_CLARIFICATION), typed | {"version": response.context["version"]})
    assert again.status_code == 302


def test_a_stale_approval_is_never_confirmed_again_without_reading(me) -> None:
    case, other = submitted_case(by=me), signed_in(approver())
    shown = other.get(url(case, Act.APPROVE))
    data = {
        "content_hash": shown.context["form"]["content_hash"].value(),
        "version": shown.context["version"],
    }
    assign(case.pk, officer=me, team=team(), by=manager(), at=timezone.now())
    response = other.post(url(case, Act.APPROVE), data)
    assert response.status_code == 409
    assert "Someone has moved this case on" in response.text
    case.refresh_from_db()
    assert case.state == "awaiting_sign_off"


def test_a_form_without_its_version_acts_on_nothing(me) -> None:
    case = case_in_progress(by=me)
    typed = {"text": "Which road?"} | day("on", TODAY())
    assert signed_in(me).post(url(case, Act.ASK_CLARIFICATION), typed).status_code == 409


def test_a_step_that_no_longer_fits_says_where_the_case_stands(me) -> None:
    response = signed_in(me).get(url(logged_case(by=me), Act.RECEIVE_FEE))
    assert response.status_code == 409
    assert "this case is now “New”" in response.text


def test_wrong_roles_and_authors_are_refused_and_strangers_find_nothing(me) -> None:
    from requests_app.domain.roles import Role

    case = submitted_case(by=person_with(Role.OFFICER, Role.APPROVER))
    assert signed_in(auditor()).get(url(case, Act.WITHDRAW)).status_code == 403
    assert signed_in(case.officer).get(url(case, Act.APPROVE)).status_code == 403
    assert signed_in(person_with()).get(url(case, Act.WITHDRAW)).status_code == 404

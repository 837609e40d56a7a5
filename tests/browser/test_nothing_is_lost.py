"""What a person typed is still there: after the session's end, a colleague's change, the back button, a double click."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from requests_app.models import Letter, Question
from tests.browser.signing_in import with_password
from tests.factories.cases import approved_case, case_in_progress
from tests.factories.people import PASSWORD, officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BANNER = ".govuk-notification-banner--success"


@pytest.fixture
def me():
    return with_password(officer())


def sign_in_again(page, user) -> None:
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def drafts(page) -> int:
    return int(page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')).length"))


def test_a_decision_typed_while_the_session_ran_out_is_back_after_signing_in(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.goto(f"/cases/{case.reference}/decisions/new/?provision=s31")
    page.get_by_role("checkbox", name=re.compile(r"^\(1\)\(a\) ")).check()
    page.get_by_role("button", name="Update the form").click()
    page.get_by_label("What is the harm?").fill("Thieves would move to other nights.\nAnd to other roads.")
    page.get_by_label("Exactly which information does it cover?").fill("the dates")
    page.get_by_label(re.compile("It would be likely to happen")).check()
    Session.objects.all().delete()
    page.get_by_role("button", name="Save the decision").click()
    sign_in_again(page, me)
    page.get_by_role("button", name="Put my text back").click()
    expect(page.get_by_label("What is the harm?")).to_have_value(
        "Thieves would move to other nights.\nAnd to other roads."
    )
    expect(page.get_by_label("Exactly which information does it cover?")).to_have_value("the dates")
    expect(page.get_by_label(re.compile("It would be likely to happen"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile(r"^\(1\)\(a\) "))).to_be_checked()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator(BANNER)).to_be_visible()
    assert drafts(page) == 0


def test_rows_added_to_a_question_are_back_too(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_label("Where was it looked for?").fill("Fleet register")
    page.get_by_role("button", name="Add another search").click()
    page.get_by_label("Where was it looked for?").nth(1).fill("Archive index")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).last.click()
    sign_in_again(page, me)
    page.get_by_role("button", name="Put my text back").click()
    expect(page.get_by_label("Where was it looked for?").nth(1)).to_have_value("Archive index")
    expect(page.get_by_label("Where was it looked for?").nth(0)).to_have_value("Fleet register")


def test_a_request_being_logged_is_back_with_its_choices(desk, me):
    page = desk.page(me)
    page.goto("/cases/log/")
    page.get_by_label("Post", exact=True).check()
    page.get_by_label("The request, word for word").fill("1. How many?\n2. When?")
    page.get_by_label("Kind of requester").select_option("Researcher")
    page.context.clear_cookies()
    page.get_by_role("button", name="Log the request").click()
    sign_in_again(page, me)
    page.get_by_role("button", name="Put my text back").click()
    expect(page.get_by_label("The request, word for word")).to_have_value("1. How many?\n2. When?")
    expect(page.get_by_label("Post", exact=True)).to_be_checked()
    expect(page.get_by_label("Kind of requester")).to_have_value("researcher")


def test_who_saves_second_sees_both_versions_and_her_own_words(desk, me):
    case = case_in_progress(by=me)
    colleague = officer()
    hers, his = desk.page(me), desk.page(colleague)
    for page, note in ((hers, "Ask the fleet desk."), (his, "Done on Monday.")):
        page.goto(f"/cases/{case.reference}/questions/1/")
        page.get_by_label("Internal note (optional)").fill(note)
    his.get_by_role("button", name="Save", exact=True).last.click()
    expect(his.locator(BANNER)).to_be_visible()
    hers.get_by_role("button", name="Save", exact=True).last.click()
    differences = hers.locator(".app-differences")
    expect(differences).to_contain_text("Ask the fleet desk.")
    expect(differences).to_contain_text("Done on Monday.")
    expect(hers.get_by_label("Internal note (optional)")).to_have_value("Ask the fleet desk.")
    hers.get_by_role("button", name="Save", exact=True).last.click()
    expect(hers.locator(BANNER)).to_be_visible()
    assert Question.objects.get(case=case, number=1).note == "Ask the fleet desk."


def test_the_back_button_finds_what_was_typed_and_saves_nothing_twice(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_label("Internal note (optional)").fill("Ask the fleet desk.")
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(rf"/cases/{re.escape(case.reference)}/$"))
    page.go_back()
    note = page.get_by_label("Internal note (optional)")
    if note.input_value() != "Ask the fleet desk.":
        page.get_by_role("button", name="Put my text back").click()
    expect(note).to_have_value("Ask the fleet desk.")


def test_a_saved_draft_is_dropped(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_label("Internal note (optional)").fill("Ask the fleet desk.")
    assert drafts(page) == 1
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(BANNER)).to_be_visible()
    assert drafts(page) == 0
    expect(page.get_by_role("button", name="Put my text back")).to_have_count(0)


def test_leaving_with_unsaved_words_asks_first_and_without_them_does_not(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_role("link", name="Cancel").click()
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_label("Internal note (optional)").press_sequentially("Ask")
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile(rf"/cases/{re.escape(case.reference)}/$"))
    assert asked == ["beforeunload"]


def test_a_double_click_on_save_and_on_issue_acts_once(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.goto(f"/cases/{case.reference}/questions/1/")
    page.get_by_label("Internal note (optional)").fill("Ask the fleet desk.")
    page.get_by_role("button", name="Save", exact=True).last.dblclick()
    expect(page.locator(BANNER)).to_be_visible()
    assert Question.objects.get(case=case, number=1).version == 2

    ready = approved_case(by=me)
    page.goto(f"/cases/{ready.reference}/acts/issue/")
    page.get_by_role("main").get_by_role("button", name="Issue the response").dblclick()
    expect(page.get_by_role("heading", name="Issuing")).to_be_visible()
    assert Letter.objects.filter(case=ready).count() == 1
    assert ready.events.filter(kind="issue").count() <= 1


def test_a_reason_typed_on_a_confirm_page_survives_the_sessions_end(desk, me):
    case = case_in_progress(by=me)
    page = desk.page(me)
    page.goto(f"/cases/{case.reference}/acts/ask_clarification/")
    page.get_by_label("What do you need to know?").fill("Which Harbour Road?")
    page.context.clear_cookies()
    page.get_by_role("main").get_by_role("button", name="Ask for clarification").click()
    sign_in_again(page, me)
    page.get_by_role("button", name="Put my text back").click()
    expect(page.get_by_label("What do you need to know?")).to_have_value("Which Harbour Road?")

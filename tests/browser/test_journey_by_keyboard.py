"""The core of the journey by keyboard alone: from a request to the issued letter."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from requests_app.models import Case, Letter
from tests.browser.keys import Keys
from tests.browser.signing_in import with_password
from tests.factories.people import PASSWORD, approver, officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.pdf, pytest.mark.slow]


def sign_in(keys: Keys, user) -> None:
    keys.page.goto("/accounts/login/")
    keys.skip()
    keys.type("Email", user.email)
    keys.type("Password", PASSWORD)
    keys.press("Sign in")


def log_request(keys: Keys) -> Case:
    keys.skip()
    keys.press("Log a request")
    keys.skip()
    keys.choose("E-mail", "E-mail")
    today = timezone.localdate()
    keys.date(today.day, today.month, today.year)
    keys.type("The request, word for word", "1. How many vehicles were recovered in 2025? 2. On which dates?")
    keys.type("Name", "Rowan Achterberk")
    keys.type("E-mail address", "rowan@achterberg.example")
    keys.go("Name", back=True)
    keys.page.keyboard.press("End")
    keys.page.keyboard.press("Backspace")
    keys.page.keyboard.type("g")
    keys.press("Log the request")
    return Case.objects.get()


def split(keys: Keys) -> None:
    keys.skip()
    keys.press("Add a question")
    rows = keys.page.locator(".app-split__row")
    last = rows.count()
    keys.page.keyboard.press("Tab")
    keys.press(f"Remove question {last}")
    assert rows.count() == last - 1
    keys.press("Save and start work")


def answer(keys: Keys, number: int) -> None:
    keys.skip()
    keys.choose("Not yet established", "Held")
    keys.type("Where was it looked for?", "Fleet register")
    keys.type("Search terms", "Harbour Road")
    keys.type("Minutes taken", "20")
    keys.choose("Words", "Words")
    keys.type("Words", f"Three vehicles were recovered ({number}).")


def withhold(keys: Keys) -> None:
    keys.skip()
    keys.type("Find it by number or by words", "31")
    keys.press("Find")
    keys.skip()
    keys.press("Section 31 – Law enforcement")
    keys.skip()
    keys.tick("(1)(a) the prevention or detection of crime")
    keys.press("Update the form")
    # The form comes back at the records that these limbs need.
    keys.type("Which interest is protected?", "The detection of vehicle theft.")
    keys.type("What is the harm?", "Thieves would move to other nights.")
    keys.type("How would disclosure cause it?", "The dates show the nights without a patrol.")
    keys.choose(
        "It would happen (more likely than not)", "It would be likely to happen (a real and significant risk)"
    )
    keys.press("Add a factor for disclosure")
    keys.go("Factor 1 for disclosure")
    keys.page.keyboard.type("The public sees how it is policed.")
    keys.press("Add a factor against disclosure")
    keys.type("Factor 1 against disclosure", "More theft.")
    keys.go("Weight of factor 1 against disclosure")
    keys.page.keyboard.press("ArrowDown")
    keys.type("How do they balance?", "The figure serves openness; the dates serve thieves.")
    keys.choose("Not yet decided", "Against disclosure: you can rely on this provision")
    keys.go("Exactly which information does it cover?", back=True)
    keys.page.keyboard.type("the dates of the recoveries")
    keys.type("Why does it apply?", "Recoveries follow patrols whose pattern is not known.")
    keys.press("Save the decision")
    expect(keys.page.locator(".govuk-notification-banner")).to_contain_text("Nothing is missing")


def act(keys: Keys, base: str, name: str) -> None:
    keys.skip()
    keys.press(name)
    keys.skip()
    keys.press(name)


def test_from_a_request_to_the_issued_letter_without_a_mouse(desk, worker):
    me, other = with_password(officer()), approver()
    keys = Keys(desk.page())
    sign_in(keys, me)
    case = log_request(keys)
    split(keys)
    case.refresh_from_db()
    assert (case.applicant.name, case.state) == ("Rowan Achterberg", "in_progress")
    base = f"/cases/{case.reference}/"
    keys.skip()
    keys.press("Question 1")
    answer(keys, 1)
    keys.press("Save and next question" if case.questions.count() > 1 else "Save")
    if case.questions.count() > 1:
        answer(keys, 2)
        keys.press("Save")
    keys.skip()
    keys.press("Record a decision to withhold")
    withhold(keys)
    keys.skip()
    keys.press("Cancel")
    keys.skip()
    keys.press("Work on the letter")
    act(keys, base, "Submit for sign-off")

    second = Keys(desk.page(other))
    second.page.goto("/cases/")
    second.skip()
    second.press(case.reference)
    second.skip()
    second.press("Read the letter")
    act(second, base, "Sign off")

    keys.page.reload()
    act(keys, base, "Issue the response")
    expect(keys.page.locator("[data-poll-done]")).to_contain_text("issued", timeout=60_000)
    keys.skip()
    keys.press("See what went out")
    assert Letter.objects.get(kind="response").state == "issued"
    assert keys.unseen | second.unseen == set()

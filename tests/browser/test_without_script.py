"""Can the whole job be done in a browser that runs no script?"""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from requests_app.models import Case, Letter
from tests.browser.signing_in import sign_in, with_password
from tests.factories.people import approver, officer
from tests.factories.worker import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.pdf, pytest.mark.slow]
BANNER = ".govuk-notification-banner"


def log_and_split(page: Page) -> Case:
    page.goto("/cases/log/")
    page.get_by_label("E-mail", exact=True).check()
    today = timezone.localdate()
    for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(label, exact=True).first.fill(str(value))
    page.get_by_label("The request, word for word").fill("1. How many vehicles in 2025?\n2. On which dates?")
    page.get_by_label("Name", exact=True).fill("Rowan Achterberg")
    page.get_by_label("E-mail address").fill("rowan@achterberg.example")
    page.get_by_role("button", name="Log the request").click()
    page.get_by_role("button", name="Move down question 1").click()
    page.get_by_role("button", name="Move up question 2").click()
    page.get_by_role("button", name="Save and start work").click()
    expect(page.locator(BANNER)).to_contain_text("split into 2 questions")
    return Case.objects.get()


def answer(page: Page, base: str) -> None:
    page.goto(f"{base}questions/1/")
    page.get_by_label("Held", exact=True).check()
    page.get_by_label("Where was it looked for?").fill("Fleet register")
    page.get_by_role("button", name="Add another search").click()
    page.get_by_role("button", name="Remove search 2").click()
    page.get_by_label("A figure").check()
    page.get_by_label("Figure", exact=True).fill("105")
    page.get_by_label("Unit").fill("vehicles")
    page.get_by_role("button", name="Save and next question").click()
    page.get_by_label("Held", exact=True).check()
    page.get_by_label("Where was it looked for?").fill("Fleet register")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(BANNER)).to_contain_text("Saved question 2")


def withhold(page: Page, base: str) -> None:
    page.goto(f"{base}decisions/new/?provision=s40&question=2")
    for printed in ("(2)", "(3A)(a)"):
        page.get_by_role("checkbox", name=re.compile("^" + re.escape(printed) + " ")).check()
    page.get_by_role("button", name="Update the form").click()
    page.get_by_label("Exactly which information does it cover?").fill("the dates, which lead to the keepers")
    page.get_by_label("Why does it apply?").fill("With the press reports the dates name the keepers.")
    page.get_by_label("Whose personal data is it?").fill("the keepers of the vehicles")
    page.get_by_label("Legitimate interests").check()
    page.get_by_label(re.compile("^Purpose:")).fill("Openness.")
    page.get_by_label(re.compile("^Necessity:")).fill("The figure serves it.")
    page.get_by_label(re.compile("^Balance:")).fill("The keepers would be distressed.")
    page.get_by_label("What would these people reasonably expect?").fill("Not to be named.")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator(BANNER)).to_contain_text("Nothing is missing")


def act(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}letter/")
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_role("main").get_by_role("button", name=name).click()


def explain_warnings(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    while (link := page.get_by_role("link", name=re.compile("^explain why it can stand"))).count():
        link.first.click()
        page.get_by_label("Why can this stand?").fill("Checked with the fleet desk.")
        page.get_by_role("button", name="Record the reason").click()


def test_from_a_request_to_the_requesters_page_without_script(desk, worker):
    me = with_password(officer())
    page = desk.page(java_script_enabled=False)
    sign_in(page, me)
    case = log_and_split(page)
    base = f"/cases/{case.reference}/"
    answer(page, base)
    withhold(page, base)
    explain_warnings(page, base)
    act(page, base, "Submit for sign-off")
    second = desk.page(with_password(approver()), java_script_enabled=False)
    act(second, base, "Sign off")
    act(page, base, "Issue the response")
    wait_until(lambda: Letter.objects.get(kind="response").state == "issued", what="the letter is issued")
    page.goto(f"{base}letter/")
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible()
    requester = desk.page(java_script_enabled=False)
    requester.goto(f"/track/{case.tracking_token}/")
    requester.get_by_role("link", name="Read our response on this page").click()
    expect(requester.locator("article.letter")).to_contain_text("105 (one hundred and five) vehicles")

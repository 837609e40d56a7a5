"""The main job in a browser, by mouse: from a request to the PDF that its requester downloads."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from exemptions.models import LibraryFactor
from requests_app.models import Case, Letter
from tests.browser.desk import Desk, shot
from tests.browser.signing_in import sign_in, sign_out, with_password
from tests.factories.people import approver, officer
from tests.factories.worker import MailServer, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.pdf, pytest.mark.slow]

WORDING = (
    "About Harbour Road, please tell me:\n"
    "1. How many vehicles were recovered in 2025?\n"
    "2. The number of recoveries in each quarter of 2025.\n"
    "3. Any report on recoveries written before 2010.\n"
    "4. The dates of the recoveries.\n"
    "5. The names of those who attended."
)
REASON = "Say in the second paragraph that the yearly figure is complete."


def fill_date(page: Page, group: str, day: int, month: int, year: int) -> None:
    box = page.get_by_role("group", name=group)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        box.get_by_label(label).fill(str(value))


def log_request(page: Page) -> Case:
    page.get_by_role("link", name="Log a request").first.click()
    page.get_by_label("E-mail", exact=True).check()
    today = timezone.localdate()
    fill_date(page, "Date received", today.day, today.month, today.year)
    page.get_by_label("The request, word for word").fill(WORDING)
    page.get_by_label("Name", exact=True).fill("Rowan Achterberg")
    page.get_by_label("E-mail address").fill("rowan@achterberg.example")
    shot(page, "journey 01 log")
    page.get_by_role("button", name="Log the request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Split the request into questions")
    return Case.objects.get()


def split(page: Page) -> None:
    """Five are proposed; the last two become one, the report moves up and down, one is put more clearly."""
    rows = page.locator(".app-split__row")
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Merge with the one above : question 5").click()
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Move up question 3").click()
    expect(rows.nth(1).get_by_label("What is asked")).to_have_value(re.compile("before 2010"))
    page.get_by_role("button", name="Move down question 2").click()
    expect(rows.nth(2).get_by_label("What is asked")).to_have_value(re.compile("before 2010"))
    rows.nth(0).get_by_label("What is asked").fill(
        "How many vehicles were recovered from Harbour Road in 2025?"
    )
    shot(page, "journey 02 split")
    page.get_by_role("button", name="Save and start work").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("split into 4 questions")
    shot(page, "journey 03 case")


def fill_search(page: Page, where: str, hits: int) -> None:
    page.get_by_label("Where was it looked for?").fill(where)
    page.get_by_label("Who looked?").fill("Fleet desk")
    page.get_by_label("Search terms").fill("Harbour Road")
    page.get_by_label("Hits").fill(str(hits))
    page.get_by_label("Minutes taken").fill("20")


def answer(page: Page, base: str) -> None:
    page.goto(f"{base}questions/1/")
    page.get_by_label("Held", exact=True).check()
    fill_search(page, "Fleet register", 105)
    page.get_by_label("A figure").check()
    page.get_by_label("Figure", exact=True).fill("105")
    page.get_by_label("Unit").fill("vehicles")
    fill_date(page, "Period from (optional)", 1, 1, 2025)
    fill_date(page, "Period to (optional)", 31, 12, 2025)
    shot(page, "journey 04 figure")
    page.get_by_role("button", name="Save and next question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 4")
    page.get_by_label("Held", exact=True).check()
    fill_search(page, "Fleet register", 4)
    page.get_by_label("A table").check()
    page.get_by_label("Title of the table").fill("Vehicles recovered from Harbour Road in 2025, by quarter")
    page.get_by_label("Table", exact=True).fill(
        "Quarter\tVehicles\nFirst\t30\nSecond\t25\nThird\t28\nFourth\t3"
    )
    shot(page, "journey 05 table")
    page.get_by_role("button", name="Save and next question").click()
    page.get_by_label("Not held", exact=True).check()
    fill_search(page, "Archive index", 0)
    page.get_by_role("button", name="Save and next question").click()
    page.get_by_label("Held", exact=True).check()
    fill_search(page, "Fleet register", 105)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Saved question 4")


def limb(page: Page, printed: str):
    return page.get_by_role("checkbox", name=re.compile("^" + re.escape(printed) + " "))


def withhold_for_law_enforcement(page: Page) -> None:
    page.get_by_role("link", name="Record a decision to withhold").click()
    page.get_by_label("Find it by number or by words").fill("31")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Section 31 – Law enforcement").click()
    for printed in ("(1)(a)", "(1)(b)", "(1)(g)", "(2)(b)"):
        limb(page, printed).check()
    page.get_by_role("button", name="Update the form").click()
    shot(page, "journey 06 section 31 asks for its records")
    page.get_by_label("Exactly which information does it cover?").fill("the dates of the recoveries")
    page.get_by_label("Why does it apply?").fill("The recoveries follow patrols whose pattern is not known.")
    page.get_by_label("Which interest is protected?").fill("The detection of vehicle theft on Harbour Road.")
    page.get_by_label("What is the harm?").fill("Thieves would move their work to the other nights.")
    page.get_by_label("How would disclosure cause it?").fill("The dates show the nights without a patrol.")
    page.get_by_label(re.compile("It would be likely to happen")).check()
    page.get_by_text("Take factors from the authority’s library").click()
    page.get_by_label("The public sees how vehicle crime is policed.").check()
    page.get_by_role("button", name="Add the chosen factors").click()
    expect(page.get_by_label("Factor 1 for disclosure", exact=True)).to_have_value(
        re.compile("vehicle crime")
    )
    page.get_by_role("button", name="Add a factor against").click()
    page.get_by_label("Factor 1 against disclosure", exact=True).fill("More vehicles would be stolen.")
    page.get_by_label("Weight of factor 1 against disclosure").select_option("High")
    page.get_by_label(re.compile("^Against disclosure")).check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    shot(page, "journey 07 section 31 lacks its balance")


def withhold_personal_data(page: Page, base: str) -> None:
    page.goto(f"{base}decisions/new/?provision=s40&question=4")
    limb(page, "(2)").check()
    limb(page, "(3A)(a)").check()
    page.get_by_role("button", name="Update the form").click()
    page.get_by_label("Exactly which information does it cover?").fill(
        "the names of the officers who attended"
    )
    page.get_by_label("Why does it apply?").fill(
        "The officers are of junior rank and their names are not public."
    )
    page.get_by_label("Whose personal data is it?").fill("the officers who attended")
    page.get_by_label("Legitimate interests").check()
    page.get_by_label(re.compile("^Purpose:")).fill("Openness about who recovers vehicles.")
    page.get_by_label(re.compile("^Necessity:")).fill("The number of recoveries serves it without names.")
    page.get_by_label(re.compile("^Balance:")).fill(
        "The officers could be harassed; the public learns little."
    )
    page.get_by_label("What would these people reasonably expect?").fill(
        "That their names stay within the force."
    )
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Nothing is missing")


def follow_findings(page: Page, base: str) -> list[str]:
    """Each finding leads to a place that exists."""
    page.goto(f"{base}letter/")
    links = page.locator(".app-finding a", has_text="Go to it")
    addresses = [link.get_attribute("href") for link in links.all()]
    for address in addresses:
        page.goto(address)
        if "#" in address:
            assert page.locator(":target").count() == 1, address
    page.goto(f"{base}letter/")
    return addresses


def mend(page: Page, base: str) -> None:
    """The missing balance is written, a section put into other words, and what may stand is explained."""
    shot(page, "journey 08 letter with findings")
    addresses = follow_findings(page, base)
    (balance,) = [address for address in addresses if address.endswith("#id_public_interest-balance")]
    page.locator(f".app-finding a[href='{balance}']").first.click()
    page.get_by_label("How do they balance?").fill(
        "The yearly figure serves openness; the dates serve thieves."
    )
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Nothing is missing")
    page.goto(f"{base}letter/")
    page.get_by_role("link", name="Edit wording: Advice and assistance").click()
    page.get_by_label("Wording of this section").fill("The yearly report on our website says more.")
    shot(page, "journey 09 wording")
    page.get_by_role("button", name="Save the wording").click()
    expect(page.locator("article.letter")).to_contain_text("The yearly report on our website says more.")


def explain_warnings(page: Page) -> int:
    explained = 0
    while (link := page.get_by_role("link", name=re.compile("^explain why it can stand"))).count():
        link.first.click()
        page.get_by_label("Why can this stand?").fill("Checked with the fleet desk.")
        shot(page, "journey 10 explain")
        page.get_by_role("button", name="Record the reason").click()
        explained += 1
        assert explained < 9
    return explained


def press_act(page: Page, name: str) -> None:
    """From a page that offers the act to its confirm page, and confirm it there."""
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def submit(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    press_act(page, "Submit for sign-off")
    shot(page, "journey 11 submit")
    page.get_by_role("main").get_by_role("button", name="Submit for sign-off").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("submitted for sign-off")


def return_letter(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    shot(page, "journey 12 letter to sign off")
    press_act(page, "Return with a reason")
    page.get_by_label("What should be changed?").fill(REASON)
    page.get_by_role("main").get_by_role("button", name="Return with a reason").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("returned")


def mend_what_was_returned(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    expect(page.get_by_role("complementary", name="About the letter")).to_contain_text(REASON)
    page.get_by_role("link", name="Edit wording: Advice and assistance").click()
    page.get_by_label("Wording of this section").fill("The figure for 2025 is complete.")
    page.get_by_role("button", name="Save the wording").click()


def sign_off(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    expect(page.locator("article.letter")).to_contain_text("The figure for 2025 is complete.")
    press_act(page, "Sign off")
    page.get_by_role("main").get_by_role("button", name="Sign off").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("signed off")


def issue(page: Page, base: str) -> None:
    page.goto(f"{base}letter/")
    press_act(page, "Issue the response")
    shot(page, "journey 13 issue")
    page.get_by_role("main").get_by_role("button", name="Issue the response").click()
    expect(page.get_by_role("heading", name="Issuing")).to_be_visible()
    shot(page, "journey 14 issuing")
    expect(page.locator("[data-poll-done]")).to_contain_text("issued", timeout=60_000)
    page.get_by_role("link", name="See what went out").click()
    shot(page, "journey 15 issued")


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return Path(waiting.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def the_issued_pdf(page: Page) -> bytes:
    pdf = downloaded(page, "Download the PDF")
    assert hashlib.sha256(pdf).hexdigest() == Letter.objects.get(kind="response").pdf_sha256
    assert pdf.startswith(b"%PDF-")
    words = " ".join(text_of(pdf).split())
    assert "105 (one hundred and five) vehicles, 1 January 2025 to 31 December 2025" in words
    assert "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement" in words
    return pdf


def the_requester_reads_it(desk: Desk, mail_server: MailServer, pdf: bytes) -> None:
    """By the link in the mail, in a browser that has never been here."""
    wait_until(lambda: len(mail_server.received) == 2, what="acknowledgement and response are mailed")
    body = (
        next(each for each in mail_server.received if "Response" in each["Subject"]).get_body().get_content()
    )
    link = re.search(r"http\S+/track/\S+", body)[0]
    requester = desk.page()
    requester.goto(link)
    shot(requester, "journey 16 requester")
    requester.get_by_role("link", name=re.compile("Read")).first.click()
    expect(requester.locator("article.letter")).to_contain_text("The figure for 2025 is complete.")
    shot(requester, "journey 17 response")
    requester.goto(link)
    assert downloaded(requester, "Download our response") == pdf


def test_from_a_request_to_the_pdf_that_its_requester_downloads(desk, worker, mail_server):
    me, other = with_password(officer()), with_password(approver())
    LibraryFactor.objects.create(
        provision="s31", side="for", text="The public sees how vehicle crime is policed."
    )
    page = desk.page()
    sign_in(page, me)
    case = log_request(page)
    base = f"/cases/{case.reference}/"
    split(page)
    answer(page, base)
    withhold_for_law_enforcement(page)
    withhold_personal_data(page, base)
    page.goto(f"{base}letter/")
    mend(page, base)
    assert explain_warnings(page) == 1
    submit(page, base)
    sign_out(page)
    sign_in(page, other)
    return_letter(page, base)
    sign_out(page)
    sign_in(page, me)
    mend_what_was_returned(page, base)
    submit(page, base)
    second = desk.page(other)
    sign_off(second, base)
    issue(page, base)
    pdf = the_issued_pdf(page)
    the_requester_reads_it(desk, mail_server, pdf)

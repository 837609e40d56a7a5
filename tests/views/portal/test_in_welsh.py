"""Does a requester who wrote in Welsh read all of their page in Welsh, in every stage?"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from requests_app.domain.letterkinds import Language
from requests_app.services.acknowledge import acknowledge
from requests_app.services.correspond import ask_clarification, send_fees_notice, write_to_applicant
from requests_app.services.deliver import send_message
from requests_app.services.issue import render_and_complete
from requests_app.services.manage import change_language
from requests_app.services.review import request_review
from requests_app.services.timing import withdraw
from requests_app.services.transfer import transfer
from tests.factories.cases import (
    approved_case,
    case_in_progress,
    instant,
    issued_case,
    logged_case,
    submitted_case,
)
from tests.factories.people import officer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
ENGLISH = re.compile(
    r"\b(?:the|your|you|our|is|was|of|and|by|received|answer|request|review|day|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|december|november|working)\b",
    re.IGNORECASE,
)
OURS = ("Eich cais", "Dyddiadau")
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def by():
    return officer()


def unclear(by):
    case = case_in_progress(by=by, language="cy")
    ask_clarification(case.pk, text="Pa ffordd?", on=TODAY(), by=by, at=timezone.now())
    return case


def unpaid(by):
    case = case_in_progress(by=by, language="cy")
    send_fees_notice(case.pk, amount=12, text="Copïau", on=TODAY(), by=by, at=timezone.now())
    return case


def withdrawn(by):
    case = case_in_progress(by=by, language="cy")
    withdraw(case.pk, why="E-bost", on=TODAY(), by=by, at=timezone.now())
    return case


def transferred(by):
    case = case_in_progress(by=by, language="cy")
    transfer(
        case.pk, to="Eastmere", contact="Eastmere", consent_on=TODAY(), on=TODAY(), by=by, at=timezone.now()
    )
    return case


def under_review(by):
    case = issued_case(by=by, language="cy")
    request_review(case.pk, grounds="Na.", on=TODAY(), is_complex=False, by=by, at=timezone.now())
    return case


STAGES = {
    "received": lambda by: logged_case(by=by, language="cy"),
    "worked on": lambda by: case_in_progress(by=by, language="cy"),
    "late": lambda by: case_in_progress(
        by=by, language="cy", received_on=date(2026, 3, 2), at=instant(date(2026, 3, 2))
    ),
    "waiting": unclear,
    "waiting for a fee": unpaid,
    "being checked": lambda by: submitted_case(by=by, language="cy"),
    "signed off": lambda by: approved_case(by=by, language="cy"),
    "answered": lambda by: issued_case(by=by, language="cy"),
    "under review": under_review,
    "withdrawn": withdrawn,
    "transferred": transferred,
}


def words_of(page: str, case) -> str:
    """What the software says: without what the requester and the officer typed, and the authority's own particulars."""
    page = re.sub(r"(?s)<address.*?</address>|<(script|style|head).*?</\1>", " ", page)
    page = re.sub(r'(?s)<div class="[^"]*app-verbatim.*?</div>|<li dir="auto">.*?</li>', " ", page)
    page = re.sub(r"(?s)<a href=\"/\".*?</a>|<footer.*?</footer>", " ", page)
    return strip_tags(page).replace("Freedom of Information Act", "")


@pytest.mark.parametrize("stage", STAGES)
def test_no_english_word_of_ours_is_on_the_page(stage: str, by) -> None:
    case = STAGES[stage](by)
    page = Client().get(f"/track/{case.tracking_token}/").text
    assert '<html lang="cy"' in page
    assert all(words in page for words in OURS)
    assert ENGLISH.findall(words_of(page, case)) == []
    assert f"{case.received_on.day} " in page


def test_the_page_of_the_letter_follows_too_and_says_how_to_keep_it(by) -> None:
    case = issued_case(by=by, language="cy")
    page = Client().get(f"/track/{case.tracking_token}/letter/").text
    assert '<html lang="cy"' in page
    assert "Lawrlwytho&#x27;r ymateb hwn (PDF)" in page
    assert "Yn ôl i&#x27;ch cais" in page


def test_an_english_letter_on_a_welsh_page_is_marked_as_english(by) -> None:
    case = issued_case(by=by)
    change_language(case.pk, language=Language.WELSH, by=by, at=timezone.now())
    page = Client().get(f"/track/{case.tracking_token}/letter/").text
    assert '<html lang="cy"' in page
    assert re.search(r'<article class="letter" lang="en', page)


def test_an_english_case_has_an_english_page(by) -> None:
    page = Client().get(f"/track/{case_in_progress(by=by).tracking_token}/").text
    assert '<html lang="en-GB"' in page
    assert "We are working on your request" in page


def test_the_page_after_a_welsh_one_is_english_again(by) -> None:
    client = Client()
    client.get(f"/track/{case_in_progress(by=by, language='cy').tracking_token}/")
    assert "This link does not work" in client.get("/track/nowhere/").text


def test_an_acknowledgement_explains_the_count_in_welsh(by) -> None:
    start = date(2025, 11, 3)
    case = case_in_progress(by=by, language="cy", received_on=start, at=instant(start))
    message = acknowledge(case.pk, by=by, at=instant(start + timedelta(days=1)))
    text = str(message.letter.content)
    assert "Sut y gwnaethom gyfrif: Daeth i law ar ddydd Llun 3 Tachwedd 2025." in text
    assert "Nid yw 1 Rhagfyr yn cyfrif: Gŵyl Andreas (yr Alban)." in text
    assert message.body == (
        "Cawsom eich cais ar ddydd Llun 3 Tachwedd 2025. Byddwn yn ateb erbyn dydd Mawrth 2 Rhagfyr 2025."
    )


def test_a_message_without_a_letter_begins_and_ends_in_welsh(by) -> None:
    from requests_app.domain.transitions import Act
    from requests_app.services.acting import acting

    case = case_in_progress(by=by, language="cy")
    with acting(Act.ASSIGN, case.pk, by=by, at=timezone.now()) as doing:
        message = write_to_applicant(doing, "other", "Nodyn", "Diolch.", on=TODAY())
    send_message(message.pk, at=timezone.now())
    body = mail.outbox[-1].body
    assert body.startswith("Annwyl ")
    assert f"Eich cais {case.reference}" in body
    assert "Gallwch ddilyn eich cais yma" in body


def test_a_letter_that_went_out_late_is_drawn_in_its_own_language(by) -> None:
    case = case_in_progress(by=by, language="cy")
    message = acknowledge(case.pk, by=by, at=timezone.now())
    render_and_complete(message.letter.pk, at=timezone.now())
    page = Client().get(f"/track/{case.tracking_token}/letters/acknowledgement/1/").text
    assert "Pryd y byddwn yn ateb" in page

"""What does a requester see behind the link, and what never?"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from requests_app.domain.text import long_date
from requests_app.models import Case, Event, Letter
from requests_app.services import correspond, manage, timing
from requests_app.services.issue import issue, render_and_complete
from tests.factories.cases import (
    answered_case,
    approved_case,
    case_in_progress,
    logged_case,
    submitted_case,
)
from tests.factories.people import manager, officer
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_misses_yet() -> None:
    cache.clear()


def page(case: Case, rest: str = "", **more: object):
    return Client().get(f"/track/{case.tracking_token}/{rest}", **more)


def text_of(response) -> str:
    """The words of the page, without its markup."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def issued_case(**given: object) -> Case:
    case = approved_case(**given)
    letter = issue(case.pk, by=manager(), at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    case.refresh_from_db()
    return case


def test_a_new_request_is_received_and_its_date_explained() -> None:
    case = logged_case()
    words = text_of(page(case))
    assert "We have received your request" in words
    assert case.reference in words
    assert "Day 20 is" in words
    assert "Day by day" in words
    assert case.wording.splitlines()[0] in words


def test_the_page_is_neither_kept_nor_indexed_nor_told_to_other_sites() -> None:
    case = logged_case()
    for response in (page(case), Client().get("/track/mistyped/"), page(case, "letter.pdf")):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
    body = page(case).content.decode()
    assert '<meta name="referrer" content="no-referrer">' in body
    assert "same-origin" not in body


def test_no_address_on_the_page_holds_anything_but_the_token() -> None:
    body = page(logged_case()).content.decode()
    addresses = [url for url in re.findall(r'(?:href|src)="([^"]*)"', body) if not url.startswith("mailto:")]
    assert addresses
    assert not [url for url in addresses if "@" in url or "%40" in url]
    assert "rowan@achterberg.example" not in body


@pytest.mark.parametrize("make", [logged_case, case_in_progress, answered_case, submitted_case])
def test_nothing_internal_is_shown_at_any_stage(make) -> None:
    by = officer(name="Hyacinth Underwood", email="hyacinth@northmoor.example")
    case = make(by=by)
    case.questions.update(note="Mind the pending inquest")
    words = text_of(page(case))
    internals = ("Hyacinth", "hyacinth@", "inquest", "Fleet register", "Fleet desk", "three vehicles", "sign")
    for internal in internals:
        assert internal not in words


@pytest.mark.parametrize(
    ("make", "headline"),
    [
        (case_in_progress, "We are working on your request"),
        (submitted_case, "Our response is being checked"),
        (approved_case, "Our response is being checked"),
    ],
)
def test_the_stage_is_said_in_plain_words(make, headline: str) -> None:
    response = page(make())
    assert headline in text_of(response)
    assert response.content.decode().count('aria-current="step"') == 1


def test_a_question_back_is_shown_with_what_to_do() -> None:
    by = officer()
    case = case_in_progress(by=by)
    question = "Which Harbour Road: the one in <b>Northmoor</b>?"
    correspond.ask_clarification(case.pk, text=question, on=timezone.localdate(), by=by, at=timezone.now())
    response = page(case)
    words = text_of(response)
    assert "We are waiting for you" in words
    assert "&lt;b&gt;Northmoor&lt;/b&gt;" in response.content.decode()
    assert f"quote your reference {case.reference}" in words
    assert "information@northmoor.example" in words
    assert "Why there is no date" in words
    correspond.receive_clarification(
        case.pk, text="The northern one.", on=timezone.localdate(), by=by, at=timezone.now()
    )
    words = text_of(page(case))
    assert "Your reply" in words
    assert "The northern one." in words


def test_an_unanswered_request_that_is_late_says_so() -> None:
    case = case_in_progress(received_on=timezone.localdate() - timedelta(days=60))
    assert "We have missed this date. We are sorry." in text_of(page(case))


def test_a_withdrawn_request_says_that_it_was_withdrawn() -> None:
    by = officer()
    case = case_in_progress(by=by)
    timing.withdraw(case.pk, why="By e-mail", on=timezone.localdate(), by=by, at=timezone.now())
    response = page(case)
    assert response.status_code == 200
    assert "This request was withdrawn" in text_of(response)
    assert "By e-mail" not in text_of(response)


def test_a_request_closed_without_a_further_notice_says_no_more_than_that_it_is_closed() -> None:
    case = case_in_progress()
    timing.close_without_notice(
        case.pk,
        earlier="01.FOI.25.000311",
        earlier_on=timezone.localdate(),
        why="A campaign.",
        by=manager(),
        at=timezone.now(),
    )
    shown = text_of(page(case))
    assert "This request is closed" in shown
    assert f"We closed it on {long_date(timezone.localdate())}. If you want to ask us about it" in shown
    assert not any(word in shown for word in ("000311", "campaign", "notice", "did not hear", "unreasonable"))


def test_the_wording_of_a_stranger_cannot_become_markup() -> None:
    case = logged_case(wording='<script>alert("x")</script> مرحبا 🚗 please')
    body = page(case).content.decode()
    assert "<script>alert" not in body
    assert "مرحبا 🚗" in body


def test_a_very_long_request_is_shown_whole() -> None:
    case = logged_case(wording="How many? " * 19_999 + "The end.")
    assert "The end." in page(case).content.decode()


@pytest.mark.parametrize(
    "token",
    ["x", "A" * 43, "A" * 300, "%00", "..%2f..", "a%0Ab", "%F0%9F%9A%97" * 8, "' OR 1=1 --"],
)
def test_any_wrong_link_gets_the_same_page(token: str) -> None:
    seed_installation()
    wrong, usual = Client().get(f"/track/{token}/"), Client().get(f"/track/{'B' * 43}/")
    assert wrong.status_code == 404
    assert wrong.content == usual.content
    assert "This link does not work" in text_of(wrong)
    assert "information@northmoor.example" in text_of(wrong)


def test_a_replaced_link_and_a_file_that_is_not_there_yet_are_no_different() -> None:
    case = logged_case()
    old = case.tracking_token
    manage.rotate_link(case.pk, by=manager(), at=timezone.now())
    case.refresh_from_db()
    pages = [
        Client().get(f"/track/{old}/"),
        page(case, "letter.pdf"),
        page(case, "letter/"),
        page(case, "nowhere/at/all"),
        Client().get("/track/"),
    ]
    assert {each.status_code for each in pages} == {404}
    assert len({each.content for each in pages}) == 1


def test_a_link_that_lost_its_last_stroke_still_works() -> None:
    case = logged_case()
    assert Client().get(f"/track/{case.tracking_token}").status_code == 200


def test_links_are_for_reading_only() -> None:
    case = logged_case()
    assert Client().post(f"/track/{case.tracking_token}/").status_code == 405
    assert Client().head(f"/track/{case.tracking_token}/").status_code == 200


def test_a_requesters_look_is_not_written_down() -> None:
    case = logged_case()
    before = Event.objects.count()
    page(case)
    assert Event.objects.count() == before


def test_guessing_is_slowed_down_and_a_right_link_works_all_the_same() -> None:
    case = logged_case()
    codes = [Client().get(f"/track/{'C' * 43}/").status_code for _ in range(31)]
    assert codes[29:] == [404, 429]
    assert page(case).status_code == 200


def test_without_a_cache_the_page_of_a_wrong_link_still_comes(settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert Client().get(f"/track/{'D' * 43}/").status_code == 404


def test_a_draft_is_never_shown() -> None:
    case = approved_case()
    assert Letter.objects.filter(case=case).exists()
    assert page(case, "letter/").status_code == 404
    assert "three vehicles" not in text_of(page(case))


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries) -> None:
    small = case_in_progress(questions=["How many?"])
    large = case_in_progress(questions=[f"How many in {year}?" for year in range(2005, 2025)])
    with django_assert_max_num_queries(12):
        page(small)
    with django_assert_max_num_queries(12):
        page(large)


def test_a_fees_notice_says_how_much_and_by_when() -> None:
    by = officer()
    case = case_in_progress(by=by)
    today = timezone.localdate()
    correspond.send_fees_notice(
        case.pk, amount=Decimal("45.5"), text="Copying.", on=today, by=by, at=timezone.now()
    )
    case.refresh_from_db()
    words = text_of(page(case))
    assert f"The fee is £45.50. If it is not paid before {long_date(case.lapses_on)}" in words
    assert "section 9(2) of the Freedom of Information Act 2000" in words


def test_the_day_of_arrival_stays_beside_the_day_the_reply_came() -> None:
    by, start = officer(), timezone.localdate() - timedelta(days=10)
    case = case_in_progress(by=by, received_on=start)
    correspond.ask_clarification(case.pk, text="Which road?", on=start, by=by, at=timezone.now())
    today = timezone.localdate()
    correspond.receive_clarification(case.pk, text="Mill Lane.", on=today, by=by, at=timezone.now())
    words = text_of(page(case))
    assert f"Received {long_date(start)}" in words
    assert f"Your reply arrived {long_date(today)}" in words


def test_a_closed_request_names_no_questions_that_we_answer() -> None:
    by = officer()
    case = case_in_progress(by=by)
    assert "The questions that we answer" in text_of(page(case))
    timing.withdraw(case.pk, why="By e-mail", on=timezone.localdate(), by=by, at=timezone.now())
    assert "The questions that we answer" not in text_of(page(case))

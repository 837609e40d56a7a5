"""Does the public calculator answer as the clock does, and say what is wrong with a date?"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from requests_app.models import BankHoliday, SchoolClosure
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation() -> None:
    seed_installation()


def ask(day: str = "1", month: str = "3", year: str = "2024", **more: str):
    query = {"received_on-day": day, "received_on-month": month, "received_on-year": year, **more}
    return Client().get("/calculator/", query)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_nothing_is_wrong_before_anything_was_asked() -> None:
    response = Client().get("/calculator/")
    assert response.status_code == 200
    assert "There is a problem" not in words(response)


def test_the_deadline_comes_with_its_reason_and_every_day() -> None:
    shown = words(ask())
    assert "The answer is due by Wednesday 3 April 2024" in shown
    assert "18 March does not count: St Patrick&#x27;s Day (Northern Ireland)." in shown
    assert "Monday 4 March 2024 Day 1" in shown


def test_the_address_of_an_answer_can_be_passed_on() -> None:
    response = ask(month="march", regime="eir", days="40")
    address = f"{response.request['PATH_INFO']}?{response.request['QUERY_STRING']}"
    assert words(Client().get(address)) == words(response)
    assert "due by Wednesday 1 May 2024" in words(response)


def test_a_school_leaves_out_the_days_on_which_it_is_closed() -> None:
    SchoolClosure.objects.create(from_on="2024-03-04", to_on="2024-03-08", title="Half term")
    assert "due by Wednesday 10 April 2024" in words(ask(regime="school"))
    assert "due by Wednesday 3 April 2024" in words(ask(regime="foia"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"day": "31", "month": "2"}, "Date received must be a real date"),
        ({"day": ""}, "Date received must include a day"),
        ({"year": "24"}, "Date received must have a year of 4 numbers, like 2026"),
        ({"year": "2004"}, "The date received must be 1 January 2005 or later"),
        ({"year": "2090"}, "The date received must be earlier: the bank holidays are known until"),
        ({"day": "<script>"}, "Date received must be a real date"),
        ({"days": "0"}, "The number of working days must be 1 or more"),
        ({"days": "9999"}, "The number of working days must be 250 or fewer"),
        ({"days": "soon"}, "The number of working days must be a whole number"),
        ({"regime": "martian"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(given: dict[str, str], message: str) -> None:
    response = ask(**given)
    assert response.status_code == 422
    assert message in words(response)
    assert "<title>Error: " in response.content.decode()
    assert 'value="2024"' in response.content.decode() or "year" in given
    assert "The answer is due" not in words(response)
    assert "<script>" not in re.sub(r"<script (type|src)[^>]*>", "", response.content.decode())


def test_a_new_holiday_counts_at_once() -> None:
    BankHoliday.objects.create(on="2024-03-20", title="Day of mourning", divisions=["england-and-wales"])
    assert "due by Thursday 4 April 2024" in words(ask())


def test_the_calculator_only_reads() -> None:
    assert Client().post("/calculator/").status_code == 405

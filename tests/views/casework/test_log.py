"""Can a request be logged, once, with everything as it was typed?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Authority, Case, Letter
from tests.factories.people import approver, auditor, manager, officer, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
URL = reverse("casework:log")


@pytest.fixture
def client():
    seed_installation()
    return signed_in(officer())


def typed(**changes):
    day = changes.pop("day", timezone.localdate())
    return {
        "once": "",
        "channel": "email",
        "received_on-day": str(day.day),
        "received_on-month": str(day.month),
        "received_on-year": str(day.year),
        "regime": "foia",
        "timetable": "standard",
        "kind": "public",
        "name": "Rowan Achterberg",
        "email": "rowan@achterberg.example",
        "wording": "How many vehicles were recovered?",
    } | changes


def test_a_logged_request_leads_to_its_questions_and_says_when_it_is_due(client) -> None:
    response = client.post(URL, typed(), follow=True)
    case = Case.objects.get()
    assert response.redirect_chain == [(reverse("casework:questions", args=[case.reference]), 302)]
    assert f"Request logged as {case.reference}. The response is due by" in response.text
    assert (case.applicant.name, case.channel, case.officer) == ("Rowan Achterberg", "email", case.logged_by)


def test_a_request_in_welsh_is_logged_and_acknowledged_in_welsh(client) -> None:
    client.post(URL, typed(language="cy", acknowledge="on"))
    case = Case.objects.get()
    assert case.language == "cy"
    assert client.get(f"/cases/{case.reference}/").text.count("Welsh") == 1
    assert case.messages.get().subject.startswith("Rydym wedi cael eich cais am wybodaeth")


def test_what_section_8_wants_and_is_missing_is_said_with_what_to_do(client) -> None:
    response = client.post(URL, typed(name="", email=""), follow=True)
    assert "Ask for the applicant&#x27;s real name" in response.text
    assert "Ask for an address for correspondence" in response.text
    assert Case.objects.count() == 1


def test_a_double_click_logs_one_case(client) -> None:
    once = client.get(URL).context["form"].initial["once"]
    first, second = client.post(URL, typed(once=once)), client.post(URL, typed(once=once))
    assert Case.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_two_forms_with_the_same_words_are_two_requests(client) -> None:
    for _ in range(2):
        client.post(URL, typed(once=client.get(URL).context["form"].initial["once"]))
    assert Case.objects.count() == 2


def test_a_refused_form_can_be_sent_again_with_the_same_key(client) -> None:
    once = client.get(URL).context["form"].initial["once"]
    assert client.post(URL, typed(once=once, wording="  ")).status_code == 422
    assert client.post(URL, typed(once=once)).status_code == 302


def test_a_date_in_the_future_is_refused_and_all_that_was_typed_is_kept(client) -> None:
    response = client.post(URL, typed(day=timezone.localdate() + timedelta(days=1), organisation="Voss Ltd"))
    assert response.status_code == 422
    assert "The date of receipt cannot be in the future" in response.text
    assert "<title>Error: Log a request" in response.text
    for kept in ("How many vehicles were recovered?", "Voss Ltd", "rowan@achterberg.example"):
        assert kept in response.text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"received_on-year": "2004"}, "cannot be before 1 January 2005"),
        ({"received_on-day": "31", "received_on-month": "2"}, "must be a real date"),
        ({"wording": ""}, "Enter the request in the applicant&#x27;s own words (FOIA s8(1)(c))."),
        ({"wording": "x" * 200_001}, "at most 200,000 can be kept here"),
        ({"channel": ""}, "Answer “How did the request arrive?”"),
        ({"email": "nowhere"}, "Enter a valid email address."),
        ({"name": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, wrong, words: str) -> None:
    response = client.post(URL, typed(**wrong))
    assert response.status_code == 422
    assert words in response.text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "wording",
    [
        "a" * 200_000,
        "🚓🚓 Harbour Road?",
        "كم عدد المركبات؟",
        "<script>alert('x')</script>",
        "  two\n\n  lines  ",
    ],
)
def test_the_wording_is_kept_to_the_letter_and_never_as_markup(client, wording: str) -> None:
    response = client.post(URL, typed(wording=wording.replace("\n", "\r\n")), follow=True)
    assert Case.objects.get().wording == wording
    assert "<script>alert" not in response.text


def test_another_time_limit_is_behind_one_press_and_is_kept(client) -> None:
    client.post(URL, typed(timetable="archive"))
    assert Case.objects.get().timetable == "archive"


def test_only_officers_and_managers_log_requests() -> None:
    seed_installation()
    assert signed_in(manager()).get(URL).status_code == 200
    for reader in (approver(), auditor()):
        assert signed_in(reader).get(URL).status_code == 403
        assert signed_in(reader).post(URL, typed()).status_code == 403
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_clicks_that_arrive_at_the_same_moment_log_one_case() -> None:
    seed_installation()
    first = signed_in(officer())
    once = first.get(URL).context["form"].initial["once"]

    def click(_: int) -> str:
        client = Client()
        client.cookies = first.cookies
        try:
            return client.post(URL, typed(once=once)).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        places = set(pool.map(click, range(6)))
    assert Case.objects.count() == 1
    assert places == {reverse("casework:questions", args=[Case.objects.get().reference])}


def test_an_acknowledgement_goes_out_with_it_where_it_is_ticked(client) -> None:
    assert 'name="acknowledge"' in client.get(URL).text
    response = client.post(URL, typed(acknowledge="on"), follow=True)
    assert "An acknowledgement is being sent." in response.text
    assert Letter.objects.get().kind == "acknowledgement"
    client.post(URL, typed())
    assert (Case.objects.count(), Letter.objects.count()) == (2, 1)


def test_without_an_address_nothing_is_acknowledged(client) -> None:
    response = client.post(URL, typed(acknowledge="on", email=""), follow=True)
    assert "acknowledgement is being sent" not in response.text
    assert (Case.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_request_is_logged_although_it_cannot_be_acknowledged(client) -> None:
    Authority.objects.update(address="", email="")
    response = client.post(URL, typed(acknowledge="on"), follow=True)
    assert "The request is logged, but not acknowledged." in response.text
    assert "does not say how to reach us" in response.text
    assert (Case.objects.count(), Letter.objects.count()) == (1, 0)

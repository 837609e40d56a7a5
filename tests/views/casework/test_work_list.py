"""Does the work list show what is due next, find cases, turn pages and stay fast?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.roles import Role
from requests_app.models import Case
from requests_app.services.correspond import ask_clarification
from tests.factories.cases import case_in_progress, instant, logged_case, submitted_case
from tests.factories.people import administrator, approver, auditor, officer, person_with, signed_in

pytestmark = pytest.mark.django_db
URL = reverse("casework:work_list")
LONG_AGO = date(2026, 1, 5)


@pytest.fixture
def me():
    return officer(name="Tariq Pryce")


def page(user, **query):
    return signed_in(user).get(URL, query)


def references(response):
    return [row.reference for row in response.context["found"].rows]


def late_case(by, **given):
    return logged_case(by=by, received_on=LONG_AGO, at=instant(LONG_AGO), **given)


def test_an_officer_sees_her_own_cases_by_what_is_due_next(me) -> None:
    new, late = logged_case(by=me), late_case(me)
    logged_case(by=officer())
    assert references(page(me)) == [late.reference, new.reference]


def test_all_cases_are_one_press_away(me) -> None:
    theirs = logged_case(by=officer())
    assert references(page(me)) == []
    assert references(page(me, scope="all")) == [theirs.reference]


def test_a_late_case_says_so_in_words_and_is_counted(me) -> None:
    late_case(me)
    response = page(me)
    assert response.context["found"].counts.late == 1
    assert "working days late" in response.text
    assert "app-row--late" in response.text


def test_a_case_that_waits_for_the_requester_is_never_late(me) -> None:
    case = case_in_progress(by=me, received_on=LONG_AGO, at=instant(LONG_AGO))
    day = LONG_AGO + timedelta(days=1)
    ask_clarification(case.pk, text="Which Harbour Road?", on=day, by=me, at=instant(day))
    response = page(me)
    assert response.context["found"].counts.late == 0
    assert "since Tuesday 6 January 2026" in response.text
    assert references(page(me, standing="waiting")) == [case.reference]
    assert references(page(me, standing="late")) == []


def test_the_filter_for_late_cases_shows_what_the_clock_calls_late(me) -> None:
    late, _ = late_case(me), logged_case(by=me)
    rows = page(me, standing="late").context["found"].rows
    assert [(row.reference, row.standing.is_late) for row in rows] == [(late.reference, True)]


@pytest.mark.parametrize(
    "words",
    ["achterberg", "ROWAN@ACHTERBERG", "Achterburg", "vehicles recovered", "recovering a vehicle"],
)
def test_a_search_finds_the_requester_and_words_of_the_request(me, words: str) -> None:
    case = logged_case(by=officer())
    logged_case(
        by=officer(), wording="How many trees stand in the park?", applicant=ApplicantFile(name="Mirela Voss")
    )
    assert references(page(me, q=words)) == [case.reference]


def test_a_search_finds_a_part_of_the_reference(me) -> None:
    case = logged_case(by=officer())
    logged_case(by=officer())
    assert references(page(me, q=case.reference[-6:])) == [case.reference]


@pytest.mark.parametrize(
    "words", ["(", "\\", "a'b\"", "%_", "🚓", "\x00", "مرحبا", "<script>alert(1)</script>"]
)
def test_no_search_breaks_the_page_or_comes_back_as_markup(me, words: str) -> None:
    logged_case(by=me)
    response = page(me, q=words)
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_nonsense_in_the_address_is_as_if_it_had_not_been_said(me) -> None:
    case = logged_case(by=me)
    for query in (
        {"after": "x~y"},
        {"scope": "theirs"},
        {"officer": "1e9"},
        {"state": "sold"},
        {"order": "?"},
    ):
        assert references(page(me, **query)) == [case.reference]


def test_filters_narrow_by_state_officer_and_law(me) -> None:
    other = officer()
    foia, eir = logged_case(by=me), logged_case(by=other, regime="eir")
    started = case_in_progress(by=me)
    assert references(page(me, scope="all", regime="eir")) == [eir.reference]
    assert references(page(me, scope="all", officer=other.pk)) == [eir.reference]
    assert references(page(me, scope="all", state="in_progress")) == [started.reference]
    assert foia.reference in references(page(me, scope="all", state="new"))


@pytest.mark.parametrize("order", ["due", "received", "reference"])
def test_pages_hold_every_case_once_forwards_and_backwards(me, order: str, monkeypatch) -> None:
    monkeypatch.setattr("requests_app.selectors.workpage.PAGE_SIZE", 3)
    for number in range(8):
        logged_case(by=me, received_on=timezone.localdate() - timedelta(days=number // 2))
    Case.objects.filter(pk__in=list(Case.objects.values_list("pk", flat=True)[:3])).update(due_on=None)
    client = signed_in(me)
    response, seen = client.get(URL, {"order": order}), []
    while True:
        seen.append(references(response))
        if not response.context["next_url"]:
            break
        response = client.get(URL + response.context["next_url"])
    flat = [reference for one in seen for reference in one]
    assert len(flat) == len(set(flat)) == 8
    for earlier in reversed(seen[:-1]):
        response = client.get(URL + response.context["previous_url"])
        assert references(response) == earlier


def test_a_case_logged_meanwhile_neither_repeats_nor_hides_another(me, monkeypatch) -> None:
    monkeypatch.setattr("requests_app.selectors.workpage.PAGE_SIZE", 2)
    cases = [logged_case(by=me) for _ in range(4)]
    first = page(me)
    late_case(me)
    second = signed_in(me).get(URL + first.context["next_url"])
    assert references(first) + references(second) == [case.reference for case in cases]


def test_an_approver_sees_first_what_waits_for_her(me) -> None:
    case, _ = submitted_case(by=me), logged_case(by=me)
    response = page(approver())
    assert references(response) == [case.reference]
    assert response.context["tiles"][0].count == 1


def test_nobody_is_offered_a_letter_that_they_worked_on() -> None:
    author = person_with(Role.OFFICER, Role.APPROVER)
    submitted_case(by=author)
    response = page(author, scope="all", standing="to_sign_off")
    assert references(response) == []
    assert response.context["found"].counts.to_sign_off == 0


def test_an_empty_list_says_what_to_do(me) -> None:
    assert "Take one from all cases" in page(me).text
    assert "Clear search and filters" in page(me, q="nothing like it").text


def test_an_auditor_reads_the_list_and_an_administrator_is_sent_to_her_own_room() -> None:
    assert page(auditor()).status_code == 200
    assert page(administrator()).headers["Location"] == reverse("admin:index")
    assert page(person_with()).status_code == 403


def test_nobody_signed_in_is_sent_to_sign_in(client) -> None:
    assert client.get(URL).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_list(me) -> None:
    client = signed_in(me)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(URL)
        return len(found)

    logged_case(by=me)
    few = queries()
    for _ in range(12):
        logged_case(by=me)
    assert queries() == few <= 20

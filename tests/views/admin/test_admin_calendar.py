"""Does a change of the days that count ask why, and move the cases that it touches?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from requests_app.domain.calendar import packaged_calendar
from requests_app.models import BankHoliday, Event, RecalculationRequest, SchoolClosure
from requests_app.services.clock import run_recalculations
from tests.factories.cases import case_in_progress
from tests.factories.people import administrator, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
ADD = "/admin/requests_app/bankholiday/add/"


@pytest.fixture(autouse=True)
def _installation() -> None:
    seed_installation()


@pytest.fixture
def client():
    return signed_in(administrator())


def next_working_day() -> date:
    day = timezone.localdate() + timedelta(days=3)
    while not packaged_calendar().is_working_day(day):
        day += timedelta(days=1)
    return day


def holiday(on: date, **changes: object) -> dict[str, object]:
    return {
        "on": on.isoformat(),
        "title": "Day of national mourning",
        "divisions": ["england-and-wales", "scotland", "northern-ireland"],
        "source": "Proclamation",
        "reason": "Royal proclamation of this week",
    } | changes


def test_a_new_holiday_moves_an_open_case_and_says_so_in_its_history(client) -> None:
    case = case_in_progress()
    before = case.deadline_on
    assert client.post(ADD, holiday(next_working_day())).status_code == 302
    request = RecalculationRequest.objects.get()
    assert request.done_at is None
    assert run_recalculations(at=timezone.now()) == 1
    case.refresh_from_db()
    assert case.deadline_on > before
    event = Event.objects.get(case=case, kind="clock_recomputed")
    assert event.reason == "Royal proclamation of this week"
    assert event.old["deadline_on"] == before.isoformat()
    added = Event.objects.get(kind="bankholiday_added")
    assert added.reason == "Royal proclamation of this week"


def test_without_a_reason_nothing_is_changed_and_nothing_typed_is_lost(client) -> None:
    response = client.post(ADD, holiday(next_working_day(), reason="  "))
    assert "Enter why the days are changed" in response.content.decode()
    assert "Day of national mourning" in response.content.decode()
    assert not BankHoliday.objects.filter(on=next_working_day()).exists()
    assert not RecalculationRequest.objects.exists()


def test_a_holiday_is_kept_somewhere(client) -> None:
    response = client.post(ADD, holiday(next_working_day(), divisions=[]))
    assert "Select at least one part of the United Kingdom" in response.content.decode()


def test_the_same_day_twice_is_refused(client) -> None:
    response = client.post(ADD, holiday(BankHoliday.objects.first().on))
    assert "already exists" in response.content.decode()


def test_a_holiday_is_deleted_with_a_reason_only(client) -> None:
    row = BankHoliday.objects.get(on="2026-12-25")
    address = f"/admin/requests_app/bankholiday/{row.pk}/delete/"
    assert 'name="reason"' in client.get(address).content.decode()
    refused = client.post(address, {"post": "yes"}, follow=True)
    assert "Enter why the days are changed" in refused.content.decode()
    assert BankHoliday.objects.filter(pk=row.pk).exists()
    client.post(address, {"post": "yes", "reason": "Entered twice"})
    assert not BankHoliday.objects.filter(pk=row.pk).exists()
    event = Event.objects.get(kind="bankholiday_deleted")
    assert (event.old["on"], event.reason) == ("2026-12-25", "Entered twice")
    assert RecalculationRequest.objects.get().reason == "Entered twice"


def test_holidays_are_not_deleted_by_the_dozen(client) -> None:
    given = {"action": "delete_selected", "_selected_action": [BankHoliday.objects.first().pk], "post": "yes"}
    before = BankHoliday.objects.count()
    client.post("/admin/requests_app/bankholiday/", given)
    assert BankHoliday.objects.count() == before


def test_a_school_closure_ends_after_it_begins(client) -> None:
    address = "/admin/requests_app/schoolclosure/add/"
    given = {"from_on": "2026-02-20", "to_on": "2026-02-16", "title": "Half term", "reason": "Term dates"}
    response = client.post(address, given)
    assert "The last day must be the first day or later." in response.content.decode()
    assert "is violated" not in response.content.decode()
    assert client.post(address, given | {"to_on": "2026-02-21"}).status_code == 302
    assert SchoolClosure.objects.count() == RecalculationRequest.objects.count() == 1


def test_the_warning_comes_while_there_is_time_to_add_the_next_year(client) -> None:
    quiet = client.get("/admin/requests_app/bankholiday/").content.decode()
    assert "Add those of the next year" not in quiet
    BankHoliday.objects.filter(on__year__gt=timezone.localdate().year).delete()
    for address in ("/admin/", "/admin/requests_app/bankholiday/"):
        assert "Add those of the next year" in client.get(address).content.decode()


def test_a_longer_time_for_answers_to_questions_works_the_cases_out_again(client) -> None:
    from requests_app.models import Authority
    from requests_app.services.settings import save_setting

    row = Authority.objects.get()
    row.clarification_days = 20
    save_setting(row, by=administrator(), at=timezone.now())
    assert RecalculationRequest.objects.count() == 1
    row.telephone = "01632 960 444"
    save_setting(row, by=administrator(), at=timezone.now())
    assert RecalculationRequest.objects.count() == 1


def test_the_list_of_holidays_takes_the_same_number_of_queries_at_any_size(
    client, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = "/admin/requests_app/bankholiday/?year=2026"
    with CaptureQueriesContext(
        connection,
    ) as many:
        client.get(address)
    BankHoliday.objects.filter(on__year=2026, on__month__gt=3).delete()
    with django_assert_num_queries(len(many)):
        client.get(address)

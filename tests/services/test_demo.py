"""Is there always something to look at in the demonstration, and is it right?"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from requests_app import demo
from requests_app.domain.calendar import WorkingCalendar, packaged_holidays
from requests_app.domain.clock import ClockEvent, EventKind, Regime, run_clock
from requests_app.models import Case, Event, User
from requests_app.selectors.facts import letter_view
from requests_app.services import history
from tests.factories.cases import instant

WRITTEN_ON = date(2026, 11, 20)
DAYS = [
    date(2026, 11, 20),
    date(2026, 11, 22),
    date(2026, 12, 25),
    date(2027, 3, 30),
    date(2027, 12, 29),
    date(2028, 2, 29),
]
RUNNING = {"new", "in_progress", "awaiting_sign_off", "approved"}
ELSEWHERE = {
    "awaiting_clarification",
    "awaiting_fee",
    "issued",
    "reviewed",
    "transferred",
    "under_review",
    "withdrawn",
}
LATE = "000328"
READY = {"awaiting_sign_off", "approved", "issued", "under_review"}
TO_BE_DONE = {"review-without-finding"}
"""What a review lacks that has only begun: its letter is the reviewer's to write."""


def cases_on(today: date) -> list[dict]:
    return json.loads(demo.case_file_for(today))["cases"]


def deadlines_on(today: date) -> list[date]:
    """When the answers that are still to be given are due, by the clock alone."""
    calendar = WorkingCalendar(packaged_holidays(), date(2030, 12, 31))
    found = []
    for case in cases_on(today):
        if case["state"] not in RUNNING:
            continue
        events = [ClockEvent(EventKind.RECEIVED, date.fromisoformat(case["received_on"]))]
        for event in case.get("clock_events", []):
            until = date.fromisoformat(event["until"]) if "until" in event else None
            events.append(ClockEvent(EventKind(event["kind"]), date.fromisoformat(event["on"]), "", until))
        regime = Regime(case.get("regime", "foia"))
        found.append(run_clock(events, regime=regime, calendar=calendar, today=today).deadline_on)
    return found


@pytest.mark.parametrize(
    "today", [DAYS[0] + timedelta(days=offset) for offset in range(0, 420, 5)] + DAYS, ids=str
)
def test_something_is_due_within_the_week_whatever_the_day(today):
    assert any(today <= deadline <= today + timedelta(days=7) for deadline in deadlines_on(today))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_something_is_late_whatever_the_day(today):
    assert any(deadline < today for deadline in deadlines_on(today))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_dates_move_by_whole_weeks_and_never_into_the_future(today):
    written = json.loads(demo.FILE.read_text(encoding="utf-8"))["cases"]
    for before, after in zip(written, cases_on(today), strict=True):
        moved = date.fromisoformat(after["received_on"]) - date.fromisoformat(before["received_on"])
        assert moved.days % 7 == 0
        assert 0 <= (today - WRITTEN_ON - moved).days < 7
        assert all(event["at"][:10] <= today.isoformat() for event in after["events"])


def test_references_bear_the_year_of_receipt_also_where_a_text_cites_one():
    text = demo.case_file_for(date(2027, 12, 29))
    assert all(case["reference"][7:9] == case["received_on"][2:4] for case in json.loads(text)["cases"])
    assert "01.FOI.26." not in text


def test_the_periods_of_figures_stay_with_the_words_around_them():
    assert '"period_from": "2025-07-01"' in demo.case_file_for(date(2027, 12, 29))


def test_a_date_in_words_with_its_weekday_moves_too():
    assert demo.shifted("by Tuesday 8 December 2026.", timedelta(weeks=1)) == "by Tuesday 15 December 2026."
    assert demo.shifted("2026-12-08T10:00:00+00:00", timedelta(weeks=1)) == "2026-12-15T10:00:00+00:00"
    assert demo.shifted("on 8 December 2026", timedelta(weeks=1)) == "on 8 December 2026"


def test_every_role_can_sign_in_and_is_told_how():
    lines = "\n".join(demo.login_lines())
    assert demo.PASSWORD in lines
    assert all(email in lines for email, *_ in demo.PEOPLE)


def test_all_addresses_are_invented():
    addresses = re.findall(r"[\w.+-]+@([\w.-]+)", demo.FILE.read_text(encoding="utf-8"))
    assert {domain.rstrip(".").rpartition(".")[2] for domain in addresses} == {"example"}


def test_nobody_in_it_signs_off_what_they_wrote():
    for case in cases_on(WRITTEN_ON):
        for letter in case.get("letters", []):
            signed = {sign_off["given_by"] for sign_off in letter.get("sign_offs", [])}
            assert not signed & {letter.get("submitted_by"), case.get("officer")}


@pytest.mark.django_db
def test_it_is_not_loaded_where_passwords_matter(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="known passwords"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.pdf
@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 3, 30), date(2027, 12, 29)], ids=str)
def test_it_loads_once_sends_nothing_and_what_is_ready_has_nothing_wrong(today, settings, capsys):
    settings.DEMO = True
    with time_machine.travel(instant(today), tick=False):
        call_command("load_demo")
        assert "41 demonstration cases loaded." in capsys.readouterr().out
        counted = (Case.objects.count(), Event.objects.count(), User.objects.count())
        call_command("load_demo")
    assert "is here already" in capsys.readouterr().out
    assert (Case.objects.count(), Event.objects.count(), User.objects.count()) == counted
    assert list(history.verify()) == []
    assert mail.outbox == []
    assert set(Case.objects.values_list("state", flat=True)) == RUNNING | ELSEWHERE
    for case in Case.objects.filter(state__in=READY):
        view = letter_view(case, today=today)
        found = [each for each in (*view.defects, *view.open_warnings) if each.code not in TO_BE_DONE]
        assert (case.reference, found) == (case.reference, [])
        if view.letter is not None and view.letter.state == "issued":
            assert (view.letter.stamp["late_by_days"] > 0) is case.reference.endswith(LATE), case.reference

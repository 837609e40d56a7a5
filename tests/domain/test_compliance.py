"""Is a case called late only when it is, and never while a lawful extension runs?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.clock import ClockEvent, EventKind, Regime, run_clock
from requests_app.domain.compliance import Compliance, compliance, words

CALENDAR = packaged_calendar()
K = EventKind
RECEIVED = (K.RECEIVED, "03-01")  # day 20 is Wednesday 3 April 2024
EXTENDED = (K.PIT_EXTENSION, "03-28", "05-01")
ASKED = (K.CLARIFICATION_ASKED, "03-05")


def clock_on(today, *rows, regime=Regime.FOIA):
    events = [
        ClockEvent(
            kind,
            date.fromisoformat(f"2024-{day}"),
            until=date.fromisoformat(f"2024-{rest[0]}") if rest else None,
        )
        for kind, day, *rest in rows
    ]
    return run_clock(events, regime=regime, calendar=CALENDAR, today=date.fromisoformat(f"2024-{today}"))


@pytest.mark.parametrize(
    ("today", "rows", "status", "said"),
    [
        ("03-01", [RECEIVED], "on_time", "due in 20 working days"),
        ("03-22", [RECEIVED], "on_time", "due in 6 working days"),
        ("03-25", [RECEIVED], "due_soon", "due in 5 working days"),
        ("04-02", [RECEIVED], "due_soon", "due in 1 working day"),
        ("04-03", [RECEIVED], "due_today", "due today"),
        ("04-04", [RECEIVED], "late", "1 working day late"),
        ("04-07", [RECEIVED], "late", "2 working days late"),
        ("04-04", [RECEIVED, EXTENDED], "extended", "extended, due in 19 working days"),
        ("04-24", [RECEIVED, EXTENDED], "due_soon", "extended, due in 5 working days"),
        ("05-01", [RECEIVED, EXTENDED], "due_today", "due today"),
        ("05-02", [RECEIVED, EXTENDED], "late", "1 working day late"),
        ("03-08", [RECEIVED, ASKED], "waiting", "waiting for the requester since Tuesday 5 March 2024"),
        ("07-01", [RECEIVED, ASKED], "waiting", "waiting for the requester since Tuesday 5 March 2024"),
        (
            "07-01",
            [RECEIVED, (K.FEES_NOTICE, "03-11")],
            "waiting",
            "waiting for the requester since Monday 11 March 2024",
        ),
        ("04-08", [RECEIVED, (K.FEES_NOTICE, "04-04")], "late", "3 working days late"),
        ("07-01", [RECEIVED, (K.RESPONDED, "04-03")], "answered_in_time", "answered in 20 working days"),
        ("07-01", [RECEIVED, (K.RESPONDED, "03-04")], "answered_in_time", "answered in 1 working day"),
        (
            "07-01",
            [RECEIVED, EXTENDED, (K.RESPONDED, "04-03")],
            "answered_in_time",
            "answered in 20 working days",
        ),
        (
            "07-01",
            [RECEIVED, EXTENDED, (K.RESPONDED, "04-04")],
            "answered_in_extension",
            "answered in 21 working days, within the extended time",
        ),
        (
            "07-01",
            [RECEIVED, EXTENDED, (K.RESPONDED, "05-02")],
            "answered_late",
            "answered in 41 working days, 1 working day late",
        ),
        (
            "07-01",
            [RECEIVED, (K.RESPONDED, "04-08")],
            "answered_late",
            "answered in 23 working days, 3 working days late",
        ),
        (
            "07-01",
            [RECEIVED, ASKED, (K.RESPONDED, "05-01")],
            "answered_in_time",
            "answered while waiting for the requester",
        ),
        ("07-01", [RECEIVED, (K.WITHDRAWN, "04-30")], "closed", "withdrawn on Tuesday 30 April 2024"),
        ("07-01", [RECEIVED, (K.CLOSED, "06-03")], "closed", "closed on Monday 3 June 2024"),
        ("07-01", [RECEIVED, ASKED, (K.LAPSED, "06-03")], "closed", "lapsed on Monday 3 June 2024"),
    ],
)
def test_a_case_stands_as_its_clock_says(today, rows, status, said):
    clock = clock_on(today, *rows)
    assert compliance(clock) == status
    assert words(clock) == said


def test_on_the_saturday_after_a_friday_deadline_a_case_is_late_without_a_working_day_to_count():
    rows = [(K.RECEIVED, "03-05")]  # day 20 is Friday 5 April
    assert compliance(clock_on("04-05", *rows)) is Compliance.DUE_TODAY
    assert compliance(clock_on("04-06", *rows)) is Compliance.LATE
    assert words(clock_on("04-06", *rows)) == "late since the last working day"
    answered = clock_on("07-01", *rows, (K.RESPONDED, "04-06"))
    assert words(answered) == "answered in 20 working days, late since the last working day"


def test_every_status_has_its_own_label():
    assert len({status.label for status in Compliance}) == len(Compliance)


def test_late_and_open_are_said_of_the_right_ones():
    assert {status for status in Compliance if status.is_late} == {Compliance.LATE, Compliance.ANSWERED_LATE}
    assert {status for status in Compliance if not status.is_open} == {
        Compliance.ANSWERED_IN_TIME,
        Compliance.ANSWERED_IN_EXTENSION,
        Compliance.ANSWERED_LATE,
        Compliance.CLOSED,
    }


@given(
    st.dates(date(2005, 1, 1), date(2029, 6, 30)),
    st.integers(0, 28),
    st.integers(29, 90),
    st.integers(0, 120),
)
def test_a_lawfully_extended_case_is_never_late_before_its_extended_date(
    received_on, told_after, length, later
):
    told_on = received_on + timedelta(days=told_after)
    until = received_on + timedelta(days=length)
    events = [ClockEvent(K.RECEIVED, received_on), ClockEvent(K.PIT_EXTENSION, told_on, until=until)]
    today = max(told_on, received_on + timedelta(days=later))
    clock = run_clock(events, regime=Regime.FOIA, calendar=CALENDAR, today=today)
    assert (compliance(clock) is Compliance.LATE) is (today > clock.deadline_on)
    if clock.is_extended and today <= until:
        assert "late" not in words(clock)

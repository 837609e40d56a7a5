"""Does the ledger prove the deadline, for every day and for any history?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.calendar import packaged_calendar, packaged_holidays
from requests_app.domain.clock import (
    ClockEvent,
    EventKind,
    LedgerDay,
    Regime,
    Timetable,
    deadline_for,
    run_clock,
)

CALENDAR = packaged_calendar()
HOLIDAYS = {each.on for each in packaged_holidays()}
K = EventKind
days = st.dates(date(2005, 1, 1), date(2029, 6, 30))


def every_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def assert_sound(ledger, *, first, last):
    """Every day once, in order; the numbers run 1, 2, 3 without a gap; a day counts if and only if it has one."""
    assert [row.on for row in ledger] == every_day(first, last)
    numbers = [row.number for row in ledger if row.counts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((row.number is not None) is row.counts and (row.counts or row.note) for row in ledger)
    assert all(is_working(row.on) for row in ledger if row.counts)


@pytest.mark.parametrize("year", range(2022, 2029))
def test_for_every_day_of_a_year_day_20_is_the_20th_working_day_after_it(year):
    previous = date.min
    for received_on in every_day(date(year, 1, 1), date(year, 12, 31)):
        found = deadline_for(received_on, calendar=CALENDAR)
        assert sum(is_working(day) for day in every_day(received_on, found.deadline_on)[1:]) == 20
        assert is_working(found.deadline_on)
        assert found.deadline_on >= previous
        assert_sound(found.ledger, first=received_on, last=found.deadline_on)
        previous = found.deadline_on


def test_167_days_of_2026_have_another_deadline_than_england_and_wales_alone_would_give():
    ours = {each.on for each in packaged_holidays() if "england-and-wales" in each.divisions}

    def alone(day):
        number = 20
        while number:
            day += timedelta(days=1)
            number -= day.weekday() < 5 and day not in ours
        return day

    received = every_day(date(2026, 1, 1), date(2026, 12, 31))
    assert (
        sum(alone(day) != deadline_for(day, calendar=CALENDAR).deadline_on for day in received) == 167
    )  # 136 before 15 June


@given(days, st.integers(1, 60))
def test_more_days_never_end_sooner(received_on, number):
    assert (
        deadline_for(received_on, days=number, calendar=CALENDAR).deadline_on
        < deadline_for(received_on, days=number + 1, calendar=CALENDAR).deadline_on
    )


@given(days, st.sets(st.integers(0, 120)))
def test_a_school_never_has_less_than_20_or_more_than_60_working_days(received_on, offsets):
    closed = frozenset(received_on + timedelta(days=n) for n in offsets)
    found = deadline_for(received_on, calendar=CALENDAR, timetable=Timetable.SCHOOL, school_closed=closed)
    assert 20 <= CALENDAR.working_days_between(received_on, found.deadline_on) <= 60
    assert_sound(found.ledger, first=received_on, last=found.deadline_on)
    assert not any(row.counts for row in found.ledger if row.on in closed)


gaps = st.lists(st.integers(0, 40), min_size=4, max_size=4)


@given(days, gaps, st.booleans())
def test_any_history_of_clarification_and_fee_gives_a_sound_ledger(received_on, gap, is_paid):
    asked_on = received_on + timedelta(days=gap[0])
    answered_on = asked_on + timedelta(days=gap[1])
    notice_on = answered_on + timedelta(days=gap[2])
    paid_on = notice_on + timedelta(days=gap[3])
    events = [
        ClockEvent(K.RECEIVED, received_on),
        ClockEvent(K.CLARIFICATION_ASKED, asked_on),
        ClockEvent(K.CLARIFICATION_ANSWERED, answered_on),
        ClockEvent(K.FEES_NOTICE, notice_on),
        *([ClockEvent(K.FEE_PAID, paid_on)] if is_paid else []),
    ]
    clock = run_clock(events, regime=Regime.FOIA, calendar=CALENDAR, today=paid_on)
    assert_sound(clock.ledger, first=received_on, last=clock.ledger[-1].on)
    assert not any(row.counts for row in clock.ledger if row.on <= answered_on)
    if clock.deadline_on is None:
        assert not is_paid
        assert clock.ledger[-1].on == max(notice_on, answered_on + timedelta(days=1))
    else:
        excluded = set(every_day(notice_on, paid_on if is_paid else date(2030, 12, 31)))
        counted = [
            d for d in every_day(answered_on, clock.deadline_on)[1:] if is_working(d) and d not in excluded
        ]
        assert len(counted) == 20 == clock.ledger[-1].number
        assert counted[-1] == clock.deadline_on


@given(days, st.integers(0, 60), st.integers(1, 80))
def test_no_extension_ever_shortens_the_time(received_on, told_after, further):
    told_on = received_on + timedelta(days=told_after)
    until = told_on + timedelta(days=further)
    plain = deadline_for(received_on, calendar=CALENDAR)
    events = [ClockEvent(K.RECEIVED, received_on), ClockEvent(K.PIT_EXTENSION, told_on, until=until)]
    clock = run_clock(events, regime=Regime.FOIA, calendar=CALENDAR, today=told_on)
    assert clock.statutory_deadline_on == plain.deadline_on
    assert clock.deadline_on == (until if clock.is_extended else plain.deadline_on)
    assert clock.is_extended is (told_on <= plain.deadline_on < until)
    assert clock.ledger[: len(plain.ledger) - 1] == tuple(
        row if row.on != told_on else row_with_mark(row, "Public interest extension")
        for row in plain.ledger[:-1]
    )
    assert_sound(clock.ledger, first=received_on, last=clock.deadline_on)


def row_with_mark(row, mark):
    return LedgerDay(row.on, row.counts, row.number, f"{row.note}. {mark}" if row.note else mark)


@given(days, st.integers(0, 100))
def test_days_used_and_days_left_add_up_to_20(received_on, later):
    today = received_on + timedelta(days=later)
    clock = run_clock(
        [ClockEvent(K.RECEIVED, received_on)], regime=Regime.FOIA, calendar=CALENDAR, today=today
    )
    assert clock.days_used + clock.days_left == 20


def test_the_ledger_says_what_happened_on_each_day():
    events = [
        ClockEvent(K.RECEIVED, date(2024, 3, 1)),
        ClockEvent(K.CLARIFICATION_ASKED, date(2024, 3, 4)),
        ClockEvent(K.CLARIFICATION_ANSWERED, date(2024, 3, 6)),
        ClockEvent(K.FEES_NOTICE, date(2024, 3, 18)),
        ClockEvent(K.FEE_PAID, date(2024, 3, 19)),
        ClockEvent(K.PIT_EXTENSION, date(2024, 4, 5), until=date(2024, 4, 30)),
    ]
    clock = run_clock(events, regime=Regime.FOIA, calendar=CALENDAR, today=date(2024, 4, 5))
    notes = {row.on: row.note for row in clock.ledger if row.note and row.on.weekday() < 5}
    assert notes == {
        date(2024, 3, 1): "Before the clarification was answered no day counts. Received",
        date(2024, 3, 4): "Before the clarification was answered no day counts. Clarification asked",
        date(2024, 3, 5): "Before the clarification was answered no day counts",
        date(2024, 3, 6): "Clarification answered: this is now the date of receipt",
        date(2024, 3, 18): "St Patrick's Day (Northern Ireland). Fees notice given",
        date(2024, 3, 19): "From fees notice to payment no day counts. Fee paid",
        date(2024, 3, 29): "Good Friday",
        date(2024, 4, 1): "Easter Monday (England, Wales and Northern Ireland)",
        date(2024, 4, 5): "Public interest extension",
        date(2024, 4, 9): "The time ends here (FOIA s10(1))",
        date(2024, 4, 30): "The extended time ends here",
    }


def test_the_first_row_of_a_plain_ledger_is_the_receipt():
    ledger = deadline_for(date(2024, 3, 2), calendar=CALENDAR).ledger
    assert ledger[0].note == "Received: the count begins on the next working day"
    assert ledger[1] == LedgerDay(date(2024, 3, 3), counts=False, number=None, note="Sunday")
    assert ledger[2] == LedgerDay(date(2024, 3, 4), counts=True, number=1)

"""Which days are working days, and does the packaged list agree with the two public libraries?"""

import random
from datetime import date, timedelta

import holidays as holidays_library
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.calendar import (
    ALL_DIVISIONS,
    CalendarExhausted,
    Holiday,
    WorkingCalendar,
    packaged_calendar,
    packaged_data,
    packaged_holidays,
)

SCOTLAND = frozenset({"scotland"})
CALENDAR = packaged_calendar()
LIBRARY_DIVISIONS = {
    "ENG": "england-and-wales",
    "WLS": "england-and-wales",
    "SCT": "scotland",
    "NIR": "northern-ireland",
}
# The Act that made St Andrew's Day a bank holiday is of 15 January 2007; the library starts in 2006.
WRONG_IN_HOLIDAYS_LIBRARY = {(date(2006, 11, 30), "scotland")}
# Proclaimed on 3 February 2026, three weeks before govuk-bank-holidays 0.19, which still lacks it.
MISSING_FROM_GOVUK_LIBRARY = {(date(2026, 6, 15), "scotland")}
days = st.dates(date(2005, 1, 1), date(2030, 12, 31))


def pairs(*, since, until):
    return {(h.on, each) for h in packaged_holidays() for each in h.divisions if since <= h.on.year <= until}


def test_the_packaged_list_equals_the_holidays_library_but_for_one_named_day():
    expected = {
        (day, division)
        for code, division in LIBRARY_DIVISIONS.items()
        for day in holidays_library.UK(subdiv=code, years=range(2005, 2031))
        if day.weekday() < 5
    }
    assert expected - pairs(since=2005, until=2030) == WRONG_IN_HOLIDAYS_LIBRARY
    assert pairs(since=2005, until=2030) - expected == set()


def test_the_packaged_list_equals_the_govuk_list_but_for_one_named_day():
    bank_holidays = BankHolidays(use_cached_holidays=True)
    expected = {
        (each["date"], division)
        for division in BankHolidays.ALL_DIVISIONS
        for each in bank_holidays.get_holidays(division=division)
    }
    ours = pairs(since=2012, until=2028)
    assert ours - expected == MISSING_FROM_GOVUK_LIBRARY
    assert expected - ours == set()


def test_the_packaged_list_has_one_row_a_day_in_order_and_none_at_a_weekend():
    on = [each.on for each in packaged_holidays()]
    assert on == sorted(set(on))
    assert all(day.weekday() < 5 for day in on)


def test_the_packaged_list_says_where_every_row_comes_from():
    assert {each.source for each in packaged_holidays()} == {
        "named",
        "schedule",
        "proclamation",
        "substitute",
    }
    assert all(each.title for each in packaged_holidays())


def test_the_packaged_list_covers_the_whole_life_of_the_act_and_is_announced_to_2028():
    data = packaged_data()
    assert (data.known_from, data.announced_until, data.known_until) == (
        date(2005, 1, 1),
        date(2028, 12, 31),
        date(2030, 12, 31),
    )
    assert (CALENDAR.first_known_on, CALENDAR.announced_until, CALENDAR.last_known_on) == (
        data.known_from,
        data.announced_until,
        data.known_until,
    )


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2011, 4, 29), "Royal Wedding"),
        (date(2012, 6, 4), "Spring bank holiday"),
        (date(2012, 6, 5), "Diamond Jubilee of Queen Elizabeth II"),
        (date(2020, 5, 8), "Early May bank holiday (VE Day)"),
        (date(2022, 6, 3), "Platinum Jubilee of Queen Elizabeth II"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Coronation of King Charles III"),
        (date(2024, 3, 29), "Good Friday"),
        (date(2026, 6, 15), "Scotland in the World Cup (Scotland)"),
        (date(2024, 3, 18), "St Patrick's Day (Northern Ireland)"),
        (date(2024, 4, 1), "Easter Monday (England, Wales and Northern Ireland)"),
        (date(2024, 1, 2), "2 January (Scotland)"),
        (date(2021, 12, 25), "Saturday"),
        (date(2024, 3, 17), "Sunday"),
        (date(2020, 5, 4), None),
        (date(2012, 5, 28), None),
        (date(2006, 11, 30), None),
    ],
)
def test_a_day_that_does_not_count_says_why(day, title):
    assert CALENDAR.why_not(day) == title
    assert CALENDAR.is_working_day(day) is (title is None)


def test_two_holidays_on_one_day_are_both_named_and_count_once():
    calendar = WorkingCalendar(
        [
            Holiday(date(2024, 3, 18), "Fair Day", SCOTLAND),
            Holiday(date(2024, 3, 18), "St Patrick's Day", frozenset({"northern-ireland"})),
        ],
        date(2024, 12, 31),
    )
    assert (
        calendar.why_not(date(2024, 3, 18)) == "Fair Day (Scotland) and St Patrick's Day (Northern Ireland)"
    )
    assert calendar.working_days_between(date(2024, 3, 15), date(2024, 3, 19)) == 1


def test_a_day_kept_by_all_of_the_kingdom_needs_no_second_name():
    calendar = WorkingCalendar(
        [Holiday(date(2024, 3, 18), "Fair Day", SCOTLAND), Holiday(date(2024, 3, 18), "Victory Day")],
        date(2024, 12, 31),
    )
    assert calendar.why_not(date(2024, 3, 18)) == "Victory Day"


@pytest.mark.parametrize("divisions", [frozenset(), frozenset({"wessex"})])
def test_a_holiday_of_no_part_of_the_kingdom_is_refused(divisions):
    with pytest.raises(ValueError, match="Fair Day"):
        Holiday(date(2024, 3, 18), "Fair Day", divisions)


def test_the_request_of_18_may_2026_is_due_a_day_later_because_of_scotland():
    assert CALENDAR.add_working_days(date(2026, 5, 18), 20) == date(2026, 6, 17)


@pytest.mark.parametrize("number", [0, -1])
def test_counting_less_than_one_day_is_refused(number):
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add_working_days(date(2024, 3, 1), number)


@pytest.mark.parametrize(
    "count",
    [
        lambda: CALENDAR.is_working_day(date(2031, 1, 1)),
        lambda: CALENDAR.why_not(date(2004, 12, 31)),
        lambda: CALENDAR.add_working_days(date(2004, 12, 31), 20),
        lambda: CALENDAR.add_working_days(date(2030, 12, 10), 20),
        lambda: CALENDAR.working_days_between(date(2030, 12, 10), date(2031, 1, 1)),
        lambda: CALENDAR.working_days_between(date(2004, 12, 10), date(2005, 1, 10)),
    ],
)
def test_the_calendar_refuses_to_guess_beyond_its_data(count):
    with pytest.raises(CalendarExhausted, match="Add the missing bank holidays first"):
        count()


def test_a_calendar_without_an_announcement_date_counts_all_of_its_days_as_announced():
    assert WorkingCalendar([], date(2024, 12, 31)).announced_until == date(2024, 12, 31)


def brute_force(start, number):
    day = start
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in HOLIDAY_DATES
    return day


HOLIDAY_DATES = {each.on for each in packaged_holidays()}


def test_adding_twenty_days_equals_counting_one_by_one_for_every_day_of_the_act():
    day = date(2005, 1, 1)
    while day <= date(2030, 11, 15):
        assert CALENDAR.add_working_days(day, 20) == brute_force(day, 20), day
        day += timedelta(days=1)


@given(days, st.integers(1, 300))
def test_adding_any_number_of_days_equals_counting_one_by_one(start, number):
    expected = brute_force(start, number)
    if expected > CALENDAR.last_known_on:
        with pytest.raises(CalendarExhausted):
            CALENDAR.add_working_days(start, number)
    else:
        assert CALENDAR.add_working_days(start, number) == expected
        assert CALENDAR.working_days_between(start, expected) == number
        assert CALENDAR.is_working_day(expected)


@given(days, days)
def test_days_between_is_signed_and_adds_up(after, until):
    forwards = CALENDAR.working_days_between(after, until)
    assert CALENDAR.working_days_between(until, after) == -forwards
    assert (forwards >= 0) is (until >= after) or forwards == 0


@given(st.sets(days, max_size=60), days, st.integers(1, 60), st.randoms(use_true_random=False))
def test_the_order_in_which_holidays_are_given_does_not_matter(dates, start, number, rng: random.Random):
    rows = [Holiday(day, "Fair Day", ALL_DIVISIONS) for day in dates]
    shuffled = rng.sample(rows, len(rows))
    far = date(2040, 12, 31)
    assert WorkingCalendar(rows, far).add_working_days(start, number) == WorkingCalendar(
        shuffled, far
    ).add_working_days(start, number)

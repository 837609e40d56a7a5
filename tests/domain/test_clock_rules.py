"""Does the clock keep the rules of FOIA s10 and the EIR, case by case?"""

from datetime import date, timedelta

import pytest

from requests_app.domain.calendar import CalendarExhausted, packaged_calendar
from requests_app.domain.clock import (
    ClockError,
    ClockEvent,
    EventKind,
    Regime,
    Timetable,
    deadline_for,
    fees_lapse_on,
    review_deadline,
    review_request_by,
    run_clock,
    time_limit,
)
from requests_app.domain.clock.limits import Limit

CALENDAR = packaged_calendar()
LATER = date(2024, 12, 31)
K = EventKind


def events(*rows):
    """Events from (kind, "MM-DD") of 2024, in the order given; an estimated date may follow."""
    parsed = [(row[0], *(date.fromisoformat(f"2024-{day}") for day in row[1:])) for row in rows]
    return [ClockEvent(kind, on, until=until[0] if until else None) for kind, on, *until in parsed]


def clock_of(*rows, today=LATER, regime=Regime.FOIA, **options):
    return run_clock(events(*rows), regime=regime, calendar=CALENDAR, today=today, **options)


def march(day):
    return date(2024, 3, day)


def april(day):
    return date(2024, 4, day)


def test_a_plain_request_is_due_on_day_20():
    clock = clock_of((K.RECEIVED, "03-01"), today=march(25))
    assert (clock.logged_on, clock.received_on, clock.starts_on) == (march(1), march(1), march(4))
    assert clock.statutory_deadline_on == clock.deadline_on == april(3)
    assert (clock.days_used, clock.days_left) == (15, 5)
    assert clock.is_running
    assert not clock.is_extended
    assert clock.warnings == ()
    assert clock.paused_because is clock.waiting_since is clock.closed_because is clock.review_due_on is None


def test_a_sunday_is_the_date_of_receipt_of_what_came_on_a_sunday():
    clock = clock_of((K.RECEIVED, "03-03"))
    assert (clock.received_on, clock.starts_on, clock.deadline_on) == (march(3), march(4), april(3))


def test_a_response_on_day_20_took_20_days():
    clock = clock_of((K.RECEIVED, "03-01"), (K.RESPONDED, "04-03"))
    assert (clock.days_used, clock.days_left, clock.responded_on) == (20, None, april(3))
    assert not clock.is_running


def test_a_response_on_the_day_of_receipt_took_none():
    assert clock_of((K.RECEIVED, "03-01"), (K.RESPONDED, "03-01")).days_used == 0


def test_days_left_count_down_to_nought_and_below():
    days = {day: clock_of((K.RECEIVED, "03-01"), today=april(day)).days_left for day in (2, 3, 4, 5)}
    assert days == {2: 1, 3: 0, 4: -1, 5: -2}


def test_nothing_runs_while_a_question_to_the_requester_is_open():
    clock = clock_of((K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), today=march(20))
    assert clock.starts_on is clock.statutory_deadline_on is clock.deadline_on is clock.days_left is None
    assert clock.days_used == 0
    assert not clock.is_running
    assert clock.paused_because == "Waiting for the requester to answer our question"
    assert clock.waiting_since == march(5)
    assert clock.clarification_lapses_on == CALENDAR.add_working_days(march(5), 40)
    assert [day.number for day in clock.ledger] == [None] * 5
    assert clock.ledger[-1].on == march(5)


def test_the_authority_sets_its_own_period_for_an_answer():
    clock = clock_of((K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), clarification_days=10)
    assert clock.clarification_lapses_on == CALENDAR.add_working_days(march(5), 10)


def test_the_answer_is_the_new_date_of_receipt():
    clock = clock_of(
        (K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), (K.CLARIFICATION_ANSWERED, "03-11")
    )
    fresh = deadline_for(march(11), calendar=CALENDAR)
    assert (clock.logged_on, clock.received_on) == (march(1), march(11))
    assert clock.deadline_on == fresh.deadline_on
    assert clock.clarification_lapses_on is None
    assert [day.number for day in clock.ledger if day.on > march(11)] == [
        day.number for day in fresh.ledger[1:]
    ]


def test_a_second_clarification_moves_receipt_again():
    clock = clock_of(
        (K.RECEIVED, "03-01"),
        (K.CLARIFICATION_ASKED, "03-05"),
        (K.CLARIFICATION_ANSWERED, "03-11"),
        (K.CLARIFICATION_ASKED, "03-12"),
        (K.CLARIFICATION_ANSWERED, "03-21"),
    )
    assert clock.received_on == march(21)


def test_a_question_asked_after_the_deadline_is_warned_of():
    clock = clock_of(
        (K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "04-04"), (K.CLARIFICATION_ANSWERED, "04-05")
    )
    assert len(clock.warnings) == 1
    assert "Thursday 4 April 2024, after the time" in clock.warnings[0]
    in_time = clock_of(
        (K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "04-03"), (K.CLARIFICATION_ANSWERED, "04-05")
    )
    assert in_time.warnings == ()


def test_the_time_to_ask_again_is_counted_from_the_last_answer():
    clock = clock_of(
        (K.RECEIVED, "03-01"),
        (K.CLARIFICATION_ASKED, "03-05"),
        (K.CLARIFICATION_ANSWERED, "03-25"),
        (K.CLARIFICATION_ASKED, "04-10"),
    )
    assert clock.warnings == ()


def test_an_unpaid_fees_notice_stops_the_clock_on_its_day():
    clock = clock_of((K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-11"), today=march(20))
    assert clock.deadline_on is clock.days_left is None
    assert clock.starts_on == march(4)
    assert clock.days_used == 5
    assert clock.paused_because == "Waiting for the requester to pay the fee"
    assert clock.waiting_since == march(11)
    assert clock.fees_lapse_on == date(2024, 6, 11)
    assert clock.ledger[-1].on == march(11)


def test_the_days_from_notice_to_payment_do_not_count_both_included():
    clock = clock_of(
        (K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-11"), (K.FEE_PAID, "03-14"), (K.RESPONDED, "03-15")
    )
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), 24)
    assert clock.days_used == 6
    assert clock.fees_lapse_on is None


def test_a_notice_paid_on_its_own_day_costs_that_day():
    paid = [(K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-11"), (K.FEE_PAID, "03-11")]
    clock = clock_of(*paid, (K.RESPONDED, "03-12"))
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), 21)
    assert clock.days_used == 6


def test_a_notice_on_day_20_moves_day_20_behind_the_payment():
    clock = clock_of((K.RECEIVED, "03-01"), (K.FEES_NOTICE, "04-03"), (K.FEE_PAID, "04-10"))
    assert clock.deadline_on == april(11)


def test_a_notice_on_the_day_of_receipt_takes_only_the_days_of_the_clock():
    clock = clock_of(
        (K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-01"), (K.FEE_PAID, "03-04"), (K.RESPONDED, "03-05")
    )
    assert (clock.starts_on, clock.days_used) == (march(5), 1)


def test_a_notice_after_the_deadline_stops_nothing():
    clock = clock_of((K.RECEIVED, "03-01"), (K.FEES_NOTICE, "04-04"), today=april(8))
    assert clock.deadline_on == april(3)
    assert clock.paused_because is None
    assert clock.days_left == -3


def test_a_fee_paid_before_the_clarification_takes_nothing_from_the_new_clock():
    clock = clock_of(
        (K.RECEIVED, "03-01"),
        (K.FEES_NOTICE, "03-04"),
        (K.FEE_PAID, "03-05"),
        (K.CLARIFICATION_ASKED, "03-06"),
        (K.CLARIFICATION_ANSWERED, "03-11"),
        (K.RESPONDED, "03-12"),
    )
    assert clock.days_used == 1
    assert clock.deadline_on == CALENDAR.add_working_days(march(11), 20)


def test_a_payment_after_three_months_is_warned_of():
    paid_late = clock_of((K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-11"), (K.FEE_PAID, "06-11"))
    in_time = clock_of((K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-11"), (K.FEE_PAID, "06-10"))
    assert "had lapsed on Tuesday 11 June 2024" in paid_late.warnings[0]
    assert in_time.warnings == ()


@pytest.mark.parametrize(
    ("notice_on", "lapse_on"),
    [
        (date(2024, 3, 11), date(2024, 6, 11)),
        (date(2024, 10, 1), date(2025, 1, 1)),
        (date(2024, 11, 30), date(2025, 3, 1)),
        (date(2023, 11, 29), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2024, 5, 1)),
        (date(2024, 12, 15), date(2025, 3, 15)),
    ],
)
def test_a_foia_fees_notice_lapses_three_months_from_its_day(notice_on, lapse_on):
    assert fees_lapse_on(notice_on, regime=Regime.FOIA, calendar=CALENDAR) == lapse_on


def test_an_eir_charge_lapses_after_60_working_days():
    last_day = CALENDAR.add_working_days(march(11), 60)
    assert fees_lapse_on(march(11), regime=Regime.EIR, calendar=CALENDAR) == last_day + timedelta(days=1)


def test_a_public_interest_extension_moves_the_decision_and_not_the_notice():
    clock = clock_of((K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "04-03", "05-01"), today=april(10))
    assert clock.statutory_deadline_on == april(3)
    assert clock.deadline_on == date(2024, 5, 1)
    assert clock.is_extended
    assert clock.days_left == 15
    assert clock.warnings == ()
    assert clock.ledger[-1].on == date(2024, 5, 1)


def test_more_than_20_further_days_are_warned_of():
    assert clock_of((K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "04-03", "05-01")).warnings == ()
    clock = clock_of((K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "04-03", "05-02"))
    assert "21 further working days" in clock.warnings[0]
    assert clock.deadline_on == date(2024, 5, 2)


@pytest.mark.parametrize("row", [(K.PIT_EXTENSION, "04-04", "05-02"), (K.PIT_EXTENSION, "03-20", "04-03")])
def test_an_extension_that_is_late_or_ends_in_the_statutory_time_gives_no_more(row):
    clock = clock_of((K.RECEIVED, "03-01"), row)
    assert clock.deadline_on == april(3)
    assert not clock.is_extended
    assert "gives no more time" in clock.warnings[0]


def test_correcting_the_receipt_after_an_extension_recomputes_everything():
    extension = (K.PIT_EXTENSION, "04-03", "05-02")
    assert clock_of((K.RECEIVED, "03-05"), extension).statutory_deadline_on == april(5)
    corrected = clock_of((K.RECEIVED, "02-29"), extension)
    assert corrected.statutory_deadline_on == april(2)
    assert not corrected.is_extended  # told a day too late, as it now turns out
    assert corrected.deadline_on == april(2)


def test_an_eir_extension_reaches_day_40():
    clock = clock_of((K.RECEIVED, "03-01"), (K.EIR_EXTENSION, "04-03"), regime=Regime.EIR)
    assert clock.statutory_deadline_on == april(3)
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), 40)
    assert clock.ledger[-1].number == 40
    assert clock.warnings == ()


def test_an_eir_extension_told_after_day_20_gives_no_more_time():
    clock = clock_of((K.RECEIVED, "03-01"), (K.EIR_EXTENSION, "04-04"), regime=Regime.EIR)
    assert clock.deadline_on == april(3)
    assert "EIR reg 7(3)" in clock.warnings[0]


def test_an_extension_has_no_end_while_the_fee_is_open():
    clock = clock_of(
        (K.RECEIVED, "03-01"), (K.EIR_EXTENSION, "03-05"), (K.FEES_NOTICE, "03-11"), regime=Regime.EIR
    )
    assert clock.deadline_on is None
    assert clock.warnings == ()


def test_withdrawal_and_lapse_end_the_case():
    withdrawn = clock_of((K.RECEIVED, "03-01"), (K.WITHDRAWN, "03-08"))
    assert (withdrawn.closed_on, withdrawn.closed_because) == (march(8), "Request withdrawn")
    assert withdrawn.days_used == 5
    lapsed = clock_of((K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), (K.LAPSED, "06-03"))
    assert lapsed.closed_because == "Request lapsed"
    assert not withdrawn.is_running
    assert withdrawn.days_left is lapsed.paused_because is lapsed.waiting_since is None


def test_the_review_has_a_last_day_to_ask_and_a_day_to_answer():
    rows = [(K.RECEIVED, "03-01"), (K.RESPONDED, "04-03"), (K.REVIEW_REQUESTED, "04-15")]
    clock = clock_of(*rows)
    assert clock.review_request_by == CALENDAR.add_working_days(april(3), 40)
    assert (clock.review_requested_on, clock.review_responded_on) == (april(15), None)
    assert clock.review_due_on == CALENDAR.add_working_days(april(15), 20)
    assert clock_of(*rows, review_is_complex=True).review_due_on == CALENDAR.add_working_days(april(15), 40)
    assert clock_of(*rows, regime=Regime.EIR).review_due_on == CALENDAR.add_working_days(april(15), 40)
    assert clock_of(*rows, (K.REVIEW_RESPONDED, "05-01")).review_responded_on == date(2024, 5, 1)


def test_review_dates_count_from_their_own_day():
    assert review_deadline(april(15), CALENDAR) == date(2024, 5, 14)
    assert review_request_by(april(3), CALENDAR, 10) == CALENDAR.add_working_days(april(3), 10)


SUMMER = frozenset(date(2024, 7, 24) + timedelta(days=n) for n in range(41))  # to 2 September


def test_a_school_has_20_school_days():
    found = deadline_for(
        date(2024, 7, 15), calendar=CALENDAR, timetable=Timetable.SCHOOL, school_closed=SUMMER
    )
    assert found.deadline_on == date(2024, 9, 20)
    assert found.ledger[-1].number == found.days == 20
    assert "24 July to 2 September do not count: the school is closed." in found.reason


def test_a_school_closed_for_long_has_60_working_days():
    closed = frozenset(date(2024, 3, 1) + timedelta(days=n) for n in range(365))
    clock = clock_of((K.RECEIVED, "03-01"), timetable=Timetable.SCHOOL, school_closed=closed)
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), 60)
    assert "The 60th working day, which comes before the 20th school day," in clock.reason


def test_school_closures_are_nothing_to_other_bodies():
    closed = frozenset({march(4)})
    assert deadline_for(march(1), calendar=CALENDAR, school_closed=closed).deadline_on == april(3)
    one_day = deadline_for(march(1), calendar=CALENDAR, timetable=Timetable.SCHOOL, school_closed=closed)
    assert one_day.deadline_on == april(4)
    assert "4 March does not count: the school is closed." in one_day.reason


@pytest.mark.parametrize(
    ("timetable", "days"), [(Timetable.STANDARD, 20), (Timetable.ARCHIVE, 30), (Timetable.ARMED_FORCES, 60)]
)
def test_each_timetable_has_its_limit(timetable, days):
    clock = clock_of((K.RECEIVED, "03-01"), timetable=timetable)
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), days)


def test_the_eir_give_every_body_20_days():
    assert {time_limit(Regime.EIR, each) for each in Timetable} == {Limit(20, "EIR reg 5(2)")}


def test_the_commissioner_may_allow_the_armed_forces_a_time_up_to_60_days():
    clock = clock_of((K.RECEIVED, "03-01"), timetable=Timetable.ARMED_FORCES, days=45)
    assert clock.deadline_on == CALENDAR.add_working_days(march(1), 45)


@pytest.mark.parametrize(
    ("timetable", "days"),
    [(Timetable.STANDARD, 45), (Timetable.ARMED_FORCES, 61), (Timetable.ARMED_FORCES, 19)],
)
def test_nobody_else_gets_a_time_of_their_own(timetable, days):
    with pytest.raises(ClockError, match="that the Commissioner has allowed"):
        time_limit(Regime.FOIA, timetable, days)


def test_the_calculator_counts_any_number_of_days():
    assert deadline_for(march(1), days=1, calendar=CALENDAR).deadline_on == march(4)
    with pytest.raises(ClockError, match="at least one working day, not 0"):
        deadline_for(march(1), days=0, calendar=CALENDAR)


def test_a_deadline_beyond_the_announced_holidays_is_warned_of_and_beyond_the_known_refused():
    def run(day):
        return run_clock([ClockEvent(K.RECEIVED, day)], regime=Regime.FOIA, calendar=CALENDAR, today=day)

    assert run(date(2028, 11, 20)).warnings == ()
    assert "have not been announced" in run(date(2028, 12, 20)).warnings[0]
    with pytest.raises(CalendarExhausted):
        run(date(2030, 12, 20))

"""Does the clock say why its date is what it is, so that nobody has to count?"""

from datetime import date

from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.clock import ClockEvent, EventKind, Regime, deadline_for, run_clock

CALENDAR = packaged_calendar()
K = EventKind
RECEIVED = (K.RECEIVED, "03-01")
TO_DAY_20 = (
    "18 March does not count: St Patrick's Day (Northern Ireland). 29 March does not count: Good Friday. "
    "1 April does not count: Easter Monday (England, Wales and Northern Ireland)."
)


def reason(*rows, today="12-31", regime=Regime.FOIA):
    events = [
        ClockEvent(
            kind,
            date.fromisoformat(f"2024-{day}"),
            until=date.fromisoformat(f"2024-{rest[0]}") if rest else None,
        )
        for kind, day, *rest in rows
    ]
    on = date.fromisoformat(f"2024-{today}")
    return run_clock(events, regime=regime, calendar=CALENDAR, today=on).reason


def test_the_calculator_explains_itself():
    assert deadline_for(date(2024, 3, 1), calendar=CALENDAR).reason == (
        f"Received Friday 1 March 2024. Day 1 is Monday 4 March. {TO_DAY_20} Day 20 is Wednesday 3 April 2024."
    )


def test_days_that_have_passed_are_told_in_the_past():
    assert reason(RECEIVED, today="03-12") == (
        f"Received Friday 1 March 2024. Day 1 was Monday 4 March. {TO_DAY_20} Day 20 is Wednesday 3 April 2024."
    )
    assert reason(RECEIVED, today="04-03").endswith("Day 20 is Wednesday 3 April 2024.")
    assert reason(RECEIVED, today="04-04").endswith("Day 20 was Wednesday 3 April 2024.")


def test_days_of_another_year_carry_it():
    assert deadline_for(date(2024, 12, 20), calendar=CALENDAR).reason == (
        "Received Friday 20 December 2024. Day 1 is Monday 23 December. 25 December does not count: Christmas Day. "
        "26 December does not count: Boxing Day. 1 January 2025 does not count: New Year's Day. "
        "2 January 2025 does not count: 2 January (Scotland). Day 20 is Thursday 23 January 2025."
    )


def test_an_answered_clarification_is_told():
    told = reason(RECEIVED, (K.CLARIFICATION_ASKED, "03-05"), (K.CLARIFICATION_ANSWERED, "03-19"))
    assert told.startswith(
        "Received Friday 1 March 2024. Clarification was asked on Tuesday 5 March and answered on Tuesday 19 March, "
        "which became the date of receipt (FOIA s1(3)). Day 1 was Wednesday 20 March. 29 March does not count"
    )
    assert "18 March" not in told


def test_an_open_clarification_is_told():
    assert reason(RECEIVED, (K.CLARIFICATION_ASKED, "03-05")) == (
        "Received Friday 1 March 2024. The clock stopped on Tuesday 5 March, when clarification was asked; "
        "it waits for the answer."
    )


def test_the_eir_have_a_provision_of_their_own_for_it():
    told = reason(
        RECEIVED, (K.CLARIFICATION_ASKED, "03-05"), (K.CLARIFICATION_ANSWERED, "03-06"), regime=Regime.EIR
    )
    assert "(EIR reg 9)" in told


def test_a_fee_is_told():
    paid = "The fees notice of Monday 11 March was paid on Thursday 14 March: none of these days counts, the first"
    assert paid in reason(RECEIVED, (K.FEES_NOTICE, "03-11"), (K.FEE_PAID, "03-14"))
    assert reason(RECEIVED, (K.FEES_NOTICE, "03-11")) == (
        "Received Friday 1 March 2024. Day 1 was Monday 4 March. The clock stopped on Monday 11 March, when a fees "
        "notice was given (FOIA s10(2)); it waits for the payment."
    )
    assert "(EIR reg 8(6)); it waits" in reason(RECEIVED, (K.FEES_NOTICE, "03-11"), regime=Regime.EIR)


def test_a_notice_on_the_first_day_leaves_no_day_1():
    assert "Day 1" not in reason(RECEIVED, (K.FEES_NOTICE, "03-01"))


def test_a_fees_notice_after_the_deadline_is_not_told_as_a_stop():
    told = reason(RECEIVED, (K.FEES_NOTICE, "04-05"))
    assert told.endswith("Day 20 was Wednesday 3 April 2024.")
    assert "stopped" not in told
    assert "paid" not in reason(RECEIVED, (K.FEES_NOTICE, "04-05"), (K.FEE_PAID, "04-08"))


def test_a_fee_settled_before_the_clarification_is_not_told():
    rows = [(K.FEES_NOTICE, "03-04"), (K.FEE_PAID, "03-05"), (K.CLARIFICATION_ASKED, "03-06")]
    assert "paid" not in reason(RECEIVED, *rows, (K.CLARIFICATION_ANSWERED, "03-11"))


def test_a_public_interest_extension_is_told():
    told = reason(RECEIVED, (K.PIT_EXTENSION, "04-02", "05-07"), today="04-10")
    assert told == (
        f"Received Friday 1 March 2024. Day 1 was Monday 4 March. {TO_DAY_20} Day 20 was Wednesday 3 April 2024. "
        "On Tuesday 2 April the time was extended to weigh the public interest: the decision is due by "
        "Tuesday 7 May 2024 (FOIA s10(3)), the refusal notice by day 20 all the same (FOIA s17(1))."
    )


def test_an_extension_that_counts_for_nothing_is_not_told():
    assert "extended" not in reason(RECEIVED, (K.PIT_EXTENSION, "04-04", "05-07"))


def test_an_eir_extension_is_told_with_the_holidays_that_it_meets():
    told = reason((K.RECEIVED, "03-11"), (K.EIR_EXTENSION, "04-05"), regime=Regime.EIR, today="04-10")
    assert "6 May does not count: Early May bank holiday. Day 20 is Thursday 11 April 2024." in told
    assert told.endswith(
        "On Friday 5 April the time was extended for complexity and volume: day 40 is Friday 10 May 2024 "
        "(EIR reg 7(1))."
    )


def test_the_end_is_told():
    assert reason(RECEIVED, (K.RESPONDED, "03-28")).endswith("Answered on Thursday 28 March 2024.")
    assert reason(RECEIVED, (K.WITHDRAWN, "03-28")).endswith("Withdrawn on Thursday 28 March 2024.")
    lapsed = reason(RECEIVED, (K.CLARIFICATION_ASKED, "03-05"), (K.LAPSED, "06-03"))
    assert lapsed.endswith("it waits for the answer. Lapsed on Monday 3 June 2024.")
    assert reason(RECEIVED, (K.CLOSED, "03-05")).endswith("Closed on Tuesday 5 March 2024.")

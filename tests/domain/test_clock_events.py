"""Which histories are impossible, and does the refusal name the event and its day?"""

from datetime import date

import pytest

from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.clock import ClockError, ClockEvent, EventKind, Regime, run_clock

K = EventKind
TODAY = date(2024, 12, 31)


def run(*rows, regime=Regime.FOIA, today=TODAY):
    """Events from (kind, "MM-DD") of 2024; a third part is the estimated date."""
    events = [
        ClockEvent(
            kind,
            date.fromisoformat(f"2024-{day}"),
            until=date.fromisoformat(f"2024-{rest[0]}") if rest else None,
        )
        for kind, day, *rest in rows
    ]
    return run_clock(events, regime=regime, calendar=packaged_calendar(), today=today)


IMPOSSIBLE = {
    "no receipt": ([], "has no date of receipt"),
    "two receipts": ([(K.RECEIVED, "03-01"), (K.RECEIVED, "03-04")], "has more than one date of receipt"),
    "answer without question": (
        [(K.RECEIVED, "03-01"), (K.CLARIFICATION_ANSWERED, "03-11")],
        "“Clarification answered” on Monday 11 March 2024, but no clarification had been asked",
    ),
    "answer before question": (
        [(K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-12"), (K.CLARIFICATION_ANSWERED, "03-11")],
        "“Clarification answered” on Monday 11 March 2024, but no clarification had been asked",
    ),
    "second answer": (
        [
            (K.RECEIVED, "03-01"),
            (K.CLARIFICATION_ASKED, "03-05"),
            (K.CLARIFICATION_ANSWERED, "03-11"),
            (K.CLARIFICATION_ANSWERED, "03-12"),
        ],
        "“Clarification answered” on Tuesday 12 March 2024, but no clarification",
    ),
    "second question": (
        [(K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), (K.CLARIFICATION_ASKED, "03-06")],
        "the earlier one of Tuesday 5 March 2024 has no answer yet",
    ),
    "payment before notice": (
        [(K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-12"), (K.FEE_PAID, "03-11")],
        "“Fee paid” on Monday 11 March 2024, but no fees notice had been given",
    ),
    "second notice": (
        [(K.RECEIVED, "03-01"), (K.FEES_NOTICE, "03-05"), (K.FEES_NOTICE, "03-06")],
        "the earlier one of Tuesday 5 March 2024 is not paid yet",
    ),
    "response before receipt": (
        [(K.RECEIVED, "03-01"), (K.RESPONDED, "02-29")],
        "“Response issued” on Thursday 29 February 2024 comes before the request was received",
    ),
    "second response": (
        [(K.RECEIVED, "03-01"), (K.RESPONDED, "03-05"), (K.RESPONDED, "03-06")],
        "“Response issued” on Wednesday 6 March 2024 comes after the response",
    ),
    "question after response": (
        [(K.RECEIVED, "03-01"), (K.RESPONDED, "03-05"), (K.CLARIFICATION_ASKED, "03-06")],
        "Only a correction or an internal review can follow a response",
    ),
    "correction without a response": (
        [(K.RECEIVED, "03-01"), (K.CORRECTED, "03-05")],
        "“Response corrected” on Tuesday 5 March 2024, but no response had been issued",
    ),
    "response after withdrawal": (
        [(K.RECEIVED, "03-01"), (K.WITHDRAWN, "03-05"), (K.RESPONDED, "03-06")],
        "comes after the end of the case: “Request withdrawn” on Tuesday 5 March 2024",
    ),
    "extension without a date": (
        [(K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "03-20")],
        "“Public interest extension” on Wednesday 20 March 2024 has no date",
    ),
    "extension that ends at once": (
        [(K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "03-20", "03-20")],
        "ends before it begins",
    ),
    "second extension": (
        [(K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "03-20", "04-20"), (K.PIT_EXTENSION, "03-21", "04-25")],
        "the time was extended already on Wednesday 20 March 2024",
    ),
    "EIR extension under FOIA": (
        [(K.RECEIVED, "03-01"), (K.EIR_EXTENSION, "03-20")],
        "FOIA extends for the public interest test only",
    ),
    "review before response": (
        [(K.RECEIVED, "03-01"), (K.REVIEW_REQUESTED, "03-05")],
        "“Internal review requested” on Tuesday 5 March 2024, but no response had been issued",
    ),
    "second review": (
        [
            (K.RECEIVED, "03-01"),
            (K.RESPONDED, "03-05"),
            (K.REVIEW_REQUESTED, "03-06"),
            (K.REVIEW_REQUESTED, "03-07"),
        ],
        "one was requested already on Wednesday 6 March 2024",
    ),
    "review answered and not asked": (
        [(K.RECEIVED, "03-01"), (K.RESPONDED, "03-05"), (K.REVIEW_RESPONDED, "03-06")],
        "no internal review was open",
    ),
    "review answered twice": (
        [
            (K.RECEIVED, "03-01"),
            (K.RESPONDED, "03-05"),
            (K.REVIEW_REQUESTED, "03-06"),
            (K.REVIEW_RESPONDED, "03-07"),
            (K.REVIEW_RESPONDED, "03-08"),
        ],
        "“Internal review answered” on Friday 8 March 2024, but no internal review was open",
    ),
}


@pytest.mark.parametrize(("rows", "message"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_an_impossible_history_is_refused_with_the_event_named(rows, message):
    with pytest.raises(ClockError) as refusal:
        run(*rows)
    assert message in str(refusal.value)


def test_the_eir_know_no_public_interest_extension():
    with pytest.raises(ClockError, match="complexity and volume only"):
        run((K.RECEIVED, "03-01"), (K.PIT_EXTENSION, "03-20", "04-20"), regime=Regime.EIR)


def test_an_event_in_the_future_is_refused():
    with pytest.raises(ClockError, match=r"“Received” on Friday 1 March 2024 lies in the future"):
        run((K.RECEIVED, "03-01"), today=date(2024, 2, 29))


def test_a_receipt_before_the_act_is_refused():
    before = [ClockEvent(K.RECEIVED, date(2004, 12, 31))]
    with pytest.raises(ClockError, match="lies before Saturday 1 January 2005"):
        run_clock(before, regime=Regime.FOIA, calendar=packaged_calendar(), today=TODAY)


def test_events_are_put_in_the_order_of_their_days():
    shuffled = run(
        (K.RESPONDED, "04-03"),
        (K.CLARIFICATION_ANSWERED, "03-11"),
        (K.CLARIFICATION_ASKED, "03-05"),
        (K.RECEIVED, "03-01"),
    )
    assert (shuffled.received_on, shuffled.responded_on) == (date(2024, 3, 11), date(2024, 4, 3))


def test_events_of_one_day_keep_their_order_but_the_receipt_comes_first():
    clock = run(
        (K.CLARIFICATION_ASKED, "03-01"),
        (K.CLARIFICATION_ANSWERED, "03-01"),
        (K.CLARIFICATION_ASKED, "03-01"),
        (K.RECEIVED, "03-01"),
    )
    assert clock.waiting_since == date(2024, 3, 1)


def test_every_kind_of_event_has_a_label():
    assert len({kind.label for kind in EventKind}) == len(EventKind)


def test_nothing_is_lost_by_a_review_of_a_case_answered_while_waiting():
    clock = run((K.RECEIVED, "03-01"), (K.CLARIFICATION_ASKED, "03-05"), (K.RESPONDED, "03-20"))
    assert clock.responded_on == date(2024, 3, 20)
    assert clock.deadline_on is clock.paused_because is None

"""What can happen to the clock of a case, and is a given list of events possible at all?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from exemptions.statute import Regime
from requests_app.domain.calendar import FOIA_IN_FORCE_ON
from requests_app.domain.text import long_date
from requests_app.domain.tongue import later, tr


class ClockError(ValueError):
    """The dates contradict each other, or the law knows no such step; the message names the event."""


class EventKind(StrEnum):
    """The dated facts from which every deadline is derived; none of the deadlines is ever typed."""

    RECEIVED = "received"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_ANSWERED = "clarification_answered"
    FEES_NOTICE = "fees_notice"
    FEE_PAID = "fee_paid"
    PIT_EXTENSION = "pit_extension"
    EIR_EXTENSION = "eir_extension"
    RESPONDED = "responded"
    CORRECTED = "corrected"
    REVIEW_REQUESTED = "review_requested"
    REVIEW_RESPONDED = "review_responded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TRANSFERRED = "transferred"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What happened, in a few words, for ledger and history."""
        return tr(_LABELS[self])


_LABELS: Final = {
    EventKind.RECEIVED: later("Received"),
    EventKind.CLARIFICATION_ASKED: later("Clarification asked"),
    EventKind.CLARIFICATION_ANSWERED: later("Clarification answered"),
    EventKind.FEES_NOTICE: later("Fees notice given"),
    EventKind.FEE_PAID: later("Fee paid"),
    EventKind.PIT_EXTENSION: later("Public interest extension"),
    EventKind.EIR_EXTENSION: later("EIR extension"),
    EventKind.RESPONDED: later("Response issued"),
    EventKind.CORRECTED: later("Response corrected"),
    EventKind.REVIEW_REQUESTED: later("Internal review requested"),
    EventKind.REVIEW_RESPONDED: later("Internal review answered"),
    EventKind.WITHDRAWN: later("Request withdrawn"),
    EventKind.LAPSED: later("Request lapsed"),
    EventKind.TRANSFERRED: later("Request transferred"),
    EventKind.CLOSED: later("Request closed"),
}
_AFTER_THE_END: Final = frozenset(
    {EventKind.CORRECTED, EventKind.REVIEW_REQUESTED, EventKind.REVIEW_RESPONDED}
)


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One dated fact. `until` is the estimated date of the decision, for a public interest extension only."""

    kind: EventKind
    on: date
    why: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """From one event to the one that ends it; `until` is None while it lasts."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the pause, its first and last day included."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(slots=True)
class History:
    """The events of one case, read in order and found possible."""

    logged_on: date
    events: list[ClockEvent] = field(default_factory=list)
    clarifications: list[Pause] = field(default_factory=list)
    fees: list[Pause] = field(default_factory=list)
    extension: ClockEvent | None = None
    responded_on: date | None = None
    corrected_on: date | None = None
    review_requested_on: date | None = None
    review_responded_on: date | None = None
    closed_by: ClockEvent | None = None
    is_transferred: bool = False

    @property
    def received_on(self) -> date:
        """The effective date of receipt: the day the last clarification came, if later (FOIA s10(6))."""
        answers = [pause.until for pause in self.clarifications if pause.until is not None]
        return max([self.logged_on, *answers])

    @property
    def has_ended(self) -> bool:
        """Answered, withdrawn, lapsed or closed."""
        return self.responded_on is not None or self.closed_by is not None

    @property
    def open_clarification(self) -> Pause | None:
        """The question to the requester that has no answer yet."""
        return next((pause for pause in self.clarifications if pause.until is None), None)

    @property
    def open_fee(self) -> Pause | None:
        """The fees notice that is not paid yet."""
        return next((pause for pause in self.fees if pause.until is None), None)


def read_events(events: Iterable[ClockEvent], *, regime: Regime, today: date) -> History:
    """Read events into a history; ClockError names the first one that cannot be.

    Events of one day keep the order in which they are given, so that a caller's own order decides.
    """
    ordered = sorted(events, key=lambda each: (each.on, each.kind is not EventKind.RECEIVED))
    received = [each for each in ordered if each.kind is EventKind.RECEIVED]
    if len(received) != 1:
        problem = "has no date of receipt" if not received else "has more than one date of receipt"
        raise ClockError(
            f"The case {problem}. Record the day on which the request was received (FOIA s10(6))."
        )
    history = History(received[0].on, ordered)
    for event in ordered:
        _require_possible_date(event, history.logged_on, today)
        if event.kind is not EventKind.RECEIVED:
            _require_open(event, history)
            _apply(event, history, regime)
    return history


def _require_possible_date(event: ClockEvent, logged_on: date, today: date) -> None:
    if event.on > today:
        raise ClockError(
            f"{_named(event)} lies in the future: today is {long_date(today)}. Correct the date."
        )
    if event.on < FOIA_IN_FORCE_ON:
        raise ClockError(
            f"{_named(event)} lies before {long_date(FOIA_IN_FORCE_ON)}, when the right to "
            "information began. Correct the date (FOIA s1)."
        )
    if event.on < logged_on:
        raise ClockError(
            f"{_named(event)} comes before the request was received, on {long_date(logged_on)}. "
            "Correct one of the two dates."
        )


def _require_open(event: ClockEvent, history: History) -> None:
    """Nothing but a correction or a review follows the response; nothing at all follows another end."""
    if history.closed_by is not None:
        raise ClockError(f"{_named(event)} comes after the end of the case: {_named(history.closed_by)}.")
    if history.is_transferred:
        raise ClockError(f"{_named(event)} comes after the transfer of the request to another authority.")
    if history.responded_on is not None and event.kind not in _AFTER_THE_END:
        raise ClockError(
            f"{_named(event)} comes after the response, issued on {long_date(history.responded_on)}. "
            "Only a correction or an internal review can follow a response."
        )


def _apply(event: ClockEvent, history: History, regime: Regime) -> None:
    match event.kind:
        case EventKind.CLARIFICATION_ASKED:
            _open_pause(
                event, history.clarifications, "has no answer yet. Record the answer first (FOIA s1(3))."
            )
        case EventKind.CLARIFICATION_ANSWERED:
            _close_pause(event, history.clarifications, "no clarification had been asked (FOIA s1(3)).")
        case EventKind.FEES_NOTICE:
            _open_pause(event, history.fees, "is not paid yet. Record the payment first (FOIA s9).")
        case EventKind.FEE_PAID:
            _close_pause(event, history.fees, "no fees notice had been given (FOIA s9).")
        case EventKind.PIT_EXTENSION | EventKind.EIR_EXTENSION:
            _extend(event, history, regime)
        case EventKind.RESPONDED | EventKind.TRANSFERRED:
            # A transfer is an answer, in time or late by its day: what is owed here ends with it.
            history.responded_on = event.on
            history.is_transferred = event.kind is EventKind.TRANSFERRED
        case EventKind.CORRECTED:
            _correct(event, history)
        case EventKind.REVIEW_REQUESTED | EventKind.REVIEW_RESPONDED:
            _review(event, history)
        case _:
            history.closed_by = event


def _open_pause(event: ClockEvent, pauses: list[Pause], problem: str) -> None:
    if pauses and pauses[-1].until is None:
        raise ClockError(f"{_named(event)}, but the earlier one of {long_date(pauses[-1].since)} {problem}")
    pauses.append(Pause(event.on))


def _close_pause(event: ClockEvent, pauses: list[Pause], problem: str) -> None:
    if not pauses or pauses[-1].until is not None:
        raise ClockError(f"{_named(event)}, but {problem}")
    pauses[-1] = Pause(pauses[-1].since, event.on)


def _extend(event: ClockEvent, history: History, regime: Regime) -> None:
    """FOIA extends to a stated date for the public interest test, EIR reg 7 to day 40; either once."""
    if history.extension is not None:
        raise ClockError(
            f"{_named(event)}, but the time was extended already on {long_date(history.extension.on)}. "
            "It can be extended once."
        )
    is_public_interest = event.kind is EventKind.PIT_EXTENSION
    if is_public_interest and regime != Regime.FOIA:
        raise ClockError(f"{_named(event)}, but the EIR extend for complexity and volume only (EIR reg 7).")
    if not is_public_interest and regime != Regime.EIR:
        raise ClockError(
            f"{_named(event)}, but FOIA extends for the public interest test only (FOIA s10(3))."
        )
    if is_public_interest and event.until is None:
        raise ClockError(
            f"{_named(event)} has no date. Estimate when the decision will be made (FOIA s17(2))."
        )
    if event.until is not None and event.until <= event.on:
        raise ClockError(f"{_named(event)} ends before it begins. Give a later date (FOIA s17(2)).")
    history.extension = event


def _correct(event: ClockEvent, history: History) -> None:
    """A better version of the response; when the request was answered stays as it was."""
    if history.responded_on is None:
        raise ClockError(f"{_named(event)}, but no response had been issued.")
    history.corrected_on = event.on


def _review(event: ClockEvent, history: History) -> None:
    if history.responded_on is None:
        raise ClockError(f"{_named(event)}, but no response had been issued (FOIA s17(7), EIR reg 11).")
    if event.kind is EventKind.REVIEW_REQUESTED:
        if history.review_requested_on is not None:
            raise ClockError(
                f"{_named(event)}, but one was requested already on {long_date(history.review_requested_on)}."
            )
        history.review_requested_on = event.on
        return
    if history.review_requested_on is None or history.review_responded_on is not None:
        raise ClockError(f"{_named(event)}, but no internal review was open.")
    history.review_responded_on = event.on


def _named(event: ClockEvent) -> str:
    return f"“{event.kind.label}” on {long_date(event.on)}"

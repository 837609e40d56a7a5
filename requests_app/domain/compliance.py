"""Is this case in time? A different fact from where its work has got to, and derived from its clock alone."""

from datetime import date
from enum import StrEnum
from typing import Final, assert_never

from requests_app.domain.clock import Clock
from requests_app.domain.text import long_date, plural

DUE_SOON_DAYS: Final = 5


class Compliance(StrEnum):
    """How a case stands against its deadline. A lawful extension is never lateness."""

    ON_TIME = "on_time"
    EXTENDED = "extended"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    LATE = "late"
    WAITING = "waiting"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_IN_EXTENSION = "answered_in_extension"
    ANSWERED_LATE = "answered_late"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The status in a few words, for a tag or a column."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self not in _ENDED

    @property
    def is_late(self) -> bool:
        """Late, or answered late: what the statistics count as outside the time limit."""
        return self in {Compliance.LATE, Compliance.ANSWERED_LATE}


_LABELS: Final = {
    Compliance.ON_TIME: "In time",
    Compliance.EXTENDED: "Lawfully extended",
    Compliance.DUE_SOON: "Due soon",
    Compliance.DUE_TODAY: "Due today",
    Compliance.LATE: "Late",
    Compliance.WAITING: "Waiting for the requester",
    Compliance.ANSWERED_IN_TIME: "Answered in time",
    Compliance.ANSWERED_IN_EXTENSION: "Answered in the extended time",
    Compliance.ANSWERED_LATE: "Answered late",
    Compliance.CLOSED: "Closed without an answer",
}
_ENDED: Final = frozenset(
    {
        Compliance.ANSWERED_IN_TIME,
        Compliance.ANSWERED_IN_EXTENSION,
        Compliance.ANSWERED_LATE,
        Compliance.CLOSED,
    }
)


def compliance(clock: Clock) -> Compliance:
    """How the case stands on the day for which its clock was run (FOIA s10, EIR regs 5 and 7)."""
    if clock.closed_on is not None:
        return Compliance.CLOSED
    if clock.responded_on is not None:
        return _answered(clock, clock.responded_on)
    if clock.pause is not None or clock.deadline_on is None:
        return Compliance.WAITING
    return _open(clock, clock.deadline_on)


def _answered(clock: Clock, responded_on: date) -> Compliance:
    """Without a deadline the answer came while the clock stood still, which is in time."""
    if clock.deadline_on is None or clock.statutory_deadline_on is None:
        return Compliance.ANSWERED_IN_TIME
    if responded_on <= clock.statutory_deadline_on:
        return Compliance.ANSWERED_IN_TIME
    return Compliance.ANSWERED_IN_EXTENSION if responded_on <= clock.deadline_on else Compliance.ANSWERED_LATE


def _open(clock: Clock, deadline_on: date) -> Compliance:
    """Lateness is a matter of dates: on the Saturday after a Friday deadline no working day has passed."""
    days_left = clock.terms.calendar.working_days_between(clock.today, deadline_on)
    if clock.today > deadline_on:
        return Compliance.LATE
    if clock.today == deadline_on:
        return Compliance.DUE_TODAY
    if days_left <= DUE_SOON_DAYS:
        return Compliance.DUE_SOON
    return Compliance.EXTENDED if clock.is_extended else Compliance.ON_TIME


def words(clock: Clock) -> str:
    """The status as a short phrase with its figure: "due in 3 working days", "2 working days late"."""
    status = compliance(clock)
    match status:
        case Compliance.ON_TIME | Compliance.EXTENDED | Compliance.DUE_SOON:
            return _due(clock, clock.days_left or 0)
        case Compliance.DUE_TODAY:
            return "due today"
        case Compliance.LATE:
            return _late(-(clock.days_left or 0))
        case Compliance.WAITING:
            assert clock.waiting_since is not None
            return f"waiting for the requester since {long_date(clock.waiting_since)}"
        case Compliance.ANSWERED_IN_TIME | Compliance.ANSWERED_IN_EXTENSION | Compliance.ANSWERED_LATE:
            return _answered_words(clock, status)
        case Compliance.CLOSED:
            assert clock.closed_on is not None
            return f"{(clock.closed_because or '').removeprefix('Request ')} on {long_date(clock.closed_on)}"
        case _:
            assert_never(status)


def _due(clock: Clock, days_left: int) -> str:
    extended = "extended, " if clock.is_extended else ""
    return f"{extended}due in {plural(days_left, 'working day')}"


def _late(days: int) -> str:
    return f"{plural(days, 'working day')} late" if days else "late since the last working day"


def _answered_words(clock: Clock, status: Compliance) -> str:
    """A correction makes no answer late and no late answer timely: it is only named."""
    said = _first_answer(clock, status)
    return f"{said}, corrected since" if clock.corrected_on else said


def _first_answer(clock: Clock, status: Compliance) -> str:
    done = "transferred" if clock.is_transferred else "answered"
    if clock.deadline_on is None:
        return f"{done} while waiting for the requester"
    taken = f"in {plural(clock.days_used, 'working day')}"
    match status:
        case Compliance.ANSWERED_IN_EXTENSION:
            return f"{done} {taken}, within the extended time"
        case Compliance.ANSWERED_LATE:
            return f"{done} {taken}, {_late(_days_over(clock))}"
        case _:
            return f"{done} {taken}"


def _days_over(clock: Clock) -> int:
    assert clock.deadline_on is not None
    assert clock.responded_on is not None
    return clock.terms.calendar.working_days_between(clock.deadline_on, clock.responded_on)

"""Which day of the clock is each day of the calendar, and on which one does the time end?

The deadline is read off the ledger, never worked out beside it: a page that explains it cannot contradict it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from requests_app.domain.calendar import WorkingCalendar
from requests_app.domain.clock.events import ClockEvent, EventKind, History, Pause
from requests_app.domain.clock.limits import EXTENDED_EIR_DAYS, Limit
from requests_app.domain.tongue import later, tr

RECEIPT_NOTE = later("Received: the count begins on the next working day")
ANSWER_NOTE = later("Clarification answered: this is now the date of receipt")
FEE_NOTE = later("From fees notice to payment no day counts")
CLOSED_NOTE = later("The school is closed")
UNCLEAR_NOTE = later("Before the clarification was answered no day counts")

_SAID_BY_THE_RECEIPT = frozenset({EventKind.RECEIVED, EventKind.CLARIFICATION_ANSWERED})


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day of the calendar: `number` is its place in the count, None for a day that does not count."""

    on: date
    counts: bool
    number: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms the days are counted."""

    limit: Limit
    calendar: WorkingCalendar
    fees: Sequence[Pause] = ()
    school_closed: frozenset[date] = frozenset()

    def why_not(self, day: date) -> str | None:
        """Why `day` does not count; None if it does."""
        why = self.calendar.why_not(day)
        if why is None and self.is_fee_day(day):
            return FEE_NOTE
        if why is None and self.limit.cap and day in self.school_closed:
            return CLOSED_NOTE
        return why

    def is_fee_day(self, day: date) -> bool:
        """FOIA s10(2), EIR reg 8(6): from notice to payment, both days included."""
        return any(pause.covers(day) for pause in self.fees)

    def stops_on(self, day: date) -> bool:
        """Whether a fees notice that nobody has paid yet stops the count on `day` and from then on."""
        return any(pause.until is None and pause.since <= day for pause in self.fees)


@dataclass(frozen=True, slots=True)
class Count:
    """The ledger and the two dates that are read off it; None for a date that cannot be known yet."""

    ledger: tuple[LedgerDay, ...]
    statutory_deadline_on: date | None
    deadline_on: date | None
    is_extended: bool = False

    @property
    def starts_on(self) -> date | None:
        """Day 1."""
        return next((day.on for day in self.ledger if day.number == 1), None)


def count_days(history: History, terms: Terms) -> Count:
    """Count from the effective date of receipt to the deadline, or to the day on which the clock stopped."""
    waiting = history.open_clarification
    if waiting is not None:
        rows = _days_before(waiting.since + timedelta(days=1), history, terms)
        return Count(_annotated(rows, history, {}), None, None)
    rows = [*_days_before(history.received_on, history, terms), _receipt_day(history)]
    days = _days_after(history.received_on, terms)
    statutory_on = _take_until_limit(days, terms, rows)
    if statutory_on is None:
        return Count(_annotated(rows, history, {}), None, None)
    ends = {statutory_on: tr("The time ends here ({provision})", provision=terms.limit.provision)}
    is_extended = extension_counts(history.extension, statutory_on)
    if is_extended:
        _take_until_extension_ends(days, history.extension, rows)
        ends[rows[-1].on] = tr("The extended time ends here")
    return Count(_annotated(rows, history, ends), statutory_on, rows[-1].on, is_extended)


def extension_counts(extension: ClockEvent | None, statutory_on: date) -> bool:
    """Whether an extension gives more time: told in time, to a later date (FOIA s17(2), EIR reg 7)."""
    if extension is None or extension.on > statutory_on:
        return False
    return extension.until is None or extension.until > statutory_on


def _days_before(end: date, history: History, terms: Terms) -> list[LedgerDay]:
    """The days from first receipt to a clarification: shown, and none of them counts (FOIA s1(3))."""
    days = (history.logged_on + timedelta(days=n) for n in range((end - history.logged_on).days))
    return [_uncounted(day, terms.calendar.why_not(day) or UNCLEAR_NOTE) for day in days]


def _receipt_day(history: History) -> LedgerDay:
    is_answer = any(pause.until == history.received_on for pause in history.clarifications)
    return _uncounted(history.received_on, ANSWER_NOTE if is_answer else RECEIPT_NOTE)


def _days_after(received_on: date, terms: Terms) -> Iterator[LedgerDay]:
    """Every day after receipt, numbered; only the calendar's own end stops it."""
    number = 0
    day = received_on
    while True:
        day += timedelta(days=1)
        why_not = terms.why_not(day)
        number += why_not is None
        yield _uncounted(day, why_not) if why_not else LedgerDay(day, counts=True, number=number)


def _uncounted(day: date, note: str) -> LedgerDay:
    return LedgerDay(day, counts=False, number=None, note=note)


def _take_until_limit(days: Iterator[LedgerDay], terms: Terms, rows: list[LedgerDay]) -> date | None:
    """Move days into `rows` to the last one of the limit; None if an unpaid fees notice comes first."""
    working_days = 0
    while working_days != terms.limit.cap:
        row = next(days)
        rows.append(row)
        if terms.stops_on(row.on):
            return None
        if row.number == terms.limit.days:
            break
        working_days += row.counts or row.note == CLOSED_NOTE
    return rows[-1].on


def _take_until_extension_ends(
    days: Iterator[LedgerDay], extension: ClockEvent | None, rows: list[LedgerDay]
) -> None:
    """To the estimated date of the decision (FOIA s17(2)), or to day 40 (EIR reg 7(1))."""
    until = extension.until if extension else None
    while rows[-1].on != until and (until or rows[-1].number != EXTENDED_EIR_DAYS):
        rows.append(next(days))


def _annotated(rows: list[LedgerDay], history: History, ends: dict[date, str]) -> tuple[LedgerDay, ...]:
    """The rows with what happened on each day, and where the time ends, in their notes."""
    marks: dict[date, list[str]] = defaultdict(list)
    for event in history.events:
        if event.on != history.received_on or event.kind not in _SAID_BY_THE_RECEIPT:
            marks[event.on].append(event.kind.label)
    for on, words in ends.items():
        marks[on].append(words)
    return tuple(_marked(row, marks.get(row.on, ())) for row in rows)


def _marked(row: LedgerDay, marks: Sequence[str]) -> LedgerDay:
    """A note is read in its reader's language only now: until here the count compares it."""
    return replace(row, note=". ".join(filter(None, [tr(row.note), *marks]))) if row.note or marks else row

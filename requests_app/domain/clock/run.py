"""By when must this case be answered, as of today, and how far has its time run?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exemptions.statute import Regime
from requests_app.domain import calendar as calendars
from requests_app.domain.clock import limits
from requests_app.domain.clock.events import ClockError, ClockEvent, History, Pause, read_events
from requests_app.domain.clock.explain import Explanation, warnings
from requests_app.domain.clock.ledger import Count, LedgerDay, Terms, count_days
from requests_app.domain.clock.limits import CLARIFICATION_DAYS, Limit, Timetable, time_limit


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the calculator answers for one date of receipt."""

    received_on: date
    days: int
    deadline_on: date
    ledger: tuple[LedgerDay, ...]
    reason: str


def deadline_for(
    received_on: date,
    *,
    calendar: calendars.WorkingCalendar,
    days: int | None = None,
    regime: Regime = Regime.FOIA,
    timetable: Timetable = Timetable.STANDARD,
    school_closed: frozenset[date] = frozenset(),
    today: date | None = None,
) -> Deadline:
    """The last day to answer a request received on `received_on`; `days` replaces the timetable's limit."""
    limit = time_limit(regime, timetable)
    if days is not None:
        limit = Limit(days, limit.provision)
    if limit.days < 1:
        raise ClockError(f"Count at least one working day, not {limit.days} (FOIA s10(1)).")
    history = History(received_on)
    terms = Terms(limit, calendar, school_closed=school_closed)
    count = count_days(history, terms)
    assert count.deadline_on is not None  # nothing can stop a clock without events
    reason = Explanation(history, terms, count, regime, today).reason()
    return Deadline(received_on, limit.days, count.deadline_on, count.ledger, reason)


@dataclass(frozen=True, slots=True)
class Clock:
    """Every date of one case as of `today`; made by `run_clock`, read through its properties.

    A date is None while the law does not fix it: with a question to the requester or a fees notice open
    there is no deadline.
    """

    today: date
    regime: Regime
    history: History
    terms: Terms
    count: Count
    clarification_days: int = CLARIFICATION_DAYS
    review_is_complex: bool = False

    @property
    def logged_on(self) -> date:
        """The day on which the request first came."""
        return self.history.logged_on

    @property
    def received_on(self) -> date:
        """The effective date of receipt, day 0: an answered clarification moves it (FOIA s1(3), s10(6))."""
        return self.history.received_on

    @property
    def starts_on(self) -> date | None:
        """Day 1."""
        return self.count.starts_on

    @property
    def statutory_deadline_on(self) -> date | None:
        """Day 20, or the body's own limit. The refusal notice is due by it even if extended (FOIA s17(1))."""
        return self.count.statutory_deadline_on

    @property
    def deadline_on(self) -> date | None:
        """The day by which the final decision is due, with a lawful extension if there is one."""
        return self.count.deadline_on

    @property
    def is_extended(self) -> bool:
        """Lawfully extended: told by the statutory deadline, and to a later date."""
        return self.count.is_extended

    @property
    def pause(self) -> Pause | None:
        """What the open case waits for. A fees notice after the deadline stops nothing: the case is late."""
        if self.history.has_ended:
            return None
        if self.history.open_clarification is not None:
            return self.history.open_clarification
        return self.history.open_fee if self.statutory_deadline_on is None else None

    @property
    def is_running(self) -> bool:
        """Neither paused nor ended."""
        return self.pause is None and not self.history.has_ended

    @property
    def paused_because(self) -> str | None:
        """What the requester has to do before the clock goes on."""
        if self.pause is None:
            return None
        if self.history.open_clarification is not None:
            return "Waiting for the requester to answer our question"
        return "Waiting for the requester to pay the fee"

    @property
    def waiting_since(self) -> date | None:
        """The day on which the clock stopped."""
        return self.pause.since if self.pause else None

    @property
    def days_used(self) -> int:
        """Working days taken to the end of the case or to today: a response on day 20 took 20.

        0 while a question to the requester is open: its answer begins again at day 1.
        """
        if self.history.open_clarification is not None:
            return 0
        until = self.responded_on or self.closed_on or self.today
        return self._working_days_since_receipt(until) - self._fee_days(until)

    @property
    def days_left(self) -> int | None:
        """Working days after today up to the deadline: 0 on the day itself, negative when it has passed."""
        if self.deadline_on is None or not self.is_running:
            return None
        return self.terms.calendar.working_days_between(self.today, self.deadline_on)

    @property
    def responded_on(self) -> date | None:
        """The day on which the final response was issued."""
        return self.history.responded_on

    @property
    def is_transferred(self) -> bool:
        """Whether another authority answers: the response was a transfer."""
        return self.history.is_transferred

    @property
    def corrected_on(self) -> date | None:
        """The day on which a corrected response was issued last; the answer's date stays the first one."""
        return self.history.corrected_on

    @property
    def closed_on(self) -> date | None:
        """The day on which the request was withdrawn, lapsed or was closed."""
        return self.history.closed_by.on if self.history.closed_by else None

    @property
    def closed_because(self) -> str | None:
        """How a case ended without a response."""
        return self.history.closed_by.kind.label if self.history.closed_by else None

    @property
    def fees_lapse_on(self) -> date | None:
        """The first day on which payment of the fees notice comes too late (FOIA s9(2), EIR reg 8(5))."""
        notice = self.history.open_fee
        if notice is None:
            return None
        return limits.fees_lapse_on(notice.since, regime=self.regime, calendar=self.terms.calendar)

    @property
    def clarification_lapses_on(self) -> date | None:
        """The last day of the authority's own period for an answer to its question."""
        asked = self.history.open_clarification
        return self.terms.calendar.add_working_days(asked.since, self.clarification_days) if asked else None

    @property
    def review_request_by(self) -> date | None:
        """The last day to ask for an internal review."""
        return limits.review_request_by(self.responded_on, self.terms.calendar) if self.responded_on else None

    @property
    def review_requested_on(self) -> date | None:
        """The day on which an internal review was asked for."""
        return self.history.review_requested_on

    @property
    def review_due_on(self) -> date | None:
        """The day by which the internal review is due."""
        if self.review_requested_on is None:
            return None
        return limits.review_deadline(
            self.review_requested_on,
            self.terms.calendar,
            is_complex=self.review_is_complex,
            regime=self.regime,
        )

    @property
    def review_responded_on(self) -> date | None:
        """The day on which the internal review was answered."""
        return self.history.review_responded_on

    @property
    def ledger(self) -> tuple[LedgerDay, ...]:
        """Day by day from receipt to the deadline, or to the day on which the clock stopped."""
        return self.count.ledger

    @property
    def reason(self) -> str:
        """Why the deadline is this date, in sentences for officer and requester."""
        return Explanation(self.history, self.terms, self.count, self.regime, self.today).reason()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Steps that are possible, but late or unusual."""
        return warnings(self.history, self.terms, self.count, self.regime)

    def _working_days_since_receipt(self, until: date) -> int:
        return self.terms.calendar.working_days_between(self.received_on, until)

    def _fee_days(self, until: date) -> int:
        """Working days of the clock that lie between fees notice and payment."""
        taken = 0
        for pause in self.terms.fees:
            first = max(pause.since, self.received_on + timedelta(days=1))
            last = min(pause.until or until, until)
            if first <= last:
                taken += self.terms.calendar.working_days_between(first - timedelta(days=1), last)
        return taken


def run_clock(
    events: Iterable[ClockEvent],
    *,
    regime: Regime,
    calendar: calendars.WorkingCalendar,
    today: date,
    timetable: Timetable = Timetable.STANDARD,
    days: int | None = None,
    school_closed: frozenset[date] = frozenset(),
    clarification_days: int = CLARIFICATION_DAYS,
    review_is_complex: bool = False,
) -> Clock:
    """Derive every date of a case from its events (FOIA s10, EIR regs 5 to 8).

    `days` is a limit that the Commissioner has allowed (armed forces only); `clarification_days` is the
    authority's own period for an answer. Raises ClockError for events that contradict each other, and
    CalendarExhausted beyond the known bank holidays.
    """
    history = read_events(events, regime=regime, today=today)
    terms = Terms(time_limit(regime, timetable, days), calendar, history.fees, school_closed)
    count = count_days(history, terms)
    return Clock(today, regime, history, terms, count, clarification_days, review_is_complex)

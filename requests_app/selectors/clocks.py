"""How does the clock of a case stand, for a list or a page? Run over events that were read beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from requests_app.domain.calendar import CalendarExhausted, WorkingCalendar
from requests_app.domain.clock import Clock, ClockError, ClockEvent, EventKind, Regime, Timetable, run_clock
from requests_app.domain.compliance import DUE_SOON_DAYS, Compliance, compliance, words
from requests_app.domain.states import OPEN, REVIEWING
from requests_app.domain.text import plural
from requests_app.models import Case, ClockEventRow
from requests_app.selectors.settings import authority, school_closed_days, working_calendar


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What every clock needs beside its events: read once for all cases of a page, in three queries."""

    calendar: WorkingCalendar
    school_closed: frozenset[date]
    clarification_days: int
    today: date

    @classmethod
    def load(cls, *, today: date) -> Terms:
        return cls(
            calendar=working_calendar(),
            school_closed=school_closed_days(),
            clarification_days=authority().clarification_days,
            today=today,
        )

    @property
    def due_soon_until(self) -> date:
        """The last day that counts as due soon."""
        return self.calendar.add_working_days(self.today, DUE_SOON_DAYS)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether a case is in time, in a tag's words and in a sentence."""

    status: str
    label: str
    words: str
    is_late: bool = False


UNKNOWN = Standing(
    status="unknown", label="Dates to be checked", words="the dates of this case contradict each other"
)


def clock_of(case: Case, terms: Terms) -> Clock | None:
    """The clock of a case whose `clock_events` and `reviews` are prefetched; None where it cannot be run."""
    try:
        return running_clock(case, terms)
    except (ClockError, CalendarExhausted):
        return None


def running_clock(case: Case, terms: Terms) -> Clock:
    """Run the clock over the stored events of a case. Raises ClockError and CalendarExhausted."""
    return _run(case, case.clock_events.all(), terms)


def clock_as_of(case: Case, terms: Terms) -> Clock:
    """The clock as it stood on `terms.today`: what happened later is left out."""
    return _run(case, (row for row in case.clock_events.all() if row.on <= terms.today), terms)


def _run(case: Case, rows: Iterable[ClockEventRow], terms: Terms) -> Clock:
    reviews = list(case.reviews.all())
    return run_clock(
        [ClockEvent(EventKind(row.kind), row.on, row.why, row.until) for row in rows],
        regime=Regime(case.regime),
        timetable=Timetable(case.timetable),
        calendar=terms.calendar,
        school_closed=terms.school_closed,
        clarification_days=terms.clarification_days,
        review_is_complex=bool(reviews and reviews[-1].is_complex),
        today=terms.today,
    )


def standing_of(case: Case, clock: Clock | None, terms: Terms) -> Standing:
    """How the case stands against what is due next: its answer, or the open review."""
    if clock is None:
        return UNKNOWN
    if case.state in REVIEWING and clock.review_due_on is not None:
        return _other("review", clock.review_due_on, terms)
    if owes_notice(case, clock):
        assert clock.statutory_deadline_on is not None
        return _other("notice", clock.statutory_deadline_on, terms)
    status = compliance(clock)
    words_ = f"{_briefly(clock)}, being corrected" if _is_corrected_now(case, clock) else _briefly(clock)
    return Standing(status=status.value, label=status.label, words=words_, is_late=status is Compliance.LATE)


def _is_corrected_now(case: Case, clock: Clock) -> bool:
    """A response that went out is being written anew; whether it came in time is settled."""
    return clock.responded_on is not None and case.state in OPEN


def _briefly(clock: Clock) -> str:
    """The words of the clock without what the tag beside them says already."""
    return words(clock).removeprefix("waiting for the requester ")


def owes_notice(case: Case, clock: Clock) -> bool:
    """Whether the notice under s17(1) is due before the extended decision, as services.clock has stored it."""
    return (
        clock.is_extended
        and case.regime == Case.Regime.FOIA
        and clock.responded_on is None
        and case.due_on is not None
        and case.due_on == clock.statutory_deadline_on
        and case.due_on != clock.deadline_on
    )


def _other(what: str, due_on: date, terms: Terms) -> Standing:
    """How the case stands against another date than that of its answer: a review's, or a notice's."""
    name = what.capitalize()
    days = terms.calendar.working_days_between(terms.today, due_on)
    if terms.today > due_on:
        late = (
            f"{what} {plural(-days, 'working day')} late"
            if days
            else f"{what} late since the last working day"
        )
        return Standing(status="late", label=f"{name} late", words=late, is_late=True)
    if terms.today == due_on:
        return Standing(status="due_today", label=f"{name} due today", words=f"{what} due today")
    words_ = f"{what} due in {plural(days, 'working day')}"
    if days <= DUE_SOON_DAYS:
        return Standing(status="due_soon", label=f"{name} due soon", words=words_)
    return Standing(status="on_time", label=f"{name} in time", words=words_)

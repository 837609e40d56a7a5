"""Why is the deadline this date? In sentences that an officer and a requester can both follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exemptions.statute import Regime
from requests_app.domain.clock.events import EventKind, History, Pause
from requests_app.domain.clock.ledger import Count, LedgerDay, Terms
from requests_app.domain.clock.limits import FURTHER_PIT_DAYS, fees_lapse_on
from requests_app.domain.text import long_date, plain_date, plural, short_day, weekday_name


@dataclass(frozen=True, slots=True)
class Explanation:
    """Composes the sentences; years are left out where they are the year of receipt."""

    history: History
    terms: Terms
    count: Count
    regime: Regime
    today: date | None = None

    def reason(self) -> str:
        """All of it, in the order in which things happened."""
        parts = [self._receipt(), *self._clarifications()]
        if self.history.open_clarification is not None:
            parts.append(
                self._stopped(self.history.open_clarification, "clarification was asked", "the answer")
            )
        else:
            parts += [*self._first_day(), *self._days_off(), *self._fees(), *self._deadline()]
            parts += self._extension()
        return " ".join([*parts, *self._end()])

    def _receipt(self) -> str:
        return f"Received {long_date(self.history.logged_on)}."

    def _clarifications(self) -> Iterable[str]:
        for pause in self.history.clarifications:
            if pause.until is not None:
                yield (
                    f"Clarification was asked on {self._day(pause.since)} and answered on "
                    f"{self._day(pause.until)}, which became the date of receipt ({self._s1_3()})."
                )

    def _s1_3(self) -> str:
        return "FOIA s1(3)" if self.regime == Regime.FOIA else "EIR reg 9"

    def _stopped(self, pause: Pause, what: str, awaited: str) -> str:
        return f"The clock stopped on {self._day(pause.since)}, when {what}; it waits for {awaited}."

    def _first_day(self) -> Iterable[str]:
        if self.count.starts_on is not None:
            yield f"Day 1 {self._is(self.count.starts_on)} {self._day(self.count.starts_on)}."

    def _days_off(self) -> Iterable[str]:
        """Bank holidays one by one; weekends go without saying; a closed school as periods."""
        ends_on = self.count.ledger[-1].on
        if self.regime == Regime.FOIA and self.count.statutory_deadline_on:
            ends_on = self.count.statutory_deadline_on
        days = [day for day in self.count.ledger if self.history.received_on < day.on <= ends_on]
        for day in days:
            why_not = self.terms.calendar.why_not(day.on)
            if why_not is not None and day.on.weekday() < 5:
                yield f"{self._short(day.on)} does not count: {why_not}."
        yield from self._school_closures(days)

    def _school_closures(self, days: Sequence[LedgerDay]) -> Iterable[str]:
        closed = [day.on for day in days if self.terms.limit.cap and day.on in self.terms.school_closed]
        for first, last in _periods(closed):
            if first == last:
                yield f"{self._short(first)} does not count: the school is closed."
            else:
                yield f"{self._short(first)} to {self._short(last)} do not count: the school is closed."

    def _fees(self) -> Iterable[str]:
        provision = "FOIA s10(2)" if self.regime == Regime.FOIA else "EIR reg 8(6)"
        """A notice after the end of the time, or one settled before a clarification, moved no day."""
        for pause in self.terms.fees:
            if (
                pause.since > self.count.ledger[-1].on
                or (pause.until or date.max) <= self.history.received_on
            ):
                continue
            if pause.until is None:
                yield self._stopped(pause, f"a fees notice was given ({provision})", "the payment")
                continue
            yield (
                f"The fees notice of {self._day(pause.since)} was paid on {self._day(pause.until)}: "
                f"none of these days counts, the first and last included ({provision})."
            )

    def _deadline(self) -> Iterable[str]:
        on = self.count.statutory_deadline_on
        if on is None:
            return
        number = next(day.number for day in self.count.ledger if day.on == on)
        if number == self.terms.limit.days:
            name = f"Day {number}"
        else:
            name = f"The {self.terms.limit.cap}th working day, which comes before the 20th school day,"
        yield f"{name} {self._is(on)} {long_date(on)}."

    def _extension(self) -> Iterable[str]:
        extension, due_on = self.history.extension, self.count.deadline_on
        if extension is None or due_on is None or not self.count.is_extended:
            return
        if extension.kind is EventKind.PIT_EXTENSION:
            yield (
                f"On {self._day(extension.on)} the time was extended to weigh the public interest: the "
                f"decision is due by {long_date(due_on)} (FOIA s10(3)), the refusal notice by day "
                f"{self.terms.limit.days} all the same (FOIA s17(1))."
            )
        else:
            yield (
                f"On {self._day(extension.on)} the time was extended for complexity and volume: "
                f"day 40 {self._is(due_on)} {long_date(due_on)} (EIR reg 7(1))."
            )

    def _end(self) -> Iterable[str]:
        if self.history.responded_on is not None:
            word = "Transferred" if self.history.is_transferred else "Answered"
            yield f"{word} on {long_date(self.history.responded_on)}."
        if self.history.corrected_on is not None:
            yield (
                f"The answer was corrected on {long_date(self.history.corrected_on)}; a correction does not change "
                "whether it came in time."
            )
        if self.history.closed_by is not None:
            word = self.history.closed_by.kind.label.removeprefix("Request ").capitalize()
            yield f"{word} on {long_date(self.history.closed_by.on)}."

    def _is(self, on: date) -> str:
        return "was" if self.today is not None and on < self.today else "is"

    def _day(self, on: date) -> str:
        return f"{weekday_name(on)} {self._short(on)}"

    def _short(self, on: date) -> str:
        return short_day(on) if on.year == self.history.logged_on.year else plain_date(on)


def _periods(days: Sequence[date]) -> list[tuple[date, date]]:
    """Runs of days as first and last; a weekend between two of them does not break a run."""
    periods: list[tuple[date, date]] = []
    for day in days:
        gap = timedelta(days=3 if day.weekday() == 0 else 1)
        if periods and day - periods[-1][1] <= gap:
            periods[-1] = (periods[-1][0], day)
        else:
            periods.append((day, day))
    return periods


def warnings(history: History, terms: Terms, count: Count, regime: Regime) -> tuple[str, ...]:
    """What a manager should know: steps that are possible, and late or unusual."""
    return (
        *_late_questions(history, terms),
        *_late_payments(history, terms, regime),
        *_extension_warnings(history, terms, count),
        *_unannounced(terms, count),
    )


def _late_questions(history: History, terms: Terms) -> Iterable[str]:
    received_on = history.logged_on
    for pause in history.clarifications:
        taken = terms.calendar.working_days_between(received_on, pause.since)
        if taken > terms.limit.days:
            yield (
                f"Clarification was asked on {long_date(pause.since)}, after the time for an "
                "answer had ended. Ask promptly (FOIA s1(3), s16; EIR reg 9)."
            )
        received_on = pause.until or received_on


def _late_payments(history: History, terms: Terms, regime: Regime) -> Iterable[str]:
    for pause in history.fees:
        lapse_on = fees_lapse_on(pause.since, regime=regime, calendar=terms.calendar)
        if pause.until is not None and pause.until >= lapse_on:
            yield (
                f"The fee was paid on {long_date(pause.until)}; the duty to answer had lapsed on "
                f"{long_date(lapse_on)}. You may still answer (FOIA s9(2), EIR reg 8(5))."
            )


def _extension_warnings(history: History, terms: Terms, count: Count) -> Iterable[str]:
    extension, due_on = history.extension, count.statutory_deadline_on
    if extension is None or due_on is None:
        return
    if extension.on > due_on:
        yield (
            f"The extension of {long_date(extension.on)} came after the deadline of "
            f"{long_date(due_on)} and gives no more time (FOIA s17(1) and (2), EIR reg 7(3))."
        )
    elif not count.is_extended:
        yield (
            f"The extension of {long_date(extension.on)} ends by the deadline of "
            f"{long_date(due_on)} and gives no more time. Estimate a later date (FOIA s17(2))."
        )
    elif extension.until is not None:
        further = terms.calendar.working_days_between(due_on, extension.until)
        if further > FURTHER_PIT_DAYS:
            yield (
                f"The extension gives {plural(further, 'further working day')}. The regulator expects at "
                "most 20, 40 in all. Record why this case needs more (FOIA s10(3))."
            )


def _unannounced(terms: Terms, count: Count) -> Iterable[str]:
    if count.deadline_on is not None and count.deadline_on > terms.calendar.announced_until:
        yield (
            f"The bank holidays after {long_date(terms.calendar.announced_until)} have not been announced: "
            "this date assumes the usual ones (FOIA s10(6))."
        )

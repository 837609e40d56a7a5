"""Why is the deadline this date? In sentences that an officer and a requester can both follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exemptions.statute import Regime
from requests_app.domain.clock.events import EventKind, History
from requests_app.domain.clock.ledger import Count, LedgerDay, Terms
from requests_app.domain.clock.limits import FURTHER_PIT_DAYS, fees_lapse_on
from requests_app.domain.text import long_date, plural
from requests_app.domain.tongue import later, plain_date, short_day, tr, weekday_name
from requests_app.domain.tongue import long_date as told_date

_DAY_IS = (later("Day {number} was {day}."), later("Day {number} is {day}."))
_SCHOOL_DAY_IS = (
    later("The {number}th working day, which comes before the 20th school day, was {day}."),
    later("The {number}th working day, which comes before the 20th school day, is {day}."),
)
_EXTENDED_DAY_IS = (
    later(
        "On {extended_on} the time was extended for complexity and volume: day 40 was {day} (EIR reg 7(1))."
    ),
    later(
        "On {extended_on} the time was extended for complexity and volume: day 40 is {day} (EIR reg 7(1))."
    ),
)
_ANSWERED, _TRANSFERRED = later("Answered on {day}."), later("Transferred on {day}.")
_CLOSED = {
    EventKind.WITHDRAWN: later("Withdrawn on {day}."),
    EventKind.LAPSED: later("Lapsed on {day}."),
    EventKind.TRANSFERRED: _TRANSFERRED,
    EventKind.CLOSED: later("Closed on {day}."),
}


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
        asked = self.history.open_clarification
        if asked is not None:
            parts.append(
                tr(
                    "The clock stopped on {day}, when clarification was asked; it waits for the answer.",
                    day=self._day(asked.since),
                )
            )
        else:
            parts += [*self._first_day(), *self._days_off(), *self._fees(), *self._deadline()]
            parts += self._extension()
        return " ".join([*parts, *self._end()])

    def _receipt(self) -> str:
        return tr("Received {day}.", day=told_date(self.history.logged_on))

    def _clarifications(self) -> Iterable[str]:
        for pause in self.history.clarifications:
            if pause.until is not None:
                yield tr(
                    "Clarification was asked on {asked} and answered on {answered}, which became the date of receipt "
                    "({provision}).",
                    asked=self._day(pause.since),
                    answered=self._day(pause.until),
                    provision="FOIA s1(3)" if self.regime == Regime.FOIA else "EIR reg 9",
                )

    def _first_day(self) -> Iterable[str]:
        on = self.count.starts_on
        if on is not None:
            yield self._is(_DAY_IS, on, self._day(on), number="1")

    def _days_off(self) -> Iterable[str]:
        """Bank holidays one by one; weekends go without saying; a closed school as periods."""
        ends_on = self.count.ledger[-1].on
        if self.regime == Regime.FOIA and self.count.statutory_deadline_on:
            ends_on = self.count.statutory_deadline_on
        days = [day for day in self.count.ledger if self.history.received_on < day.on <= ends_on]
        for day in days:
            why_not = self.terms.calendar.why_not(day.on)
            if why_not is not None and day.on.weekday() < 5:
                yield tr("{day} does not count: {why}.", day=self._short(day.on), why=why_not)
        yield from self._school_closures(days)

    def _school_closures(self, days: Sequence[LedgerDay]) -> Iterable[str]:
        closed = [day.on for day in days if self.terms.limit.cap and day.on in self.terms.school_closed]
        for first, last in _periods(closed):
            if first == last:
                yield tr("{day} does not count: the school is closed.", day=self._short(first))
            else:
                yield tr(
                    "{first} to {last} do not count: the school is closed.",
                    first=self._short(first),
                    last=self._short(last),
                )

    def _fees(self) -> Iterable[str]:
        """A notice after the end of the time, or one settled before a clarification, moved no day."""
        provision = "FOIA s10(2)" if self.regime == Regime.FOIA else "EIR reg 8(6)"
        for pause in self.terms.fees:
            if (
                pause.since > self.count.ledger[-1].on
                or (pause.until or date.max) <= self.history.received_on
            ):
                continue
            if pause.until is None:
                yield tr(
                    "The clock stopped on {day}, when a fees notice was given ({provision}); it waits for the payment.",
                    day=self._day(pause.since),
                    provision=provision,
                )
                continue
            yield tr(
                "The fees notice of {day} was paid on {paid_on}: none of these days counts, the first and last included "
                "({provision}).",
                day=self._day(pause.since),
                paid_on=self._day(pause.until),
                provision=provision,
            )

    def _deadline(self) -> Iterable[str]:
        on = self.count.statutory_deadline_on
        if on is None:
            return
        number = next(day.number for day in self.count.ledger if day.on == on)
        if number == self.terms.limit.days:
            yield self._is(_DAY_IS, on, told_date(on), number=str(number))
        else:
            yield self._is(_SCHOOL_DAY_IS, on, told_date(on), number=str(self.terms.limit.cap))

    def _extension(self) -> Iterable[str]:
        extension, due_on = self.history.extension, self.count.deadline_on
        if extension is None or due_on is None or not self.count.is_extended:
            return
        if extension.kind is EventKind.PIT_EXTENSION:
            yield tr(
                "On {day} the time was extended to weigh the public interest: the decision is due by {due_on} "
                "(FOIA s10(3)), the refusal notice by day {number} all the same (FOIA s17(1)).",
                day=self._day(extension.on),
                due_on=told_date(due_on),
                number=str(self.terms.limit.days),
            )
        else:
            yield self._is(_EXTENDED_DAY_IS, due_on, told_date(due_on), extended_on=self._day(extension.on))

    def _end(self) -> Iterable[str]:
        ended, closed = self.history.responded_on, self.history.closed_by
        if ended is not None:
            sentence = _TRANSFERRED if self.history.is_transferred else _ANSWERED
            yield tr(sentence, day=told_date(ended))
        if self.history.corrected_on is not None:
            yield tr(
                "The answer was corrected on {day}; a correction does not change whether it came in time.",
                day=told_date(self.history.corrected_on),
            )
        if closed is not None:
            yield tr(_CLOSED[closed.kind], day=told_date(closed.on))

    def _is(self, sentences: tuple[str, str], on: date, day: str, **values: str) -> str:
        """Of what is past, and of what is not."""
        was, is_ = sentences
        sentence = was if self.today is not None and on < self.today else is_
        return tr(sentence, day=day, **values)

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

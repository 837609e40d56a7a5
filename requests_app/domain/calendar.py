"""Which days are working days under FOIA s10(6), and where does the n-th one fall?

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in ANY part of
the United Kingdom: the union of three lists. A calendar knows its limits and refuses to count beyond them.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from requests_app.domain import tongue
from requests_app.domain.text import join_words, long_date
from requests_app.domain.tongue import later, term, tr

FOIA_IN_FORCE_ON: Final = date(2005, 1, 1)
_DATA_FILE: Final = Path(__file__).resolve().parent.parent / "data" / "uk_bank_holidays.json"


class CalendarExhausted(Exception):
    """The sum needs a day whose bank holidays are not known; the message says so to people."""


class Division(StrEnum):
    """The three parts of the United Kingdom that have a bank holiday list of their own."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


ALL_DIVISIONS: Final[frozenset[str]] = frozenset(Division)
_PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    Division.ENGLAND_AND_WALES: (later("England"), later("Wales")),
    Division.SCOTLAND: (later("Scotland"),),
    Division.NORTHERN_IRELAND: (later("Northern Ireland"),),
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is not a working day, and the parts of the United Kingdom that keep it."""

    on: date
    title: str
    divisions: frozenset[str] = ALL_DIVISIONS
    source: str = ""

    def __post_init__(self) -> None:
        unknown = sorted(self.divisions - ALL_DIVISIONS)
        if unknown or not self.divisions:
            where = join_words(unknown) or "nowhere"
            raise ValueError(f"{self.title} on {self.on}: {where} is not a part of the United Kingdom.")

    @property
    def words(self) -> str:
        """As "St Patrick's Day (Northern Ireland)"; the title alone for a day that all of the UK keeps."""
        if self.divisions == ALL_DIVISIONS:
            return term(self.title)
        places = [place for division in Division if division in self.divisions for place in _PLACES[division]]
        return f"{term(self.title)} ({tongue.join_words([tr(place) for place in places])})"


class WorkingCalendar:
    """Counts working days from `first_known_on` to `last_known_on`, both included.

    `announced_until` marks the last day whose holidays are officially announced; later ones are the usual
    days and may still be moved. Every count costs O(log holidays), whatever the distance.
    """

    def __init__(
        self,
        holidays: Iterable[Holiday],
        last_known_on: date,
        *,
        first_known_on: date = FOIA_IN_FORCE_ON,
        announced_until: date | None = None,
    ) -> None:
        self.first_known_on = first_known_on
        self.last_known_on = last_known_on
        self.announced_until = announced_until or last_known_on
        self._by_day: dict[date, list[Holiday]] = defaultdict(list)
        for holiday in holidays:
            self._by_day[holiday.on].append(holiday)
        self._ordinals = sorted(day.toordinal() for day in self._by_day if day.weekday() < 5)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts (FOIA s10(6)); a day on which only the office is closed does."""
        self._require_known(day)
        return day.weekday() < 5 and day not in self._by_day

    def why_not(self, day: date) -> str | None:
        """Why `day` does not count, in a few words; None for a working day."""
        self._require_known(day)
        if day.weekday() >= 5:
            return tongue.weekday_name(day)
        if day not in self._by_day:
            return None
        kept_everywhere = [each for each in self._by_day[day] if each.divisions == ALL_DIVISIONS]
        return tongue.join_words([each.words for each in kept_everywhere[:1] or self._by_day[day]])

    def add_working_days(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`, which itself never counts (FOIA s10(1): "following")."""
        if number < 1:
            raise ValueError(f"Count at least one working day, not {number}.")
        self._require_known(start)
        target = self._working_days_up_to(start.toordinal()) + number
        holidays = bisect_right(self._ordinals, start.toordinal())
        while True:
            ordinal = _weekday_ordinal(target + holidays)
            if ordinal > self.last_known_on.toordinal():
                raise CalendarExhausted(self._exhausted(f"{number} working days after {long_date(start)}"))
            up_to_then = bisect_right(self._ordinals, ordinal)
            if up_to_then == holidays:
                return date.fromordinal(ordinal)
            holidays = up_to_then

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after`, up to and including `until`; negative when `until` is earlier."""
        self._require_known(after)
        self._require_known(until)
        return self._working_days_up_to(until.toordinal()) - self._working_days_up_to(after.toordinal())

    def _working_days_up_to(self, ordinal: int) -> int:
        return _weekdays_up_to(ordinal) - bisect_right(self._ordinals, ordinal)

    def _require_known(self, day: date) -> None:
        if not self.first_known_on <= day <= self.last_known_on:
            raise CalendarExhausted(self._exhausted(long_date(day)))

    def _exhausted(self, wanted: str) -> str:
        return (
            f"The bank holidays are known from {long_date(self.first_known_on)} to "
            f"{long_date(self.last_known_on)}, so {wanted} cannot be worked out. "
            "Add the missing bank holidays first (FOIA s10(6))."
        )


def _weekdays_up_to(ordinal: int) -> int:
    """Mondays to Fridays from 1 January of the year 1, a Monday with ordinal 1."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _weekday_ordinal(number: int) -> int:
    """The ordinal of the `number`-th weekday: the inverse of `_weekdays_up_to`."""
    weeks, rest = divmod(number - 1, 5)
    return weeks * 7 + rest + 1


@dataclass(frozen=True, slots=True)
class PackagedHolidays:
    """The list that comes with the software, and how far it reaches."""

    holidays: tuple[Holiday, ...]
    known_from: date
    announced_until: date
    known_until: date


@cache
def packaged_data() -> PackagedHolidays:
    """The packaged list: officially announced to `announced_until`, then the usual days to `known_until`."""
    data = json.loads(_DATA_FILE.read_text(encoding="utf-8"))
    holidays = tuple(
        Holiday(date.fromisoformat(row["on"]), row["title"], frozenset(row["divisions"]), row["source"])
        for row in data["holidays"]
    )
    limits = (date.fromisoformat(data[key]) for key in ("known_from", "announced_until", "known_until"))
    return PackagedHolidays(holidays, *limits)


def packaged_holidays() -> tuple[Holiday, ...]:
    """The packaged bank holidays of the United Kingdom, 2005 to 2030, weekdays only, in order of date."""
    return packaged_data().holidays


@cache
def packaged_calendar() -> WorkingCalendar:
    """A calendar of the packaged list alone: for tests and for a calculator without a database."""
    data = packaged_data()
    return WorkingCalendar(
        data.holidays,
        data.known_until,
        first_known_on=data.known_from,
        announced_until=data.announced_until,
    )

"""Which days does a text name, and are they days that can be, and can still be kept?

A date is read day first, as in British letters, in English or in Welsh. What is quoted is somebody else's, and no promise
of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from requests_app.domain import welsh as words
from requests_app.domain.calendar import CalendarExhausted, WorkingCalendar
from requests_app.domain.text import long_date, plain_date, weekday_name
from requests_app.letters.checks import welsh
from requests_app.letters.checks.finding import ACCURACY, Finding, warning
from requests_app.letters.checks.texts import Written, officers_texts, without_quotations
from requests_app.letters.model import LetterContent

MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    rf"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|{welsh.MONTH})\.?"
)
DAY: Final = (
    r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|{welsh.ORDINAL})?\s{{1,3}}(?:of\s|o\s)?{MONTH},?\s{{1,3}}\d{{4}})(?![\d/])"
)
MONTH_AND_YEAR: Final = rf"(?<!\w){MONTH}\s{{1,3}}\d{{4}}(?!\d)"
_WEEKDAY = (
    r"(?<!\w)(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    rf"|sun(?:day)?|{welsh.WEEKDAY})[,.]?\s{{1,3}}(?:the\s|yr?\s)?"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WITH_WEEKDAY = re.compile(rf"({_WEEKDAY})({DAY})", re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_WHEN = rf"(?P<how>by|on|before|until|in|(?:no|not)\slater\sthan)\s{{1,3}}(?:{_WEEKDAY})?(?P<day>{DAY}|{MONTH_AND_YEAR})"
_WE_WILL = re.compile(
    r"\b(?:we|i)\s(?:will|shall|(?:expect|intend|aim|hope|plan)\sto|(?:are|am)\sgoing\sto)\s(?:then\s|also\s)?"
    r"(?P<verb>write|respond|reply|answer|decide|publish|send|provide|complete|contact|disclose|release|tell|give"
    rf"|finish|reach|make|issue|let\syou)\b(?P<what>[^.!?\n]{{0,60}}?)\s{{1,3}}{_WHEN}",
    re.IGNORECASE,
)
_WILL_BE = re.compile(
    r"\b(?:(?:will|shall)\s(?:then\s|also\s)?be|(?:is|are)\s(?:due|expected|planned|scheduled)\s(?:to\sbe|for))\s"
    r"(?P<verb>published|released|decided|sent|completed|issued|answered|disclosed|available|ready|publication|release)"
    rf"\b(?P<what>[^.!?\n]{{0,40}}?)\s{{1,3}}{_WHEN}",
    re.IGNORECASE,
)
_WELSH_WHEN = rf"(?P<how>{welsh.HOW})\s{{1,3}}(?:{_WEEKDAY})?(?P<day>{DAY}|{MONTH_AND_YEAR})"
_WELSH_WE_WILL = re.compile(welsh.WE_WILL + _WELSH_WHEN, re.IGNORECASE)
_WELSH_WILL_BE = re.compile(welsh.WILL_BE + _WELSH_WHEN, re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:\w{1,20}ed|held|made|sent|written|from|as|was|were|between|who|which|after|since)\b", re.IGNORECASE
)
_SAYS_WHEN = re.compile(r"(?:write|respond|reply|decide|publish|release)\b", re.I)
_PLAIN_OBJECT = re.compile(
    r"(?:\s(?:it|them|this|these|all|again|back|to\syou|you|in\sfull|on\sour\swebsite"
    r"|(?:the|our)\s(?:\w{1,20}\s)?(?:reports?|results?|figures|information|data|documents?|decision|strategy|plan)))*",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A day by which, or on which, we say that something will be done. `last_on` is its last day."""

    words: str
    last_on: date
    is_one_day: bool


def read_day(text: str) -> date | None:
    """The day that these words name; None where there is no such day."""
    parts = re.split(r"[/.\s,-]+", re.sub(r"\bof?\b", " ", text.strip().lower()).strip())
    if len(parts) != 3:
        return None
    if parts[0].isdigit() and len(parts[0]) == 4:
        parts.reverse()
    month = int(parts[1]) if parts[1].isdigit() else month_number(parts[1])
    year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
    try:
        return date(year, month, int(re.sub(r"\D", "", parts[0])))
    except ValueError:
        return None


def month_number(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else welsh.MONTH_NUMBERS.get(short, 0)


def month_span(text: str) -> tuple[date, date]:
    """The first and the last day of "October 2022"."""
    return month_of(int(text[-4:]), month_number(text))


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month; months after the twelfth are those of the next year."""
    first, following = (date(year + at // 12, at % 12 + 1, 1) for at in (month - 1, month))
    return first, following - timedelta(days=1)


def weekday_wrong(content: LetterContent, on: date) -> Iterator[Finding]:
    """A reader plans by the weekday: "Monday 5 December 2025" is a Friday."""
    for written in officers_texts(content):
        for found in _WITH_WEEKDAY.finditer(written.text):
            day = read_day(found[2])
            if day is not None and not _is_named(found[1].lower(), day):
                yield warning(
                    "weekday-wrong",
                    ACCURACY,
                    f'"{found[0]}" cannot be: {plain_date(day)} is a {weekday_name(day)}. Correct the weekday or '
                    "the date",
                    written.where,
                )


def _is_named(weekday: str, day: date) -> bool:
    """Whether "fri", "friday" or "ddydd gwener" is the weekday of that day."""
    in_welsh = words.weekday_name(day).lower().removeprefix("dydd ")
    return weekday_name(day).lower().startswith(weekday[:3]) or in_welsh in weekday.split()[1:]


def day_impossible(content: LetterContent, on: date) -> Iterator[Finding]:
    """A day that no calendar has, such as 31 November, or one written with the month first."""
    for written in officers_texts(content):
        for found in _DAY.finditer(written.text):
            is_a_number = "." in found[0] and not re.search("[a-z]", found[0], re.IGNORECASE)
            if read_day(found[0]) is None and not is_a_number:
                yield warning(
                    "date-impossible",
                    ACCURACY,
                    f'There is no such day as "{found[0]}": correct the date, with the day first',
                    written.where,
                )


def promise_past(content: LetterContent, on: date) -> Iterator[Finding]:
    """What is still to come cannot come on a day that is gone."""
    for written in officers_texts(content):
        for promise in promises(written):
            if promise.last_on < on:
                yield warning(
                    "promise-past",
                    ACCURACY,
                    f'"{promise.words}" names a time before this letter: give a later one, or say what was done',
                    written.where,
                )
    for decision in content.decisions:
        plan = decision.publication_plan
        if plan is not None and plan.publication_on is not None and plan.publication_on < on:
            yield warning(
                "publication-date-past",
                "FOIA s22(1)(a)",
                f"Publication was planned for {long_date(plan.publication_on)}, which is past: give the new date, or "
                "say where the information can be found",
                f"decision:{decision.key}:publication_plan.publication_on",
            )


def day_not_working(content: LetterContent, on: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """A day on which nobody is at work is a poor one to promise something for (s10(6))."""
    for day, where in _days_to_come(content, on):
        why = _why_not(day, calendar)
        if why is not None:
            yield warning(
                "day-not-working",
                "FOIA s10(6)",
                f"{long_date(day)} is not a working day ({why}): promise a day on which somebody is at work",
                where,
            )


def _days_to_come(content: LetterContent, on: date) -> Iterator[tuple[date, str]]:
    for decision in content.decisions:
        where = f"decision:{decision.key}"
        if decision.public_interest is not None and decision.public_interest.estimated_on is not None:
            yield decision.public_interest.estimated_on, f"{where}:public_interest.estimated_on"
        if decision.publication_plan is not None and decision.publication_plan.publication_on is not None:
            yield decision.publication_plan.publication_on, f"{where}:publication_plan.publication_on"
    for written in officers_texts(content):
        for promise in promises(written):
            if promise.is_one_day and promise.last_on >= on:
                yield promise.last_on, written.where


def _why_not(day: date, calendar: WorkingCalendar) -> str | None:
    """Beyond the known bank holidays a weekend is still a weekend."""
    try:
        return calendar.why_not(day)
    except CalendarExhausted:
        return weekday_name(day) if day.weekday() >= 5 else None


def promises(written: Written) -> Iterator[Promise]:
    """Each day by which we say that we will act; never the day of what we will send, answer or publish."""
    text = without_quotations(written.text)
    for pattern in (_WE_WILL, _WILL_BE, _WELSH_WE_WILL, _WELSH_WILL_BE):
        for found in pattern.finditer(text):
            if not _is_ours(found):
                continue
            is_one_day = _DAY.fullmatch(text, found.start("day"), found.end("day")) is not None
            last_on = read_day(found["day"]) if is_one_day else month_span(found["day"])[1]
            if last_on is not None:
                yield Promise(words=found[0], last_on=last_on, is_one_day=is_one_day)


def _is_ours(found: re.Match[str]) -> bool:
    """Whether the day is that of our act: "the report received on 1 May" has a day of its own."""
    if found.re in {_WELSH_WE_WILL, _WELSH_WILL_BE}:
        return _is_ours_in_welsh(found)
    if _OF_SOMETHING_ELSE.search(found["what"]):
        return False
    if found.re is _WILL_BE:
        return _PLAIN_OBJECT.fullmatch(found["what"]) is not None
    if found["how"].lower() in {"on", "in"}:
        return (
            _SAYS_WHEN.match(found["verb"]) is not None and _PLAIN_OBJECT.fullmatch(found["what"]) is not None
        )
    return True


def _is_ours_in_welsh(found: re.Match[str]) -> bool:
    if welsh.OF_SOMETHING_ELSE.search(found["what"]):
        return False
    is_plain = welsh.PLAIN_OBJECT.fullmatch(found["what"]) is not None
    if found.re is _WELSH_WILL_BE:
        return is_plain
    if found["how"].lower().startswith(("ar", "ym")):
        return is_plain and welsh.SAYS_WHEN.match(found["verb"]) is not None
    return True

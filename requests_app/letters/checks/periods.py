"""Do periods run forward, and is no day counted in two of them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from requests_app.domain.casefile import QuestionFile
from requests_app.domain.text import plain_date
from requests_app.letters.checks.days import DAY, MONTH_AND_YEAR, month_of, month_span, read_day
from requests_app.letters.checks.finding import ACCURACY, Finding, defect, warning
from requests_app.letters.checks.texts import officers_texts
from requests_app.letters.model import LetterContent

_QUARTER: Final = r"(?<!\w)Q[1-4]\s{0,2}(?:of\s|FY\s?)?(?:19|20)\d\d(?:[/–-]\d{2})?(?!\d)"
_YEAR_QUARTER: Final = r"(?<![\w/])(?:19|20)\d\d(?:[/–-]\d{2})?,?\s{0,2}Q[1-4](?!\d)"
_FINANCIAL_YEAR: Final = r"(?<![\w/])(?:19|20)\d\d[/–-](?:20)?\d{2}(?![\d/–-]\d)(?!\d)"
_END: Final = rf"(?:{DAY}|{_QUARTER}|{_YEAR_QUARTER}|{_FINANCIAL_YEAR}|{MONTH_AND_YEAR})"
# The second date is only looked at: in a list of dates it may begin a period itself
_PERIOD = re.compile(
    rf"({_END})\s{{0,3}}(to|until|till|through|and|[-–—])\s{{0,3}}(?=(?:\w{{3,9}}day,?\s)?({_END}))",
    re.IGNORECASE,
)
_ONE = re.compile(_END, re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:years?|period|during)\s(?:from\s|of\s|between\s)?((?:19|20)\d\d)\s{0,3}(?:to|until|and|[-–—])\s{0,3}"
    r"((?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s{1,3}(?:the\s)?(?:dates\s)?(?:\w{3,9}day,?\s)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:compar\w{1,8}|mov(?:ed|ing|e)|chang\w{1,4}|amend\w{0,4}|correct\w{0,4}|alter\w{0,4}|brought\sforward"
    r"|postpone\w?|revis\w{1,4}|vari(?:ed|es)|back)\b[^.!?\n]{0,80}$",
    re.IGNORECASE,
)
_BEFORE: Final = 100
"""How far back the words are looked for that make two dates no period."""


@dataclass(frozen=True)
class Span:
    """From its first day to its last, both included."""

    first: date
    last: date


def period_reversed(content: LetterContent, on: date) -> Iterator[Finding]:
    """Seen in a real letter: "01/10/2022 to 30/09/2022"."""
    for question in content.questions:
        where = f"question:{question.number}:answer"
        for answer in question.answers:
            start, end = answer.period_from, answer.period_to
            if start and end and end < start:
                yield _reversed(f"{plain_date(start)} to {plain_date(end)}", where)
    for written in officers_texts(content):
        for words in reversed_periods(written.text):
            yield _reversed(words, written.where)


def reversed_periods(text: str) -> Iterator[str]:
    for found in _PERIOD.finditer(text):
        first, last = _span(found[1]), _span(found[3])
        if first and last and last.last < first.first and _is_period(text, found):
            yield f"{found[1]} {found[2]} {found[3]}"
    for found in _YEARS.finditer(text):
        if int(found[2]) < int(found[1]):
            yield f"{found[1]} to {found[2]}"


def _is_period(text: str, found: re.Match[str]) -> bool:
    """Two dates joined by "and" are a list unless "between" stands before them; what was moved goes anywhere."""
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    if _MOVED.search(before):
        return False
    return found[2].lower() != "and" or _BETWEEN.search(before) is not None


def _span(words: str) -> Span | None:
    words = words.strip()
    if (day := read_day(words)) is not None:
        return Span(day, day)
    quarter = re.search(r"Q([1-4])", words, re.IGNORECASE)
    years = re.search(r"((?:19|20)\d\d)(?:[/–-](?:20)?(\d\d))?(?![\d])", words)
    if years is None:
        return None
    if re.match(r"[A-Za-z]{3}", words) and not quarter:
        return Span(*month_span(words))
    return _of_a_year(int(years[1]), years[2], int(quarter[1]) if quarter else 0)


def _of_a_year(year: int, second: str | None, quarter: int) -> Span | None:
    """A quarter, or a financial year from April to March; None for "2022-10", which is a month or a number."""
    if second is not None and int(second) != (year + 1) % 100:
        return None
    if not quarter:
        return Span(date(year, 4, 1), date(year + 1, 3, 31)) if second else None
    month = 3 * quarter - 2 + (3 if second else 0)
    return Span(month_of(year, month)[0], month_of(year, month + 2)[1])


def _reversed(words: str, where: str) -> Finding:
    return defect(
        "period-reversed",
        ACCURACY,
        f"The period {words} ends before it starts: correct one of the dates",
        where,
    )


def periods_overlap(content: LetterContent, on: date) -> Iterator[Finding]:
    """A day in two periods is counted twice, mostly because one ends on the day on which the next starts."""
    for question in content.questions:
        for row in _rows_of_periods(question):
            both = next((pair for pair in pairwise(row) if _overlap(*pair)), None)
            if both is not None:
                yield warning(
                    "periods-overlap",
                    ACCURACY,
                    f"In the answer to question {question.number} the period that ends on {plain_date(both[0].last)} "
                    f"overlaps with the next, which starts on {plain_date(both[1].first)}: correct one of the dates, "
                    "or say why they overlap",
                    f"question:{question.number}:answer",
                )


def _overlap(one: Span, following: Span) -> bool:
    return one.first < following.first <= one.last < following.last


def _rows_of_periods(question: QuestionFile) -> Iterator[list[Span]]:
    """The heads of a table's columns, those of its rows, and the periods of figures of one kind."""
    by_unit: dict[str, list[Span]] = {}
    for answer in question.answers:
        if answer.table is not None:
            yield _periods(answer.table.columns)
            yield _periods(row[0] for row in answer.table.rows if row)
        elif answer.period_from and answer.period_to:
            span = Span(answer.period_from, answer.period_to)
            by_unit.setdefault(answer.unit.strip().lower(), []).append(span)
    yield from by_unit.values()


def _periods(heads: Iterator[str] | tuple[str, ...]) -> list[Span]:
    found: list[Span] = []
    for head in heads:
        ends = [span for each in _ONE.finditer(head) if (span := _span(each[0])) is not None]
        if ends and ends[0].first <= ends[-1].last:
            found.append(Span(ends[0].first, ends[-1].last))
    return found

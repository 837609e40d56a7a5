"""Do dates run forward, and do figures agree with their words?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from requests_app.domain.text import LARGEST_IN_WORDS, figure_in_words, plain_date
from requests_app.letters.checks.finding import ACCURACY, Finding, defect
from requests_app.letters.checks.texts import officers_texts
from requests_app.letters.model import LetterContent

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_DATE = r"(?:\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\s+\d{4})"
_PERIOD = re.compile(rf"({_DATE})\s*(?:to|until|till|and|[-–—])\s*({_DATE})", re.IGNORECASE)
# No longer than what is ever written out: Python refuses to read thousands of digits
_FIGURE = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})\s*\(([A-Za-z][A-Za-z \-]*)\)")
_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
)
_NUMBER_WORDS: Final = frozenset({*_SMALL, "and", "nil", "nought"})


def period_reversed(content: LetterContent, on: date) -> Iterator[Finding]:
    """Seen in a real letter: "01/10/2022 to 30/09/2022"."""
    for question in content.questions:
        where = f"question:{question.number}:answer"
        for answer in question.answers:
            start, end = answer.period_from, answer.period_to
            if start and end and end < start:
                yield _reversed(start, end, where)
    for written in officers_texts(content):
        for found in _PERIOD.finditer(written.text):
            first, last = _date(found[1]), _date(found[2])
            if first and last and last < first:
                yield _reversed(first, last, written.where)


def _reversed(start: date, end: date, where: str) -> Finding:
    return defect(
        "period-reversed",
        ACCURACY,
        f"The period {plain_date(start)} to {plain_date(end)} ends before it starts: correct one of the "
        "dates",
        where,
    )


def _date(text: str) -> date | None:
    """Day first, as in British letters; None for what is no date."""
    parts = re.split(r"[/.\s]+", text.strip())
    if len(parts) != 3:
        return None
    day = int(re.sub(r"\D", "", parts[0]))
    month = int(parts[1]) if parts[1].isdigit() else _month(parts[1])
    try:
        return date(int(parts[2]), month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)


def words_differ_from_figure(content: LetterContent, on: date) -> Iterator[Finding]:
    """A number whose words say another number: "21 (twenty)"."""
    for question in content.questions:
        where = f"question:{question.number}:answer"
        for answer in question.answers:
            if answer.figure is None or not answer.figure_words.strip():
                continue
            if answer.figure != answer.figure.to_integral_value():
                continue
            if (says := _disagreement(int(answer.figure), answer.figure_words)) is not None:
                yield _differs(f"{answer.figure:,f}", says, where)
    for written in officers_texts(content):
        for found in _FIGURE.finditer(written.text):
            is_number = set(_tokens(found[2])) <= _NUMBER_WORDS
            if is_number and (says := _disagreement(int(found[1].replace(",", "")), found[2])) is not None:
                yield _differs(found[1], says, written.where)


def _differs(figure: str, words: str, where: str) -> Finding:
    return defect(
        "figure-words-differ",
        ACCURACY,
        f'The figure {figure} and its words "{words}" do not agree: correct one of them',
        where,
    )


def _disagreement(figure: int, words: str) -> str | None:
    """The words, if they say something else than the figure."""
    if not 0 <= figure <= LARGEST_IN_WORDS:
        return None
    said = [word for word in _tokens(words) if word != "and"]
    meant = [word for word in _tokens(figure_in_words(figure)) if word != "and"]
    if figure == 0 and said in (["nil"], ["nought"], ["none"]):
        return None
    return None if said == meant else words.strip()


def _tokens(words: str) -> list[str]:
    return re.findall(r"[a-z]+", words.lower())

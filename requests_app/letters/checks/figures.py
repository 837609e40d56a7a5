"""Do figures agree with their words, and with the total of the table beside them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from requests_app.domain.casefile import Answer, AnswerKind, QuestionFile
from requests_app.domain.letterkinds import Language
from requests_app.domain.text import LARGEST_IN_WORDS
from requests_app.letters.checks.finding import ACCURACY, Finding, defect, warning
from requests_app.letters.checks.numerals import is_numeral, value_of
from requests_app.letters.checks.tables import grand_total, says_that_parts_differ
from requests_app.letters.checks.texts import officers_texts
from requests_app.letters.model import LetterContent

# No longer than what is ever written out: Python refuses to read thousands of digits
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})"
_FIGURE_FIRST = re.compile(
    rf"(?<![\d.,/(])({_NUMBER})(?:st|nd|rd|th)?\s{{0,3}}\(\s?([A-Za-z][A-Za-z -]{{0,120}})\)"
)
_WORDS_FIRST = re.compile(rf"(?<=[A-Za-z])\s{{0,3}}\(\s?({_NUMBER})(?:st|nd|rd|th)?\s?\)")
_WORD = re.compile(r"[A-Za-z]+")
_LABEL: Final = frozenset(
    {
        "section",
        "schedule",
        "part",
        "article",
        "paragraph",
        "regulation",
        "chapter",
        "annex",
        "question",
        "point",
    }
    | {
        "table",
        "figure",
        "note",
        "appendix",
        "item",
        "step",
        "row",
        "column",
        "page",
        "limb",
        "day",
        "week",
        "stage",
    }
)
_BACK: Final = 120
"""How far back the words of a figure are looked for: "nine hundred and ninety-nine thousand ..." fits."""
_TOTAL_OF = re.compile(
    rf"\b(?:(?:total\sof|totalling|in\stotal,?(?:\sthere\s(?:were|are))?)\s({_NUMBER})\s([a-z]{{4,30}})"
    rf"|({_NUMBER})\s([a-z]{{4,30}})\s(?:in\stotal|altogether))\b",
    re.IGNORECASE,
)


def words_differ_from_figure(content: LetterContent, on: date) -> Iterator[Finding]:
    """A number whose words say another number: "21 (twenty)", or "twenty (21)"."""
    for question in content.questions:
        for answer in question.answers:
            if _figure_words_differ(answer, content.language):
                where = f"question:{question.number}:answer"
                yield _differs(f"{answer.figure:,f}", answer.figure_words.strip(), where)
    for written in officers_texts(content):
        for figure, words in differing(written.text):
            yield _differs(figure, words, written.where)


def _figure_words_differ(answer: Answer, language: Language) -> bool:
    """The words that an officer gave for the one figure of an answer; Welsh numerals are not read."""
    figure, words = answer.figure, answer.figure_words.strip()
    if figure is None or not words or figure != figure.to_integral_value():
        return False
    if not 0 <= figure <= LARGEST_IN_WORDS or language is not Language.ENGLISH:
        return False
    return value_of(words) != figure


def differing(text: str) -> Iterator[tuple[str, str]]:
    """Each figure and its words that say something else, in either order."""
    for found in _FIGURE_FIRST.finditer(text):
        value = value_of(found[2])
        if value is not None and value != _read(found[1]):
            yield found[1], found[2]
    if "(1)" in text and "(2)" in text:  # a list: "there are two: (1) ... and (2) ..."
        return
    for found in _WORDS_FIRST.finditer(text):
        words = _words_before(text, found.start())
        value = value_of(words)
        if value is not None and value != _read(found[1]):
            yield found[1], words


def _words_before(text: str, end: int) -> str:
    """The numeral that stands right before this place: "" where the words there are no numeral, or a label's."""
    before = text[max(0, end - _BACK) : end]
    start = len(before)
    label = ""
    for word in reversed(list(_WORD.finditer(before))):
        if not is_numeral(word[0]) or not re.fullmatch(r"[\s-]*", before[word.end() : start]):
            label = word[0].lower()
            break
        start = word.start()
    words = re.sub(r"^(?:and)\s+", "", before[start:], flags=re.IGNORECASE)
    return "" if label in _LABEL else words


def _differs(figure: str, words: str, where: str) -> Finding:
    return defect(
        "figure-words-differ",
        ACCURACY,
        f'The figure {figure} and its words "{words}" do not agree: correct one of them',
        where,
    )


def figure_differs_from_table(content: LetterContent, on: date) -> Iterator[Finding]:
    """A figure beside a table that counts the same thing: "75 complaints" over a table that adds up to 76."""
    for question in content.questions:
        tables = [answer for answer in question.answers if answer.table is not None]
        if len(tables) != 1 or tables[0].table is None:
            continue
        table = tables[0].table
        total = grand_total(table)
        if total is None or says_that_parts_differ(table):
            continue
        for figure in _figures_of(question, tables[0], table.caption):
            if figure != total:
                yield warning(
                    "figure-differs-from-table",
                    ACCURACY,
                    f"The answer to question {question.number} gives {figure:,f}, and its table a total of {total:,f}: "
                    "correct one of them, or say what each of them counts",
                    f"question:{question.number}:answer",
                )


def _figures_of(question: QuestionFile, beside: Answer, caption: str) -> Iterator[Decimal]:
    """The figures that clearly count what the table counts: the same noun, and no other period."""
    named = {word.lower() for word in _WORD.findall(caption)}
    only = [answer for answer in question.answers if answer.kind is AnswerKind.FIGURE]
    for answer in only if len(only) == 1 else []:
        unit = _WORD.findall(answer.unit)
        has_period = (answer.period_from, answer.period_to) != (None, None)
        is_same_time = not has_period or (answer.period_from, answer.period_to) == (
            beside.period_from,
            beside.period_to,
        )
        if answer.figure is not None and len(unit) == 1 and unit[0].lower() in named and is_same_time:
            yield answer.figure
    for answer in question.answers:
        for found in _TOTAL_OF.finditer(answer.text):
            noun = (found[2] or found[4]).lower()
            if noun in named:
                yield Decimal(_read(found[1] or found[3]))


def _read(figure: str) -> int:
    return int(figure.replace(",", ""))

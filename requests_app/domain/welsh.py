"""How are dates, lists and provisions written in Welsh, and how does a word change after another one?

Only what a letter needs: the words that its gaps begin with are few and known, so that their mutations are a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

_DAYS: Final = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")
_MONTHS: Final = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)
_SOFT: Final = {
    "dydd": "ddydd",
    "Deddf": "Ddeddf",
    "Rheoliad": "Reoliad",
    "Rheoliadau": "Reoliadau",
    "rheoliad": "reoliad",
}
_AFTER_A: Final = {"Cymru": "Chymru"}
_SOFTENING: Final = re.compile(r"\b(?:am|ar|at|dan|drwy|gan|heb|i|neu|o|wrth)\s+$", re.IGNORECASE)
_ARTICLE: Final = re.compile("yr? ")
_VOWEL_BEFORE: Final = re.compile("[aeiouwyâêîôûŵŷ] $")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_VERBS_AFTER_AC: Final = re.compile(r"(?:rwy|rwyf|rydym|mae|maent|nid|ni|felly)\b", re.IGNORECASE)
_FIGURE_AFTER_AC: Final = re.compile(r"(?:1|8|11|1[1-9]|8\d|8\d\d)(?:\D|$)")
_AND: Final = re.compile(r"(,?) and (?=(\S))")


def weekday_name(day: date) -> str:
    """As "dydd Gwener"."""
    return f"dydd {_DAYS[day.weekday()]}"


def short_day(day: date) -> str:
    """As "5 Rhagfyr"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def plain_date(day: date) -> str:
    """As "5 Rhagfyr 2025"."""
    return f"{short_day(day)} {day.year}"


def long_date(day: date) -> str:
    """As "dydd Gwener 5 Rhagfyr 2025"."""
    return f"{weekday_name(day)} {plain_date(day)}"


def joined(before: str, value: str) -> str:
    """A value after what stands before it: "ar" and "dydd Gwener" give "ar ddydd Gwener"."""
    article = _ARTICLE.match(value)
    if article and _VOWEL_BEFORE.search(before):
        return f"{before[:-1]}'r {value[article.end() :]}"
    first = _FIRST_WORD.match(value)
    if first is None or first[0] not in _SOFT or not _SOFTENING.search(before):
        return f"{before}{value}"
    return f"{before}{_SOFT[first[0]]}{value[first.end() :]}"


def join_words(words: Sequence[str]) -> str:
    """As "1, 2 a 3", "Adran 31 ac Adran 40", "Lloegr a'r Alban", "Lloegr a Chymru"."""
    if len(words) < 2:
        return "".join(words)
    *before, last = words
    if _ARTICLE.match(last):
        return joined(f"{', '.join(before)} a ", last)
    return f"{', '.join(before)} {and_before(last)} {_AFTER_A.get(last, last)}"


def and_before(text: str) -> str:
    """ "ac" before a vowel as it is spoken (1 is "un", 8 "wyth") and before some verbs, otherwise "a"."""
    start = text.lstrip("(“\"'")
    is_ac = start[:1].lower() in "aeiouwyâêîôûŵŷ" if start else False
    return "ac" if is_ac or _VERBS_AFTER_AC.match(start) or _FIGURE_AFTER_AC.match(start) else "a"


def citation(english: str) -> str:
    """ "Section 31(1)(a) and (b)" as "Adran 31(1)(a) a (b)"."""
    named = english.replace("Section ", "Adran ", 1).replace("Regulation ", "Rheoliad ", 1)
    return _AND.sub(lambda found: f"{found[1]} {and_before(named[found.end() :])} ", named)

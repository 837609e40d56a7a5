"""What number do these English words say? "twenty-one", "a hundred and two", "nil", "twenty-first"."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR: Final = {
    "first": "one",
    "second": "two",
    "third": "three",
    "fifth": "five",
    "eighth": "eight",
    "ninth": "nine",
    "twelfth": "twelve",
}
_VALUES: Final = {word: at for at, word in enumerate(_UNITS)} | {
    word: 10 * at for at, word in enumerate(_TENS, 2)
}
_SCALES: Final = {"thousand": 1_000, "million": 1_000_000}
_NONE: Final = frozenset({"nil", "none", "nought", "no"})


def value_of(words: str) -> int | None:
    """The number; None where the words are not one numeral, such as "twenty twenty" or "a few"."""
    said = [_cardinal(word) for word in re.findall(r"[a-z]+", words.lower())]
    if len(said) == 1 and said[0] in _NONE:
        return 0
    said = [word for word in said if word != "and"]
    if said[:1] in (["a"], ["an"]) and said[1:2] != [] and said[1] in {"hundred", *_SCALES}:
        said[0] = "one"
    total, smallest = 0, 10**9
    current: int | None = None
    for word in said:
        if word in _SCALES:
            if not current or _SCALES[word] >= smallest:
                return None
            smallest, total, current = _SCALES[word], total + current * _SCALES[word], 0
        elif (current := _below_thousand(current, word)) is None:
            return None
    return None if current is None else total + current


def _below_thousand(current: int | None, word: str) -> int | None:
    """What a numeral says when this word follows; None where it cannot follow."""
    if word == "hundred":
        return current * 100 if current and current < 100 else None
    if word not in _VALUES or not _fits(current or 0, _VALUES[word]):
        return None
    return (current or 0) + _VALUES[word]


def is_numeral(word: str) -> bool:
    """Whether this word can be part of a numeral."""
    cardinal = _cardinal(word.lower())
    return cardinal in _VALUES or cardinal in _SCALES or cardinal in {"hundred", "and", "a"}


def _fits(current: int, value: int) -> bool:
    """Units after tens, tens after hundreds: "twenty twenty" is no numeral."""
    rest = current % 100
    if value >= 10:
        return rest == 0
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and value > 0)


def _cardinal(word: str) -> str:
    """The plain numeral of an ordinal: "twentieth" is counted as twenty."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ieth"):
        return f"{word[:-4]}y"
    base = word.removesuffix("th")
    return base if base in _VALUES or base in _SCALES or base == "hundred" else word

"""In which language does a letter or a page for a requester speak, and how does it say there what the code says in English?

Code keeps the English sentence where it stands and gives it to `tr`; `cy.json` has the Welsh one. What has none stays
English. A letter is composed, drawn and written out within `speaking`, so that nothing in between passes a language on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from requests_app.domain import text as english
from requests_app.domain import welsh
from requests_app.domain.letterkinds import Language

CATALOGUE: Final = Path(__file__).resolve().parents[1] / "data" / "cy.json"

_spoken: ContextVar[Language] = ContextVar("the language of the letter", default=Language.ENGLISH)
_GAP: Final = re.compile(r"\{(\w+)\}")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, everything that a letter says of its own accord is in this language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def is_welsh() -> bool:
    return _spoken.get() is Language.WELSH


def language_of_the_law() -> Language | None:
    """The Acts and the Regulations have no Welsh text: their words stand in English, and are marked as English."""
    return Language.ENGLISH if is_welsh() else None


def tr(text: str, **values: str) -> str:
    """The sentence in the language of the letter, its gaps filled. Each gap of the text has a value."""
    sentence = catalogue().get(text, text) if is_welsh() else text
    return put_in(sentence, values)


def later(text: str) -> str:
    """A sentence that `tr` gets from a table: it stands here so that the catalogue can be held to have it."""
    return text


def term(text: str) -> str:
    """A name that was recorded, such as the regulator's, in Welsh if the catalogue knows it; braces mean nothing in it."""
    return catalogue().get(text, text) if is_welsh() else text


def put_in(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its gaps filled; in Welsh a value changes as the word before it asks."""
    said, at = "", 0
    for gap in _GAP.finditer(sentence):
        said = join_to(said + sentence[at : gap.start()], values[gap[1]])
        at = gap.end()
    return said + sentence[at:]


def join_to(before: str, value: str) -> str:
    return welsh.joined(before, value) if is_welsh() else f"{before}{value}"


def long_date(day: date) -> str:
    return welsh.long_date(day) if is_welsh() else english.long_date(day)


def short_day(day: date) -> str:
    return welsh.short_day(day) if is_welsh() else english.short_day(day)


def weekday_name(day: date) -> str:
    return welsh.weekday_name(day) if is_welsh() else english.weekday_name(day)


def plain_date(day: date) -> str:
    return welsh.plain_date(day) if is_welsh() else english.plain_date(day)


def join_words(words: Sequence[str]) -> str:
    """As "a, b and c"."""
    return welsh.join_words(words) if is_welsh() else english.join_words(words)


def join_clauses(clauses: Sequence[str]) -> str:
    """As "a, b, and c": a clause is longer than a word, and its comma helps."""
    if len(clauses) < 2:
        return "".join(clauses)
    word = welsh.and_before(clauses[-1]) if is_welsh() else "and"
    return f"{', '.join(clauses[:-1])}, {word} {clauses[-1]}"


def working_days(number: int) -> str:
    """As "20 working days"; after a figure Welsh has the singular."""
    return f"{number} diwrnod gwaith" if is_welsh() else english.plural(number, "working day")


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, str]:
    found: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    return found

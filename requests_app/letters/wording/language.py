"""How is an authority's paragraph with gaps in it read and filled, so that it can say nothing that it was not given?

A language of two things: `{{ name }}` prints a value, `{% if name %} … {% else %} … {% endif %}` asks whether there is
one. Names are those that the slot allows; there are no attributes, filters, loops or files, because nothing here looks
anything up but in the mapping of texts that it is given. What comes out is plain text, escaped like all text of a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

LONGEST: Final = 10_000
DEEPEST: Final = 5
MOST_TAGS: Final = 200
MOST_CONDITIONS: Final = 8

_TAG: Final = re.compile(
    r"\{\{(?P<printed>[^{}\n]{0,80})\}\}|\{%(?P<act>[^{}%\n]{0,80})%\}|(?P<stray>\{\{|\}\}|\{%|%\}|\{#|#\})"
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HOW: Final = "Write {{ name }} to print something, or {% if name %} … {% else %} … {% endif %}"


class BadWording(ValueError):
    """The text cannot be read; says where, in lines and columns from 1, and what to do."""

    def __init__(self, message: str, *, line: int, column: int) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(message)

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Printed:
    """The value of a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One text where there is a value of that name, another where there is none."""

    name: str
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]


Node: TypeAlias = str | Printed | Asked


@dataclass(frozen=True, slots=True)
class Template:
    """A text that was read: what it consists of, and which names it prints and asks for."""

    nodes: tuple[Node, ...]
    printed: frozenset[str]
    asked: frozenset[str]


@lru_cache(maxsize=2048)
def parse(source: str, *, prints: frozenset[str], asks: frozenset[str] = frozenset()) -> Template:
    """Read a text that may print the names in `prints`, and ask for these and the ones in `asks`. Raises BadWording."""
    return _Reader(source, prints=prints, asks=prints | asks).read()


def fill(template: Template, values: Mapping[str, str]) -> str:
    """The text with its gaps filled. A name without a value is empty; a value is never read as a tag."""
    return "".join(_filled(template.nodes, values))


def _filled(nodes: tuple[Node, ...], values: Mapping[str, str]) -> Iterator[str]:
    for node in nodes:
        match node:
            case str():
                yield node
            case Printed(name):
                yield values.get(name, "")
            case Asked(name, then, otherwise):
                yield from _filled(then if values.get(name) else otherwise, values)


class _Open:
    """A condition that is being read."""

    def __init__(self, name: str, at: int) -> None:
        self.name, self.at = name, at
        self.then: list[Node] = []
        self.otherwise: list[Node] | None = None

    @property
    def nodes(self) -> list[Node]:
        return self.then if self.otherwise is None else self.otherwise

    def closed(self) -> Asked:
        return Asked(self.name, tuple(self.then), tuple(self.otherwise or ()))


class _Reader:
    """One reading of one text, from left to right."""

    def __init__(self, source: str, *, prints: frozenset[str], asks: frozenset[str]) -> None:
        self.source, self.prints, self.asks = source, prints, asks
        self.top: list[Node] = []
        self.open: list[_Open] = []
        self.printed: set[str] = set()
        self.asked: set[str] = set()

    def read(self) -> Template:
        self._refuse_what_no_letter_holds()
        at = 0
        for number, tag in enumerate(_TAG.finditer(self.source), start=1):
            if number > MOST_TAGS:
                raise self._bad(tag.start(), f"A text can have at most {MOST_TAGS} tags.")
            self._add(self._text(at, tag.start()))
            at = tag.end()
            if tag["printed"] is not None:
                self._print(tag["printed"].strip(), tag.start())
            elif tag["act"] is not None:
                self._act(tag["act"].split(), tag.start())
                at = self._after_a_line_of_its_own(tag)
            else:
                raise self._bad(tag.start(), f"“{tag['stray']}” begins or ends no tag. {_HOW}.")
        self._add(self.source[at:])
        if self.open:
            raise self._bad(self.open[-1].at, "This {% if %} has no {% endif %}. Add it where the part ends.")
        return Template(tuple(self.top), frozenset(self.printed), frozenset(self.asked))

    def _refuse_what_no_letter_holds(self) -> None:
        if len(self.source) > LONGEST:
            raise self._bad(
                LONGEST, f"A text can have at most {LONGEST:,} characters; this has {len(self.source):,}."
            )
        for at, character in enumerate(self.source):
            kind = unicodedata.category(character)
            if character not in "\n\t" and kind in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}:
                code = f"U+{ord(character):04X}"
                raise self._bad(at, f"There is an invisible character here ({code}). Delete it.")

    def _text(self, start: int, end: int) -> str:
        return self.source[start:end]

    def _after_a_line_of_its_own(self, tag: re.Match[str]) -> int:
        """A condition alone on its line leaves no empty line, which would part a paragraph or a list."""
        before = self.source[: tag.start()].rpartition("\n")[2]
        rest = re.compile(r"[ \t]*\n").match(self.source, tag.end())
        return rest.end() if rest and not before.strip() else tag.end()

    def _add(self, node: Node) -> None:
        if node != "":
            (self.open[-1].nodes if self.open else self.top).append(node)

    def _print(self, name: str, at: int) -> None:
        if name not in self.prints:
            if name in self.asks:
                raise self._bad(at, f"“{name}” is either so or not: ask for it with {{% if {name} %}}.")
            raise self._unknown(name, at, self.prints)
        self.printed.add(name)
        self._add(Printed(name))

    def _act(self, words: list[str], at: int) -> None:
        match words:
            case ["if", name]:
                self._begin(name, at)
            case ["else"]:
                if not self.open or self.open[-1].otherwise is not None:
                    raise self._bad(at, "This {% else %} belongs to no {% if %}. Take it out.")
                self.open[-1].otherwise = []
            case ["endif"]:
                if not self.open:
                    raise self._bad(at, "This {% endif %} belongs to no {% if %}. Take it out.")
                self._add(self.open.pop().closed())
            case ["if", *_]:
                raise self._bad(at, "A condition asks for one name alone, as {% if name %}.")
            case _:
                raise self._bad(at, f"“{' '.join(words)}” is nothing that a text can do. {_HOW}.")

    def _begin(self, name: str, at: int) -> None:
        if name not in self.asks:
            raise self._unknown(name, at, self.asks)
        self.asked.add(name)
        if len(self.open) >= DEEPEST:
            raise self._bad(at, f"Conditions can stand at most {DEEPEST} deep in each other.")
        if len(self.asked) > MOST_CONDITIONS:
            raise self._bad(at, f"A text can ask for at most {MOST_CONDITIONS} different things.")
        self.open.append(_Open(name, at))

    def _unknown(self, name: str, at: int, known: frozenset[str]) -> BadWording:
        if not _NAME.fullmatch(name):
            return self._bad(
                at, f"“{name}” is no name. A name is small letters and underscores, nothing else."
            )
        names = ", ".join(sorted(known)) or "none"
        return self._bad(at, f"There is no “{name}” in this paragraph. The names are: {names}.")

    def _bad(self, at: int, message: str) -> BadWording:
        before = self.source[:at]
        return BadWording(message, line=before.count("\n") + 1, column=at - (before.rfind("\n") + 1) + 1)

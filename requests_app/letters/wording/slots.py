"""Which paragraphs may an authority replace, what can each say, and what does the law need in it?

A slot is one entry in one of the files in `texts/`; those of the provisions are made from the statute. `SLOTS` is the
table that composing, the administration, the checks and the documents read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.wording.language import Template, fill, parse

TEXTS: Final = Path(__file__).resolve().parent / "texts"

Sort = Literal["text", "flag", "blocks"]


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A gap that a text may fill: words, a yes or no (only to be asked for), or whole blocks such as an address."""

    name: str
    means: str
    sample: str = ""
    sort: Sort = "text"


@dataclass(frozen=True, kw_only=True)
class Keep:
    """Something that the law needs in a text, whatever else it says: a variable, or a phrase by language."""

    why: str
    provision: str
    variable: str = ""
    phrases: Mapping[Language, re.Pattern[str]] = field(default_factory=dict)

    def is_in(self, text: str, language: Language) -> bool:
        """Whether a text filled with the mark of each variable has it; a language without a phrase needs none."""
        if self.variable:
            return _mark(self.variable) in text
        phrase = self.phrases.get(language)
        return phrase is None or bool(phrase.search(text))


COMMON: Final[tuple[Variable, ...]] = (
    Variable(name="authority", means="The authority's name", sample="Northmoor Constabulary"),
    Variable(name="reference", means="The reference of the case", sample="01.FOI.26.000123"),
    Variable(name="received_on", means="The day on which the request arrived", sample="Monday 2 March 2026"),
    Variable(
        name="act",
        means="The Act or the Regulations under which it is answered",
        sample="the Freedom of Information Act 2000",
    ),
    Variable(
        name="regulator",
        means="The regulator's name inside a sentence, as on the day of the letter",
        sample="the Information Commissioner",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A paragraph, or a few, that an authority may put in its own words. An empty packaged text prints nothing."""

    key: str
    label: str
    kinds: tuple[LetterKind, ...]
    texts: Mapping[Language, str]
    about: str = ""
    regime: str = ""
    provision: str = ""
    own: tuple[Variable, ...] = ()
    keeps: tuple[Keep, ...] = ()

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (*self.own, *COMMON)

    def variable(self, name: str) -> Variable:
        """KeyError for a name that the slot does not have."""
        return next((each for each in self.variables if each.name == name), None) or self._no(name)

    def packaged(self, language: Language) -> str:
        """The packaged wording; in English where there is none in the language."""
        return self.texts.get(language) or self.texts[Language.ENGLISH]

    def read(self, text: str) -> Template:
        """The text as a template with this slot's variables. Raises BadWording."""
        prints = frozenset(each.name for each in self.variables if each.sort != "flag")
        return parse(text, prints=prints, asks=frozenset(each.name for each in self.variables))

    def missing(self, template: Template, language: Language) -> tuple[Keep, ...]:
        """What the law needs and the text does not say, in at least one of the ways in which it can turn out."""
        texts = tuple(_ways(template))
        return tuple(keep for keep in self.keeps if not all(keep.is_in(text, language) for text in texts))

    def _no(self, name: str) -> Variable:
        raise KeyError(f"The slot {self.key!r} has no variable {name!r}.")


def _mark(name: str) -> str:
    """A name between characters that nobody can type into a text."""
    return f"\ue000{name}\ue001"


def _ways(template: Template) -> Iterator[str]:
    """Each text that the conditions can lead to, with a mark where a value is printed."""
    asked = sorted(template.asked)
    marks = {name: _mark(name) for name in template.printed | template.asked}
    for answers in product((True, False), repeat=len(asked)):
        no = {name for name, answer in zip(asked, answers, strict=True) if not answer}
        yield fill(template, {name: "" if name in no else mark for name, mark in marks.items()})


def slot(key: str) -> Slot:
    """The slot with this key; KeyError otherwise."""
    return SLOTS[key]


def _from_file(path: Path) -> Iterator[Slot]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["slot"]:
        yield _slot(entry)


def _slot(entry: Mapping[str, Any]) -> Slot:
    """One entry as a slot. A field that is not known stops the start: it was misspelt."""
    known = {"key", "label", "about", "kinds", "regime", "text", "variables", "flags", "blocks", "keeps"}
    if unknown := entry.keys() - known:
        raise ValueError(f"The slot {entry['key']!r} has fields that are not known: {sorted(unknown)}.")
    return Slot(
        key=entry["key"],
        label=entry["label"],
        about=entry.get("about", ""),
        kinds=tuple(LetterKind(kind) for kind in entry["kinds"]),
        regime=entry.get("regime", ""),
        texts=MappingProxyType({Language(code): text.strip() for code, text in entry["text"].items()}),
        own=(
            *_variables(entry.get("variables", {}), "text"),
            *_variables(entry.get("flags", {}), "flag"),
            *_variables(entry.get("blocks", {}), "blocks"),
        ),
        keeps=tuple(_keep(each) for each in entry.get("keeps", ())),
    )


def _variables(entries: Mapping[str, Any], sort: Sort) -> Iterator[Variable]:
    """As `name = ["what it is", "a sample"]`, or `name = "what it is"` for a yes or no."""
    for name, said in entries.items():
        means, sample = (said, "yes") if isinstance(said, str) else said
        yield Variable(name=name, means=means, sample=sample, sort=sort)


def _keep(entry: Mapping[str, Any]) -> Keep:
    phrases = {
        Language(code): re.compile(pattern, re.IGNORECASE)
        for code, pattern in entry.get("phrase", {}).items()
    }
    return Keep(
        why=entry["why"],
        provision=entry["provision"],
        variable=entry.get("variable", ""),
        phrases=MappingProxyType(phrases),
    )


def _table(slots: Iterable[Slot]) -> Mapping[str, Slot]:
    found: dict[str, Slot] = {}
    for each in slots:
        if each.key in found:
            raise ValueError(f"There are two slots {each.key!r}.")
        found[each.key] = each
    return MappingProxyType(found)


def _all() -> Iterator[Slot]:
    for path in sorted(TEXTS.glob("*.toml")):
        yield from _from_file(path)


SLOTS: Final[Mapping[str, Slot]] = _table(_all())

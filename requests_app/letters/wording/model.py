"""What is a slot, what may its text hold, and what does the law need in it? The shapes that the table fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final, Literal

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.wording.language import Template, fill, parse

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

    @property
    def asks(self) -> str:
        """What to do about it, in a sentence with the provision last."""
        what = f"put {{{{ {self.variable} }}}} into the text" if self.variable else "say it in the text"
        return f"The letter must state, whatever the case, {self.why}: {what} ({self.provision})."

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

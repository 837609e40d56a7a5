"""What is a letter, before it is drawn? One frozen structure: what it says, and the facts behind it.

The checks read this structure and never the database; sign-off is of its hash; PDF, page and plain
text are drawn from it. The dates of issue are not in it: they are given when it is drawn (`IssueStamp`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import (
    ApplicantFile,
    AuthorityDetails,
    QuestionFile,
    RegulatorDetails,
    RequestMade,
)
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.review import Correction, ReviewContent

FORMAT: Final = 1
"""Raised when a stored letter could no longer be read as it was written."""


class Token(StrEnum):
    """A date that is known only at issue. Never written into, or read out of, an officer's text."""

    ISSUED_ON = "issued_on"
    REVIEW_BY = "review_by"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text, or a date still to come, or a link that the software itself wrote.

    `language` is set where it is not that of the letter (WCAG 3.1.2).
    """

    text: str = ""
    token: Token | None = None
    url: str = ""
    language: Language | None = None


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    runs: Line
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Numbered:
    kind: ClassVar[str] = "numbered"
    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: the first row is its heads, and with `row_heads` the first cell of each row is one too."""

    kind: ClassVar[str] = "grid"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: str = ""
    row_heads: bool = True


@dataclass(frozen=True, kw_only=True)
class Definition:
    term: str
    description: str
    language: Language | None = None


@dataclass(frozen=True, kw_only=True)
class Definitions:
    kind: ClassVar[str] = "definitions"
    items: tuple[Definition, ...]


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody else's words, exactly: the request as it was asked."""

    kind: ClassVar[str] = "quote"
    text: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """A name and address, one line each."""

    kind: ClassVar[str] = "address"
    lines: tuple[str, ...]


Block: TypeAlias = Paragraph | Bullets | Numbered | Grid | Definitions | Quote | Address

BLOCKS: Final[dict[str, type[Block]]] = {
    block.kind: block for block in (Paragraph, Bullets, Numbered, Grid, Definitions, Quote, Address)
}


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the letter. An officer's wording replaces `blocks`; `fixed` follows it and always stands.

    A section without any block is not printed; it is there so that an officer can write in it.
    """

    key: str
    heading: str
    level: int = 2
    blocks: tuple[Block, ...] = ()
    fixed: tuple[Block, ...] = ()
    is_editable: bool = False
    is_edited: bool = False

    @property
    def kind(self) -> str:
        """What the section is, without which question or decision it is about: "answer" of "answer.2"."""
        return self.key.partition(".")[0]

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return self.blocks + self.fixed


@dataclass(frozen=True, kw_only=True)
class WordingFault:
    """A paragraph of the authority's own that could not be used; the packaged wording stands in its place."""

    slot: str
    label: str
    message: str
    provision: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterContent:
    """The whole letter with the facts behind it, less what is internal (notes, who searched, minutes)."""

    format: int = FORMAT
    kind: LetterKind = LetterKind.RESPONSE
    language: Language = Language.ENGLISH
    reference: str
    regime: str
    title: str
    received_on: date
    clarified_on: date | None = None
    is_extended: bool = False
    wording: str
    applicant: ApplicantFile
    authority: AuthorityDetails
    regulator: RegulatorDetails
    questions: tuple[QuestionFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    review: ReviewContent | None = None
    correction: Correction | None = None
    requests: tuple[RequestMade, ...] = ()
    officer_name: str = ""
    officer_title: str = ""
    recipient_lines: tuple[str, ...] = ()
    salutation: str = ""
    sections: tuple[Section, ...] = ()
    wording_faults: tuple[WordingFault, ...] = ()

    @property
    def printed_sections(self) -> tuple[Section, ...]:
        """The sections that have something to say, and the headings that stand above them."""
        return tuple(_printed(self.sections))

    @property
    def editable_sections(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.is_editable)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, kw_only=True)
class LateRequest:
    """By how many working days a letter comes too late for one of the requests that it answers; 0 for in time."""

    reference: str
    days: int


@dataclass(frozen=True, kw_only=True)
class IssueStamp:
    """The dates that a letter gets when it goes out: of the letter, and the last one for asking for a review.

    `late_by_days` is in working days after the deadline; a late letter says so and apologises.
    """

    issued_on: date
    review_by: date | None = None
    late_by_days: int = 0
    late_requests: tuple[LateRequest, ...] = ()
    is_provisional: bool = False


def _printed(sections: tuple[Section, ...]) -> Iterator[Section]:
    for at, section in enumerate(sections):
        below = sections[at + 1 :]
        has_children = bool(below) and below[0].level > section.level and _any_below(section.level, below)
        if section.all_blocks or has_children:
            yield section


def _any_below(level: int, sections: tuple[Section, ...]) -> bool:
    for section in sections:
        if section.level <= level:
            return False
        if section.all_blocks:
            return True
    return False

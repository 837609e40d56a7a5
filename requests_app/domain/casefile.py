"""What is a case, whole, as plain data?

The one structure that goes between the tables and everything that reads a case: the letter, its checks, the case file
for import and export, the pages. Frozen, without Django, complete when it is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exemptions.domain.decision import Decision
from exemptions.statute import Body
from requests_app.domain.letterkinds import Language, Layout
from requests_app.domain.review import Correction, ReviewContent


class Holding(StrEnum):
    """Whether the information asked for is held (FOIA s1(1)(a))."""

    UNKNOWN = "unknown"
    HELD = "held"
    NOT_HELD = "not_held"
    NCND = "ncnd"


class AnswerKind(StrEnum):
    """The forms that a disclosure takes."""

    WORDS = "words"
    FIGURE = "figure"
    TABLE = "table"
    DOCUMENT = "document"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A disclosed table. Cells are text as printed; every row is as long as `columns`."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: str = ""


class SmallNumberMethod(StrEnum):
    """How a table is given that holds numbers so small that they may point to somebody."""

    SUPPRESS = "suppress"
    ROUND_TO_5 = "round_to_5"
    ROUND_TO_10 = "round_to_10"
    LEAVE = "leave"

    @property
    def base(self) -> int:
        """What numbers are rounded to; 0 where they are not."""
        return {SmallNumberMethod.ROUND_TO_5: 5, SmallNumberMethod.ROUND_TO_10: 10}.get(self, 0)


@dataclass(frozen=True, kw_only=True)
class SmallNumbers:
    """What was chosen for a table's small numbers: below `threshold`, and nought too if `has_nought`.

    `original` is the table before; it stays in the case, and no letter holds it. `note` was added to its notes.
    """

    method: SmallNumberMethod
    threshold: int
    has_nought: bool = False
    reason: str = ""
    note: str = ""
    original: Table | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentReference:
    """A disclosed document: its name, size in bytes and SHA-256 in hexadecimal. Never its content."""

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One disclosure in answer to a question. The fields that its kind does not use are empty."""

    kind: AnswerKind
    text: str = ""
    figure: Decimal | None = None
    figure_words: str = ""
    unit: str = ""
    period_from: date | None = None
    period_to: date | None = None
    table: Table | None = None
    document: DocumentReference | None = None
    small_numbers: SmallNumbers | None = None


@dataclass(frozen=True, kw_only=True)
class SearchMade:
    """A search: where, by whom, with which terms, how many hits, minutes taken."""

    where: str
    by: str = ""
    terms: str = ""
    hits: int | None = None
    minutes: int | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionFile:
    """A question with everything recorded about it."""

    number: int
    text: str
    holding: Holding = Holding.UNKNOWN
    is_advice: bool = False
    note: str = ""
    searches: tuple[SearchMade, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApplicantFile:
    """Who asks, and where the answer goes."""

    name: str = ""
    organisation: str = ""
    email: str = ""
    postal_address: str = ""
    kind: str = "unknown"


@dataclass(frozen=True, kw_only=True)
class AuthorityDetails:
    """The authority as letters need it. `address_lines` is the postal address, one line each."""

    name: str
    address_lines: tuple[str, ...] = ()
    email: str = ""
    telephone: str = ""
    website: str = ""
    accent_colour: str = "#1d4e6b"
    logo_path: str = ""
    logo_text: str = ""
    review_contact_lines: tuple[str, ...] = ()
    has_review: bool = True
    review_request_days: int = 40
    small_number_threshold: int = 5
    appropriate_limit: Decimal = Decimal("450")
    body: Body = Body.OTHER
    letter_layout: Layout = Layout.DECISION_FIRST
    letter_has_annex: bool = True


@dataclass(frozen=True, kw_only=True)
class RegulatorDetails:
    """The regulator in force on the day of the letter."""

    name: str
    address_lines: tuple[str, ...] = ()
    telephone: str = ""
    website: str = ""
    complaint_url: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestMade:
    """One of the requests that a letter answers together: as it was made, and which of the letter's parts are its own.

    `questions` are numbers in the letter, in the request's own order; `prefix` is what the keys of its decisions begin
    with there.
    """

    reference: str
    received_on: date
    wording: str
    clarified_on: date | None = None
    questions: tuple[int, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseContent:
    """What a letter is composed from: the case's own content, without its workflow."""

    reference: str
    regime: str
    received_on: date
    wording: str
    applicant: ApplicantFile
    questions: tuple[QuestionFile, ...]
    decisions: tuple[Decision, ...]
    authority: AuthorityDetails
    regulator: RegulatorDetails
    officer_name: str = ""
    officer_title: str = ""
    statutory_deadline_on: date | None = None
    deadline_on: date | None = None
    is_extended: bool = False
    clarified_on: date | None = None
    language: Language = Language.ENGLISH
    review: ReviewContent | None = None
    correction: Correction | None = None
    requests: tuple[RequestMade, ...] = ()
    """Each request that the letter answers, where it answers several: first the one whose letter it is."""
    edits: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    """The authority's own paragraphs in the case's language, by the key of their slot (`letters.wording.slots`)."""

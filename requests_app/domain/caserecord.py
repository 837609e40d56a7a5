"""What is in a case file: a case with its workflow, letters and history, as it travels between installations?

`docs/case-file.md` explains the format and `docs/case-file.schema.json` is made from these classes. People
are named by e-mail address; who is unknown here is kept by name in the history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import ApplicantFile, QuestionFile
from requests_app.domain.clock import EventKind
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.states import CaseState

FORMAT: Final = 1


@dataclass(frozen=True, kw_only=True)
class ClockEventFile:
    """A dated fact that the clock reads."""

    kind: EventKind
    on: date
    until: date | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentFile:
    """A file of the case: `content` is base64, `sha256` of the bytes in hexadecimal."""

    name: str
    title: str = ""
    purpose: str = "evidence"
    media_type: str
    sha256: str
    content: str


@dataclass(frozen=True, kw_only=True)
class SignOffFile:
    """A verdict on a letter. Without `content_hash` it is of the letter as it stands in this file."""

    verdict: str
    given_by: str
    given_at: datetime
    reason: str = ""
    content_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class OverrideFile:
    """The recorded reason for a warning that was let stand."""

    code: str
    where: str = ""
    reason: str
    given_by: str
    given_at: datetime


@dataclass(frozen=True, kw_only=True)
class LetterFile:
    """A letter. What is left out is made from the case: content composed, PDF rendered, dates worked out.

    `occasion` is what an officer adds to a letter that decides nothing; it is read only where `content` is left out.
    `corrects` is the number of the response whose place this one takes, 0 for none.
    """

    kind: LetterKind = LetterKind.RESPONSE
    number: int = 1
    state: str = "draft"
    corrects: int = 0
    correction_reason: str = ""
    edits: dict[str, Any] | None = None
    occasion: Particulars | None = None
    content: dict[str, Any] | None = None
    content_hash: str = ""
    submitted_by: str = ""
    submitted_at: datetime | None = None
    issued_on: date | None = None
    issued_at: datetime | None = None
    issued_by: str = ""
    posted_at: datetime | None = None
    posted_by: str = ""
    stamp: dict[str, Any] | None = None
    pdf: str = ""
    pdf_sha256: str = ""
    sign_offs: tuple[SignOffFile, ...] = ()
    overrides: tuple[OverrideFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FindingFile:
    """The fresh decision on one disputed question, named by its number, with reasons for the applicant."""

    question: int
    result: str
    reasons: str
    recorded_by: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewFile:
    """An internal review; without a result it is still open."""

    requested_on: date
    grounds: str
    is_complex: bool = False
    recorded_by: str = ""
    result: str = ""
    conclusion: str = ""
    concluded_on: date | None = None
    concluded_by: str = ""
    findings: tuple[FindingFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageFile:
    """Something written to or by the applicant; `letter` is the number of the letter of the same kind that it was."""

    direction: str
    kind: str
    subject: str
    body: str
    on: date
    recorded_by: str = ""
    letter: int = 0


@dataclass(frozen=True, kw_only=True)
class EventFile:
    """What happened, from the history. On import the events are chained anew."""

    kind: str
    at: datetime
    by: str = ""
    actor: str = ""
    summary: str = ""
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """A case, whole. `answered_with` is the reference of the case in this file whose letter answers this one too."""

    reference: str
    regime: str = "foia"
    timetable: str = "standard"
    channel: str = "email"
    language: Language = Language.ENGLISH
    received_on: date
    logged_at: datetime
    logged_by: str = ""
    state: CaseState = CaseState.NEW
    officer: str = ""
    team: str = ""
    wording: str
    applicant: ApplicantFile
    tracking_token: str = ""
    answered_with: str = ""
    clock_events: tuple[ClockEventFile, ...] = ()
    documents: tuple[DocumentFile, ...] = ()
    questions: tuple[QuestionFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    letters: tuple[LetterFile, ...] = ()
    reviews: tuple[ReviewFile, ...] = ()
    messages: tuple[MessageFile, ...] = ()
    events: tuple[EventFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """The file: its format's number, a word about it, and the cases."""

    format: int
    about: str = ""
    cases: tuple[CaseRecord, ...]

"""What may the person who made a request see of it? Everything of the page, and nothing that is internal.

Chosen field by field: what is not named here (notes, drafts, searches, staff) cannot reach the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from requests_app.domain.casefile import AuthorityDetails, RegulatorDetails
from requests_app.domain.clock import Clock, LedgerDay
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.progress import Stage, Step, stage_of, steps
from requests_app.domain.review import ReviewResult
from requests_app.domain.states import ENDED_UNANSWERED, CaseState
from requests_app.letters.compose.say import the_regulator
from requests_app.letters.content import IssueStamp, LetterContent, from_dict, stamp_from_dict
from requests_app.letters.law import has_review
from requests_app.models import Case, Letter, Message
from requests_app.selectors.clocks import Terms, clock_of
from requests_app.selectors.facts import WITH_A_DECISION, is_correction, is_notice
from requests_app.selectors.sent import KINDS, with_letters
from requests_app.selectors.together import letters_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
_SENT_TO_REQUESTER = (*sorted(KINDS), "review_answer")
_FROM_REQUESTER = ("clarification_answer",)


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that was asked of the requester, or that they answered; `letter_kind` once its letter is drawn."""

    subject: str
    body: str
    on: date
    is_from_requester: bool
    letter_kind: str = ""
    letter_number: int = 0


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What the requester can do about the response: ask for a review, then complain (FOIA s17(7))."""

    review_by: date | None
    authority: AuthorityDetails
    regulator: RegulatorDetails
    is_open: bool
    has_review: bool

    @property
    def regulator_named(self) -> str:
        """Within a sentence, in the language of the page."""
        return the_regulator(self.regulator)

    @property
    def review_lines(self) -> tuple[str, ...]:
        """Where to ask for a review; without an address for it, the authority's own."""
        own = (self.authority.name, *self.authority.address_lines)
        given = self.authority.review_contact_lines or own
        return tuple(line for line in given if line != self.review_email)

    @property
    def review_email(self) -> str:
        """The address given for reviews, or the authority's own."""
        given = [line for line in self.authority.review_contact_lines if "@" in line and " " not in line]
        return given[0] if given else self.authority.email


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The dates of the request, and why they are these."""

    arrived_on: date
    clarified_on: date | None
    due_on: date | None
    statutory_due_on: date | None
    is_extended: bool
    days_left: int | None
    is_late: bool
    waiting_since: date | None
    lapses_on: date | None
    answered_on: date | None
    corrected_on: date | None
    review_requested_on: date | None
    review_due_on: date | None
    review_answered_on: date | None
    closed_on: date | None
    reason: str
    ledger: tuple[LedgerDay, ...]


@dataclass(frozen=True, kw_only=True)
class Version:
    """Another letter than the response that stands: how it is addressed, and when it went out."""

    kind: str
    number: int
    issued_on: date
    is_notice: bool
    pdf_size: int | None


@dataclass(frozen=True, kw_only=True)
class Tracked:
    """A request as its requester sees it.

    `notice_on`: the letter shown only takes more time, and when it went out. `replaced_on`: the date of the letter that it
    replaces. `outcome` is the letter that ended a review, `earlier` what the letter shown has taken the place of.
    """

    reference: str
    wording: str
    stage: Stage
    is_waiting_for_fee: bool
    steps: tuple[Step, ...]
    questions: tuple[str, ...]
    correspondence: tuple[Said, ...]
    dates: Dates | None
    rights: Rights | None
    notice_on: date | None
    replaced_on: date | None
    outcome: Version | None
    earlier: tuple[Version, ...]
    review_result: str
    pdf_size: int | None


@dataclass(frozen=True, kw_only=True)
class IssuedLetter:
    """A letter as it went out: the frozen content with its dates, and the file; and when another took its place."""

    letter: Letter
    content: LetterContent
    stamp: IssueStamp
    replaced_on: date | None = None


def tracked_case(token: str) -> Case | None:
    """The case of a tracking link; None, without a difference, for one mistyped, replaced or unknown."""
    if not _TOKEN.fullmatch(token):
        return None
    issued = Letter.objects.filter(kind__in=WITH_A_DECISION, state=Letter.State.ISSUED).order_by("-id")
    cases = Case.objects.filter(tracking_token=token).prefetch_related(
        "clock_events",
        "reviews",
        "questions",
        Prefetch("messages", with_letters(Message.objects.all())),
        Prefetch("letters", issued, to_attr="issued_letters"),
    )
    case = cases.first()
    if case is not None:
        others = (
            letters_of(case)
            .exclude(case=case)
            .filter(state=Letter.State.ISSUED, kind=LetterKind.RESPONSE)
            .order_by("-id")
        )
        case.issued_letters.extend(others)
    return case


def tracked(case: Case, *, today: date) -> Tracked:
    """Everything that the tracking page shows, from a case of `tracked_case`."""
    # While a response is being corrected, it is still the answer that stands.
    state = CaseState.ISSUED if is_correction(case) else CaseState(case.state)
    issued = issued_letter(case)
    return Tracked(
        reference=case.reference,
        wording=case.wording,
        stage=stage_of(state),
        is_waiting_for_fee=state is CaseState.AWAITING_FEE,
        steps=steps(state),
        questions=_questions(case, state),
        correspondence=_correspondence(case),
        dates=_dates(case, today),
        rights=_rights(issued, today) if issued else None,
        notice_on=issued.stamp.issued_on if issued and is_notice(issued.letter) else None,
        replaced_on=issued.content.correction.of_letter_dated
        if issued and issued.content.correction
        else None,
        outcome=next((_version(row) for row in _letters(case) if row.kind == LetterKind.REVIEW), None),
        earlier=tuple(_version(row) for row in _responses(case)[1:]),
        review_result=_review_result(case),
        pdf_size=_size(issued.letter) if issued else None,
    )


def issued_letter(case: Case) -> IssuedLetter | None:
    """The response that was issued last, from a case of `tracked_case`. Never a draft."""
    return _issued(case, next(iter(_responses(case)), None))


def issued_version(case: Case, kind: str, number: int) -> IssuedLetter | None:
    """Any letter with a decision that went out: an earlier response, or the outcome of the review."""
    found = (row for row in _letters(case) if (row.kind, row.number) == (kind, number))
    return _issued(case, next(found, None))


def _issued(case: Case, letter: Letter | None) -> IssuedLetter | None:
    if letter is None:
        return None
    assert letter.content is not None  # what was issued is whole: a constraint of the database
    replaced = (row.issued_on for row in _letters(case) if row.corrects_id == letter.pk)
    return IssuedLetter(
        letter=letter,
        content=from_dict(letter.content),
        stamp=stamp_from_dict(letter.stamp or {}),
        replaced_on=next(replaced, None),
    )


def _letters(case: Case) -> list[Letter]:
    """From a case of `tracked_case`; the newest first."""
    letters: list[Letter] = case.issued_letters  # type: ignore[attr-defined]
    return letters


def _responses(case: Case) -> list[Letter]:
    rows = (row for row in _letters(case) if row.kind == LetterKind.RESPONSE)
    return sorted(rows, key=lambda row: -row.number)


def _version(row: Letter) -> Version:
    assert row.issued_on is not None  # a constraint of the database
    return Version(
        kind=row.kind,
        number=row.number,
        issued_on=row.issued_on,
        is_notice=is_notice(row),
        pdf_size=_size(row),
    )


def _questions(case: Case, state: CaseState) -> tuple[str, ...]:
    """Until an officer has confirmed them, the questions are our proposal and not the requester's.

    A closed request is not answered any more, and a single question that is the request itself is not said twice.
    """
    if state in ENDED_UNANSWERED | {CaseState.NEW, CaseState.TRANSFERRED}:
        return ()
    texts = tuple(question.text for question in case.questions.all())
    return () if len(texts) == 1 and texts[0].strip() == case.wording.strip() else texts


def _correspondence(case: Case) -> tuple[Said, ...]:
    kinds = _SENT_TO_REQUESTER + _FROM_REQUESTER
    return tuple(_said(message) for message in case.messages.all() if message.kind in kinds)


def _said(message: Message) -> Said:
    letter = message.letter
    is_drawn = letter is not None and letter.state == Letter.State.ISSUED
    return Said(
        subject=message.subject,
        body=message.body,
        on=message.on,
        is_from_requester=message.direction == Message.Direction.IN,
        letter_kind=letter.kind if letter and is_drawn else "",
        letter_number=letter.number if letter and is_drawn else 0,
    )


def _dates(case: Case, today: date) -> Dates | None:
    clock = clock_of(case, Terms.load(today=today))
    if clock is None:
        return None
    return Dates(
        arrived_on=case.received_on,
        clarified_on=clock.received_on if clock.received_on != case.received_on else None,
        due_on=clock.deadline_on,
        statutory_due_on=clock.statutory_deadline_on,
        is_extended=clock.is_extended,
        days_left=clock.days_left,
        is_late=_is_late(clock),
        waiting_since=clock.waiting_since,
        lapses_on=clock.clarification_lapses_on or clock.fees_lapse_on,
        answered_on=clock.responded_on,
        corrected_on=clock.corrected_on,
        review_requested_on=clock.review_requested_on,
        review_due_on=clock.review_due_on,
        review_answered_on=clock.review_responded_on,
        closed_on=clock.closed_on,
        reason=clock.reason,
        ledger=clock.ledger,
    )


def _is_late(clock: Clock) -> bool:
    return clock.is_running and clock.deadline_on is not None and clock.today > clock.deadline_on


def _rights(issued: IssuedLetter, today: date) -> Rights:
    """As the letter itself printed them: a later change of address does not change what was promised."""
    review_by = issued.stamp.review_by
    return Rights(
        review_by=review_by,
        authority=issued.content.authority,
        regulator=issued.content.regulator,
        is_open=review_by is None or today <= review_by,
        has_review=has_review(issued.content.authority, issued.content.regime),
    )


def _review_result(case: Case) -> str:
    reviews = [review for review in case.reviews.all() if review.result]
    return ReviewResult(reviews[-1].result).label if reviews else ""


def _size(letter: Letter) -> int | None:
    """Of the file as it lies there; where the storage does not answer, the page goes without."""
    try:
        return int(letter.pdf.size)
    except OSError:
        return None

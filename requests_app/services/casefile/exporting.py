"""How does a case leave as a file that another installation can read whole?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from exemptions.domain.serial import to_dict
from exemptions.services.decisions import load_decisions
from requests_app.domain.caserecord import (
    FORMAT,
    CaseRecord,
    ClockEventFile,
    DocumentFile,
    EventFile,
    FindingFile,
    LetterFile,
    MessageFile,
    OverrideFile,
    ReviewFile,
    SignOffFile,
)
from requests_app.domain.clock import EventKind
from requests_app.domain.errors import NotReady
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.states import CaseState
from requests_app.models import Case, Document, Event, InternalReview, Letter, Message, SignOff, User
from requests_app.selectors.content import applicant_file, load_questions
from requests_app.services.casefile.encoding import encoded
from requests_app.services.casefile.groups import group_faults

IMPORTED: Final = "imported"
_STATES: tuple[Letter.State, ...] = (
    Letter.State.DRAFT,
    Letter.State.SUBMITTED,
    Letter.State.APPROVED,
    Letter.State.ISSUED,
)
_STATES += (Letter.State.CANCELLED,)
# A case whose letter was being rendered when it left is issued where it arrives.
_BEFORE: Final = {CaseState.ISSUING: CaseState.APPROVED, CaseState.ISSUING_REVIEW: CaseState.UNDER_REVIEW}


def export_cases(cases: Iterable[Case], *, at: datetime) -> str:
    """The cases as the text of a case file, in the order given. Fields that are empty are left out.

    NotReady where one letter answers a case that is given and one that is not: nobody could import that file.
    """
    about = f"Exported on {at.date().isoformat()}"
    whole = [case_record(case) for case in cases]
    if fault := next(iter(group_faults(whole)), None):
        place, message = fault
        raise NotReady(f"{whole[int(place.split('.')[1])].reference}: {message}")
    records = [to_dict(record, sparse=True) for record in whole]
    return (
        json.dumps({"format": FORMAT, "about": about, "cases": records}, ensure_ascii=False, indent=2) + "\n"
    )


def case_record(case: Case) -> CaseRecord:
    """A case, whole, as plain data."""
    return CaseRecord(
        reference=case.reference,
        regime=case.regime,
        timetable=case.timetable,
        channel=case.channel,
        language=Language(case.language),
        received_on=case.received_on,
        logged_at=case.logged_at,
        logged_by=_email(case.logged_by),
        state=_BEFORE.get(CaseState(case.state), CaseState(case.state)),
        officer=_email(case.officer),
        team=case.team.name if case.team else "",
        wording=case.wording,
        applicant=applicant_file(case.applicant),
        tracking_token=case.tracking_token,
        answered_with=case.answered_with.reference if case.answered_with else "",
        clock_events=tuple(
            ClockEventFile(kind=EventKind(row.kind), on=row.on, until=row.until, why=row.why)
            for row in case.clock_events.exclude(kind=EventKind.RECEIVED)
        ),
        documents=tuple(_document(row) for row in case.documents.filter(removed_at=None)),
        questions=load_questions(case.pk),
        decisions=load_decisions(case.pk),
        letters=tuple(_letter(row) for row in case.letters.select_related("corrects").order_by("id")),
        reviews=tuple(_review(row) for row in case.reviews.all()),
        messages=tuple(_message(row) for row in case.messages.select_related("letter")),
        events=tuple(
            # That it was imported here is this installation's own fact, and does not travel.
            _event(row)
            for row in case.events.exclude(kind=IMPORTED).select_related("by").order_by("position")
        ),
    )


def _email(user: User | None) -> str:
    return user.email if user else ""


def _document(row: Document) -> DocumentFile:
    with row.file.open("rb") as file:
        data = file.read()
    return DocumentFile(
        name=row.name,
        title=row.title,
        purpose=row.purpose,
        media_type=row.media_type,
        sha256=row.sha256,
        content=encoded(data),
    )


def _letter(row: Letter) -> LetterFile:
    if LetterKind(row.kind).is_correspondence:
        return _correspondence(row)
    if row.state not in _STATES and row.kind == LetterKind.REVIEW:
        # Nobody signs off a review: its letter is a draft again.
        return LetterFile(kind=LetterKind.REVIEW, number=row.number, edits=row.edits or None)
    return LetterFile(
        kind=LetterKind(row.kind),
        number=row.number,
        state=row.state if row.state in _STATES else Letter.State.APPROVED,
        corrects=row.corrects.number if row.corrects else 0,
        correction_reason=row.correction_reason,
        edits=row.edits or None,
        content=row.content,
        content_hash=row.content_hash,
        submitted_by=_email(row.submitted_by),
        submitted_at=row.submitted_at,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=_email(row.issued_by),
        posted_at=row.posted_at,
        posted_by=_email(row.posted_by),
        stamp=row.stamp if row.state == Letter.State.ISSUED else None,
        pdf=_pdf(row),
        pdf_sha256=row.pdf_sha256,
        sign_offs=tuple(_sign_off(each) for each in row.sign_offs.select_related("given_by")),
        overrides=tuple(
            OverrideFile(
                code=each.code,
                where=each.where,
                reason=each.reason,
                given_by=each.given_by.email,
                given_at=each.given_at,
            )
            for each in row.overrides.select_related("given_by")
        ),
    )


def _sign_off(row: SignOff) -> SignOffFile:
    return SignOffFile(
        verdict=row.verdict,
        given_by=row.given_by.email,
        given_at=row.given_at,
        reason=row.reason,
        content_hash=row.content_hash,
    )


def _correspondence(row: Letter) -> LetterFile:
    """Its act is done: one that still waits to be drawn is drawn where it arrives, with the dates that it has."""
    stamp = row.stamp or {}
    return LetterFile(
        kind=LetterKind(row.kind),
        number=row.number,
        state=Letter.State.ISSUED,
        content=row.content,
        content_hash=row.content_hash,
        issued_on=row.issued_on or date.fromisoformat(stamp["issued_on"]),
        issued_at=row.issued_at or row.queued_at,
        issued_by=_email(row.issued_by or row.queued_by),
        posted_at=row.posted_at,
        posted_by=_email(row.posted_by),
        stamp=stamp,
        pdf=_pdf(row),
        pdf_sha256=row.pdf_sha256,
    )


def _pdf(row: Letter) -> str:
    if not row.pdf:
        return ""
    with row.pdf.open("rb") as file:
        return encoded(file.read())


def _review(row: InternalReview) -> ReviewFile:
    return ReviewFile(
        requested_on=row.requested_on,
        grounds=row.grounds,
        is_complex=row.is_complex,
        recorded_by=_email(row.recorded_by),
        result=row.result,
        conclusion=row.conclusion,
        concluded_on=row.concluded_on,
        concluded_by=_email(row.concluded_by),
        findings=tuple(
            FindingFile(
                question=each.question.number,
                result=each.result,
                reasons=each.reasons,
                recorded_by=_email(each.recorded_by),
                recorded_at=each.recorded_at,
            )
            for each in row.findings.select_related("question", "recorded_by")
        ),
    )


def _message(row: Message) -> MessageFile:
    return MessageFile(
        direction=row.direction,
        kind=row.kind,
        subject=row.subject,
        body=row.body,
        on=row.on,
        recorded_by=_email(row.recorded_by),
        letter=row.letter.number if row.letter else 0,
    )


def _event(row: Event) -> EventFile:
    return EventFile(
        kind=row.kind,
        at=row.at,
        by=_email(row.by),
        actor=row.actor,
        summary=row.summary,
        old=row.old or None,
        new=row.new or None,
        reason=row.reason,
    )

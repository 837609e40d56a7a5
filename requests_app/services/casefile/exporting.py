"""How does a case leave as a file that another installation can read whole?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from exemptions.domain.serial import to_dict
from exemptions.services.decisions import load_decisions
from requests_app.domain.caserecord import (
    FORMAT,
    CaseRecord,
    ClockEventFile,
    DocumentFile,
    EventFile,
    LetterFile,
    MessageFile,
    OverrideFile,
    ReviewFile,
    SignOffFile,
)
from requests_app.domain.clock import EventKind
from requests_app.domain.states import CaseState
from requests_app.models import Case, Document, Event, InternalReview, Letter, Message, User
from requests_app.selectors.content import applicant_file, load_questions
from requests_app.services.casefile.encoding import encoded


def export_cases(cases: Iterable[Case], *, at: datetime) -> str:
    """The cases as the text of a case file, in the order given. Fields that are empty are left out."""
    about = f"Exported on {at.date().isoformat()}"
    records = [sparse(to_dict(case_record(case))) for case in cases]
    return json.dumps({"format": FORMAT, "about": about, "cases": records}, ensure_ascii=False, indent=2) + "\n"


def case_record(case: Case) -> CaseRecord:
    """A case, whole, as plain data."""
    return CaseRecord(
        reference=case.reference,
        regime=case.regime,
        timetable=case.timetable,
        channel=case.channel,
        received_on=case.received_on,
        logged_at=case.logged_at,
        logged_by=_email(case.logged_by),
        state=CaseState(case.state),
        officer=_email(case.officer),
        team=case.team.name if case.team else "",
        wording=case.wording,
        applicant=applicant_file(case.applicant),
        tracking_token=case.tracking_token,
        clock_events=tuple(
            ClockEventFile(kind=EventKind(row.kind), on=row.on, until=row.until, why=row.why)
            for row in case.clock_events.all()
        ),
        documents=tuple(_document(row) for row in case.documents.filter(removed_at=None)),
        questions=load_questions(case.pk),
        decisions=load_decisions(case.pk),
        letters=tuple(_letter(row) for row in case.letters.order_by("number")),
        reviews=tuple(_review(row) for row in case.reviews.all()),
        messages=tuple(_message(row) for row in case.messages.all()),
        events=tuple(_event(row) for row in case.events.select_related("by").order_by("position")),
    )


def sparse(value: Any) -> Any:
    """Without what is empty, which a reader fills in again; a file is read by people too."""
    if isinstance(value, dict):
        kept = {key: sparse(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    return [sparse(item) for item in value] if isinstance(value, list) else value


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
    return LetterFile(
        number=row.number,
        # A letter that was being rendered when it left is signed off and is issued again where it arrives.
        state=row.state if row.state in _STATES else Letter.State.APPROVED,
        edits=row.edits,
        content=row.content,
        content_hash=row.content_hash,
        submitted_by=_email(row.submitted_by),
        submitted_at=row.submitted_at,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=_email(row.issued_by),
        stamp=row.stamp,
        pdf=encoded(row.pdf.read()) if row.pdf else "",
        pdf_sha256=row.pdf_sha256,
        sign_offs=tuple(
            SignOffFile(
                verdict=each.verdict,
                given_by=each.given_by.email,
                given_at=each.given_at,
                reason=each.reason,
                content_hash=each.content_hash,
            )
            for each in row.sign_offs.select_related("given_by")
        ),
        overrides=tuple(
            OverrideFile(
                code=each.code, where=each.where, reason=each.reason, given_by=each.given_by.email, given_at=each.given_at
            )
            for each in row.overrides.select_related("given_by")
        ),
    )


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
    )


def _message(row: Message) -> MessageFile:
    return MessageFile(
        direction=row.direction,
        kind=row.kind,
        subject=row.subject,
        body=row.body,
        on=row.on,
        recorded_by=_email(row.recorded_by),
    )


def _event(row: Event) -> EventFile:
    return EventFile(
        kind=row.kind,
        at=row.at,
        by=_email(row.by),
        actor=row.actor,
        summary=row.summary,
        old=row.old,
        new=row.new,
        reason=row.reason,
    )


_STATES = (Letter.State.DRAFT, Letter.State.SUBMITTED, Letter.State.APPROVED, Letter.State.ISSUED)

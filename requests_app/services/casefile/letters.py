"""How is a letter of a case file kept: frozen as it went out, or made from the case where the file leaves it out?"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from exemptions.domain.serial import RecordError
from requests_app.domain.caserecord import LetterFile
from requests_app.domain.errors import InvalidInput
from requests_app.letters.content import (
    IssueStamp,
    LetterContent,
    UnreadableLetter,
    compose,
    content_hash,
    from_dict,
    stamp_for,
    stamp_from_dict,
    stamp_to_dict,
    to_dict,
)
from requests_app.letters.render import render_html, render_pdf, render_text
from requests_app.models import Case, Delivery, Letter, SignOff, WarningOverride
from requests_app.selectors.content import load_content
from requests_app.selectors.settings import working_calendar
from requests_app.services import queue
from requests_app.services.casefile.encoding import decoded

if TYPE_CHECKING:
    from requests_app.services.casefile.building import People

STATES = (Letter.State.DRAFT, Letter.State.SUBMITTED, Letter.State.APPROVED, Letter.State.ISSUED)


def build_letter(case: Case, file: LetterFile, people: People, *, field: str, at: datetime) -> Letter:
    """Write a letter with its sign-offs. An issued one gets its PDF from the file, or rendered with the same dates."""
    if file.state not in STATES:
        message = f"“{file.state}” is not one of {', '.join(STATES)}."
        raise InvalidInput(message, fields={f"{field}.state": message})
    letter = Letter(case=case, number=file.number, state=file.state, edits=_edits(file, field))
    if file.state != Letter.State.DRAFT:
        content = _content(case, letter, file, field, at=at)
        letter.content, letter.content_hash = to_dict(content), content_hash(content)
        letter.submitted_by = people.required(file.submitted_by, f"{field}.submitted_by") if file.submitted_by else None
        letter.submitted_at = file.submitted_at or at
        if file.state == Letter.State.ISSUED:
            _issued(case, letter, file, content, people, field, at=at)
    letter.save()
    _verdicts(letter, file, people, field)
    if file.state == Letter.State.ISSUED:
        _delivered(case, letter, at=at)
    return letter


def _edits(file: LetterFile, field: str) -> dict[str, str]:
    edits = file.edits or {}
    if not all(isinstance(text, str) for text in edits.values()):
        message = "each edit is the wording of a section, as text."
        raise InvalidInput(message, fields={f"{field}.edits": message})
    return dict(edits)


def _content(case: Case, letter: Letter, file: LetterFile, field: str, *, at: datetime) -> LetterContent:
    on = file.issued_on or timezone.localdate(file.submitted_at or at)
    if file.content is None:
        return compose(load_content(case, on=on, edits=letter.edits))
    try:
        content = from_dict(file.content)
    except (RecordError, UnreadableLetter) as error:
        raise InvalidInput(str(error), fields={f"{field}.content": str(error)}) from error
    if file.content_hash and content_hash(content) != file.content_hash:
        message = "the content does not have the hash that was signed off: it was changed on its way."
        raise InvalidInput(message, fields={f"{field}.content_hash": message})
    return content


def _issued(
    case: Case, letter: Letter, file: LetterFile, content: LetterContent, people: People, field: str, *, at: datetime
) -> None:
    if file.issued_on is None:
        message = "an issued letter has the date on which it was issued."
        raise InvalidInput(message, fields={f"{field}.state": message})
    stamp = _stamp(case, file, content)
    pdf = _pdf(file, content, stamp, field)
    letter.stamp = stamp_to_dict(stamp)
    letter.html, letter.text = render_html(content, stamp, standalone=False), render_text(content, stamp)
    letter.issued_on, letter.issued_at = file.issued_on, file.issued_at or at
    letter.issued_by = people.required(file.issued_by, f"{field}.issued_by") if file.issued_by else None
    letter.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    letter.pdf.save(f"{case.pk}-{letter.number}-{letter.pdf_sha256[:16]}.pdf", ContentFile(pdf), save=False)


def _stamp(case: Case, file: LetterFile, content: LetterContent) -> IssueStamp:
    if file.stamp:
        return stamp_from_dict(file.stamp)
    assert file.issued_on is not None
    return stamp_for(content, on=file.issued_on, calendar=working_calendar(), deadline_on=case.deadline_on)


def _pdf(file: LetterFile, content: LetterContent, stamp: IssueStamp, field: str) -> bytes:
    return decoded(file.pdf, file.pdf_sha256, field) if file.pdf else render_pdf(content, stamp)


def _verdicts(letter: Letter, file: LetterFile, people: People, field: str) -> None:
    for position, sign_off in enumerate(file.sign_offs):
        SignOff.objects.create(
            letter=letter,
            content_hash=sign_off.content_hash or letter.content_hash,
            verdict=sign_off.verdict,
            reason=sign_off.reason,
            given_at=sign_off.given_at,
            given_by=people.required(sign_off.given_by, f"{field}.sign_offs.{position}.given_by"),
        )
    for position, override in enumerate(file.overrides):
        WarningOverride.objects.create(
            letter=letter,
            code=override.code,
            where=override.where,
            reason=override.reason,
            given_at=override.given_at,
            given_by=people.required(override.given_by, f"{field}.overrides.{position}.given_by"),
        )


def _delivered(case: Case, letter: Letter, *, at: datetime) -> None:
    """It went out where it came from: kept as sent, so that nothing is sent again."""
    applicant = case.applicant
    values: dict[str, Any] = {"created_at": at, "sent_at": letter.issued_at}
    if applicant.email:
        values |= {"channel": Delivery.Channel.EMAIL, "to": applicant.email, "state": Delivery.State.SENT}
    else:
        values |= {"channel": Delivery.Channel.POST, "to": applicant.postal_address, "state": Delivery.State.POSTED}
    message_id = f"<letter-{letter.pk}-imported@{queue.mail_domain()}>"
    Delivery.objects.create(letter=letter, message_id=message_id, **values)

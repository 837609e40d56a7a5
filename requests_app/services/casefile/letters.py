"""How is a letter of a case file kept: frozen as it went out, or made from the case if the file lacks it?"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.utils import timezone

from exemptions.domain.serial import RecordError
from requests_app.domain.calendar import CalendarExhausted
from requests_app.domain.caserecord import LetterFile
from requests_app.domain.clock import ClockError
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import speaking
from requests_app.letters.compose.correspondence import compose_correspondence
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
from requests_app.selectors.facts import deadline_of, letter_source
from requests_app.selectors.occasions import occasion_of
from requests_app.selectors.together import deadlines, joined_cases
from requests_app.services import queue
from requests_app.services.casefile.arrival import Arrival, wrong
from requests_app.services.casefile.encoding import decoded

STATES: tuple[Letter.State, ...] = (
    Letter.State.DRAFT,
    Letter.State.SUBMITTED,
    Letter.State.APPROVED,
    Letter.State.ISSUED,
)
STATES += (Letter.State.CANCELLED,)
_LIVE = frozenset({Letter.State.DRAFT, Letter.State.CANCELLED})


def build_letter(case: Case, file: LetterFile, arrival: Arrival, *, path: str) -> Letter:
    """Write a letter with its sign-offs. An issued one gets the file's PDF or one rendered with its dates."""
    if file.state not in STATES:
        raise wrong(f"{path}.state", f"“{file.state}” is not one of {', '.join(STATES)}.")
    letter = Letter(
        case=case,
        kind=file.kind.value,
        number=file.number,
        state=file.state,
        edits=dict(file.edits or {}),
        corrects=_corrected(case, file, path),
        correction_reason=file.correction_reason,
    )
    if file.state not in _LIVE:
        content = _content(case, letter, file, path, arrival)
        letter.content, letter.content_hash = to_dict(content), content_hash(content)
        letter.submitted_by = arrival.required(file.submitted_by, f"{path}.submitted_by")
        letter.submitted_at = file.submitted_at or arrival.at
        if file.state == Letter.State.ISSUED:
            _issued(case, letter, file, content, path, arrival)
    letter.save()
    _verdicts(letter, file, path, arrival)
    if file.state == Letter.State.ISSUED and not file.kind.is_correspondence:
        _delivered(case, letter, arrival)
    return letter


def _corrected(case: Case, file: LetterFile, path: str) -> Letter | None:
    """The response whose place this one takes; it stands before it in the file."""
    if not file.corrects:
        return None
    if not file.correction_reason.strip():
        raise wrong(f"{path}.correction_reason", "a correction says what was wrong: add it.")
    issued = case.letters.filter(kind=LetterKind.RESPONSE, state=Letter.State.ISSUED, number=file.corrects)
    found = issued.filter(corrected_by=None).first()
    if found is None:
        message = f"there is no issued response {file.corrects} before this letter that is not corrected yet."
        raise wrong(f"{path}.corrects", message)
    return found


def _content(case: Case, letter: Letter, file: LetterFile, path: str, arrival: Arrival) -> LetterContent:
    on = file.issued_on or timezone.localdate(file.submitted_at or arrival.at)
    if file.content is None:
        return _composed(case, letter, file, on, path, arrival)
    try:
        content = from_dict(file.content)
    except (RecordError, UnreadableLetter) as error:
        raise wrong(f"{path}.content", str(error)) from error
    except (AttributeError, KeyError, TypeError) as error:
        message = "this is not the content of a letter. Leave it out to have it composed."
        raise wrong(f"{path}.content", message) from error
    if content.kind is not file.kind:
        raise wrong(f"{path}.content", f"this is a letter of another kind, “{content.kind}”.")
    if content.reference != case.reference:
        raise wrong(f"{path}.content", f"this is the letter of another case, {content.reference}.")
    if file.content_hash and content_hash(content) != file.content_hash:
        message = "the content does not have the hash that was signed off: it was changed on its way."
        raise wrong(f"{path}.content_hash", message)
    return content


def _composed(
    case: Case, letter: Letter, file: LetterFile, on: date, path: str, arrival: Arrival
) -> LetterContent:
    """Made from the case: a response as it stands, another letter with what the file says of its occasion."""
    if not file.kind.is_correspondence:
        return compose(letter_source(case, letter, on=on))
    try:
        with speaking(Language(case.language)):
            occasion = occasion_of(
                case, file.kind, file.occasion or Particulars(), on=on, terms=arrival.terms
            )
    except (ClockError, CalendarExhausted) as error:
        raise wrong(f"{path}.issued_on", str(error)) from error
    return compose_correspondence(load_content(case, on=on), occasion)


def _issued(
    case: Case, letter: Letter, file: LetterFile, content: LetterContent, path: str, arrival: Arrival
) -> None:
    stamp = _stamp(case, letter, file, content, path, arrival)
    pdf = _pdf(file, content, stamp, path)
    letter.stamp = stamp_to_dict(stamp)
    letter.html, letter.text = render_html(content, stamp, standalone=False), render_text(content, stamp)
    letter.issued_on, letter.issued_at = stamp.issued_on, file.issued_at or arrival.at
    letter.issued_by = arrival.required(file.issued_by, f"{path}.issued_by")
    letter.posted_at = file.posted_at
    letter.posted_by = arrival.required(file.posted_by, f"{path}.posted_by")
    letter.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    arrival.store(letter.pdf, f"{case.pk}-{letter.number}-{letter.pdf_sha256[:16]}.pdf", pdf)


def _stamp(
    case: Case, letter: Letter, file: LetterFile, content: LetterContent, path: str, arrival: Arrival
) -> IssueStamp:
    assert file.issued_on is not None  # coherence has asked
    if not file.stamp:
        # A letter that decides nothing apologises in its own words, where it does.
        due_on = None if file.kind.is_correspondence else deadline_of(case, letter)
        others = (
            {} if file.kind is not LetterKind.RESPONSE or file.corrects else deadlines(joined_cases(case))
        )
        return stamp_for(
            content, on=file.issued_on, calendar=arrival.terms.calendar, deadline_on=due_on, others=others
        )
    try:
        stamp = stamp_from_dict(file.stamp)
    except RecordError as error:
        raise wrong(f"{path}.stamp", str(error)) from error
    if stamp.issued_on != file.issued_on:
        raise wrong(f"{path}.stamp", "the letter bears another date than issued_on: correct one of them.")
    return stamp


def _pdf(file: LetterFile, content: LetterContent, stamp: IssueStamp, path: str) -> bytes:
    if not file.pdf:
        return render_pdf(content, stamp)
    data = decoded(file.pdf, file.pdf_sha256, content_path=f"{path}.pdf", hash_path=f"{path}.pdf_sha256")
    if not data.startswith(b"%PDF-"):
        raise wrong(f"{path}.pdf", "this is not a PDF.")
    return data


def _verdicts(letter: Letter, file: LetterFile, path: str, arrival: Arrival) -> None:
    for position, sign_off in enumerate(file.sign_offs):
        where = f"{path}.sign_offs.{position}"
        if sign_off.verdict == SignOff.Verdict.RETURNED and not sign_off.reason.strip():
            raise wrong(f"{where}.reason", "a letter is returned with a reason: add it.")
        SignOff.objects.create(
            letter=letter,
            content_hash=sign_off.content_hash or letter.content_hash,
            verdict=sign_off.verdict,
            reason=sign_off.reason,
            given_at=sign_off.given_at,
            given_by=arrival.known(sign_off.given_by, f"{where}.given_by"),
        )
    for position, override in enumerate(file.overrides):
        WarningOverride.objects.create(
            letter=letter,
            code=override.code,
            where=override.where,
            reason=override.reason,
            given_at=override.given_at,
            given_by=arrival.known(override.given_by, f"{path}.overrides.{position}.given_by"),
        )


def _delivered(case: Case, letter: Letter, arrival: Arrival) -> None:
    """It went out where it came from: kept as sent, so that nothing is sent again."""
    applicant = case.applicant
    values: dict[str, Any] = {"created_at": arrival.at, "sent_at": letter.issued_at}
    if applicant.email:
        values |= {"channel": Delivery.Channel.EMAIL, "to": applicant.email, "state": Delivery.State.SENT}
    else:
        values |= {
            "channel": Delivery.Channel.POST,
            "to": applicant.postal_address,
            "state": Delivery.State.POSTED,
        }
    message_id = f"<letter-{letter.pk}-imported@{queue.mail_domain()}>"
    Delivery.objects.create(letter=letter, message_id=message_id, **values)

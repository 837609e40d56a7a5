"""How does a letter that decides nothing go out, with the act that it belongs to?

Composed, checked, frozen and queued in the transaction of the act: the worker draws it like a response, and its message
is sent when it is drawn (see `services.issue`). Nobody signs it off.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from requests_app.domain.errors import NotReady
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Occasion, Particulars
from requests_app.domain.tongue import speaking
from requests_app.letters.checks.correspondence import check_correspondence
from requests_app.letters.compose.correspondence import compose_correspondence
from requests_app.letters.content import (
    LetterContent,
    content_hash,
    stamp_for,
    stamp_to_dict,
    to_dict,
)
from requests_app.letters.law import is_ncnd
from requests_app.models import Delivery, Letter, Message
from requests_app.selectors.content import load_content
from requests_app.selectors.facts import missing
from requests_app.selectors.occasions import occasion_of
from requests_app.selectors.settings import working_calendar
from requests_app.services import queue
from requests_app.services.acting import Acting


def write_letter(
    doing: Acting, kind: LetterKind, particulars: Particulars, *, on: date, body: str = ""
) -> Message:
    """Write to the applicant: `body` is what the case page and the portal show beside the letter, by default its text.

    The clock has been moved already: the dates in the letter are those after the act. Raises NotReady with every finding
    if one of them is a defect; what is only to be looked at is noted in the event.
    """
    case = doing.case
    source = load_content(case, on=on)
    with speaking(Language(case.language)):  # the clock gives its reasons in it
        occasion = replace(
            occasion_of(case, kind, particulars, on=on), must_not_confirm=any(map(is_ncnd, source.decisions))
        )
    content = compose_correspondence(source, occasion)
    _require_sendable(doing, content, occasion)
    letter = _frozen(doing, content, on=on)
    doing.new["letter"] = letter.content_hash
    queue.render_letter(letter.pk)
    return Message.objects.create(
        case=case,
        letter=letter,
        direction=Message.Direction.OUT,
        kind=kind.value,
        subject=f"{content.title} ({case.reference})",
        body=body or particulars.text,
        on=on,
        recorded_at=doing.at,
        recorded_by=doing.by,
        state=Delivery.State.PENDING,
        message_id=f"<message-{uuid.uuid4().hex}@{queue.mail_domain()}>",
    )


def _require_sendable(doing: Acting, content: LetterContent, occasion: Occasion) -> None:
    findings = check_correspondence(content, occasion)
    if any(finding.is_defect for finding in findings):
        raise NotReady(
            "The letter cannot go out as it is. Nothing was changed or sent.",
            findings=tuple(missing(doing.case.reference, finding, by=doing.by) for finding in findings),
        )
    if findings:
        doing.new["letter_warnings"] = [finding.message for finding in findings]


def _frozen(doing: Acting, content: LetterContent, *, on: date) -> Letter:
    """The letter with the dates of its day, waiting to be drawn. The case is locked: no number is given twice."""
    number = Letter.objects.filter(case=doing.case, kind=content.kind).count() + 1
    return Letter.objects.create(
        case=doing.case,
        kind=content.kind.value,
        number=number,
        state=Letter.State.QUEUED,
        content=to_dict(content),
        content_hash=content_hash(content),
        stamp=stamp_to_dict(stamp_for(content, on=on, calendar=working_calendar())),
        queued_at=doing.at,
        queued_by=doing.by,
    )

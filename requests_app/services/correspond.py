"""How do we ask the applicant something, and record what came back?

Clarification (s1(3)) and fees (s9): both stop the clock, both lapse when nothing comes.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from requests_app.domain.clock import EventKind
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case, Delivery, Message
from requests_app.permissions import Actor
from requests_app.services import queue
from requests_app.services.acting import Acting, acting
from requests_app.services.clock import add_event, derived_dates
from requests_app.services.correspondence import write_letter


def ask_clarification(
    case_id: int, *, text: str, on: date, by: Actor, at: datetime, expected_version: int | None = None
) -> Message:
    """Ask what is reasonably required to identify and locate the information; the clock waits for the answer (s1(3))."""
    text = require_text(text, "Write what you need to know to identify the information (FOIA s1(3)).")
    with acting(Act.ASK_CLARIFICATION, case_id, by=by, at=at, expected_version=expected_version) as doing:
        _move_clock(doing, EventKind.CLARIFICATION_ASKED, on=on, why=text)
        return write_letter(doing, LetterKind.CLARIFICATION, Particulars(text=text), on=on)


def remind(
    case_id: int, *, text: str = "", by: Actor, at: datetime, expected_version: int | None = None
) -> Message:
    """Remind of a question that has no answer yet, before the case lapses; more than once if need be (s16)."""
    with acting(Act.REMIND, case_id, by=by, at=at, expected_version=expected_version) as doing:
        particulars = Particulars(text=plain_text(text))
        return write_letter(
            doing,
            LetterKind.REMINDER,
            particulars,
            on=timezone.localdate(at),
            body=particulars.text or _reminder(doing.case),
        )


def receive_clarification(
    case_id: int, *, text: str, on: date, by: Actor, at: datetime, expected_version: int | None = None
) -> Message:
    """Record the applicant's answer: the date of receipt becomes the day on which it arrived (s10(6))."""
    text = require_text(text, "Enter the applicant's answer, word for word.")
    with acting(Act.RECEIVE_CLARIFICATION, case_id, by=by, at=at, expected_version=expected_version) as doing:
        _move_clock(doing, EventKind.CLARIFICATION_ANSWERED, on=on, why="The applicant has answered")
        return _keep(doing, "clarification_answer", "Clarification received", text, on=on)


def send_fees_notice(
    case_id: int,
    *,
    amount: Decimal,
    text: str,
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Message:
    """Ask for a fee (s9). From the day of the notice to the day of payment no day counts (s10(2))."""
    if amount <= 0:
        raise InvalidInput(
            "The fee must be more than nothing.", fields={"amount": "Enter the fee in pounds."}
        )
    text = require_text(text, "Say what the fee is for and how it is worked out.")
    with acting(Act.SEND_FEES_NOTICE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        _move_clock(doing, EventKind.FEES_NOTICE, on=on, why=f"£{amount:.2f}")
        return write_letter(
            doing,
            LetterKind.FEES_NOTICE,
            Particulars(text=text, amount=amount),
            on=on,
            body=f"{text}\n\n{_fee_in_words(amount, doing.case)}",
        )


def receive_fee(
    case_id: int, *, on: date, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    with acting(Act.RECEIVE_FEE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        _move_clock(doing, EventKind.FEE_PAID, on=on, why="Fee paid")
    return doing.case


def _fee_in_words(amount: Decimal, case: Case) -> str:
    """What is to be paid and before which day; no answer is owed from that day on (s9(2))."""
    with speaking(Language(case.language)):
        return tr(
            "The fee is {amount}. If it is not paid before {day}, we need not answer your request (section 9(2) of the "
            "Freedom of Information Act 2000).",
            amount=f"£{amount:.2f}",
            day=_until(case),
        )


def _reminder(case: Case) -> str:
    with speaking(Language(case.language)):
        return tr("Reminder: please reply by {day}.", day=_until(case))


def _until(case: Case) -> str:
    return long_date(case.lapses_on) if case.lapses_on else tr("the end of the period")


def require_text(text: str, message: str, field: str = "text") -> str:
    text = plain_text(text, field)
    if not text:
        raise InvalidInput(message, fields={field: message})
    return text


def plain_text(text: str, field: str = "text") -> str:
    """With line ends of one kind, and nothing that cannot be stored. Raises InvalidInput."""
    if "\x00" in text:
        message = "The text holds a character that cannot be stored (NUL). Remove it and try again."
        raise InvalidInput(message, fields={field: message})
    return text.replace("\r\n", "\n").strip()


def _move_clock(doing: Acting, kind: EventKind, *, on: date, why: str) -> None:
    before = derived_dates(doing.case)
    add_event(doing.case, kind, on=on, by=doing.by, at=doing.at, why=why)
    doing.note(before, derived_dates(doing.case))
    doing.new["on"] = on


def write_to_applicant(doing: Acting, kind: str, subject: str, body: str, *, on: date) -> Message:
    """Write to the applicant: by e-mail where there is an address for it, else to be posted by hand."""
    by_email = bool(doing.case.applicant.email)
    message = Message.objects.create(
        case=doing.case,
        direction=Message.Direction.OUT,
        kind=kind,
        subject=f"{subject} ({doing.case.reference})",
        body=body,
        on=on,
        recorded_at=doing.at,
        recorded_by=doing.by,
        state=Delivery.State.PENDING if by_email else Delivery.State.POSTED,
        message_id=f"<message-{uuid.uuid4().hex}@{queue.mail_domain()}>",
    )
    if by_email:
        queue.send_message(message.pk)
    return message


def _keep(doing: Acting, kind: str, subject: str, body: str, *, on: date) -> Message:
    return Message.objects.create(
        case=doing.case,
        direction=Message.Direction.IN,
        kind=kind,
        subject=subject,
        body=body,
        on=on,
        recorded_at=doing.at,
        recorded_by=doing.by,
        state=Delivery.State.SENT,
    )

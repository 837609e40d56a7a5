"""How does a letter or a message reach the applicant by e-mail?

The row is locked while its mail is handed to the server and marked in the same transaction, so two workers never send
one mail. Only a worker that dies between the server's acceptance and the commit can send twice; the message then carries
the same Message-ID, by which mail systems recognise it (see docs/adr).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from requests_app.domain.together import TOGETHER
from requests_app.mail.outbound import send_letter
from requests_app.mail.outbound import send_message as mail_message
from requests_app.models import Delivery, Letter, Message
from requests_app.permissions import SYSTEM
from requests_app.selectors.together import cases_named, references_in
from requests_app.services import history

Row = TypeVar("Row", Delivery, Message)

MOST_ATTEMPTS = 8
FIRST_DELAY = timedelta(minutes=2)
IS_WHOLE = Q(letter=None) | Q(letter__state=Letter.State.ISSUED)
"""A message without a letter, or whose letter has been drawn: the only ones that may be sent."""


def deliver(delivery_id: int, *, at: datetime) -> bool:
    """Send an issued letter. True when this call sent it; a failure is kept on the row and tried again later."""
    rows = Delivery.objects.select_related("letter__case").filter(channel=Delivery.Channel.EMAIL)
    return _send(rows, delivery_id, send_letter, _tell_of_delivery, at=at)


def send_message(message_id: int, *, at: datetime) -> bool:
    """Send a clarification or another message to the applicant, never before its letter is drawn."""
    rows = Message.objects.select_related("case__applicant", "letter__case")
    rows = rows.filter(IS_WHOLE, direction=Message.Direction.OUT)
    return _send(rows, message_id, mail_message, _tell_of_message, at=at)


def waiting(*, at: datetime) -> tuple[list[int], list[int]]:
    """Deliveries and messages that are due to be sent, for the sweep."""
    due = Q(state=Delivery.State.PENDING) & (Q(next_attempt_at=None) | Q(next_attempt_at__lte=at))
    deliveries = Delivery.objects.filter(due, channel=Delivery.Channel.EMAIL).order_by("pk")
    messages = Message.objects.filter(due, IS_WHOLE, direction=Message.Direction.OUT).order_by("pk")
    return list(deliveries.values_list("pk", flat=True)[:500]), list(
        messages.values_list("pk", flat=True)[:500]
    )


def try_again(delivery: Delivery) -> None:
    """Put a failed delivery back in line, for an officer who has mended the address or the server."""
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED).update(
        state=Delivery.State.PENDING, attempts=0, next_attempt_at=None, error=""
    )


def _send(
    rows: QuerySet[Row],
    pk: int,
    mail: Callable[[Row], None],
    tell: Callable[[Row, datetime], None],
    *,
    at: datetime,
) -> bool:
    """Lock the row, hand its mail to the server and mark it, with the event that `tell` writes: one transaction."""
    with transaction.atomic():
        row = _take(rows, pk)
        if row is None:
            return False
        try:
            mail(row)
        except (OSError, ValueError) as error:  # ValueError: an address that no header can hold
            _postpone(row, error, at=at)
            return False
        _sent(row, at=at)
        tell(row, at)
    return True


def _tell_of_delivery(row: Delivery, at: datetime) -> None:
    case = row.letter.case
    others = cases_named(set(references_in(row.letter)) - {case.reference})
    for each in (case, *others):
        history.record(
            "delivered",
            by=SYSTEM,
            at=at,
            case=each,
            new={"channel": row.channel, "message_id": row.message_id},
            summary=f"Letter sent by e-mail{'' if each == case else f'{TOGETHER}{case.reference}'}",
        )


def _tell_of_message(row: Message, at: datetime) -> None:
    new = {"kind": row.kind}
    history.record("message_sent", by=SYSTEM, at=at, case=row.case, new=new, summary=f"Sent: {row.subject}")


def _take(rows: QuerySet[Row], pk: int) -> Row | None:
    locked = rows.select_for_update(skip_locked=True, of=("self",))
    return locked.filter(pk=pk, state=Delivery.State.PENDING).first()


def _sent(row: Delivery | Message, *, at: datetime) -> None:
    row.state, row.sent_at, row.error = Delivery.State.SENT, at, ""
    row.save()


def _postpone(row: Delivery | Message, error: Exception, *, at: datetime) -> None:
    """Try again after 2, 4, 8 … minutes; after the last attempt a person is shown the error."""
    row.attempts += 1
    row.error = f"{type(error).__name__}: {error}"[:500]
    row.next_attempt_at = at + FIRST_DELAY * 2 ** (row.attempts - 1)
    if row.attempts >= MOST_ATTEMPTS:
        row.state = Delivery.State.FAILED
    row.save()

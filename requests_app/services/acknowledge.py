"""How is a requester told that the request has arrived, and by when they can expect an answer?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import later, long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case, Message
from requests_app.permissions import Actor
from requests_app.services.acting import acting
from requests_app.services.correspondence import write_letter

_LATE: Final = later(
    "Our answer was due by {due_on}, and is late. We are sorry; we will answer as soon as we can."
)


def acknowledge(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Message:
    """Acknowledge a request, once: its reference, when it is due and why, what comes next (s45 Code)."""
    with acting(Act.ACKNOWLEDGE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        on = timezone.localdate(at)
        return write_letter(
            doing, LetterKind.ACKNOWLEDGEMENT, Particulars(), on=on, body=_briefly(doing.case, on)
        )


def _briefly(case: Case, on: date) -> str:
    """The letter in a line or two. A day that is past is not promised."""
    with speaking(Language(case.language)):
        received = tr("We received your request on {day}.", day=long_date(case.received_on))
        if case.deadline_on is None:
            return received
        if case.deadline_on < on:
            return f"{received} {tr(_LATE, due_on=long_date(case.deadline_on))}"
        return f"{received} {tr('We will answer by {day}.', day=long_date(case.deadline_on))}"

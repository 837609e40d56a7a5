"""How is a requester told that the request has arrived, and by when they can expect an answer?"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case, Message
from requests_app.permissions import Actor
from requests_app.services.acting import acting
from requests_app.services.correspondence import write_letter


def acknowledge(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Message:
    """Acknowledge a request, once: its reference, when it is due and why, what comes next (s45 Code)."""
    with acting(Act.ACKNOWLEDGE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        return write_letter(
            doing,
            LetterKind.ACKNOWLEDGEMENT,
            Particulars(),
            on=timezone.localdate(at),
            body=_briefly(doing.case),
        )


def _briefly(case: Case) -> str:
    with speaking(Language(case.language)):
        received = tr("We received your request on {day}.", day=long_date(case.received_on))
        if case.deadline_on is None:
            return received
        return f"{received} {tr('We will answer by {day}.', day=long_date(case.deadline_on))}"

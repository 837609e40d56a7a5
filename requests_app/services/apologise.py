"""How is a requester told that the answer is late, or will be?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case, Message
from requests_app.permissions import Actor
from requests_app.services.acting import acting
from requests_app.services.correspond import require_text
from requests_app.services.correspondence import write_letter


def apologise(
    case_id: int,
    *,
    text: str,
    expected_on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Message:
    """Say sorry, why, and by when the answer is now expected. No deadline moves: the case is late all the same."""
    text = require_text(text, "Write why the answer is late; the applicant reads it.")
    with acting(Act.APOLOGISE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        today = timezone.localdate(at)
        _require_later(doing.case, expected_on, today)
        return write_letter(
            doing,
            LetterKind.DELAY,
            Particulars(text=text, expected_on=expected_on),
            on=today,
            body=f"{text}\n\n{_expected(doing.case, expected_on)}",
        )


def _expected(case: Case, on: date) -> str:
    with speaking(Language(case.language)):
        return tr("We expect to answer by {day}.", day=long_date(on))


def _require_later(case: Case, expected_on: date, today: date) -> None:
    """A day that is still to come, and one that is late: within the time there is nothing to apologise for."""
    message = ""
    if expected_on <= today:
        message = "Enter a day that is still to come: by when do you now expect to answer?"
    elif case.deadline_on and expected_on <= case.deadline_on:
        message = (
            f"The answer is due by {long_date(case.deadline_on)}, so that day would not be late. "
            "Enter a later day, or send no apology."
        )
    if message:
        raise InvalidInput(message, fields={"expected_on": message})

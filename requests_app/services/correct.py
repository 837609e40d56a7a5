"""How is an issued response that was wrong replaced by a better one, so that both are kept?

A correction goes the way of every response: written, signed off, issued. It does not move the day on which the request
was answered.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.transitions import Act
from requests_app.models import Case, Letter
from requests_app.permissions import Actor
from requests_app.selectors.facts import current_letter
from requests_app.services.acting import acting
from requests_app.services.restore import restore


def correct(
    case_id: int, *, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Letter:
    """Begin a new version of the response. The reason is printed at its top."""
    if not reason.strip() or "\x00" in reason:
        message = "Write what was wrong; the letter says so at its top."
        raise InvalidInput(message, fields={"reason": message})
    with acting(Act.CORRECT, case_id, by=by, at=at, expected_version=expected_version) as doing:
        last = current_letter(doing.case)
        assert last is not None and last.issued_on is not None  # noqa: PT018 - the state says that it was issued
        highest = doing.case.letters.filter(kind=LetterKind.RESPONSE).aggregate(highest=Max("number"))[
            "highest"
        ]
        letter = Letter.objects.create(
            case=doing.case,
            number=highest + 1,
            corrects=last,
            correction_reason=reason.replace("\r\n", "\n").strip(),
            edits=last.edits,
        )
        doing.reason = letter.correction_reason
        doing.new["corrects"] = last.content_hash
    return letter


def cancel_correction(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Let the issued response stand after all; answers and decisions are put back to what it said."""
    with acting(Act.CANCEL_CORRECTION, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = current_letter(doing.case)
        assert letter is not None and letter.corrects is not None  # noqa: PT018 - the guard has seen it
        for case in (doing.case, *doing.together):
            restore(case, letter.corrects, doing.new)
        letter.state, letter.corrects = Letter.State.CANCELLED, None
        letter.save()
    return doing.case

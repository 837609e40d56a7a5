"""How does a request go to the authority that holds the information?"""

from __future__ import annotations

from datetime import date, datetime

from requests_app.domain.clock import EventKind
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case, Message
from requests_app.permissions import Actor
from requests_app.services.acting import acting
from requests_app.services.clock import add_event, derived_dates
from requests_app.services.correspond import plain_text, require_text
from requests_app.services.correspondence import write_letter
from requests_app.services.outcomes import set_transferred

LONGEST_NAME = 200


def transfer(
    case_id: int,
    *,
    to: str,
    contact: str,
    consent_on: date,
    text: str = "",
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Message:
    """Pass the request on, with the requester's consent only, and end the case (s45 Code; EIR reg 10)."""
    to = require_text(to, "Enter the name of the authority that answers now.", "to")
    contact = require_text(contact, "Enter how the requester can reach that authority.", "contact")
    _require_possible(to, consent_on, on)
    particulars = Particulars(text=plain_text(text), to=to, contact=contact, consent_on=consent_on)
    with acting(Act.TRANSFER, case_id, by=by, at=at, expected_version=expected_version) as doing:
        before = derived_dates(doing.case)
        add_event(doing.case, EventKind.TRANSFERRED, on=on, by=by, at=at, why=f"To {to}")
        set_transferred(doing.case)
        doing.note(before, derived_dates(doing.case))
        doing.new |= {"to": to, "consent_on": consent_on, "on": on, "outcome": doing.case.outcome}
        return write_letter(
            doing, LetterKind.TRANSFER, particulars, on=on, body=_briefly(doing.case, particulars)
        )


def _require_possible(to: str, consent_on: date, on: date) -> None:
    message, field = "", "consent_on"
    if consent_on > on:
        message = (
            "The consent comes after the transfer. Ask the requester first, and enter the day on which they agreed "
            "(s45 Code of Practice)."
        )
    elif len(to) > LONGEST_NAME or "\n" in to:
        message, field = f"Enter the name on one line, in at most {LONGEST_NAME} characters.", "to"
    if message:
        raise InvalidInput(message, fields={field: message})


def _briefly(case: Case, said: Particulars) -> str:
    assert said.consent_on is not None
    words = f"\n\n{said.text}" if said.text else ""
    with speaking(Language(case.language)):
        passed = tr(
            "We have passed your request to {authority}, as you agreed on {day}. They will answer you.",
            authority=said.to,
            day=long_date(said.consent_on),
        )
    return f"{passed}{words}\n\n{said.to}\n{said.contact}"

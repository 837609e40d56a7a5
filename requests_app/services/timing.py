"""How is time taken, put right or ended: extension, correction of receipt, lapse, withdrawal, silence, reopening?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from requests_app.domain.clock import EventKind
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.states import CaseState
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.models import Case
from requests_app.permissions import Actor
from requests_app.services.acting import acting
from requests_app.services.clock import add_event, derived_dates, recompute
from requests_app.services.correspond import require_text
from requests_app.services.correspondence import write_letter
from requests_app.services.receive import check_received_on

_ENDINGS = (EventKind.LAPSED, EventKind.WITHDRAWN, EventKind.TRANSFERRED, EventKind.CLOSED)


def extend(
    case_id: int,
    *,
    until: date | None,
    why: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Take more time: for the public-interest test, until an estimated date (s10(3), s17(2)); under the EIR to day 40.

    The s17(1) notice is due on day 20 all the same, and tells the applicant: nothing is sent here. Under the EIR there is
    no such notice, so the extension itself is told (reg 7(3)).
    """
    why = require_text(why, "Write why more time is needed.", "why")
    with acting(Act.EXTEND, case_id, by=by, at=at, expected_version=expected_version) as doing:
        case, today = doing.case, timezone.localdate(at)
        is_foia = case.regime == Case.Regime.FOIA
        if is_foia and (
            until is None or (case.statutory_deadline_on and until <= case.statutory_deadline_on)
        ):
            message = "Estimate the date of the decision: a day after the statutory deadline (FOIA s17(2))."
            raise InvalidInput(message, fields={"until": message})
        kind = EventKind.PIT_EXTENSION if is_foia else EventKind.EIR_EXTENSION
        before = derived_dates(case)
        add_event(case, kind, on=today, by=by, at=at, why=why, until=until if is_foia else None)
        doing.note(before, derived_dates(case))
        doing.reason = why
        if not is_foia and case.deadline_on:
            body = f"{why}\n\n{_extended(case, case.deadline_on)}"
            write_letter(doing, LetterKind.EXTENSION, Particulars(text=why), on=today, body=body)
    return doing.case


def _extended(case: Case, on: date) -> str:
    with speaking(Language(case.language)):
        return tr(
            "Your request is complex and asks for a great deal of information, so that we cannot answer it within 20 "
            "working days. We will answer it by {day} (regulation 7 of the Environmental Information Regulations 2004).",
            day=long_date(on),
        )


def correct_receipt(
    case_id: int, *, received_on: date, why: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Put the date of receipt right; every date that depends on it is worked out again from the events."""
    why = require_text(why, "Write why the date was wrong; it is kept in the history.", "why")
    check_received_on(received_on, today=timezone.localdate(at))
    with acting(Act.CORRECT_RECEIPT, case_id, by=by, at=at, expected_version=expected_version) as doing:
        case = doing.case
        before = derived_dates(case)
        case.clock_events.filter(kind=EventKind.RECEIVED.value).update(on=received_on)
        doing.change(received_on=received_on)
        recompute(case, today=timezone.localdate(at))
        doing.note(before, derived_dates(case))
        doing.reason = why
    return doing.case


def lapse(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Close a case whose clarification or fee never came."""
    with acting(Act.LAPSE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        add_event(doing.case, EventKind.LAPSED, on=timezone.localdate(at), by=by, at=at)
    return doing.case


def withdraw(
    case_id: int, *, why: str, on: date, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """The applicant no longer wants an answer."""
    why = require_text(why, "Write how the applicant withdrew the request.", "why")
    with acting(Act.WITHDRAW, case_id, by=by, at=at, expected_version=expected_version) as doing:
        add_event(doing.case, EventKind.WITHDRAWN, on=on, by=by, at=at, why=why)
        doing.reason = why
    return doing.case


def close_without_notice(
    case_id: int,
    *,
    earlier: str,
    earlier_on: date,
    why: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Stay silent: a section 14 notice was given on an earlier request, and another would be unreasonable (s17(6))."""
    earlier = require_text(
        earlier, "Enter the reference of the request that the earlier notice answered.", "earlier"
    )
    why = require_text(
        why, "Write why it would be unreasonable, in all the circumstances, to give another notice.", "why"
    )
    today = timezone.localdate(at)
    if earlier_on > today:
        message = "The earlier notice cannot have been given after today."
        raise InvalidInput(message, fields={"earlier_on": message})
    with acting(Act.CLOSE_WITHOUT_NOTICE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        add_event(doing.case, EventKind.CLOSED, on=today, by=by, at=at, why=why)
        doing.new |= {"earlier_notice": earlier, "earlier_notice_on": earlier_on}
        doing.reason = why
    return doing.case


def reopen(case_id: int, *, why: str, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Take back an end that was a mistake; the clock goes on as if it had not happened."""
    why = require_text(why, "Write why the case is opened again.", "why")
    with acting(Act.REOPEN, case_id, by=by, at=at, expected_version=expected_version) as doing:
        before = derived_dates(doing.case)
        doing.case.clock_events.filter(kind__in=[kind.value for kind in _ENDINGS]).delete()
        doing.change(outcome="")
        clock = recompute(doing.case, today=timezone.localdate(at))
        if clock.pause is not None:
            # It closed while it waited: it waits again, or the answer could never be recorded.
            asked = clock.history.open_clarification is not None
            doing.ends_in = CaseState.AWAITING_CLARIFICATION if asked else CaseState.AWAITING_FEE
        doing.note(before, derived_dates(doing.case))
        doing.reason = why
    return doing.case

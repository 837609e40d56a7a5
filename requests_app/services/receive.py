"""How does a request enter the application?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from requests_app.domain.calendar import FOIA_IN_FORCE_ON
from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.clock import EventKind
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language
from requests_app.domain.references import ReferencePattern
from requests_app.domain.text import long_date
from requests_app.domain.wording import propose_questions
from requests_app.models import Applicant, Case, ClockEventRow, Question, ReferenceCounter, Team
from requests_app.permissions import Actor, require_log_case
from requests_app.selectors.settings import authority
from requests_app.services import history
from requests_app.services.clock import derived_dates, recompute

LONGEST_WORDING = 200_000


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """A request as it arrived. Nothing of the applicant is required: what section 8 wants and is missing is asked for."""

    wording: str
    received_on: date
    applicant: ApplicantFile
    channel: str = Case.Channel.EMAIL
    regime: str = Case.Regime.FOIA
    timetable: str = Case.Timetable.STANDARD
    language: str = Language.ENGLISH
    team: Team | None = None


def log_case(new: NewRequest, *, by: Actor, at: datetime) -> Case:
    """Log a request, give it the next reference, start its clock and propose its questions.

    The reference's counter is locked until the case is written, so that none is skipped or given twice.
    Raises InvalidInput, NotPermitted.
    """
    require_log_case(by)
    _check(new, today=timezone.localdate(at))
    with transaction.atomic():
        case = _create(new, by=by, at=at)
        ClockEventRow.objects.create(
            case=case, kind=EventKind.RECEIVED, on=new.received_on, recorded_at=at, recorded_by=by
        )
        recompute(case, today=timezone.localdate(at))
        case.save()
        _propose(case)
        said = {"reference": case.reference, "received_on": new.received_on, "channel": new.channel}
        if new.language != Language.ENGLISH:
            said["language"] = new.language
        history.record(
            "logged", by=by, at=at, case=case, new=said | derived_dates(case), summary="Request logged"
        )
    return case


def next_reference(*, year: int, regime: str) -> str:
    """The next reference of a year, without gap or collision: its counter stays locked until the case is committed."""
    pattern = ReferencePattern(authority().reference_pattern)
    printed = "EIR" if regime == Case.Regime.EIR else "FOI"
    key = pattern.counter_key(year, printed)
    ReferenceCounter.objects.bulk_create([ReferenceCounter(key=key)], ignore_conflicts=True)
    counter = ReferenceCounter.objects.select_for_update().get(key=key)
    while True:
        counter.last_number += 1
        reference = pattern.format(year, counter.last_number, printed)
        # An imported case may hold a number already; it is passed over, not given twice.
        if not Case.objects.filter(reference=reference).exists():
            counter.save(update_fields=["last_number"])
            return reference


def section_8_gaps(applicant: ApplicantFile) -> tuple[str, ...]:
    """What section 8 asks of a valid request and this one lacks; it is logged all the same, and asked for."""
    gaps = []
    if not applicant.name.strip():
        gaps.append("Ask for the applicant's real name: the request does not give one (FOIA s8(1)(b)).")
    if not (applicant.email.strip() or applicant.postal_address.strip()):
        gaps.append("Ask for an address for correspondence: the request does not give one (FOIA s8(1)(b)).")
    return tuple(gaps)


def check_received_on(received_on: date, *, today: date) -> None:
    """A request arrives neither tomorrow nor before the right to ask existed. Raises InvalidInput."""
    message = ""
    if received_on > today:
        message = f"The date of receipt cannot be in the future: today is {long_date(today)}."
    elif received_on < FOIA_IN_FORCE_ON:
        message = (
            "The date of receipt cannot be before 1 January 2005, when the right to ask began (FOIA s87)."
        )
    if message:
        raise InvalidInput(message, fields={"received_on": message})


def check_wording(wording: str) -> None:
    message = ""
    if not wording.strip():
        message = "Enter the request in the applicant's own words (FOIA s8(1)(c))."
    elif "\x00" in wording:
        message = "The wording holds a character that cannot be stored (NUL). Remove it and try again."
    elif len(wording) > LONGEST_WORDING:
        message = (
            f"The wording has {len(wording):,} characters; at most {LONGEST_WORDING:,} can be kept here. "
            "Attach the request as a document and enter a summary."
        )
    if message:
        raise InvalidInput(message, fields={"wording": message})


def _check(new: NewRequest, *, today: date) -> None:
    check_wording(new.wording)
    check_received_on(new.received_on, today=today)


def _create(new: NewRequest, *, by: Actor, at: datetime) -> Case:
    asks = new.applicant
    return Case.objects.create(
        reference=next_reference(year=new.received_on.year, regime=new.regime),
        applicant=Applicant.objects.create(
            name=asks.name,
            organisation=asks.organisation,
            email=asks.email,
            postal_address=asks.postal_address,
            kind=asks.kind,
        ),
        regime=new.regime,
        timetable=new.timetable,
        language=new.language,
        channel=new.channel,
        wording=new.wording,
        received_on=new.received_on,
        logged_at=at,
        logged_by=by,
        officer=by,
        team=new.team or (by.team if by else None),
    )


def _propose(case: Case) -> None:
    texts = propose_questions(case.wording)
    Question.objects.bulk_create(
        Question(case=case, number=number, text=text) for number, text in enumerate(texts, start=1)
    )

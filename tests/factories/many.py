"""How do tests fill the database with thousands of cases in seconds?

Written in bulk past the services, yet as these leave them: the clock's own dates, questions, and a history
whose chain holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.clock import ClockEvent, EventKind, Regime, run_clock
from requests_app.domain.states import CaseState
from requests_app.models import Applicant, Case, ClockEventRow, Event, EventChain, Question, User
from requests_app.services.history import chain_key, event_hash
from tests.factories.cases import answered_case, instant
from tests.factories.decisions import decided, law_enforcement

STATES = (
    CaseState.NEW,
    CaseState.IN_PROGRESS,
    CaseState.ISSUED,
    CaseState.AWAITING_SIGN_OFF,
    CaseState.ISSUED,
    CaseState.AWAITING_CLARIFICATION,
    CaseState.ISSUED,
    CaseState.IN_PROGRESS,
)
"""Three of eight are finished: worse for a list of what is not than any real register."""

_NAMES = ("Rowan", "Mirela", "Dafydd", "Oonagh", "Zubair", "Hester", "Calum", "Ifeoma", "Bronwen")
_SURNAMES = ("Achterberg", "Voss", "Penhallow", "Quartey", "Ormsby", "Tregarthen", "Nwachukwu", "Fairlie")
_BODIES = ("", "", "", "Harbour Gazette", "Northmoor Tenants", "Wend Anglers")
_THINGS = (
    "vehicles",
    "complaints",
    "bicycles",
    "contracts",
    "cameras",
    "horses",
    "radios",
    "fines",
    "drones",
)
_PLACES = (
    "Harbour Road",
    "Mill Lane",
    "the Wend",
    "Quay Street",
    "Beacon Hill",
    "the tram depot",
    "Eastfield",
)


def many_cases(number: int, *, officers: Sequence[User], today: date | None = None) -> None:
    """Add this many cases of every kind, received over the last two years, dealt out to these officers."""
    today, first = today or timezone.localdate(), Case.objects.count()
    with transaction.atomic():
        applicants = Applicant.objects.bulk_create(map(_applicant, range(first, first + number)))
        cases = [
            _case(first + at, applicant, officers[at % len(officers)], today)
            for at, applicant in enumerate(applicants)
        ]
        events = [_dated(case, at, today) for at, case in enumerate(cases)]
        Case.objects.bulk_create(cases)
        ClockEventRow.objects.bulk_create(_row(case, each) for case, dated in events for each in dated)
        Question.objects.bulk_create(
            Question(case=case, number=at, text=text)
            for case in cases
            for at, text in enumerate(case.wording.splitlines()[1:], 1)
        )
        _write_history(cases)


def written_case(*, by: User) -> Case:
    """A case with searches, answers and a decision, so that each of its pages has something to say."""
    case = answered_case(by=by)
    decided(case, law_enforcement(1), by=by)
    return case


def tour(case: Case) -> dict[str, str]:
    """Every page that a working day looks at, by name: the lists, and those of this case."""
    base = f"/cases/{case.reference}/"
    return {
        "work list, mine": "/cases/?scope=mine",
        "work list, all": "/cases/?scope=all",
        "work list, any state": "/cases/?scope=all&state=any",
        "work list, last received": "/cases/?scope=all&state=any&order=received",
        "work list, by reference": "/cases/?scope=all&state=any&order=reference",
        "work list, late": "/cases/?scope=all&standing=late",
        "work list, to sign off": "/cases/?scope=all&standing=to_sign_off",
        "search, words of the request": "/cases/?q=drones+wend",
        "search, a requester": "/cases/?q=Achterberg",
        "search, a part of a reference": "/cases/?q=000007",
        "search that matches everything": "/cases/?q=please+tell+me",
        "case": base,
        "questions": f"{base}questions/",
        "question": f"{base}questions/1/",
        "new decision": f"{base}decisions/new/",
        "decision": f"{base}decisions/d1/",
        "letter": f"{base}letter/",
        "letter preview": f"{base}letter/preview/",
        "documents": f"{base}documents/",
        "tracking page": f"/track/{case.tracking_token}/",
    }


def tidy() -> None:
    """What a running server does by itself: statistics for the planner, indexes merged. Not in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _applicant(at: int) -> Applicant:
    name = f"{_NAMES[at % len(_NAMES)]} {_SURNAMES[at // 7 % len(_SURNAMES)]}"
    return Applicant(
        name=name,
        organisation=_BODIES[at % len(_BODIES)],
        email=f"{name.replace(' ', '.').lower()}.{at}@example.org",
        kind=Applicant.Kind.PUBLIC,
    )


def _case(at: int, applicant: Applicant, officer: User, today: date) -> Case:
    state = STATES[at % len(STATES)]
    # Open requests are weeks old, finished ones up to two years: as in a register that has been kept.
    age = at * 13 % 40 if state is not CaseState.ISSUED else 30 + at * 7 % 700
    thing, place = _THINGS[at % len(_THINGS)], _PLACES[at // 3 % len(_PLACES)]
    return Case(
        reference=f"01.FOI.{today:%y}.9{at:06d}",
        applicant=applicant,
        wording=f"Please tell me:\nHow many {thing} were at {place} in {1990 + at % 35}?\nWhat did they cost?",
        received_on=today - timedelta(days=age),
        logged_at=timezone.now(),
        logged_by=officer,
        officer=officer,
        state=state.value,
    )


def _dated(case: Case, at: int, today: date) -> tuple[Case, list[ClockEvent]]:
    """The case with the dates that its clock gives, and the events of the clock."""
    events = [ClockEvent(EventKind.RECEIVED, case.received_on)]
    if case.state == CaseState.ISSUED:
        events.append(ClockEvent(EventKind.RESPONDED, case.received_on + timedelta(days=20 + at % 10)))
    if case.state == CaseState.AWAITING_CLARIFICATION:
        events.append(ClockEvent(EventKind.CLARIFICATION_ASKED, case.received_on, "Which road?"))
    clock = run_clock(events, regime=Regime.FOIA, calendar=packaged_calendar(), today=today)
    case.statutory_deadline_on, case.deadline_on = clock.statutory_deadline_on, clock.deadline_on
    case.waiting_since_on, case.lapses_on = clock.waiting_since, clock.clarification_lapses_on
    case.responded_on = clock.responded_on
    case.due_on = None if clock.responded_on else clock.deadline_on or case.lapses_on
    return case, events


def _row(case: Case, event: ClockEvent) -> ClockEventRow:
    return ClockEventRow(
        case=case, kind=event.kind.value, on=event.on, why=event.why, recorded_at=case.logged_at
    )


def _write_history(cases: Sequence[Case]) -> None:
    events = []
    for case in cases:
        event = Event(
            chain=chain_key(case.pk),
            position=1,
            case=case,
            kind="logged",
            at=instant(case.received_on),
            by=case.logged_by,
            actor=str(case.logged_by),
            summary="Request logged",
        )
        event.hash = event_hash(event)
        events.append(event)
    Event.objects.bulk_create(events)
    EventChain.objects.bulk_create(EventChain(key=each.chain, length=1, head=each.hash) for each in events)

"""How do the dated events of a case become the dates that lists and pages show?

The clock is derived, never typed. This is the one place that runs it over stored events and keeps its results on the case.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from requests_app.domain.calendar import CalendarExhausted
from requests_app.domain.clock import Clock, ClockError, EventKind
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import OPEN, REVIEWING
from requests_app.models import Case, ClockEventRow, Letter, Message, RecalculationRequest
from requests_app.permissions import SYSTEM, Actor
from requests_app.selectors.clocks import Terms, running_clock
from requests_app.selectors.together import letters_of
from requests_app.services import history

log = logging.getLogger(__name__)

DERIVED = (
    "statutory_deadline_on",
    "deadline_on",
    "waiting_since_on",
    "lapses_on",
    "is_extended",
    "responded_on",
    "review_deadline_on",
    "due_on",
)


def recompute(case: Case, *, today: date, terms: Terms | None = None) -> Clock:
    """Set the derived dates of a locked case. The caller saves it.

    Raises InvalidInput, with the sentence of the clock, where the events contradict each other.
    """
    try:
        clock = running_clock(case, terms or Terms.load(today=today))
    except (ClockError, CalendarExhausted) as error:
        raise InvalidInput(str(error), fields={"on": str(error)}) from error
    case.statutory_deadline_on = clock.statutory_deadline_on
    case.deadline_on = clock.deadline_on
    case.waiting_since_on = clock.waiting_since
    case.lapses_on = clock.clarification_lapses_on or clock.fees_lapse_on
    case.is_extended = clock.is_extended
    case.responded_on = clock.responded_on
    case.review_deadline_on = clock.review_due_on
    case.due_on = _due_next(case, clock)
    return clock


def derived_dates(case: Case) -> dict[str, object]:
    """The stored results of the clock, to note what an act has moved."""
    return {name: getattr(case, name) for name in DERIVED}


def add_event(
    case: Case,
    kind: EventKind,
    *,
    on: date,
    by: Actor,
    at: datetime,
    why: str = "",
    until: date | None = None,
) -> ClockEventRow:
    """Record a dated fact and run the clock again. A date after today, or out of order, is refused."""
    if on > timezone.localdate(at):
        raise InvalidInput(
            "The date cannot be in the future. Enter the day on which it happened.",
            fields={"on": "The date cannot be in the future."},
        )
    row = ClockEventRow.objects.create(
        case=case, kind=kind.value, on=on, why=why, until=until, recorded_at=at, recorded_by=by
    )
    recompute(case, today=timezone.localdate(at))
    return row


def recompute_open_cases(*, reason: str, by: Actor, at: datetime) -> int:
    """Work out every open case's dates again after a change of the calendar; write an event on each that moved."""
    terms = Terms.load(today=timezone.localdate(at))
    states = [str(state) for state in OPEN | REVIEWING]
    moved = 0
    for pk in Case.objects.filter(state__in=states).order_by("pk").values_list("pk", flat=True).iterator():
        try:
            moved += _recompute_one(pk, terms=terms, reason=reason, by=by, at=at)
        except InvalidInput as error:
            # One case whose events contradict each other must not leave every other with a wrong deadline.
            log.warning("The dates of case %s could not be worked out: %s", pk, error.message)
    return moved


def request_recalculation(*, reason: str, by: Actor, at: datetime) -> RecalculationRequest:
    """Ask the worker to run every open clock again. The row outlives a lost broker; a sweep picks it up."""
    return RecalculationRequest.objects.create(reason=reason, requested_by=by, requested_at=at)


def run_recalculations(*, at: datetime) -> int:
    """Do what `request_recalculation` asked for. Safe to run twice, or at the same time in two workers.

    Each case is a transaction of its own: nobody waits for thousands of them, and a worker that is killed has done
    what it has done. A second run finds these cases unmoved and writes no second event.
    """
    moved = 0
    for row in RecalculationRequest.objects.filter(done_at=None).order_by("requested_at", "pk"):
        count = recompute_open_cases(reason=row.reason, by=row.requested_by or SYSTEM, at=at)
        RecalculationRequest.objects.filter(pk=row.pk, done_at=None).update(done_at=at, moved_count=count)
        moved += count
    return moved


def _recompute_one(pk: int, *, terms: Terms, reason: str, by: Actor, at: datetime) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=pk)
        before = derived_dates(case)
        recompute(case, today=timezone.localdate(at), terms=terms)
        after = derived_dates(case)
        changed = {name for name in DERIVED if before[name] != after[name]}
        if not changed:
            return False
        case.version += 1
        case.save(update_fields=[*DERIVED, "version"])
        history.record(
            "clock_recomputed",
            by=by,
            at=at,
            case=case,
            old={name: before[name] for name in changed},
            new={name: after[name] for name in changed},
            summary="The calendar changed: dates worked out again",
            reason=reason,
        )
        return True


def _due_next(case: Case, clock: Clock) -> date | None:
    """What a list sorts by: the answer's deadline, then an open review's; for a waiting case the day it can lapse.

    An extension for the public interest moves the decision only: until the notice is out, its day 20 is next (s17(1)).
    """
    if clock.responded_on is None:
        if clock.closed_on is not None:
            return None
        return (
            clock.statutory_deadline_on if _owes_notice(case, clock) else clock.deadline_on or case.lapses_on
        )
    return clock.review_due_on if clock.review_responded_on is None else None


def _owes_notice(case: Case, clock: Clock) -> bool:
    """Whether the applicant has yet to be told of an extension under s10(3): by a letter, or by an older system's."""
    if not clock.is_extended or case.regime != Case.Regime.FOIA or clock.deadline_on is None:
        return False
    told = letters_of(case).filter(kind=LetterKind.RESPONSE, state=Letter.State.ISSUED).exists()
    return not told and not case.messages.filter(kind="extension", direction=Message.Direction.OUT).exists()

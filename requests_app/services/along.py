"""Who goes along when something is done to a case whose letter answers others too?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from requests_app.domain.states import CaseState
from requests_app.domain.together import TOGETHER
from requests_app.models import Case
from requests_app.permissions import Actor
from requests_app.services import history

_IN_SIGN_OFF = frozenset({CaseState.AWAITING_SIGN_OFF, CaseState.APPROVED})


def lock_joined(case: Case) -> tuple[Case, ...]:
    """The cases that this one's letter answers too, locked. Always after the case that leads them."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True).filter(answered_with=case)
    return tuple(rows.select_related("applicant", "officer").order_by("pk"))


def lock_leading(case_id: int) -> None:
    """Lock the case whose letter answers this one, if any, before this one is: its letter's acts lock in that order."""
    leading = Case.objects.filter(answers_also=case_id).values_list("pk", flat=True).first()
    if leading is not None:
        Case.objects.select_for_update(no_key=True).only("pk").get(pk=leading)


def lock_all(cases: Iterable[int], *along: Iterable[Case]) -> tuple[Case, ...]:
    """These cases and those that their letters answer too, each once, locked in the order of the acts of a letter."""
    wanted = {*cases, *(case.pk for each in along for case in each)}
    rows = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    return tuple(rows.order_by(F("answered_with").asc(nulls_first=True), "pk"))


def take_along(
    case: Case, joined: Iterable[Case], *, kind: str, by: Actor, at: datetime, summary: str, reason: str
) -> None:
    """Bring each joined case to where the leading one is now, with an event of its own."""
    for each in joined:
        old, each.state = each.state, case.state
        each.version += 1
        each.save()
        history.record(
            kind,
            by=by,
            at=at,
            case=each,
            old={"state": old},
            new={"state": each.state, "answered_with": case.reference, "outcome": each.outcome},
            summary=f"{summary}{TOGETHER}{case.reference}",
            reason=reason,
        )


def let_go(case: Case, joined: Iterable[Case], *, by: Actor, at: datetime) -> None:
    """A case that ends without an answer leads none, and is led by none: each gets a letter of its own."""
    for each in joined:
        new: dict[str, str] = {"answered_with": ""}
        if each.state in _IN_SIGN_OFF:
            each.state = new["state"] = CaseState.IN_PROGRESS.value
        each.answered_with = None
        each.version += 1
        each.save()
        _separated(each, case.reference, by=by, at=at, new=new)
    if case.answered_with is not None:
        _separated(case.answered_with, case.reference, by=by, at=at, new={})
        case.answered_with = None


def _separated(case: Case, other: str, *, by: Actor, at: datetime, new: dict[str, str]) -> None:
    history.record(
        "separate",
        by=by,
        at=at,
        case=case,
        old={"answered_with": other} if new else {"answers_also": other},
        new=new,
        summary=f"No longer answered together with {other}, which ends without an answer",
    )

"""What is to do next? The officer's first screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.domain.errors import NotPermitted
from requests_app.domain.roles import CASE_READERS, CASE_WORKERS
from requests_app.domain.states import CaseState
from requests_app.models import Case, User
from requests_app.permissions import may_administer, may_log_case
from requests_app.selectors.worklist import APPROVERS, Counts, WorkList, load_work_list
from requests_app.selectors.workquery import ANY_STATE, Filter, Order, Scope, WorkQuery
from requests_app.views.common import person

REGIMES = ((Case.Regime.FOIA.value, "FOIA"), (Case.Regime.EIR.value, "EIR"))


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A count on top that leads to its cases."""

    label: str
    count: int
    url: str
    is_current: bool
    is_alarm: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A tab, a way of sorting, or an option of a filter."""

    label: str
    value: str
    is_current: bool
    url: str = ""


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """My cases or all, next due first; a page of fifty."""
    user = person(request)
    if not user.role_set & CASE_READERS:
        return _elsewhere(user)
    query = _query(request, user)
    found = load_work_list(query, user=user, today=timezone.localdate())
    context = {
        "found": found,
        "query": query,
        "search_text": query.text,
        "tabs": _tabs(query, user),
        "tiles": _tiles(query, found.counts, user),
        "orders": _orders(query),
        "states": _states(query),
        "standings": _standings(query, user),
        "regimes": _options(REGIMES, query.regime),
        "officers": _options(found.officers, query.officer),
        "teams": _options(found.teams, query.team),
        "previous_url": query.link(before=found.previous) if found.previous else "",
        "next_url": query.link(after=found.next) if found.next else "",
        "clear_url": f"?scope={query.scope}",
        "heading": _heading(query),
        "may_log": may_log_case(user),
        "is_empty_of_mine": _has_nothing(query, found),
    }
    return render(request, "casework/work_list.html", context)


def _elsewhere(user: User) -> HttpResponse:
    """Administrators as such see no case: their work is in Django admin."""
    if may_administer(user):
        return redirect("admin:index")
    raise NotPermitted("The work list needs a role that reads cases, such as officer, approver or auditor.")


def _query(request: HttpRequest, user: User) -> WorkQuery:
    """What was asked; whoever only signs off sees first what waits for that."""
    is_worker = bool(user.role_set & CASE_WORKERS)
    values = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    if not values and not is_worker and user.role_set & APPROVERS:
        values = {"standing": Filter.TO_SIGN_OFF.value}
    return WorkQuery.read(values, usual_scope=Scope.MINE if is_worker else Scope.ALL)


def _has_nothing(query: WorkQuery, found: WorkList) -> bool:
    return not found.rows and query.scope is Scope.MINE and not query.is_narrowed


def _heading(query: WorkQuery) -> str:
    if query.standing is Filter.TO_SIGN_OFF:
        return "Letters to sign off"
    if query.text:
        return f"Cases that match “{query.text}”"
    return "My cases" if query.scope is Scope.MINE else "All cases"


def _tabs(query: WorkQuery, user: User) -> list[Choice]:
    """Mine, all, and for those who sign off what waits for them, before the rest."""
    signing = query.standing is Filter.TO_SIGN_OFF
    tabs = [
        Choice(
            label=label,
            value=scope.value,
            url=f"?scope={scope}",
            is_current=query.scope is scope and not signing,
        )
        for scope, label in ((Scope.MINE, "My cases"), (Scope.ALL, "All cases"))
    ]
    if user.role_set & APPROVERS:
        url = f"?scope=all&standing={Filter.TO_SIGN_OFF}"
        tabs.insert(0, Choice(label="To sign off", value="sign", url=url, is_current=signing))
    return tabs


def _tiles(query: WorkQuery, counts: Counts, user: User) -> list[Tile]:
    rows = [
        (Filter.LATE, "Late", counts.late, True),
        (Filter.DUE_SOON, "Due in the next 5 working days", counts.due_soon, False),
    ]
    tiles = [
        Tile(
            label=label,
            count=count,
            url=f"?scope={query.scope}&standing={standing}",
            is_current=query.standing is standing,
            is_alarm=is_alarm and count > 0,
        )
        for standing, label, count, is_alarm in rows
    ]
    if user.role_set & APPROVERS:
        url = f"?scope=all&standing={Filter.TO_SIGN_OFF}"
        signing = query.standing is Filter.TO_SIGN_OFF
        tiles.insert(
            0, Tile(label="Waiting for me to sign off", count=counts.to_sign_off, url=url, is_current=signing)
        )
    return tiles


def _orders(query: WorkQuery) -> list[Choice]:
    labels = {Order.DUE: "next due", Order.RECEIVED: "last received", Order.REFERENCE: "reference"}
    return [
        Choice(label=label, value=order.value, url=query.link(order=order), is_current=query.order is order)
        for order, label in labels.items()
    ]


def _states(query: WorkQuery) -> list[Choice]:
    states = [("", "Not finished"), (ANY_STATE, "Any"), *((state.value, state.label) for state in CaseState)]
    return [Choice(label=label, value=value, is_current=query.state == value) for value, label in states]


def _standings(query: WorkQuery, user: User) -> list[Choice]:
    wanted = [each for each in Filter if each is not Filter.TO_SIGN_OFF or user.role_set & APPROVERS]
    return [Choice(label=each.label, value=each.value, is_current=query.standing is each) for each in wanted]


def _options(choices: object, chosen: object) -> list[Choice]:
    rows: list[tuple[object, object]] = list(choices)  # type: ignore[call-overload]
    return [
        Choice(label=str(label), value=str(value), is_current=str(value) == str(chosen or ""))
        for value, label in rows
    ]

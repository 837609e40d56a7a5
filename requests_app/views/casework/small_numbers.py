"""How are the small numbers of a table given: withheld, rounded, or as they are?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.casefile import SmallNumberMethod
from requests_app.domain.errors import CaseworkError, StaleEdit
from requests_app.domain.suppression import Plan
from requests_app.forms.small_numbers import SmallNumbersForm
from requests_app.models import Case
from requests_app.selectors.small_numbers import CHOSEN, SmallNumbersPage, load_small_numbers
from requests_app.services.small_numbers import choose_small_numbers, take_back_small_numbers
from requests_app.views.common import attempt, case_or_404, page, person, version_in

APPLY, PREVIEW, UNDO = "apply", "preview", "undo"
MOST_ROWS: Final = 200
"""So many rows and reasons are shown here; what is printed has all of them."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A number of the table, and whether it is small."""

    text: str
    is_small: bool


@require_http_methods(["GET", "HEAD", "POST"])
def small_numbers(request: HttpRequest, reference: str, number: int, position: int) -> HttpResponse:
    """The figures with the small ones marked, and what each way of giving them would print. Nothing is refused."""
    case = case_or_404(request, reference)
    shown = load_small_numbers(case, number, position, user=person(request))
    if request.method != "POST":
        return _draw(request, case, shown, SmallNumbersForm(initial=_initial(shown)))
    form = SmallNumbersForm(request.POST)
    act = request.POST.get("do", PREVIEW)
    if act == UNDO:
        return _undo(request, case, shown)
    if act != APPLY or not form.is_valid():
        return _draw(request, case, shown, form)
    return _apply(request, case, shown, form)


def _apply(request: HttpRequest, case: Case, shown: SmallNumbersPage, form: SmallNumbersForm) -> HttpResponse:
    _, error = attempt(
        form,
        lambda: choose_small_numbers(
            case.pk,
            shown.number,
            shown.position,
            form.choice,
            by=person(request),
            at=timezone.now(),
            seen_version=version_in(request) or 0,  # a form without its version is stale
        ),
    )
    if error is not None:
        return _draw(request, case, shown, form, error=error)
    messages.success(request, CHOSEN[form.choice.method])
    return redirect("casework:question", reference=case.reference, number=shown.number)


def _undo(request: HttpRequest, case: Case, shown: SmallNumbersPage) -> HttpResponse:
    form = SmallNumbersForm(_initial(shown))
    _, error = attempt(
        form,
        lambda: take_back_small_numbers(
            case.pk,
            shown.number,
            shown.position,
            by=person(request),
            at=timezone.now(),
            seen_version=version_in(request) or 0,
        ),
    )
    if error is not None:
        return _draw(request, case, shown, form, error=error)
    messages.success(request, "The original figures are back.")
    return redirect("casework:question", reference=case.reference, number=shown.number)


def _initial(shown: SmallNumbersPage) -> dict[str, Any]:
    if shown.stands is None:
        return {"method": SmallNumberMethod.SUPPRESS.value}
    return {
        "method": shown.stands.method.value,
        "has_nought": shown.stands.has_nought,
        "reason": shown.stands.reason,
    }


def _draw(
    request: HttpRequest,
    case: Case,
    shown: SmallNumbersPage,
    form: SmallNumbersForm,
    *,
    error: CaseworkError | None = None,
) -> HttpResponse:
    method, has_nought = _chosen(form)
    planned = shown.planned(method, has_nought=has_nought)
    version = version_in(request) if request.method == "POST" else shown.version
    if isinstance(error, StaleEdit) and error.current_version:
        version = error.current_version
    context: dict[str, Any] = {
        "case": case,
        "shown": shown,
        "form": form,
        "planned": planned,
        "stands": CHOSEN[shown.stands.method] if shown.stands else "",
        "rows": _marked(shown, planned),
        "reasons": _reasons(planned),
        "reason_heads": ["Number", "Figure", "Printed", "Why"],
        "verdict": _verdict(planned, shown, has_nought=has_nought),
        "printed_rows": planned.printed.rows[:MOST_ROWS],
        "more": max(0, len(planned.printed.rows) - MOST_ROWS),
        "version": version,
    }
    return page(request, "casework/small_numbers.html", context, error=error)


def _chosen(form: SmallNumbersForm) -> tuple[SmallNumberMethod, bool]:
    """What is to be shown, however incomplete the form."""
    typed = str(form["method"].value() or "")
    method = SmallNumberMethod(typed) if typed in set(SmallNumberMethod) else SmallNumberMethod.SUPPRESS
    return method, bool(form["has_nought"].value())


def _marked(shown: SmallNumbersPage, planned: Plan) -> list[list[Cell]]:
    small = set(planned.small)
    return [
        [Cell(text=text, is_small=(at, column) in small) for column, text in enumerate(row)]
        for at, row in enumerate(shown.original.rows[:MOST_ROWS])
    ]


def _reasons(planned: Plan) -> list[list[str]]:
    """Each cell that is printed otherwise; of a rounded table only the small ones, the others speak for themselves."""
    is_rounded = planned.method.base > 0
    return [
        [change.name, change.figure, change.printed, change.why]
        for change in planned.changes
        if change.is_small or not is_rounded
    ][:MOST_ROWS]


def _verdict(planned: Plan, shown: SmallNumbersPage, *, has_nought: bool) -> str:
    """What a reader could still work out, in a sentence or two."""
    if planned.audit.lack:
        return planned.audit.lack.value
    if planned.method is SmallNumberMethod.LEAVE or not planned.small:
        return ""
    one_or_each = (
        f"each of the {len(planned.small)} small numbers" if len(planned.small) > 1 else "the small number"
    )
    if planned.exposed:
        return f"A reader can still tell: {'; '.join(planned.exposed[:10])}."
    if planned.method.base:
        return f"Checked: a reader who adds up what is printed cannot tell {one_or_each} exactly."
    return (
        f"Checked: for a reader who adds up what is printed, {one_or_each} could be any number from "
        f"{shown.small(has_nought=has_nought).limits.low} to {shown.threshold - 1}."
    )

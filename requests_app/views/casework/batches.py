"""Which batches of letters are there, and how is a new one put together?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from requests_app.domain.errors import CaseworkError
from requests_app.forms.batch import AcknowledgementBatchForm, ReminderBatchForm
from requests_app.models import Batch
from requests_app.permissions import require_send_batches
from requests_app.selectors.batches import MOST, Proposal, batches_page, propose
from requests_app.services.batches import draft_batch
from requests_app.views.casework.once import key_of, once
from requests_app.views.casework.ticked import is_number, ticked
from requests_app.views.common import attempt, page, person

FORMS = {Batch.Kind.ACKNOWLEDGEMENT: AcknowledgementBatchForm, Batch.Kind.REMINDER: ReminderBatchForm}
ABOUT = {
    Batch.Kind.ACKNOWLEDGEMENT: "Open requests that nobody has acknowledged yet.",
    Batch.Kind.REMINDER: "Cases that wait for the applicant and can lapse within 30 days, not reminded yet.",
}


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """All batches, newest first."""
    require_send_batches(person(request))
    before = request.GET.get("before", "")
    lines, older = batches_page(person(request), before=int(before) if is_number(before) else None)
    context = {"lines": lines, "next_url": f"?before={older}" if older else ""}
    return render(request, "casework/batches/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: HttpRequest) -> HttpResponse:
    """Choose which letters, then untick the cases that should have none."""
    require_send_batches(person(request))
    wanted = request.GET.get("kind", "")
    if wanted not in Batch.Kind.values:
        kinds = [{"value": kind.value, "label": kind.label, "about": ABOUT[kind]} for kind in Batch.Kind]
        return render(request, "casework/batches/choose.html", {"kinds": kinds})
    kind = Batch.Kind(wanted)
    if request.method == "POST":
        return _draft(request, kind)
    return _draw(request, kind, FORMS[kind]())


def _draft(request: HttpRequest, kind: Batch.Kind) -> HttpResponse:
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        return _draw(request, kind, form)
    given: dict[str, Any] = {"text": form.cleaned_data.get("text", "")}
    with once(request) as sending:
        if sending.done_at:
            return redirect(sending.done_at)
        made, error = attempt(
            form,
            lambda: draft_batch(
                kind, ticked(request, "cases"), by=person(request), at=timezone.now(), **given
            ),
        )
        if made is None:
            return _draw(request, kind, form, error=error)
        url = reverse("casework:batch", args=[made.pk])
        sending.finish(url)
    return redirect(url)


def _draw(
    request: HttpRequest, kind: Batch.Kind, form: Any, *, error: CaseworkError | None = None
) -> HttpResponse:
    found = propose(kind, user=person(request), today=timezone.localdate())
    if request.method == "POST":
        chosen = frozenset(ticked(request, "cases"))
    else:
        chosen = _first_ticked(found, request.GET.get("tick", ""))
    context = {
        "kind": kind,
        "about": ABOUT[kind],
        "found": found,
        "chosen": chosen,
        "form": form,
        "most": MOST,
        "once": key_of(request),
        "is_reminder": kind is Batch.Kind.REMINDER,
    }
    return page(request, "casework/batches/new.html", context, error=error)


def _first_ticked(found: Proposal, tick: str) -> frozenset[int]:
    match tick:
        case "all":
            return frozenset(row.id for row in found.rows)
        case "none":
            return frozenset()
        case _:
            return found.ticked

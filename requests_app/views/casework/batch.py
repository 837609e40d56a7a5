"""How far is a batch of letters, what went wrong in it, and what can be done with it now?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from requests_app.domain.errors import CaseworkError, NotVisible, WrongState
from requests_app.letters.view import letter_view as drawn
from requests_app.models import Batch, BatchItem
from requests_app.permissions import require_send_batches, visible_batches
from requests_app.selectors.batches import Progress, items_of, progress_of
from requests_app.selectors.facts import wording_warnings
from requests_app.services.batch_run import write
from requests_app.services.batches import MOVES, BatchAct, change_batch
from requests_app.services.rehearse import Rehearsed, rehearsed
from requests_app.views.common import person

VARIANTS = {BatchAct.CANCEL: "warning", BatchAct.PAUSE: "secondary", BatchAct.RETRY: "secondary"}


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Before it is started: what would be sent. Afterwards: what was."""
    found = _found(request, pk)
    lines, numbers = items_of(found), progress_of(found)
    context = {
        "batch": found,
        "progress": numbers,
        "actions": _actions(found, numbers),
        "poll_url": reverse("casework:batch_progress", args=[pk]),
        "is_over": _is_over(found, numbers),
        "not_written": [line for line in lines if line.why],
        "written": [line for line in lines if line.state == BatchItem.State.DONE],
        "waiting": [line for line in lines if line.state == BatchItem.State.WAITING],
    }
    if found.state == Batch.State.DRAFT:
        letter, why_none = _preview(request, found)
        context |= {
            "letter": letter and drawn(letter.content, letter.stamp, title_level=3),
            "findings": wording_warnings(letter.content, by=person(request)) if letter else (),
            "why_none": why_none,
        }
    return render(request, "casework/batches/batch.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is asked for again while the batch runs."""
    found = _found(request, pk)
    numbers = progress_of(found)
    is_over = _is_over(found, numbers)
    context = {
        "label": numbers.words,
        "text": numbers.details,
        "value": numbers.total - numbers.waiting,
        "max": numbers.total,
        "done": is_over,
        "url": reverse("casework:batch", args=[pk]) if is_over else "",
        "link": "Show the result",
    }
    return render(request, "components/progress_state.html", context)


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Start, pause, resume, cancel, or try again what failed."""
    found = _found(request, pk)
    url = reverse("casework:batch", args=[pk])
    if act not in set(BatchAct):
        raise NotVisible("There is no such step.")
    try:
        change_batch(found.pk, BatchAct(act), by=person(request), at=timezone.now())
    except WrongState as error:
        error.url = url
        raise
    messages.success(request, f"{MOVES[BatchAct(act)].done}.")
    return redirect(url)


def _found(request: HttpRequest, pk: int) -> Batch:
    require_send_batches(person(request))
    batches = visible_batches(person(request)).select_related("created_by", "started_by", "finished_by")
    found = batches.filter(pk=pk).first()
    if found is None:
        raise NotVisible("There is no such batch.")
    return found


def _is_over(batch: Batch, progress: Progress) -> bool:
    return batch.state != Batch.State.RUNNING and not progress.drawing


def _actions(batch: Batch, progress: Progress) -> list[dict[str, object]]:
    """The buttons of this state; failures are tried again only where there are some."""
    return [
        {
            "label": MOVES[act].label,
            "url": reverse("casework:batch_act", args=[batch.pk, act.value]),
            "allowed": True,
            "post": True,
            "variant": VARIANTS.get(act, ""),
        }
        for act, move in MOVES.items()
        if batch.state in move.sources and (act is not BatchAct.RETRY or progress.failed or progress.undrawn)
    ]


def _preview(request: HttpRequest, batch: Batch) -> tuple[Rehearsed | None, str]:
    """The letter of the first case that can have one; or why the first has none."""
    given: dict[str, Any] = {"text": batch.text, "by": person(request), "at": timezone.now()}
    why = ""
    for case_id in batch.items.order_by("pk").values_list("case_id", flat=True)[:3]:
        try:
            return rehearsed(case_id, partial(write, batch.kind, case_id, **given)), ""
        except CaseworkError as error:
            why = why or " ".join([error.message, *(each.message for each in error.findings)])
    return None, why

"""How does an officer print what goes by post, and record that it is posted?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from requests_app.domain.errors import CaseworkError, NotReady, NotVisible
from requests_app.domain.text import plural
from requests_app.forms.batch import PrintForm
from requests_app.models import Batch, PrintFile
from requests_app.permissions import require_send_batches, visible_batches, visible_print_files
from requests_app.selectors.batches import MOST
from requests_app.selectors.posting import letters_of, recent_files, waiting_to_be_posted
from requests_app.services.printing import mark_posted, order_print, record_download
from requests_app.views.casework.once import key_of, once
from requests_app.views.casework.ticked import is_number, ticked
from requests_app.views.common import attempt, page, person


@require_http_methods(["GET", "HEAD", "POST"])
def to_post(request: HttpRequest) -> HttpResponse:
    """Letters that wait to be posted, of one batch or all, and the files made of them last."""
    require_send_batches(person(request))
    batch = _batch(request)
    if request.method == "POST":
        return _order(request, batch)
    return _draw(request, batch, PrintForm())


@require_safe
def print_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the file is ready, what is in it, and whether it is posted."""
    found = _found(request, pk)
    letters = list(letters_of(found))
    context = {
        "file": found,
        "letters": letters,
        "unposted": sum(letter.posted_at is None for letter in letters),
        "poll_url": reverse("casework:print_progress", args=[pk]),
    }
    return render(request, "casework/posting/file.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is asked for again while the file is made."""
    found = _found(request, pk)
    is_waiting = found.state == PrintFile.State.WAITING
    context = {
        "label": "The file is being made" if is_waiting else "The file is no longer waited for",
        "done": not is_waiting,
        "url": "" if is_waiting else reverse("casework:print_file", args=[pk]),
        "link": "Go on to the file",
    }
    return render(request, "components/progress_state.html", context)


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, kept by nobody on the way; who fetched it is in the history of each case."""
    found = _found(request, pk)
    try:
        row = record_download(found.pk, by=person(request), at=timezone.now())
    except NotReady as error:
        error.url = reverse("casework:print_file", args=[pk])
        raise
    answer = FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=f"letters-to-post-{pk}.pdf",
        content_type="application/pdf",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def posted(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of the file are in the post."""
    found = _found(request, pk)
    url = reverse("casework:print_file", args=[pk])
    try:
        number = mark_posted(found.pk, by=person(request), at=timezone.now())
    except NotReady as error:
        error.url = url
        raise
    messages.success(
        request, f"{plural(number, 'letter')} marked as posted." if number else "Posted already."
    )
    return redirect(url)


def _order(request: HttpRequest, batch: Batch | None) -> HttpResponse:
    form = PrintForm(request.POST)
    if not form.is_valid():
        return _draw(request, batch, form)
    is_duplex = form.cleaned_data["sides"] == "two"
    with once(request) as sending:
        if sending.done_at:
            return redirect(sending.done_at)
        made, error = attempt(
            form,
            lambda: order_print(
                ticked(request, "letters"),
                is_duplex=is_duplex,
                batch=batch,
                by=person(request),
                at=timezone.now(),
            ),
        )
        if made is None:
            return _draw(request, batch, form, error=error)
        url = reverse("casework:print_file", args=[made.pk])
        sending.finish(url)
    return redirect(url)


def _draw(
    request: HttpRequest, batch: Batch | None, form: PrintForm, *, error: CaseworkError | None = None
) -> HttpResponse:
    found = waiting_to_be_posted(person(request), batch_id=batch.pk if batch else None)
    if request.method == "POST":
        chosen = set(ticked(request, "letters"))
    else:
        chosen = {row.id for row in found.rows if row.printed_in is None}
    context: dict[str, Any] = {
        "batch": batch,
        "found": found,
        "chosen": chosen,
        "files": recent_files(person(request)),
        "form": form,
        "most": MOST,
        "once": key_of(request),
    }
    return page(request, "casework/posting/to_post.html", context, error=error)


def _batch(request: HttpRequest) -> Batch | None:
    wanted = request.GET.get("batch", "")
    if not wanted:
        return None
    found = visible_batches(person(request)).filter(pk=int(wanted)).first() if is_number(wanted) else None
    if found is None:
        raise NotVisible("There is no such batch.")
    return found


def _found(request: HttpRequest, pk: int) -> PrintFile:
    require_send_batches(person(request))
    files = visible_print_files(person(request)).select_related("ordered_by", "batch")
    found = files.filter(pk=pk).first()
    if found is None:
        raise NotVisible("There is no such file.")
    return found

"""Which files belong to this case, and how does one come in, get read and get taken out?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app.domain.errors import InvalidInput, NotReady, NotVisible
from requests_app.domain.text import join_words, plural
from requests_app.forms.documents import AttachForm
from requests_app.models import Case, Document
from requests_app.permissions import may_read_history
from requests_app.selectors.documents import document_line, documents_of
from requests_app.selectors.editing import why_no_documents
from requests_app.services.documents import Upload, attach, remove_document
from requests_app.views.common import case_or_404, page, person
from requests_app.views.uploads import limited_uploads, too_large_in

if TYPE_CHECKING:
    from requests_app.forms.documents import Uploaded

TEMPLATE = "casework/documents/list.html"


@limited_uploads
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The list, and the form under it that attaches more."""
    case = case_or_404(request, reference)
    if request.method != "POST":
        return _list(request, case, AttachForm())
    form = AttachForm(request.POST, request.FILES, turned_away=too_large_in(request))
    form.is_valid()  # files that are good are kept even when another one was turned away
    if "purpose" in form.cleaned_data and "title" in form.cleaned_data:
        _attach_each(request, case, form)
    if form.errors:
        return _list(request, case, form)
    return redirect("casework:documents", reference=case.reference)


@require_GET
def document(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """The file itself, never drawn in the browser: saved, under the name that was checked."""
    case = case_or_404(request, reference)
    found = case.documents.filter(pk=pk).first()
    if found is None or (found.removed_at is not None and not may_read_history(person(request))):
        raise NotVisible("There is no such document in this case.")
    case_or_404(request, reference, look=f"document {found.name}")
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise NotReady(
            f"“{found.name}” is missing from the store. Tell your administrator; the record of it is kept.",
            url=reverse("casework:documents", args=[case.reference]),
        ) from error
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Confirm, then take the document out of the case."""
    case = case_or_404(request, reference)
    found = case.documents.filter(pk=pk, removed_at=None).first()
    if found is None and request.method == "GET":
        raise NotVisible("There is no such document in this case.")
    if request.method == "POST":
        gone = remove_document(case.pk, pk, by=person(request), at=timezone.now())
        messages.success(request, f"Removed “{gone.name}”.")
        return redirect("casework:documents", reference=case.reference)
    return render(request, "casework/documents/remove.html", _removal(case, cast(Document, found)))


def _attach_each(request: HttpRequest, case: Case, form: AttachForm) -> None:
    """Attach every file that is good; a bad one is refused by name, and does not hold up the others."""
    new: list[Document] = []
    known: list[Document] = []
    for upload in cast("list[Uploaded]", form.cleaned_data.get("uploads", [])):
        try:
            attached = attach(
                case.pk,
                cast(Upload, upload),
                purpose=form.cleaned_data["purpose"],
                title=form.cleaned_data["title"],
                by=person(request),
                at=timezone.now(),
            )
        except (InvalidInput, NotReady) as error:
            form.add_error("uploads", error.message)
            continue
        (new if attached.is_new else known).append(attached.document)
    if new:
        messages.success(request, f"Attached {plural(len(new), 'file')}: {_names(new)}.")
    if known:
        messages.info(request, f"Already attached to this case, and kept once: {_names(known)}.")


def _names(documents: list[Document]) -> str:
    return join_words([f"“{document.name}”" for document in documents])


def _list(request: HttpRequest, case: Case, form: AttachForm) -> HttpResponse:
    lines = documents_of(case)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "documents": [line for line in lines if line.removed_at is None],
        "removed": [line for line in lines if line.removed_at is not None],
        "why_not": why_no_documents(case, person(request)),
        "may_open_removed": may_read_history(person(request)),
    }
    return page(request, TEMPLATE, context)


def _removal(case: Case, found: Document) -> dict[str, Any]:
    return {
        "case": case,
        "document": document_line(found),
        "heading": f"Remove “{found.name}”?",
        "consequences": [
            "the document leaves the list and can no longer be given in an answer",
            "the file and who removed it stay in the record",
        ],
        "confirm_label": "Remove the document",
        "variant": "warning",
        "cancel_url": reverse("casework:documents", args=[case.reference]),
    }

"""What does a requester see behind the link that we sent? Progress, dates with their reason, the response."""

from __future__ import annotations

import hashlib
import logging
import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.errors import NotVisible
from requests_app.domain.tongue import later, tr
from requests_app.letters.summary import MEDIA_TYPE, summary_text
from requests_app.letters.view import letter_view
from requests_app.models import Case, Letter
from requests_app.selectors.sent import said_in, sent_letter
from requests_app.selectors.tracking import IssuedLetter, issued_letter, issued_version, tracked
from requests_app.views.portal.links import behind_link, no_such_link

log = logging.getLogger(__name__)

_THIS_LETTER = later("Download this letter (PDF)")
_THIS_RESPONSE = later("Download this response (PDF)")


@behind_link
def track(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The request: where it stands, by when it is answered and why, what comes next."""
    shown = tracked(case, today=timezone.localdate())
    return render(request, "portal/track.html", {"tracked": shown, "token": case.tracking_token})


@behind_link
def letter(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The response as a page: the frozen content of what was issued, not what the case says today."""
    data_url = reverse("portal:letter_data", args=[case.tracking_token])
    return _read(request, case, issued_letter(case), data_url=data_url)


@behind_link
def letter_pdf(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The very bytes that were issued: a file that no longer has their hash is not given out."""
    return _download(request, case, issued_letter(case))


@behind_link
def version(request: HttpRequest, case: Case, kind: str, number: int) -> HttpResponseBase:
    """Another letter that went out: one that was replaced and says so, or the outcome of the review."""
    return _read(request, case, issued_version(case, kind, number))


@behind_link
def version_pdf(request: HttpRequest, case: Case, kind: str, number: int) -> HttpResponseBase:
    """The very bytes of such a letter."""
    return _download(request, case, issued_version(case, kind, number))


def _read(
    request: HttpRequest, case: Case, issued: IssuedLetter | None, *, data_url: str = ""
) -> HttpResponseBase:
    if issued is None:
        return no_such_link(request)
    label = _THIS_LETTER if issued.letter.kind == "review" else _THIS_RESPONSE
    context = {
        "letter": letter_view(issued.content, issued.stamp),
        "replaced_on": issued.replaced_on,
        "token": case.tracking_token,
        "pdf_url": _version_url("version_pdf", case, issued.letter),
        "data_url": data_url,
        "pdf_label": tr(label),
    }
    return render(request, "portal/letter.html", context)


def _version_url(name: str, case: Case, letter: Letter) -> str:
    return reverse(f"portal:{name}", args=[case.tracking_token, letter.kind, letter.number])


def _download(request: HttpRequest, case: Case, issued: IssuedLetter | None) -> HttpResponseBase:
    if issued is None:
        return no_such_link(request)
    return _file(request, case, issued.letter, read_url=_version_url("version", case, issued.letter))


@behind_link
def sent(request: HttpRequest, case: Case, kind: str, number: int) -> HttpResponseBase:
    """A letter that decided nothing, as it went out."""
    found = _sent(case, kind, number)
    if found is None:
        return no_such_link(request)
    context = {
        "letter": letter_view(*said_in(found)),
        "token": case.tracking_token,
        "pdf_url": reverse("portal:sent_pdf", args=[case.tracking_token, kind, number]),
        "pdf_label": tr(_THIS_LETTER),
    }
    return render(request, "portal/letter.html", context)


@behind_link
def sent_pdf(request: HttpRequest, case: Case, kind: str, number: int) -> HttpResponseBase:
    found = _sent(case, kind, number)
    if found is None:
        return no_such_link(request)
    read_url = reverse("portal:sent", args=[case.tracking_token, kind, number])
    return _file(request, case, found, read_url=read_url, ending=f"-{kind.replace('_', '-')}-{number}")


def _sent(case: Case, kind: str, number: int) -> Letter | None:
    try:
        return sent_letter(case, kind, number)
    except NotVisible:
        return None


def _file(
    request: HttpRequest, case: Case, letter: Letter, *, read_url: str, ending: str = ""
) -> HttpResponseBase:
    pdf = _issued_bytes(letter)
    if pdf is None:
        context = {"token": case.tracking_token, "reference": case.reference, "read_url": read_url}
        return render(request, "portal/no_file.html", context, status=503)
    return _attached(pdf, case, kind="application/pdf", ending=f"{ending}.pdf")


@behind_link
def letter_data(request: HttpRequest, case: Case) -> HttpResponseBase:
    """What the response that was issued decided, for a program to read: no word of it is about the requester."""
    issued = issued_letter(case)
    if issued is None:
        return no_such_link(request)
    data = summary_text(issued.content, issued.stamp).encode()
    return _attached(data, case, kind=MEDIA_TYPE, ending=".json")


def _attached(data: bytes, case: Case, *, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", case.reference)
    response["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _issued_bytes(letter: Letter) -> bytes | None:
    try:
        with letter.pdf.open("rb") as file:
            pdf = bytes(file.read())
    except OSError:
        log.exception("The file of letter %s cannot be read", letter.pk)
        return None
    if hashlib.sha256(pdf).hexdigest() != letter.pdf_sha256:
        log.error("The file of letter %s is not the one that was issued", letter.pk)
        return None
    return pdf

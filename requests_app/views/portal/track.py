"""What does a requester see behind the link that we sent? Progress, dates with their reason, the response."""

from __future__ import annotations

import hashlib
import logging
import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from requests_app.letters.view import letter_view
from requests_app.models import Case, Letter
from requests_app.selectors.tracking import issued_letter, tracked
from requests_app.views.portal.links import behind_link, no_such_link

log = logging.getLogger(__name__)


@behind_link
def track(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The request: where it stands, by when it is answered and why, what comes next."""
    shown = tracked(case, today=timezone.localdate())
    return render(request, "portal/track.html", {"tracked": shown, "token": case.tracking_token})


@behind_link
def letter(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The response as a page: the frozen content of what was issued, not what the case says today."""
    issued = issued_letter(case)
    if issued is None:
        return no_such_link(request)
    view = letter_view(issued.content, issued.stamp)
    return render(request, "portal/letter.html", {"letter": view, "token": case.tracking_token})


@behind_link
def letter_pdf(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The very bytes that were issued: a file that no longer has their hash is not given out."""
    issued = issued_letter(case)
    if issued is None:
        return no_such_link(request)
    pdf = _issued_bytes(issued.letter)
    if pdf is None:
        context = {"token": case.tracking_token, "reference": case.reference}
        return render(request, "portal/no_file.html", context, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", case.reference)
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
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

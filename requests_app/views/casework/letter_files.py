"""How is a letter downloaded: a draft drawn now, or the very file that went out?"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from html import escape
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.domain.errors import NotReady
from requests_app.letters.content import from_dict, stamp_from_dict
from requests_app.letters.render import RenderFailed, render_pdf
from requests_app.letters.summary import MEDIA_TYPE, summary_text
from requests_app.letters.together import references_of
from requests_app.models import Case, Letter
from requests_app.selectors.facts import current_letter
from requests_app.selectors.letter_page import issued_letter, shown_letter
from requests_app.selectors.places import link_to
from requests_app.selectors.together import references_in
from requests_app.views.common import case_or_404, look_along

PREVIEW_SECONDS: Final = 20
# One at a time in a process: drawing takes a whole core, and the pages of others must go on.
_DRAWING: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letter-preview")


@require_safe
def preview_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter as PDF as it stands, drawn at once within a time limit; workers draw what goes out."""
    case = case_or_404(request, reference, look="the letter (preview as PDF)")
    if case.is_led and case.answered_with is not None:
        return redirect("casework:letter_preview_pdf", reference=case.answered_with.reference)
    content, stamp = shown_letter(case, current_letter(case), today=timezone.localdate())
    look_along(request, case, references_of(content), look="the letter (preview as PDF)")
    drawing = _DRAWING.submit(render_pdf, content, stamp)
    url = link_to(case.reference, "letter")
    try:
        pdf = drawing.result(timeout=PREVIEW_SECONDS)
    except TookTooLong as error:
        drawing.cancel()
        message = f"The PDF took over {PREVIEW_SECONDS} seconds to draw. Preview the letter as a page."
        raise NotReady(message, url=url) from error
    except RenderFailed as error:
        raise NotReady(str(error), url=url) from error
    return file_answer(pdf, case, kind="application/pdf", ending="draft.pdf", inline=True)


@require_safe
def issued_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The PDF that went out, if it is still the same to the byte."""
    case, letter = _asked_for(request, reference, look="the issued letter (PDF)")
    pdf = unchanged_pdf(letter, url=link_to(case.reference, "letter"))
    return file_answer(pdf, case, kind="application/pdf", ending=f"{letter.kind}-{letter.number}.pdf")


@require_safe
def issued_html(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter that went out, as a file that any browser opens."""
    case, letter = _asked_for(request, reference, look="the issued letter (HTML)")
    whole = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(case.reference)}</title></head><body>{letter.html}</body></html>\n"
    )
    return file_answer(
        whole.encode(), case, kind="text/html; charset=utf-8", ending=f"{letter.kind}-{letter.number}.html"
    )


@require_safe
def issued_text(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter that went out, as plain text."""
    case, letter = _asked_for(request, reference, look="the issued letter (text)")
    return file_answer(
        letter.text.encode(),
        case,
        kind="text/plain; charset=utf-8",
        ending=f"{letter.kind}-{letter.number}.txt",
    )


@require_safe
def issued_data(request: HttpRequest, reference: str) -> HttpResponse:
    """What the letter that went out decided, as data: the file that lies in its PDF."""
    case, letter = _asked_for(request, reference, look="the issued letter (data)")
    assert letter.content is not None and letter.stamp is not None  # noqa: PT018 - what was issued is whole
    data = summary_text(from_dict(letter.content), stamp_from_dict(letter.stamp))
    return file_answer(data.encode(), case, kind=MEDIA_TYPE, ending=f"{letter.kind}-{letter.number}.json")


def _asked_for(request: HttpRequest, reference: str, *, look: str) -> tuple[Case, Letter]:
    """The case and its letter; the look is written into the history of every case that the letter answers."""
    case = case_or_404(request, reference, look=look)
    letter = issued_letter(case, request.GET.get("version", ""), request.GET.get("kind", ""))
    look_along(request, case, references_in(letter), look=look)
    return case, letter


def unchanged_pdf(letter: Letter, *, url: str) -> bytes:
    """The stored bytes of a letter that went out. NotReady, with the way back, where they are not those any more."""
    with letter.pdf.open("rb") as file:
        pdf = bytes(file.read())
    if hashlib.sha256(pdf).hexdigest() != letter.pdf_sha256:
        raise NotReady(
            "The stored PDF is not the one that was issued: its fingerprint differs. Tell your administrator, "
            "who can restore it from a backup.",
            url=url,
        )
    return pdf


def file_answer(data: bytes, case: Case, *, kind: str, ending: str, inline: bool = False) -> HttpResponse:
    """Kept by nobody on the way: it holds an applicant's personal data."""
    safe = "".join(each if each.isalnum() or each in ".-" else "-" for each in case.reference)
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{safe}-{ending}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

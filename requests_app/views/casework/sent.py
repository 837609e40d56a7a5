"""What did a letter without a decision say, where is its file, and can it be drawn after all?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from requests_app.domain.errors import NotVisible
from requests_app.letters.view import letter_view as drawn
from requests_app.models import Letter
from requests_app.selectors.sent import KINDS, said_in, sent_letter
from requests_app.services.issue import retry
from requests_app.views.casework.letter_files import file_answer, unchanged_pdf
from requests_app.views.common import case_or_404, person


@require_safe
def sent(request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
    """The letter as it went out."""
    case = case_or_404(request, reference, look="a letter to the applicant")
    letter = sent_letter(case, kind, number)
    context = {
        "case": case,
        "letter": drawn(*said_in(letter), title_level=2),
        "row": letter,
        "bar": [{"text": "Download the PDF", "url": _pdf_url(reference, kind, number)}],
    }
    return render(request, "casework/sent.html", context)


@require_safe
def sent_pdf(request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
    """The PDF that went out, if it is still the same to the byte."""
    case = case_or_404(request, reference, look="a letter to the applicant (PDF)")
    pdf = unchanged_pdf(sent_letter(case, kind, number), url=reverse("casework:case", args=[reference]))
    return file_answer(pdf, case, kind="application/pdf", ending=f"{kind.replace('_', '-')}-{number}.pdf")


@require_POST
def sent_retry(request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
    """Draw again what could not be drawn."""
    case = case_or_404(request, reference)
    letter = Letter.objects.filter(case=case, kind=kind, number=min(number, 32_767)).first()
    if letter is None or kind not in KINDS:
        raise NotVisible("There is no such letter.")
    retry(letter.pk, by=person(request), at=timezone.now())
    messages.success(request, "The letter is drawn again.")
    return redirect(f"{reverse('casework:case', args=[reference])}#messages")


def _pdf_url(reference: str, kind: str, number: int) -> str:
    return reverse("casework:sent_pdf", args=[reference, kind, number])

"""How are the applicant's details put right?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.errors import StaleEdit
from requests_app.forms.applicant import ApplicantForm, read_seen, write_seen
from requests_app.models import Case
from requests_app.selectors.content import applicant_file
from requests_app.services.manage import change_applicant
from requests_app.services.receive import section_8_gaps
from requests_app.views.casework.loading import case_to_edit
from requests_app.views.common import attempt, page, person


@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: HttpRequest, reference: str) -> HttpResponse:
    """Name and addresses; reading them is written down, changing them keeps old and new."""
    if request.method != "POST":
        case = case_to_edit(request, reference, look="the applicant's details")
        shown = applicant_file(case.applicant)
        initial = {**vars_of(case), "seen": write_seen(shown)}
        return page(request, "casework/applicant.html", _context(case, _form(case, initial=initial)))
    case = case_to_edit(request, reference)
    form, error = _form(case, data=request.POST), None
    if form.is_valid():
        given, seen = form.applicant, read_seen(form.cleaned_data["seen"])
        _, error = attempt(
            form, lambda: change_applicant(case.pk, given, by=person(request), at=timezone.now(), seen=seen)
        )
        if error is None:
            messages.success(request, "The applicant's details are saved.")
            for gap in section_8_gaps(given):
                messages.warning(request, gap)
            return redirect("casework:case", case.reference)
        if isinstance(error, StaleEdit):
            case.applicant.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": write_seen(applicant_file(case.applicant))}
    return page(request, "casework/applicant.html", _context(case, form), error=error)


def vars_of(case: Case) -> dict[str, str]:
    row = case.applicant
    return {
        "name": row.name,
        "organisation": row.organisation,
        "email": row.email,
        "postal_address": row.postal_address,
        "kind": row.kind,
    }


def _form(case: Case, *, data: object = None, initial: dict[str, str] | None = None) -> ApplicantForm:
    url = reverse("casework:case", args=[case.reference])
    return ApplicantForm(data, initial=initial, cancel_url=url)


def _context(case: Case, form: ApplicantForm) -> dict[str, object]:
    return {"case": case, "form": form}

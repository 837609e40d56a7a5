"""How does an officer log a request that has arrived?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import NotReady
from requests_app.domain.letterkinds import Language
from requests_app.domain.text import long_date
from requests_app.forms.log import REQUESTER, LogForm
from requests_app.models import Case
from requests_app.permissions import require_log_case
from requests_app.services.acknowledge import acknowledge
from requests_app.services.receive import NewRequest, log_case, section_8_gaps
from requests_app.views.casework.once import new_key, once
from requests_app.views.common import attempt, page, person


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """A double click logs one case: the second sending is led to the first's."""
    require_log_case(person(request))
    if request.method != "POST":
        return page(request, "casework/log.html", {"form": LogForm(initial={"once": new_key()})})
    form, error = LogForm(request.POST), None
    if form.is_valid():
        with once(request) as sending:
            if sending.done_at:
                return redirect(sending.done_at)
            new = _new_request(form.cleaned_data)
            case, error = attempt(form, lambda: log_case(new, by=person(request), at=timezone.now()))
            if case is not None:
                url = reverse("casework:questions", args=[case.reference])
                sending.finish(url)
                _say(request, case, new.applicant)
                if form.cleaned_data["acknowledge"]:
                    _acknowledge(request, case)
                return redirect(url)
    return page(request, "casework/log.html", {"form": form}, error=error)


def _new_request(typed: dict[str, Any]) -> NewRequest:
    return NewRequest(
        wording=typed["wording"],
        received_on=typed["received_on"],
        applicant=ApplicantFile(**{name: typed[name] for name in REQUESTER}),
        channel=typed["channel"],
        regime=typed["regime"],
        timetable=typed["timetable"],
        language=typed["language"] or Language.ENGLISH,
    )


def _acknowledge(request: HttpRequest, case: Case) -> None:
    """The request is logged whatever becomes of its acknowledgement."""
    if not case.applicant.has_correspondence_address:
        return
    try:
        acknowledge(case.pk, by=person(request), at=timezone.now())
    except NotReady as error:
        why = " ".join((error.message, *(finding.message for finding in error.findings)))
        messages.warning(request, f"The request is logged, but not acknowledged. {why}")
        return
    messages.success(request, "An acknowledgement is being sent.")


def _say(request: HttpRequest, case: Case, applicant: ApplicantFile) -> None:
    """The reference and the due date, and what section 8 wants that is missing."""
    due = f" The response is due by {long_date(case.deadline_on)}." if case.deadline_on else ""
    messages.success(request, f"Request logged as {case.reference}.{due}")
    for gap in section_8_gaps(applicant):
        messages.warning(request, gap)

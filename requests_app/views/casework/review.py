"""How does a reviewer decide afresh, question by question, what the applicant disputes?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from requests_app.domain.errors import CaseworkError, StaleEdit
from requests_app.domain.transitions import Step
from requests_app.forms.review import FindingForm
from requests_app.models import Case
from requests_app.selectors.places import link_to
from requests_app.selectors.review_page import FindingPage, load_finding_page, load_review_page
from requests_app.services.review import record_finding, remove_finding
from requests_app.views.common import attempt, case_or_404, page, person, version_in


@require_safe
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """What the applicant disputes, the first decision, each question with its finding, and what is still missing."""
    case = case_or_404(request, reference, look="the review")
    shown = load_review_page(case, user=person(request), today=timezone.localdate())
    context = {
        "case": case,
        "case_url": link_to(case.reference, ""),
        "letter_url": link_to(case.reference, "letter"),
        "shown": shown,
        "actions": [_action(case, step) for step in shown.steps],
    }
    return render(request, "casework/review/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The finding on one question, beside what was said first and what the case says now."""
    case = case_or_404(request, reference, look="the review")
    shown = load_finding_page(case, number, user=person(request), today=timezone.localdate())
    if request.method != "POST":
        row = shown.finding
        form = FindingForm(initial={"result": row.result, "reasons": row.reasons} if row else None)
        return _draw(request, case, shown, form)
    if request.POST.get("act") == "remove":
        return _remove(request, case, shown)
    form = FindingForm(request.POST)
    if not form.is_valid():
        return _draw(request, case, shown, form)
    _, error = attempt(
        form,
        lambda: record_finding(
            case.pk,
            number,
            by=person(request),
            at=timezone.now(),
            seen_version=version_in(request) or 0,
            **form.typed,
        ),
    )
    if error is not None:
        return _draw(request, case, shown, form, error=error)
    messages.success(request, f"Finding on question {number} saved.")
    return redirect("casework:review", reference=case.reference)


def _remove(request: HttpRequest, case: Case, shown: FindingPage) -> HttpResponse:
    form = FindingForm(request.POST)
    form.is_valid()
    seen = version_in(request) or 0
    _, error = attempt(
        form,
        lambda: remove_finding(
            case.pk, shown.number, by=person(request), at=timezone.now(), seen_version=seen
        ),
    )
    if error is not None:
        return _draw(request, case, shown, form, error=error)
    messages.success(request, f"Question {shown.number} has no finding: it counts as not disputed.")
    return redirect("casework:review", reference=case.reference)


def _draw(
    request: HttpRequest,
    case: Case,
    shown: FindingPage,
    form: FindingForm,
    *,
    error: CaseworkError | None = None,
) -> HttpResponse:
    """`version` is what was seen; once the other version is shown, saving again is on purpose."""
    version = shown.finding.version if shown.finding else 0
    if request.method == "POST" and not isinstance(error, StaleEdit):
        version = version_in(request) or 0
    elif isinstance(error, StaleEdit):
        version = error.current_version
    context: dict[str, Any] = {
        "case": case,
        "shown": shown,
        "form": form,
        "version": version,
        "review_url": link_to(case.reference, "review"),
        "question_url": link_to(case.reference, f"question:{shown.number}"),
        "decision_url": f"{link_to(case.reference, '')}decisions/new/",
    }
    return page(request, "casework/review/finding.html", context, error=error)


def _action(case: Case, step: Step) -> dict[str, Any]:
    return {
        "label": step.transition.label,
        "url": link_to(case.reference, f"act:{step.transition.act}"),
        "allowed": step.is_possible,
        "reason": step.why_not,
        "variant": "",
    }

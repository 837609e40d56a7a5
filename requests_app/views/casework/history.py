"""What has happened to this case, all of it, with old and new values?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from requests_app.permissions import may_read_history
from requests_app.selectors.history import history_page
from requests_app.views.common import case_or_404, person


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who looked at personal data is shown to auditors and managers only; they can leave it out."""
    may_see_looks = may_read_history(person(request))
    with_looks = may_see_looks and request.GET.get("looks") != "no"
    look = "the history, with the applicant's details"
    case = case_or_404(request, reference, look=look)
    found = history_page(
        case.pk,
        with_looks=with_looks,
        before=_id(request.GET.get("before", "")),
        after=_id(request.GET.get("after", "")),
    )
    keep = "" if with_looks or not may_see_looks else "&looks=no"
    context = {
        "case": case,
        "found": found,
        "may_see_looks": may_see_looks,
        "with_looks": with_looks,
        "previous_url": f"?after={found.newer}{keep}" if found.newer else "",
        "next_url": f"?before={found.older}{keep}" if found.older else "",
    }
    return render(request, "casework/history.html", context)


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

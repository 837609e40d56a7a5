"""What may anybody read about this service, its accessibility and its use of personal data?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.selectors.settings import regulator_on


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The first page: how to ask, how to follow a request, where staff come in."""
    return render(request, "publications/front.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement of SI 2018/952 reg 8: how far everybody can use the pages, and whom to tell if not."""
    return render(request, "publications/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What UK GDPR Articles 13 and 14 want people to be told."""
    regulator = regulator_on(timezone.localdate())
    return render(request, "publications/privacy.html", {"regulator": regulator})

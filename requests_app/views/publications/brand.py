"""How does the authority's accent colour reach every page without an inline style?"""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from requests_app.models import Authority
from requests_app.selectors.settings import authority

DEFAULT_COLOUR = "#1d4e6b"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@login_not_required
@require_safe
def brand_css(request: HttpRequest) -> HttpResponse:
    """A stylesheet of one line. Its address carries the colour, so that a browser may keep it for a day."""
    answer = HttpResponse(
        f":root {{ --authority-accent: {accent_of(authority())}; }}\n", content_type="text/css; charset=utf-8"
    )
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def brand_url(row: Authority) -> str:
    """The stylesheet's address: another colour has another one."""
    return f"{reverse('publications:brand')}?c={accent_of(row).lstrip('#')}"


def accent_of(row: Authority) -> str:
    """The colour entered, or our own where what is stored is no colour."""
    return row.accent_colour if _COLOUR.fullmatch(row.accent_colour) else DEFAULT_COLOUR

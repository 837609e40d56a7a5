"""How is a page behind an unguessable link kept from leaking, and guessing kept from being worth while?"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foi.accounts import client_address
from requests_app.domain.letterkinds import Language
from requests_app.domain.tongue import speaking
from requests_app.selectors.settings import authority
from requests_app.selectors.tracking import tracked_case

log = logging.getLogger(__name__)

MOST_MISSES: Final = 30
WINDOW_SECONDS: Final = 600
HEADERS: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


def behind_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view gets the case of the link, and what else is in the address.

    The link itself is the permission, so nothing of it may travel on:

    no referrer, no cache, no search engine. Whatever is wrong with a link, the answer is the same page; it is English,
    as there is no case that has a language.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, token: str, **where: str | int) -> HttpResponseBase:
        case = tracked_case(token)
        if case is None:
            return _sealed(no_such_link(request))
        with speaking(Language(case.language)):
            return _sealed(view(request, case, **where))

    return login_not_required(require_safe(wrapped))


@login_not_required
@require_safe
def unknown(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Any other address under the portal: a link that was cut off looks like this."""
    return _sealed(no_such_link(request))


def no_such_link(request: HttpRequest) -> HttpResponse:
    """One page for mistyped, replaced and unknown links; too many of them from one address get 429.

    Only misses are counted: a right link works from any address, also one that others share.
    """
    if _misses(client_address(request)) > MOST_MISSES:
        response = render(request, "portal/too_many.html", status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    return render(request, "portal/no_such_link.html", {"contact": authority()}, status=404)


def _misses(address: str) -> int:
    """How many links from this address led nowhere lately. Without a cache nobody is kept out."""
    key = f"portal-misses:{address}"
    try:
        cache.add(key, 0, WINDOW_SECONDS)
        return int(cache.incr(key))
    except Exception:
        log.warning("Misses of the portal could not be counted", exc_info=True)
        return 0


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    return response

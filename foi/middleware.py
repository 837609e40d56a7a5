"""How does a refusal by the domain become a page, who is sent to set up a second factor first, and what is not read?"""

import logging
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from requests_app.domain.errors import CaseworkError, NotVisible

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
PAGES = {400: "errors/422.html", 403: "errors/403.html", 409: "errors/409.html", 422: "errors/422.html"}


class WellFormedMiddleware:
    """Turns away what no page of ours sends, before it reaches the database or a decoder and fails there."""

    JUDGES_ITSELF = "/track/"  # one page, sealed, for whatever is wrong with a link

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info and not request.path_info.startswith(self.JUDGES_ITSELF):
            raise Http404("No address holds this character.")
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"'").lower() not in {"utf-8", "utf8"}:
            # Not raised: the page for that would read the form, and fail on it
            return HttpResponseBadRequest(
                "Forms are sent in UTF-8.", content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages for staff show personal data: nothing between us and the browser keeps them.

    `no-cache` and not `no-store`: with the latter, browsers forget what was typed when somebody goes back.
    Signing out empties the browser's store instead, so that Back shows nothing to the next person.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'
        return response


class DomainErrorMiddleware:
    """Different refusals, mapped once: moved on (409), may not (403), not ready (422); strangers get 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page gets `error`: its `message`, and its findings or differences where it has them."""
        if isinstance(exception, NotVisible):
            raise Http404(exception.message) from exception
        if not isinstance(exception, CaseworkError):
            return None
        logger.info("Refused with %s (%s)", exception.status, type(exception).__name__)
        return render(request, PAGES[exception.status], {"error": exception}, status=exception.status)


class StaffSecondFactorMiddleware:
    """Requesters' personal data is behind the sign-in, so staff need a second factor (STAFF_MFA_REQUIRED)."""

    FREE = ("/accounts/", "/static/", "/health/")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            messages.info(request, "Set up a second way to prove who you are before you go on.")
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not settings.STAFF_MFA_REQUIRED or request.path.startswith(self.FREE):
            return False
        return request.user.is_authenticated and not is_mfa_enabled(request.user)

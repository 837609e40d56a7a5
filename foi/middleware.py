"""How does a refusal by the domain become a page, and who is sent to set up a second factor first?"""

import logging
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from requests_app.domain import errors

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
PAGES: dict[type[Exception], tuple[int, str]] = {
    errors.WrongState: (409, "errors/409.html"),
    errors.StaleEdit: (409, "errors/409.html"),
    errors.NotReady: (422, "errors/422.html"),
    errors.NotPermitted: (403, "errors/403.html"),
}


class DomainErrorMiddleware:
    """Three different refusals, mapped once: moved on (409), may not (403), not ready (422); strangers get 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, errors.NotFound):
            raise Http404(str(exception)) from exception
        for kind, (status, template) in PAGES.items():
            if isinstance(exception, kind):
                logger.info("Refused with %s (%s)", status, kind.__name__)
                return render(request, template, {"error": exception}, status=status)
        return None


class StaffSecondFactorMiddleware:
    """Personal data of requesters is behind the sign-in, so staff need a second factor (STAFF_MFA_REQUIRED)."""

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

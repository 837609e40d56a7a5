"""Who gets an account, whose is its address, and how is a sign-in attempt counted?"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from requests_app.domain.errors import NotPermitted
from requests_app.selectors.settings import authority


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped upstream
    """Accounts are made by an administrator; nobody registers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind our own proxy everybody would otherwise share one address, and one limit."""
        return client_address(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the installation's address: the Host header is whatever the asker wrote."""
        uid, _, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the name of the authority, for the same reason."""
        ours = {"name": authority().name, "domain": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**context, "current_site": ours})

    def format_email_subject(self, subject: str) -> str:
        return " ".join(subject.split())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Without the host, of which every port would give further tries."""
        return attempted_username(request, credentials)


def own_address(request: HttpRequest) -> HttpResponse:
    """The e-mail address is who somebody is here, in the history and for sign-off: nobody changes their own."""
    raise NotPermitted("An administrator changes e-mail addresses, so that the change is in the history.")


def attempted_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address as typed, in one spelling, so that capitals give no further tries."""
    given = credentials or {}
    typed = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def client_address(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For counts only as far as our own proxies wrote it."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted: int = settings.TRUSTED_PROXY_COUNT
    if trusted and len(hops) >= trusted:
        return str(hops[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))

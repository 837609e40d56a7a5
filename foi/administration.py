"""Who comes into Django admin, and by which door?

By the application's own sign-in, so that lock-out and second factor hold here too; let in by role, not by Django's
permissions and groups.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class CaseworkAdminConfig(AdminConfig):
    """Django admin with the site below."""

    default_site = "foi.administration.CaseworkAdminSite"


class CaseworkAdminSite(AdminSite):
    """Settings for administrators; the record, to read, for those whose role reads it."""

    site_header = "FOI casework: administration"
    site_title = "FOI casework administration"
    index_title = "Settings and records"
    site_url = "/cases/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators, and those who read the whole history (auditors, managers)."""
        from requests_app.permissions import may_administer, may_read_history

        user: Any = request.user
        return user.is_authenticated and (may_administer(user) or may_read_history(user))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Lists hand the filters of an address to the database, which refuses NUL."""
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any("\x00" in value for values in request.GET.lists() for value in values[1]):
                raise BadRequest("No filter holds this character.")
            return shown(request, *args, **kwargs)  # type: ignore[no-any-return]

        return checked

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page, with what an administrator should see to."""
        from requests_app.permissions import may_administer
        from requests_app.selectors.upkeep import upkeep

        user: Any = request.user
        if may_administer(user):
            for sentence in upkeep(timezone.localdate()):
                messages.warning(request, sentence)
        return super().index(request, extra_context)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in. Whoever has passed it and may not be here is told so, not asked again."""
        if request.user.is_authenticated:
            if self.has_permission(request):
                return HttpResponseRedirect(reverse("admin:index"))
            raise PermissionDenied("The administration needs the role of administrator or auditor.")
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")

    def password_change(  # type: ignore[override]  # to the application's own page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))

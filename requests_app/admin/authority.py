"""Which authority is this, and who regulates it?"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from requests_app.admin.base import KeptByAdministrators
from requests_app.models import Authority, Regulator


class PrivateFileInput(forms.ClearableFileInput):
    """Names the stored file without a link: no address leads to stored files."""

    template_name = "admin/private_file_input.html"


_SHOWN: Final[dict[str, dict[str, Any]]] = {
    "logo": {"widget": PrivateFileInput},
    "accent_colour": {
        "widget": forms.TextInput(attrs={"size": 9}),
        "help_text": "The colour of lines and headings, such as #1d4e6b. White words on it must be readable.",
    },
    "reference_pattern": {
        "widget": forms.TextInput(attrs={"size": 40}),
        "help_text": (
            "Such as 01.FOI.{yy}.{number:06d}, which gives 01.FOI.26.000123. {number} is required; {yy} or {yyyy} is "
            "the year, {regime} is FOI or EIR. It holds for new requests: a reference once given stays."
        ),
    },
}


@admin.register(Authority)
class AuthorityAdmin(KeptByAdministrators):
    """One row: the list leads straight to it."""

    fieldsets = (
        (None, {"fields": ("name", "short_name", "kind")}),
        ("How to reach it", {"fields": ("address", "email", "telephone", "website", "review_contact")}),
        ("How it looks", {"fields": ("logo", "logo_text", "accent_colour")}),
        ("Letters", {"fields": ("letter_layout", "letter_has_annex")}),
        ("References", {"fields": ("reference_pattern",)}),
        (
            "Thresholds and periods",
            {
                "fields": (
                    "appropriate_limit",
                    "small_number_threshold",
                    "has_review",
                    "review_request_days",
                    "clarification_days",
                )
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not Authority.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **(kwargs | _SHOWN.get(db_field.name, {})))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = Authority.objects.first()
        name = "requests_app_authority_change" if row else "requests_app_authority_add"
        return HttpResponseRedirect(reverse(f"admin:{name}", args=[row.pk] if row else []))


@admin.register(Regulator)
class RegulatorAdmin(KeptByAdministrators):
    """From which day which name and address is printed; letters already issued keep theirs."""

    list_display = ("name", "in_force_from", "telephone", "complaint_url")

"""What do all pages of Django admin share: who may, and how a change reaches the service and the history?"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from requests_app.domain.errors import InvalidInput
from requests_app.models import User
from requests_app.permissions import may_administer
from requests_app.services.settings import NEED_REASON, check_setting, delete_setting, save_setting


class CheckedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose record is checked by the service before it is offered for saving."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        refuse(self, self.instance)


class ReasonForm(CheckedForm):
    """Asks why, too: the days that count are the law's, and a change of them moves deadlines."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Reason for the change",
        help_text="Kept in the history, and on every case whose deadline moves. Such as: proclamation of 3 May 2026.",
        error_messages={"required": "Enter why the days are changed: deadlines move with them."},
    )


class KeptByAdministrators(admin.ModelAdmin):  # type: ignore[type-arg]
    """Settings: for administrators alone, whatever Django's own permissions say; each change is in the history."""

    form = CheckedForm
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    actions: Any = None  # nothing is deleted by the dozen: each deletion is looked at

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_administer(person(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(person(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(person(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(person(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(person(request))

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        reason = form.cleaned_data.get("reason", "")
        save_setting(obj, by=person(request), at=timezone.now(), reason=reason)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        delete_setting(obj, by=person(request), at=timezone.now(), reason=request.POST.get("reason", ""))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            for row in queryset:
                self.delete_model(request, row)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where the service wants a reason, the page that asks "are you sure" asks for it too."""
        needs_reason = issubclass(self.model, NEED_REASON)
        if request.method == "POST" and needs_reason and not request.POST.get("reason", "").strip():
            messages.error(request, "Enter why the days are changed: deadlines move with them.")
            return HttpResponseRedirect(request.get_full_path())
        return super().delete_view(
            request, object_id, {**(extra_context or {}), "needs_reason": needs_reason}
        )


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Something to look at: nobody adds, changes or deletes it here. Say who may look in `may_read`."""

    actions: Any = None
    list_per_page = 50
    show_full_result_count = False

    def may_read(self, user: User) -> bool:
        return may_administer(user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_read(person(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_read(person(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def refuse(form: forms.BaseForm, row: models.Model) -> None:
    """Put what the service would refuse beside its field, unless the field has an error already."""
    try:
        check_setting(row)
    except InvalidInput as refused:
        for name, message in refused.fields.items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, message)


def person(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # the site lets nobody else through
    return user

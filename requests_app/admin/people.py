"""Who works here, with which roles, and how do they get in?"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from requests_app.admin.base import CheckedForm, KeptByAdministrators, ReadOnly, person
from requests_app.domain.roles import DESCRIPTIONS, Role
from requests_app.models import Team, User
from requests_app.permissions import may_administer
from requests_app.services.people import forget_second_factor, invite, lift_lockout, password_was_set

for unused in (Group, EmailAddress, Authenticator, AccessAttempt, AccessFailureLog, AccessLog):
    if admin.site.is_registered(unused):
        admin.site.unregister(unused)


class PersonForm(CheckedForm):
    """The description beside each role is the manual of it."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, f"{role.label}. {DESCRIPTIONS[role]}") for role in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Somebody without a role can sign in and see nothing.",
    )

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "job_title", "team", "roles", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "first_name", "last_name"):
            self.fields[name].required = True

    def clean_email(self) -> str:
        """The address is the user name: two that differ in capitals would be one person twice."""
        email: str = self.cleaned_data["email"].strip()
        if User.objects.filter(username=email.lower()).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody has an account with this e-mail address already.")
        return email


@admin.register(User)
class PersonAdmin(KeptByAdministrators, UserAdmin):  # type: ignore[type-arg]
    """Accounts are made inactive, never deleted: the history names them."""

    form = PersonForm
    add_form = PersonForm
    add_form_template = None
    list_display = ("email", "first_name", "last_name", "team", "roles_in_words", "is_active", "last_login")
    list_filter = ("is_active", "team")
    list_select_related: ClassVar = ("team",)
    search_fields = ("email", "first_name", "last_name")
    ordering = ("last_name", "first_name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    actions = ("send_link", "remove_second_factor")
    _person: Any = (
        (None, {"fields": ("email", "first_name", "last_name", "job_title", "team")}),
        ("What they may do", {"fields": ("roles", "is_active")}),
    )
    fieldsets = (*_person, ("Sign-in", {"fields": ("last_login", "date_joined")}))
    add_fieldsets = _person

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Roles")
    def roles_in_words(self, row: User) -> str:
        return ", ".join(Role(role).label for role in row.roles) or "None"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            transaction.on_commit(partial(_send_link, request, obj))

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - Django's address calls it so
        form_url: str = "",
    ) -> HttpResponse:
        """Setting a password is a change like any other: written down in the same transaction, without the password."""
        with transaction.atomic():
            pk = int(id) if id.isdecimal() and len(id) < 19 else 0
            before = User.objects.select_for_update().filter(pk=pk).first()
            response = super().user_change_password(request, id, form_url)
            after = User.objects.filter(pk=before.pk).first() if before else None
            if before and after and before.password != after.password:
                password_was_set(after, by=person(request), at=timezone.now())
        return response

    @admin.action(description="Send a link to choose a password")
    def send_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for each in queryset.filter(is_active=True):
            _send_link(request, each)

    @admin.action(description="Remove the second factor, for somebody who has lost it")
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for each in queryset:
            count = forget_second_factor(each, by=person(request), at=timezone.now())
            words = "has to set up a second factor at the next sign-in" if count else "had no second factor"
            messages.info(request, f"{each} {words}.")


@admin.register(Team)
class TeamAdmin(KeptByAdministrators):
    list_display = ("name", "email")
    search_fields = ("name",)


@admin.register(AccessAttempt)
class AccessAttemptAdmin(ReadOnly):
    """Failed sign-ins, and who is locked out by them."""

    list_display = ("attempt_time", "username", "ip_address", "failures_since_start")
    search_fields = ("username", "ip_address")
    fields = ("attempt_time", "username", "ip_address", "user_agent", "failures_since_start")
    actions = ("lift",)

    @admin.action(description="Let them try again")
    def lift(self, request: HttpRequest, queryset: QuerySet[AccessAttempt]) -> None:
        if may_administer(person(request)):
            count = lift_lockout(queryset, by=person(request), at=timezone.now())
            messages.success(request, f"Failed sign-ins forgotten: {count}. They can try again now.")


def _send_link(request: HttpRequest, account: User) -> None:
    try:
        invite(account, by=person(request), at=timezone.now())
    except OSError:
        messages.error(
            request,
            f"The link for {account} could not be sent: the mail server does not answer. Send it again from the "
            "list of users, or set a password.",
        )
    else:
        messages.success(request, f"A link to choose a password was sent to {account.email}.")

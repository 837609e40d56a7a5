"""How does somebody get into the application, and how is a door that closed on them opened again?

Accounts are never deleted: the history names them. Somebody who leaves is made inactive.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from requests_app.domain.errors import NotPermitted
from requests_app.domain.roles import Role
from requests_app.mail.outbound import send_invitation
from requests_app.models import User
from requests_app.permissions import Actor, may_administer
from requests_app.services import history


def check_person(person: User) -> dict[str, str]:
    """Whether an account may be saved as it is: an installation without an administrator cannot be mended from within."""
    keeps_access = person.is_active and Role.ADMINISTRATOR in person.role_set
    if keeps_access or person.pk is None or _other_administrators(person).exists():
        return {}
    before = User.objects.filter(pk=person.pk, is_active=True, roles__contains=[Role.ADMINISTRATOR.value])
    if not before.exists():
        return {}
    field = "roles" if person.is_active else "is_active"
    return {field: "This is the last administrator. Make somebody else an administrator first."}


def lock_administrators() -> None:
    """Two administrators who take the role from each other at once act one after the other."""
    administrators = User.objects.filter(roles__contains=[Role.ADMINISTRATOR.value]).order_by("pk")
    list(administrators.select_for_update().values_list("pk", flat=True))


def settle_person(person: User, before: models.Model | None) -> None:
    """Set what follows from the rest: the user name, the way into admin, and no sign-in by an address given up."""
    person.email = person.email.strip()
    person.username = person.email.lower()
    person.is_staff = Role.ADMINISTRATOR in person.role_set
    person.is_superuser = False
    if before is None and not person.password:
        person.set_unusable_password()
    if isinstance(before, User) and before.email.lower() != person.email.lower():
        EmailAddress.objects.filter(user=person).delete()


def invite(person: User, *, by: Actor, at: datetime) -> None:
    """Send a link to choose a password. It works once, and for a few days. OSError where mail cannot be sent."""
    _require_administrator(by)
    key = default_token_generator.make_token(person)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key}
    )
    send_invitation(person, f"{settings.SITE_URL}{path}")
    with transaction.atomic():
        history.record(
            "user_invited",
            by=by,
            at=at,
            new={"to": person.email},
            summary=f"Link to choose a password sent: {person}",
        )


def password_was_set(person: User, *, by: Actor, at: datetime) -> None:
    """Write down that an administrator has set somebody's password. Call it in the transaction of that change."""
    _require_administrator(by)
    history.record("user_password_set", by=by, at=at, summary=f"Password set by an administrator: {person}")


def forget_second_factor(person: User, *, by: Actor, at: datetime) -> int:
    """Let somebody who has lost their phone set up a second factor again; the number of those removed."""
    _require_administrator(by)
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=person)
        kinds = sorted(factors.values_list("type", flat=True))
        if kinds:
            factors.delete()
            history.record(
                "user_second_factor_removed",
                by=by,
                at=at,
                old={"second_factors": kinds},
                summary=f"Second factor removed: {person}",
            )
    return len(kinds)


def lift_lockout(attempts: models.QuerySet[AccessAttempt], *, by: Actor, at: datetime) -> int:
    """Let somebody try again who was locked out after failed sign-ins; the number of records removed."""
    _require_administrator(by)
    with transaction.atomic():
        names = sorted({str(name) for name in attempts.values_list("username", flat=True)})
        count, _ = attempts.delete()
        if names:
            history.record(
                "lockout_lifted", by=by, at=at, old={"tried_as": names}, summary="Sign-in lock-out lifted"
            )
    return count


def _other_administrators(person: User) -> models.QuerySet[User]:
    administrators = User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR.value])
    return administrators.exclude(pk=person.pk)


def _require_administrator(by: Actor) -> None:
    if by is not None and not may_administer(by):
        raise NotPermitted("Changing accounts needs the role of administrator.")

"""Who works here, and in which team?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from requests_app.domain.roles import CASE_WORKERS, Role


class Team(models.Model):
    """Officers who share work, or a part of the authority that holds information."""

    name = models.CharField(max_length=120, unique=True)
    email = models.EmailField(blank=True, help_text="Where the team is told of new work.")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class StaffManager(UserManager["User"]):
    """Creates people by e-mail address; the user name follows from it."""

    def create_person(self, email: str, name: str, roles: list[Role], password: str | None = None) -> User:
        first, _, last = name.partition(" ")
        user = self.create_user(
            username=email, email=email, password=password, first_name=first, last_name=last
        )
        user.roles = [str(role) for role in roles]
        user.is_staff = Role.ADMINISTRATOR in roles
        user.save()
        return user

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **more: Any
    ) -> User:
        """The first administrator of an installation (`manage.py createsuperuser`): roles open doors, not flags."""
        more = {"roles": [Role.ADMINISTRATOR.value]} | more
        return super().create_superuser(username, email, password, **more)


class User(AbstractUser):
    """A member of staff. `roles` decide what they may do; see `requests_app.domain.roles`."""

    job_title = models.CharField(max_length=120, blank=True, help_text="Printed under the name on letters.")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role]),
        default=list,
        blank=True,
    )

    objects: ClassVar[StaffManager] = StaffManager()

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined, misc, unused-ignore]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_is_unique", violation_error_message="In use."
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.roles)

    @property
    def is_case_worker(self) -> bool:
        """Whether the navigation leads to what only officers and managers do; services judge for themselves."""
        return bool(self.role_set & CASE_WORKERS)

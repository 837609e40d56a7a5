"""Who works in the invented authority of the tests?"""

from __future__ import annotations

from itertools import count

from django.test import Client

from requests_app.domain.roles import Role
from requests_app.models import Team, User

PASSWORD = "correct-horse-battery-42"
_numbers = count(1)
_FIRST = ("Imogen", "Tariq", "Bethan", "Callum", "Ngozi", "Piotr", "Saoirse", "Rhys")
_LAST = ("Okafor", "Lindqvist", "Marchetti", "Pryce", "Achterberg", "Dunmore")


def person_with(*roles: Role, name: str = "", email: str = "", team: Team | None = None) -> User:
    """A member of staff with these roles and a name and address of their own."""
    number = next(_numbers)
    name = name or f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    user = User.objects.create_person(email or f"person{number}@northmoor.example", name, list(roles))
    user.set_unusable_password()
    user.team = team
    user.save()
    return user


def officer(**given: object) -> User:
    return person_with(Role.OFFICER, **given)


def approver(**given: object) -> User:
    return person_with(Role.APPROVER, **given)


def manager(**given: object) -> User:
    return person_with(Role.MANAGER, **given)


def reviewer(**given: object) -> User:
    return person_with(Role.REVIEWER, **given)


def auditor(**given: object) -> User:
    return person_with(Role.AUDITOR, **given)


def administrator(**given: object) -> User:
    return person_with(Role.ADMINISTRATOR, **given)


def team(name: str = "") -> Team:
    return Team.objects.create(name=name or f"Team {next(_numbers)}")


def signed_in(user: User, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser in which this person has signed in."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client

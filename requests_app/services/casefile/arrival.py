"""What does every part of an import share: who works here, the calendar, the moment, the files written?

The database takes a failed import back by itself; stored files are taken back here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from requests_app.domain.errors import InvalidInput
from requests_app.models import Team, User
from requests_app.selectors.clocks import Terms


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """An import under way. People are known by e-mail address in small letters, teams by name."""

    at: datetime
    users: dict[str, User]
    teams: dict[str, Team]
    terms: Terms
    stored: list[FieldFile] = field(default_factory=list)

    @classmethod
    def begin(cls, at: datetime) -> Arrival:
        users = {user.email.lower(): user for user in User.objects.all()}
        teams = {team.name: team for team in Team.objects.all()}
        return cls(at=at, users=users, teams=teams, terms=Terms.load(today=timezone.localdate(at)))

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def user(self, email: str) -> User | None:
        """The person, or None for an address that nobody here has."""
        return self.users.get(email.strip().lower())

    def required(self, email: str, path: str) -> User | None:
        """None where the file names nobody; InvalidInput where it names somebody whom nobody here knows."""
        return self.known(email, path) if email else None

    def known(self, email: str, path: str) -> User:
        found = self.user(email)
        if found is None:
            message = f"nobody here has the e-mail address “{email}”. Create the account first or correct it."
            raise wrong(path, message)
        return found

    def team(self, name: str) -> Team | None:
        if not name:
            return None
        if name not in self.teams:
            raise wrong("team", f"there is no team “{name}” here. Create it first, or leave it out.")
        return self.teams[name]

    def store(self, file: FieldFile, name: str, data: bytes) -> None:
        """Write a file that is deleted again if the import fails."""
        file.save(name, ContentFile(data), save=False)
        self.stored.append(file)

    @contextmanager
    def files_kept_only_on_success(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            for file in self.stored:
                file.delete(save=False)
            raise


def wrong(path: str, message: str) -> InvalidInput:
    """What is wrong with the field at this path within its case."""
    return InvalidInput(message, fields={path: message})

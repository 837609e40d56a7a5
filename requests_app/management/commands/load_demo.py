"""How does a new installation get something to look at? An invented authority, people and cases; once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from exemptions.models import LibraryFactor
from requests_app import demo
from requests_app.models import Authority, Case, Team, User
from requests_app.services.casefile import import_cases


class Command(BaseCommand):
    help = "Load the demonstration: authority, people and cases. Does nothing where they are already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration has known passwords. Set DEMO=on where it may be loaded.")
        with transaction.atomic():
            _authority()
            _people()
            _factors()
            # Cases that are here were loaded on an earlier day, with that day's dates: they are left alone.
            if Case.objects.exists():
                self.stdout.write("The demonstration is here already.")
                return
            now = timezone.now()
            result = import_cases(demo.case_file_for(timezone.localdate(now)), at=now)
        self.stdout.write(f"{len(result.imported)} demonstration cases loaded.")


def _authority() -> None:
    Authority.objects.get_or_create(
        pk=1,
        defaults={
            "name": "Northmoor Constabulary",
            "short_name": "Northmoor",
            "address": "Information Rights Unit\nBeacon House\nMarket Way\nNorthmoor\nNM1 4QX",
            "email": "foi@northmoor.example",
            "telephone": "01632 960 123",
            "website": "https://www.northmoor.example",
            "accent_colour": "#1d4e6b",
            "reference_pattern": "01.FOI.{yy}.{number:06d}",
            "appropriate_limit": Decimal("450"),
            "review_contact": (
                "Internal Reviews, Northmoor Constabulary\nBeacon House, Market Way, Northmoor, NM1 4QX\n"
                "foi.review@northmoor.example"
            ),
        },
    )


def _factors() -> None:
    if not LibraryFactor.objects.exists():
        LibraryFactor.objects.bulk_create(LibraryFactor(**each) for each in demo.factors())


def _people() -> None:
    team, _ = Team.objects.get_or_create(
        name="Information Rights", defaults={"email": "foi@northmoor.example"}
    )
    for email, name, title, roles in demo.PEOPLE:
        if not User.objects.filter(email=email).exists():
            user = User.objects.create_person(email, name, list(roles), password=demo.PASSWORD)
            user.job_title, user.team = title, team
            user.save()

"""Which authority, regulator and calendar do the tests work under?"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from requests_app.domain.calendar import packaged_holidays
from requests_app.models import Authority, BankHoliday, LetterWording, Regulator
from tests.factories.people import administrator


def seed_installation(**changes: object) -> Authority:
    """An authority with its details; holidays and regulator again where a test has flushed the database."""
    seed_holidays()
    seed_regulator()
    details = {
        "name": "Northmoor Constabulary",
        "short_name": "Northmoor",
        "address": "Information Rights Unit\nBeacon House\n4 Quay Street\nNorthmoor NM1 2AB",
        "email": "information@northmoor.example",
        "telephone": "01632 960 100",
        "website": "https://www.northmoor.example",
        "reference_pattern": "01.FOI.{yy}.{number:06d}",
        "review_contact": "Internal Review Officer\nNorthmoor Constabulary\nBeacon House, Northmoor NM1 2AB",
    }
    authority, _ = Authority.objects.update_or_create(pk=1, defaults=details | changes)
    return authority


def seed_holidays() -> None:
    if BankHoliday.objects.exists():
        return
    BankHoliday.objects.bulk_create(
        BankHoliday(on=day.on, title=day.title, divisions=sorted(day.divisions), source=day.source)
        for day in packaged_holidays()
    )


def seed_regulator() -> None:
    Regulator.objects.get_or_create(
        in_force_from=date(2005, 1, 1),
        defaults={
            "name": "Information Commissioner",
            "address": "Wycliffe House\nWater Lane\nWilmslow\nCheshire SK9 5AF",
            "telephone": "0303 123 1113",
            "website": "https://ico.org.uk",
            "complaint_url": "https://ico.org.uk/make-a-complaint/",
        },
    )


def unusable_wording(slot: str, text: str = "{{ no_such_thing }}") -> None:
    """A paragraph of the authority that could be used when it was stored, and cannot be now."""
    LetterWording.objects.create(
        slot=slot,
        language="en",
        version=1,
        text=text,
        in_force_from=date(2025, 1, 1),
        reason="Plainer.",
        written_at=timezone.now(),
        written_by=administrator(),
    )

"""What should an administrator see to, before somebody notices that it is missing?"""

from __future__ import annotations

from datetime import date
from typing import Final

from requests_app.domain.text import long_date
from requests_app.models import Authority, Regulator
from requests_app.selectors.settings import working_calendar

HOLIDAYS_AHEAD_DAYS: Final = 548
"""Eighteen months: a request of today, with an extension, a review and a complaint, needs well over a year."""


def calendar_warning(today: date) -> str:
    """Empty while the bank holidays are known for another eighteen months."""
    known_until = working_calendar().last_known_on
    if (known_until - today).days >= HOLIDAYS_AHEAD_DAYS:
        return ""
    return (
        f"Bank holidays are entered until {long_date(known_until)} only. Add those of the next year: beyond the last "
        "known one no deadline can be worked out (FOIA s10(6))."
    )


def upkeep(today: date) -> tuple[str, ...]:
    """Sentences for the first page of the administration; none where all is well."""
    found = [calendar_warning(today)]
    if not Authority.objects.exists():
        found.append("Enter the authority's name and address: letters and pages carry them.")
    if not Regulator.objects.filter(in_force_from__lte=today).exists():
        found.append("Enter the regulator: without its address no letter can be issued (FOIA s17(7)(b)).")
    return tuple(sentence for sentence in found if sentence)

"""May the estimates for several requests be added together?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from requests_app.domain.calendar import WorkingCalendar
from requests_app.domain.text import join_words
from requests_app.letters.aggregate import aggregate
from requests_app.letters.checks.finding import Finding, defect, warning
from requests_app.letters.model import LetterContent

_PERIOD: Final = 60
"""Consecutive working days, the first and the last counted (SI 2004/3244 reg 5(2)(b))."""


def added_together(content: LetterContent, on: date) -> Iterator[Finding]:
    """That the information is the same or similar is for the officer to say, and is kept."""
    found = aggregate(content.decisions, content.requests)
    if found is not None:
        names = join_words([request.reference for request in found.requests])
        yield warning(
            "estimates-added",
            "SI 2004/3244 reg 5(2)(a)",
            f"The estimates for {names} are added together, which the law allows only where these requests are for the "
            "same or similar information: give the reason, or answer those that are within the limit",
            f"decision:{found.decisions[0].key}:cost_estimate.activities",
        )


def added_too_far_apart(content: LetterContent, on: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Estimates count together within a period of 60 consecutive working days."""
    found = aggregate(content.decisions, content.requests)
    if found is None:
        return
    days = sorted(request.received_on for request in found.requests)
    between = calendar.working_days_between(days[0], days[-1])
    if between >= _PERIOD:
        yield defect(
            "estimates-too-far-apart",
            "SI 2004/3244 reg 5(2)(b)",
            f"The requests whose estimates are added together were received {between} working days apart, and the period "
            f"is {_PERIOD}: answer those that are within the limit by themselves",
            f"decision:{found.decisions[0].key}:cost_estimate.activities",
        )

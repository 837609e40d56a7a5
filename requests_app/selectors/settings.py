"""Which authority, regulator and calendar are in force? Read together with the case, never while rendering."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from exemptions.statute import Body
from requests_app.domain.calendar import Holiday, WorkingCalendar
from requests_app.domain.casefile import AuthorityDetails, RegulatorDetails
from requests_app.domain.letterkinds import Layout
from requests_app.models import Authority, BankHoliday, Regulator, SchoolClosure

FEWEST_HOLIDAYS_IN_A_YEAR = 8


def authority() -> Authority:
    """The one authority; an unsaved one with a plain name until an administrator has entered its details."""
    return Authority.objects.first() or Authority(pk=1, name="Public authority")


def regulator_on(day: date) -> RegulatorDetails:
    """The regulator in force on `day`. An empty name when none is entered: the letter check reports that (s17(7)(b))."""
    row = Regulator.objects.filter(in_force_from__lte=day).first()
    if row is None:
        return RegulatorDetails(name="")
    return RegulatorDetails(
        name=row.name,
        address_lines=_lines(row.address),
        telephone=row.telephone,
        website=row.website,
        complaint_url=row.complaint_url,
    )


def authority_details(row: Authority) -> AuthorityDetails:
    return AuthorityDetails(
        name=row.name,
        address_lines=_lines(row.address),
        email=row.email,
        telephone=row.telephone,
        website=row.website,
        accent_colour=row.accent_colour,
        logo_path=row.logo.name or "",
        logo_text=row.logo_text,
        review_contact_lines=_lines(row.review_contact),
        has_review=row.has_review,
        review_request_days=row.review_request_days,
        small_number_threshold=row.small_number_threshold,
        appropriate_limit=row.appropriate_limit,
        body=Body(row.kind),
        letter_layout=Layout(row.letter_layout),
        letter_has_annex=row.letter_has_annex,
    )


def working_calendar() -> WorkingCalendar:
    """The calendar from the table that administrators keep (seeded from the packaged list)."""
    rows = BankHoliday.objects.order_by("on").values_list("on", "title", "divisions", "source")
    holidays = [Holiday(on, title, frozenset(divisions), source) for on, title, divisions, source in rows]
    return WorkingCalendar(holidays, _last_known_day(holidays))


def _last_known_day(holidays: list[Holiday]) -> date:
    """The end of the last year, counted without a gap, whose holidays are entered.

    A year is known when it holds at least eight days: a single early proclamation does not make a year known.
    """
    per_year = Counter(holiday.on.year for holiday in holidays)
    year = min(per_year, default=2005)
    while per_year[year + 1] >= FEWEST_HOLIDAYS_IN_A_YEAR:
        year += 1
    return date(year, 12, 31)


def school_closed_days() -> frozenset[date]:
    days: set[date] = set()
    for start, end in SchoolClosure.objects.values_list("from_on", "to_on"):
        days.update(start + timedelta(days=offset) for offset in range((end - start).days + 1))
    return frozenset(days)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())

"""Which of the authority's own paragraphs are in force, to come and past? Read with the case, never while rendering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from requests_app.domain.letterkinds import Language
from requests_app.models import LetterWording


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a text, and how it stands on a day."""

    pk: int
    slot: str
    language: Language
    number: int
    text: str
    in_force_from: date
    reason: str
    written_at: datetime
    written_by: str
    standing: str

    @property
    def is_own(self) -> bool:
        return bool(self.text.strip())


def wordings_on(day: date, language: Language) -> dict[str, str]:
    """The authority's text of each slot that has one in force on this day, in one query. Empty means packaged."""
    rows = (
        LetterWording.objects.filter(language=language, in_force_from__lte=day, withdrawn_at__isnull=True)
        .order_by("slot", "-in_force_from")
        .distinct("slot")
        .values_list("slot", "text")
    )
    return {slot: text for slot, text in rows if text.strip()}


def versions(*, today: date, slot: str = "") -> tuple[Version, ...]:
    """Every version, of one slot or of all, newest first; `standing` is "now", "to_come", "past" or "withdrawn"."""
    rows = LetterWording.objects.select_related("written_by").order_by("slot", "language", "-version")
    found = list(rows.filter(slot=slot) if slot else rows)
    now = {_in_force(found, key, today) for key in {(row.slot, row.language) for row in found}}
    return tuple(_version(row, today, is_now=row.pk in now) for row in found)


def _in_force(rows: list[LetterWording], key: tuple[str, str], today: date) -> int | None:
    standing = [
        row
        for row in rows
        if (row.slot, row.language) == key and not row.withdrawn_at and row.in_force_from <= today
    ]
    return max(standing, key=lambda row: row.in_force_from).pk if standing else None


def _version(row: LetterWording, today: date, *, is_now: bool) -> Version:
    if row.withdrawn_at:
        standing = "withdrawn"
    elif row.in_force_from > today:
        standing = "to_come"
    else:
        standing = "now" if is_now else "past"
    return Version(
        pk=row.pk,
        slot=row.slot,
        language=Language(row.language),
        number=row.version,
        text=row.text,
        in_force_from=row.in_force_from,
        reason=row.reason,
        written_at=row.written_at,
        written_by=str(row.written_by),
        standing=standing,
    )

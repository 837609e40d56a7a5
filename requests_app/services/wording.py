"""How does an administrator put a paragraph into the authority's own words, without losing what the law needs in it?

A change is a new version from a day on. What was in force stays as it was, and letters that were submitted keep what
they had: their content is frozen.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from requests_app.domain.errors import InvalidInput, NotPermitted
from requests_app.domain.letterkinds import Language
from requests_app.domain.text import long_date
from requests_app.letters.wording.language import BadWording
from requests_app.letters.wording.slots import SLOTS, Slot
from requests_app.models import Authority, LetterWording, User
from requests_app.permissions import Actor, may_administer
from requests_app.services import history

__all__ = ["check_wording", "save_wording", "withdraw_wording"]


def save_wording(
    key: str,
    language: Language,
    text: str,
    *,
    in_force_from: date,
    reason: str,
    by: Actor,
    at: datetime,
    seen_version: int | None = None,
) -> LetterWording:
    """A new version of a slot's text; an empty one puts the packaged wording back.

    A version for the same day is withdrawn. `seen_version` is the newest that the person was looking at. Raises
    InvalidInput, NotPermitted.
    """
    author = _administrator(by)
    slot, text = _slot(key), _tidy(text)
    check_wording(slot, language, text)
    _check_when_and_why(in_force_from, reason, today=timezone.localdate(at))
    with transaction.atomic():
        Authority.objects.select_for_update().first()  # one at a time, or two would take one number
        rows = LetterWording.objects.filter(slot=key, language=language)
        number = _next_number(rows, seen_version)
        before = _standing(rows, in_force_from)
        _require_difference(before, text, in_force_from)
        same_day = rows.filter(in_force_from=in_force_from, withdrawn_at__isnull=True)
        same_day.update(withdrawn_at=at, withdrawn_by=author)
        row = LetterWording.objects.create(
            slot=key,
            language=language,
            version=number,
            text=text,
            in_force_from=in_force_from,
            reason=reason.strip(),
            written_at=at,
            written_by=author,
        )
        _record(row, slot, before=before)
    return row


def withdraw_wording(pk: int, *, by: Actor, at: datetime) -> LetterWording:
    """Withdraw a version that is not in force yet. Raises InvalidInput, NotPermitted."""
    author = _administrator(by)
    with transaction.atomic():
        row = LetterWording.objects.select_for_update().filter(pk=pk, withdrawn_at__isnull=True).first()
        if row is None or row.in_force_from <= timezone.localdate(at):
            raise InvalidInput(
                "Only a version that is still to come can be withdrawn: write a new one instead."
            )
        row.withdrawn_at, row.withdrawn_by = at, author
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        history.record(
            "letter_wording_withdrawn",
            by=author,
            at=at,
            old={"in_force_from": row.in_force_from, "text": row.text},
            new={"slot": row.slot, "language": row.language, "version": row.version},
            summary=f"Wording of letters withdrawn before it came into force: {row}",
        )
    return row


def check_wording(slot: Slot, language: Language, text: str) -> None:
    """Whether a text can be read, and says what the law needs. Raises InvalidInput beside the text."""
    if not text.strip():
        return
    try:
        template = slot.read(_tidy(text))
    except BadWording as bad:
        raise InvalidInput(str(bad), fields={"text": str(bad)}) from None
    missing = slot.missing(template, language)
    if missing:
        message = " ".join(keep.asks for keep in missing)
        raise InvalidInput(message, fields={"text": message})


def _record(row: LetterWording, slot: Slot, *, before: LetterWording | None) -> None:
    said = {"slot": row.slot, "language": row.language, "version": row.version, "text": row.text}
    history.record(
        "letter_wording_changed",
        by=row.written_by,
        at=row.written_at,
        old={"text": before.text if before else ""},
        new=said | {"in_force_from": row.in_force_from},
        summary=f"Wording of letters: “{slot.label}” ({Language(row.language).label}) "
        f"from {long_date(row.in_force_from)}",
        reason=row.reason,
    )


def _administrator(by: Actor) -> User:
    if by is None or not may_administer(by):
        raise NotPermitted("Changing the wording of letters needs the role of administrator.")
    return by


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _slot(key: str) -> Slot:
    if key not in SLOTS:
        raise InvalidInput(f"There is no paragraph “{key}”.")
    return SLOTS[key]


def _check_when_and_why(in_force_from: date, reason: str, *, today: date) -> None:
    wrong: dict[str, str] = {}
    if in_force_from < today:
        wrong["in_force_from"] = (
            "Enter today or a later day: letters of the past keep the words that they had."
        )
    if not reason.strip():
        wrong["reason"] = "Enter why the wording is changed; the reason is kept in the history."
    if wrong:
        raise InvalidInput(next(iter(wrong.values())), fields=wrong)


def _next_number(rows: QuerySet[LetterWording], seen: int | None) -> int:
    newest = max(rows.values_list("version", flat=True), default=0)
    if seen is not None and seen != newest:
        message = (
            "Somebody else has changed this wording since you opened the page. Nothing was overwritten: "
            "look at the versions below, and save again."
        )
        raise InvalidInput(message, fields={"text": message})
    return newest + 1


def _standing(rows: QuerySet[LetterWording], day: date) -> LetterWording | None:
    return rows.filter(in_force_from__lte=day, withdrawn_at__isnull=True).order_by("-in_force_from").first()


def _require_difference(before: LetterWording | None, text: str, day: date) -> None:
    if text == (before.text if before else ""):
        message = (
            f"This is the wording that is in force on {long_date(day)} already: there is nothing to save."
        )
        raise InvalidInput(message, fields={"text": message})

"""How does an administrator change what the installation knows, so that no change escapes the history?

Every row of settings is saved and deleted here, in one transaction with its event. What moves the clock (bank
holidays, school closures, the time for an answer to a question) needs a reason, and has every open case worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from exemptions.models import LibraryFactor
from exemptions.statute import PROVISIONS
from requests_app.domain.colours import LEAST_CONTRAST, contrast_with_white
from requests_app.domain.errors import InvalidInput, NotPermitted
from requests_app.domain.references import BadPattern, ReferencePattern
from requests_app.models import Authority, BankHoliday, Event, Regulator, SchoolClosure, Team, User
from requests_app.permissions import Actor, may_administer
from requests_app.services import clock, history, queue
from requests_app.services.people import check_person, lock_administrators, settle_person

__all__ = ["NEED_REASON", "check_setting", "delete_setting", "save_setting"]

NEED_REASON: Final[tuple[type[models.Model], ...]] = (BankHoliday, SchoolClosure)
MOST_LOGO_BYTES: Final = 1_000_000
_LOGO_KINDS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_UNSAID: Final = frozenset({"last_login", "updated_at"})
_SECRET: Final = frozenset({"password"})


def save_setting(row: models.Model, *, by: Actor, at: datetime, reason: str = "") -> Event | None:
    """Save a row and write what it was and is. None where nothing has changed. Raises InvalidInput, NotPermitted."""
    _require_administrator(by)
    with transaction.atomic():
        if isinstance(row, User):
            lock_administrators()
        check_setting(row)
        before = type(row)._base_manager.select_for_update().filter(pk=row.pk).first() if row.pk else None
        old, new = _said(before), _said(row)
        if before is not None and old == new:
            return None
        reason = _required_reason(row, reason)
        if isinstance(row, User):
            settle_person(row, before)
        row.save()
        new = _said(row) | (
            {"id": row.pk} if before is None else {}
        )  # now files have the name they are kept under
        verb = "added" if before is None else "changed"
        event = _record(row, verb, old=old, new=new, by=by, at=at, reason=reason)
        if _moves_the_clock(row, old, new):
            _work_out_again(reason or event.summary, by=by, at=at)
    return event


def delete_setting(row: models.Model, *, by: Actor, at: datetime, reason: str = "") -> Event:
    """Delete a row and write what it was. Raises InvalidInput, NotPermitted."""
    _require_administrator(by)
    reason = _required_reason(row, reason)
    with transaction.atomic():
        event = _record(row, "deleted", old={"id": row.pk, **_said(row)}, new={}, by=by, at=at, reason=reason)
        row.delete()
        if isinstance(row, NEED_REASON):
            _work_out_again(reason, by=by, at=at)
    return event


def check_setting(row: models.Model) -> None:
    """Whether a row may be saved as it is; a form asks this before it offers to save. Raises InvalidInput."""
    check = _CHECKS.get(type(row))
    wrong = check(row) if check else {}
    if wrong:
        raise InvalidInput(next(iter(wrong.values())), fields=wrong)


def _require_administrator(by: Actor) -> None:
    if by is not None and not may_administer(by):
        raise NotPermitted("Changing the settings needs the role of administrator.")


def _required_reason(row: models.Model, reason: str) -> str:
    """A holiday moves deadlines that people were told: why it was entered is part of the record (FOIA s10(6))."""
    reason = reason.strip()
    if isinstance(row, NEED_REASON) and not reason:
        message = "Enter why the days are changed, such as the proclamation: deadlines move with them."
        raise InvalidInput(message, fields={"reason": message})
    return reason


def _moves_the_clock(row: models.Model, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    if isinstance(row, Authority):
        return bool(old) and old["clarification_days"] != new["clarification_days"]
    return isinstance(row, NEED_REASON)


def _work_out_again(reason: str, *, by: Actor, at: datetime) -> None:
    clock.request_recalculation(reason=reason, by=by, at=at)
    queue.run_recalculations()


def _record(
    row: models.Model,
    verb: str,
    *,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    by: Actor,
    at: datetime,
    reason: str,
) -> Event:
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    meta = row._meta
    return history.record(
        f"{meta.model_name}_{verb}",
        by=by,
        at=at,
        old=_hidden({name: old[name] for name in names if name in old}),
        new=_hidden({name: new[name] for name in names if name in new}),
        summary=f"{str(meta.verbose_name).capitalize()} {verb}: {row}",
        reason=reason,
    )


def _said(row: models.Model | None) -> dict[str, Any]:
    """What a row says, field by field. A file is its name."""
    if row is None:
        return {}
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.name: field.value_from_object(row) for field in fields if field.name not in _UNSAID}
    return history.plain(values)


def _hidden(values: dict[str, Any]) -> dict[str, Any]:
    """That a password was changed is written down; the password, even hashed, is not."""
    return {name: "changed" if name in _SECRET else value for name, value in values.items()}


def _check_authority(row: models.Model) -> dict[str, str]:
    assert isinstance(row, Authority)
    wrong: dict[str, str] = {}
    try:
        ReferencePattern(row.reference_pattern)
    except BadPattern as problem:
        wrong["reference_pattern"] = str(problem)
    try:
        contrast = contrast_with_white(row.accent_colour)
    except ValueError:
        wrong["accent_colour"] = "Write the colour as # and six digits or letters a to f, such as #1d4e6b."
    else:
        if contrast < LEAST_CONTRAST:
            wrong["accent_colour"] = (
                f"White words on {row.accent_colour} are hard to read: the contrast is {contrast:.1f} to 1. "
                f"Choose a darker colour, with at least {LEAST_CONTRAST} to 1 (WCAG 2.2, 1.4.3)."
            )
    return wrong | _check_logo(row)


def _check_logo(row: Authority) -> dict[str, str]:
    """Letters can print PNG and JPEG; somebody who does not see the logo is told what it shows (PDF/UA)."""
    if not row.logo:
        return {}
    if not row.logo_text.strip():
        return {
            "logo_text": "Enter what the logo shows, such as the name of the authority, for those who do not see it."
        }
    if getattr(row.logo, "_committed", True):  # stored and checked before
        return {}
    start = row.logo.file.read(16)
    row.logo.file.seek(0)
    if not start.startswith(_LOGO_KINDS):
        return {"logo": "The logo must be a PNG or JPEG image. Save it as one of these and upload it again."}
    if row.logo.size > MOST_LOGO_BYTES:
        size = row.logo.size / 1_000_000
        return {
            "logo": f"The logo has {size:.1f} MB, and every letter carries it. Upload one of at most 1 MB."
        }
    return {}


def _check_holiday(row: models.Model) -> dict[str, str]:
    assert isinstance(row, BankHoliday)
    if not row.divisions:
        return {"divisions": "Select at least one part of the United Kingdom that keeps this holiday."}
    return {}


def _check_closure(row: models.Model) -> dict[str, str]:
    assert isinstance(row, SchoolClosure)
    if row.from_on and row.to_on and row.to_on < row.from_on:
        return {"to_on": "The last day must be the first day or later."}
    if row.from_on and row.to_on and (row.to_on - row.from_on).days > 366:
        return {"to_on": "A closure can last a year at most. Check the dates."}
    return {}


def _check_factor(row: models.Model) -> dict[str, str]:
    assert isinstance(row, LibraryFactor)
    if row.provision and row.provision not in PROVISIONS:
        return {"provision": f"{row.provision} is not a provision. Choose one from the list."}
    return {}


def _check_person(row: models.Model) -> dict[str, str]:
    assert isinstance(row, User)
    return check_person(row)


_CHECKS: Final[Mapping[type[models.Model], Callable[[models.Model], dict[str, str]]]] = {
    Authority: _check_authority,
    BankHoliday: _check_holiday,
    SchoolClosure: _check_closure,
    LibraryFactor: _check_factor,
    User: _check_person,
}
KEPT: Final = (Authority, BankHoliday, LibraryFactor, Regulator, SchoolClosure, Team, User)
"""Everything that administrators keep; a test holds Django admin to it."""

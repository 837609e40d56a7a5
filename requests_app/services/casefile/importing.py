"""How does a case file become cases: all of them or none, and never twice?

A case whose reference exists is passed over when it is the very case that was imported before, and is an error otherwise.
Nothing is sent to anybody: letters that went out elsewhere are kept as having gone out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from exemptions.domain.serial import to_dict
from requests_app.domain.caserecord import CaseRecord
from requests_app.domain.errors import CaseworkError
from requests_app.domain.references import ReferencePattern
from requests_app.models import Case, Event, ReferenceCounter, Team, User
from requests_app.permissions import SYSTEM
from requests_app.selectors.settings import authority
from requests_app.services import history
from requests_app.services.casefile.building import People, build_case
from requests_app.services.casefile.reading import ProblemsInFile, problem_at, read_case_file

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What an import did: references of new cases, and of those that were here already, unchanged."""

    imported: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_cases(text: str, *, at: datetime, progress: Progress = lambda done, total: None) -> ImportResult:
    """Import every case of the file, or none. Raises ProblemsInFile with line and field of what is wrong."""
    cases = read_case_file(text).cases
    imported, unchanged = [], []
    with transaction.atomic():
        people = _people()
        known = _imported_before(case.reference for case in cases)
        for index, record in enumerate(cases):
            digest = digest_of(record)
            if record.reference in known:
                _refuse_other(text, index, record, is_same=known[record.reference] == digest)
                unchanged.append(record.reference)
            else:
                _import_one(text, index, record, people, digest=digest, at=at)
                imported.append(record.reference)
            progress(index + 1, len(cases))
        _move_counters(imported)
    return ImportResult(imported=tuple(imported), unchanged=tuple(unchanged))


def digest_of(record: CaseRecord) -> str:
    """SHA-256 of the case as the file has it, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(to_dict(record), sort_keys=True).encode()).hexdigest()


def _import_one(
    text: str, index: int, record: CaseRecord, people: People, *, digest: str, at: datetime
) -> None:
    try:
        case = build_case(record, people, at=at)
    except CaseworkError as error:
        fields = getattr(error, "fields", {})
        field = f"cases.{index}.{next(iter(fields), 'reference')}"
        raise ProblemsInFile([problem_at(text, field, error.message)]) from error
    history.record("imported", by=SYSTEM, at=at, case=case, new={"sha256": digest}, summary="Imported from a case file")


def _refuse_other(text: str, index: int, record: CaseRecord, *, is_same: bool) -> None:
    if is_same:
        return
    message = (
        f"{record.reference} exists here and differs from this file. Nothing was imported: "
        "take the case out of the file, or give it another reference."
    )
    raise ProblemsInFile([problem_at(text, f"cases.{index}.reference", message)])


def _imported_before(references: Iterable[str]) -> dict[str, str]:
    """The digest with which each of these references was imported; empty for a case that was logged here."""
    found = dict.fromkeys(
        Case.objects.filter(reference__in=list(references)).values_list("reference", flat=True), ""
    )
    events = Event.objects.filter(kind="imported", case__reference__in=list(found)).order_by("id")
    return found | {reference: new.get("sha256", "") for reference, new in events.values_list("case__reference", "new")}


def _people() -> People:
    users = {user.email.lower(): user for user in User.objects.all()}
    return People(users=users, teams={team.name: team for team in Team.objects.all()})


def _move_counters(references: list[str]) -> None:
    """Let the next reference follow the highest that was imported under the authority's own pattern."""
    pattern = ReferencePattern(authority().reference_pattern)
    highest: dict[str, int] = {}
    rows = Case.objects.filter(reference__in=references).values_list("reference", "received_on__year", "regime")
    for reference, year, regime in rows:
        number = pattern.number_in(reference)
        if number:
            key = pattern.counter_key(year, "EIR" if regime == Case.Regime.EIR else "FOI")
            highest[key] = max(highest.get(key, 0), number)
    for key, number in highest.items():
        counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(key=key)
        counter.last_number = max(counter.last_number, number)
        counter.save()

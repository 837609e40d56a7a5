"""How does a case file become cases: all of them or none, and never twice?

A case whose reference exists is passed over when it is the very case that was imported before, or that stands
here now; it is an error otherwise. Nothing is sent to anybody: what went out elsewhere is kept as gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from exemptions.domain.serial import to_dict
from requests_app.domain.caserecord import CaseRecord
from requests_app.domain.errors import CaseworkError
from requests_app.domain.references import ReferencePattern
from requests_app.models import Case, Event, ReferenceCounter
from requests_app.permissions import SYSTEM
from requests_app.selectors.settings import authority
from requests_app.services import history
from requests_app.services.casefile.arrival import Arrival
from requests_app.services.casefile.building import Begun, begin_case, finish_case
from requests_app.services.casefile.exporting import IMPORTED, case_record
from requests_app.services.casefile.groups import group_faults, in_groups
from requests_app.services.casefile.reading import ProblemsInFile, located, problem_at, read_case_file

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What an import did: references of new cases, and of those that were here already, unchanged."""

    imported: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_cases(text: str, *, at: datetime, progress: Progress = lambda done, total: None) -> ImportResult:
    """Import every case of the file, or none. Raises ProblemsInFile with line and field of what is wrong."""
    cases = read_case_file(text).cases
    if problems := located(text, group_faults(cases)):
        raise ProblemsInFile(problems)
    imported: list[str] = []
    unchanged: list[str] = []
    arrival = Arrival.begin(at)
    with arrival.files_kept_only_on_success(), transaction.atomic():
        known = _imported_before(case.reference for case in cases)
        for positions in in_groups(cases):
            group = {position: cases[position] for position in positions}
            references = [record.reference for record in group.values()]
            if _is_known(text, group, known):
                unchanged += references
            else:
                _import_group(text, group, arrival)
                imported += references
            progress(len(imported) + len(unchanged), len(cases))
        _move_counters(imported)
    return ImportResult(imported=tuple(imported), unchanged=tuple(unchanged))


def digest_of(record: CaseRecord) -> str:
    """SHA-256 of the case as the file has it, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(to_dict(record), sort_keys=True).encode()).hexdigest()


def _is_known(text: str, group: dict[int, CaseRecord], known: dict[str, str]) -> bool:
    """Whether these cases are here already. Raises ProblemsInFile where they differ, or only some of them are here."""
    here = [position for position, record in group.items() if record.reference in known]
    for position in here:
        record = group[position]
        _refuse_other(text, position, record, is_same=known[record.reference] == digest_of(record))
    if not here or len(here) == len(group):
        return bool(here)
    missing = next(position for position in group if position not in here)
    message = (
        f"{group[here[0]].reference} is here already without {group[missing].reference}, although one letter answers both: "
        "take both out of the file."
    )
    raise ProblemsInFile([problem_at(text, f"cases.{missing}.reference", message)])


def _import_group(text: str, group: dict[int, CaseRecord], arrival: Arrival) -> None:
    """A case, with those that its letter answers too: all are begun before the letter is made."""
    begun: dict[int, Begun] = {}
    for position, record in group.items():
        leading = next(iter(begun.values()), None)
        with _located(text, position, record):
            begun[position] = begin_case(record, arrival, leading=leading)
    for position, record in group.items():
        with _located(text, position, record):
            case = finish_case(begun[position], arrival)
        history.record(
            IMPORTED,
            by=SYSTEM,
            at=arrival.at,
            case=case,
            new={"sha256": digest_of(record)},
            summary="Imported from a case file",
        )


@contextmanager
def _located(text: str, index: int, record: CaseRecord) -> Iterator[None]:
    """What is wrong with a case, at its line of the file."""
    try:
        yield
    except CaseworkError as error:
        fields = getattr(error, "fields", {})
        field = f"cases.{index}.{next(iter(fields), 'reference')}"
        raise ProblemsInFile([problem_at(text, field, error.message)]) from error
    except (IntegrityError, DataError) as error:
        # What no check has foreseen, such as a tracking token that another case has.
        what = str(error).splitlines()[0]
        message = f"the database does not take the case {record.reference}: {what}"
        raise ProblemsInFile([problem_at(text, f"cases.{index}.reference", message)]) from error


def _refuse_other(text: str, index: int, record: CaseRecord, *, is_same: bool) -> None:
    if is_same:
        return
    case = Case.objects.get(reference=record.reference)
    if digest_of(case_record(case)) == digest_of(record):
        return
    message = (
        f"{record.reference} exists here and differs from this file: "
        "take the case out of the file, or give it another reference."
    )
    raise ProblemsInFile([problem_at(text, f"cases.{index}.reference", message)])


def _imported_before(references: Iterable[str]) -> dict[str, str]:
    """The digest with which each of these references was imported; empty for a case that was logged here."""
    found = dict.fromkeys(
        Case.objects.filter(reference__in=list(references)).values_list("reference", flat=True), ""
    )
    events = Event.objects.filter(kind=IMPORTED, case__reference__in=list(found)).order_by("id")
    rows = events.values_list("case__reference", "new")
    return found | {reference: new.get("sha256", "") for reference, new in rows}


def _move_counters(references: list[str]) -> None:
    """Let the next reference follow the highest that was imported under the authority's own pattern."""
    pattern = ReferencePattern(authority().reference_pattern)
    highest: dict[str, int] = {}
    rows = Case.objects.filter(reference__in=references).values_list(
        "reference", "received_on__year", "regime"
    )
    for reference, received_in, regime in rows:
        number, printed = pattern.number_in(reference), "EIR" if regime == Case.Regime.EIR else "FOI"
        if not number:
            continue
        # A request of late December may have been numbered in January: the reference shows which year counts.
        years = (received_in, received_in + 1, received_in - 1)
        year = next(
            (year for year in years if pattern.format(year, number, printed) == reference), received_in
        )
        key = pattern.counter_key(year, printed)
        highest[key] = max(highest.get(key, 0), number)
    for key, number in highest.items():
        ReferenceCounter.objects.bulk_create([ReferenceCounter(key=key)], ignore_conflicts=True)
        counter = ReferenceCounter.objects.select_for_update().get(key=key)
        counter.last_number = max(counter.last_number, number)
        counter.save()

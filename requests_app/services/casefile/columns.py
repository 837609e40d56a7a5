"""Would the tables take these values: choices, lengths, ranges?

Asked before anything is written, so that the answer names a field instead of quoting the database.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from exemptions.domain.decision import Decision
from exemptions.domain.records import RECORD_TYPES, CostActivity, Factor
from exemptions.models import CostActivityRow, ExemptionDecision, FactorRow
from exemptions.services.decisions import RECORD_MODELS
from requests_app.domain.casefile import Answer, ApplicantFile, QuestionFile, SearchMade
from requests_app.domain.caserecord import (
    CaseRecord,
    ClockEventFile,
    DocumentFile,
    EventFile,
    FindingFile,
    LetterFile,
    MessageFile,
    OverrideFile,
    ReviewFile,
    SignOffFile,
)
from requests_app.models import (
    Applicant,
    Case,
    ClockEventRow,
    Disclosure,
    Document,
    Event,
    InternalReview,
    Letter,
    Message,
    Question,
    ReviewFinding,
    Search,
    SignOff,
    WarningOverride,
)
from requests_app.services.casefile.arrival import wrong

TABLES: Final[Mapping[type, type[models.Model]]] = MappingProxyType(
    {
        CaseRecord: Case,
        ApplicantFile: Applicant,
        ClockEventFile: ClockEventRow,
        DocumentFile: Document,
        QuestionFile: Question,
        SearchMade: Search,
        Answer: Disclosure,
        Decision: ExemptionDecision,
        Factor: FactorRow,
        CostActivity: CostActivityRow,
        LetterFile: Letter,
        SignOffFile: SignOff,
        OverrideFile: WarningOverride,
        ReviewFile: InternalReview,
        FindingFile: ReviewFinding,
        MessageFile: Message,
        EventFile: Event,
    }
    | {RECORD_TYPES[record]: model for record, model in RECORD_MODELS.items()}
)


def check_columns(record: CaseRecord) -> None:
    """Raises InvalidInput for the first value that its column would not take."""
    for path, value, kind, each in _values(record, ""):
        if isinstance(value, datetime) and value.tzinfo is None:
            raise wrong(path, "write a time with its distance from UTC, such as 2025-12-05T09:30:00+00:00.")
        field = column_of(kind, each.name)
        if field is None:
            continue
        if value == "" and not field.blank and each.default is dataclasses.MISSING:
            raise wrong(path, "this is empty; fill it in.")
        if value not in (None, ""):
            _check(path, value, field)


def _values(record: Any, base: str) -> Iterator[tuple[str, Any, type, dataclasses.Field[Any]]]:
    for each in dataclasses.fields(record):
        value, path = getattr(record, each.name), f"{base}{each.name}"
        if dataclasses.is_dataclass(value):
            yield from _values(value, f"{path}.")
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if dataclasses.is_dataclass(item):
                    yield from _values(item, f"{path}.{index}.")
        elif not isinstance(value, dict):
            yield path, value, type(record), each


def column_of(kind: type, name: str) -> models.Field[Any, Any] | None:
    """The column that takes this field of a record, where there is one."""
    try:
        field = TABLES[kind]._meta.get_field(name) if kind in TABLES else None
    except FieldDoesNotExist:
        return None
    if not isinstance(field, models.Field) or field.is_relation or isinstance(field, models.FileField):
        return None
    return field


def _check(path: str, value: Any, field: models.Field[Any, Any]) -> None:
    value = value.value if isinstance(value, Enum) else value
    if isinstance(field, models.CharField) and field.choices and value not in dict(field.flatchoices):
        raise wrong(path, f"“{value}” is not one of {', '.join(str(key) for key, _ in field.flatchoices)}.")
    try:
        field.clean(value, None)
    except ValidationError as error:
        raise wrong(path, " ".join(error.messages)) from error

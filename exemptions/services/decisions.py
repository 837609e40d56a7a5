"""How does a decision, as the domain knows it, get into its tables and out again?

The tables mirror `exemptions.domain.records` field by field, so one mapping serves every kind of record; a test holds
the two together. Reading a case's decisions takes the same number of queries however many there are.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from exemptions.domain.decision import Decision
from exemptions.domain.records import RECORD_TYPES, CostActivity, Factor
from exemptions.models import (
    CertificateRecord,
    CompletionRecord,
    ConfidenceRecord,
    CostActivityRow,
    CostEstimateRecord,
    DataProtectionTest,
    EarlierRequestRecord,
    EmissionsRecord,
    EnactmentRecord,
    ExemptionDecision,
    FactorRow,
    OmissionRecord,
    PrejudiceRecord,
    PublicationPlanRecord,
    PublicInterestTest,
    QualifiedPersonOpinion,
    StatisticsRecord,
    VexatiousRecord,
    WhereAvailableRecord,
)
from exemptions.statute import Effect, Record

RECORD_MODELS: Mapping[Record, type[Any]] = MappingProxyType(
    {
        Record.PREJUDICE: PrejudiceRecord,
        Record.PUBLIC_INTEREST: PublicInterestTest,
        Record.DATA_PROTECTION: DataProtectionTest,
        Record.QUALIFIED_PERSON: QualifiedPersonOpinion,
        Record.COST_ESTIMATE: CostEstimateRecord,
        Record.WHERE_AVAILABLE: WhereAvailableRecord,
        Record.PUBLICATION_PLAN: PublicationPlanRecord,
        Record.EARLIER_REQUEST: EarlierRequestRecord,
        Record.VEXATIOUS: VexatiousRecord,
        Record.ENACTMENT: EnactmentRecord,
        Record.CONFIDENCE: ConfidenceRecord,
        Record.OMISSION: OmissionRecord,
        Record.COMPLETION: CompletionRecord,
        Record.EMISSIONS: EmissionsRecord,
        Record.STATISTICS: StatisticsRecord,
        Record.CERTIFICATE: CertificateRecord,
    }
)

_RELATED = tuple(record.value for record in RECORD_MODELS)
_NESTED: Mapping[str, tuple[type[Any], type[models.Model], str]] = MappingProxyType(
    {"factors": (Factor, FactorRow, "test"), "activities": (CostActivity, CostActivityRow, "estimate")}
)


class DoesNotFit(ValueError):
    """A value is too large for its column; `field` is its dotted path, such as "qualified_person.office"."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def load_decisions(case_id: int) -> tuple[Decision, ...]:
    """Every decision of a case with all its records, in the order in which they were taken. Four queries."""
    return tuple(to_domain(row) for row in decision_rows(case_id))


def decision_rows(case_id: int) -> list[ExemptionDecision]:
    """The rows behind `load_decisions`, with everything that `to_domain` reads."""
    rows = ExemptionDecision.objects.filter(case_id=case_id).select_related(*_RELATED)
    return list(
        rows.prefetch_related("questions", "public_interest__factors", "cost_estimate__activities").order_by(
            "id"
        )
    )


def to_domain(row: ExemptionDecision) -> Decision:
    records = {record.value: _record_to_domain(record, row) for record in RECORD_MODELS}
    return Decision(
        key=row.key,
        provision=row.provision,
        limbs=tuple(row.limbs),
        effect=Effect(row.effect),
        covers=row.covers,
        explanation=row.explanation,
        questions=tuple(sorted(question.number for question in row.questions.all())),
        **records,
    )


def save_decision(
    case_id: int, decision: Decision, *, question_ids: Iterable[int], version: int = 1
) -> ExemptionDecision:
    """Write a decision whole: what it no longer carries is removed. The caller holds lock, transaction and event.

    Raises DoesNotFit for a text that is too long or a number too large.
    """
    row, _ = ExemptionDecision.objects.update_or_create(
        case_id=case_id,
        key=decision.key,
        defaults={
            "provision": decision.provision,
            "limbs": list(decision.limbs),
            "effect": decision.effect.value,
            "covers": decision.covers,
            "explanation": decision.explanation,
            "version": version,
        },
    )
    row.questions.set(question_ids)
    for record, model in RECORD_MODELS.items():
        value = decision.record(record)
        if value is None:
            model._default_manager.filter(decision=row).delete()
        else:
            _save_record(record.value, model, row, value)
    return row


def delete_decision(case_id: int, key: str) -> None:
    ExemptionDecision.objects.filter(case_id=case_id, key=key).delete()


def next_key(case_id: int) -> str:
    """The next free name of a decision in its case. The caller holds the case's lock."""
    used = set(ExemptionDecision.objects.filter(case_id=case_id).values_list("key", flat=True))
    number = 1
    while f"d{number}" in used:
        number += 1
    return f"d{number}"


def _record_to_domain(record: Record, row: ExemptionDecision) -> Any:
    found = getattr(row, record.value, None)
    return None if found is None else _read(RECORD_TYPES[record], found)


def _read(kind: type[Any], row: models.Model) -> Any:
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in _NESTED:
            inner, _, _ = _NESTED[field.name]
            values[field.name] = tuple(_read(inner, item) for item in getattr(row, field.name).all())
        else:
            values[field.name] = _from_column(kind, field, getattr(row, field.name))
    return kind(**values)


def _from_column(kind: type[Any], field: dataclasses.Field[Any], value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    choice = _CHOICES.get((kind.__name__, field.name))
    if choice is None:
        return value
    return choice(value) if value else None


def _enums() -> dict[tuple[str, str], type[StrEnum]]:
    """Which fields hold a choice, read once from the records' own type hints."""
    found: dict[tuple[str, str], type[StrEnum]] = {}
    for kind in [*RECORD_TYPES.values(), Factor, CostActivity]:
        for name, hint in typing.get_type_hints(kind).items():
            options = [option for option in (hint, *typing.get_args(hint)) if isinstance(option, type)]
            for option in options:
                if issubclass(option, StrEnum):
                    found[kind.__name__, name] = option
    return found


_CHOICES = _enums()


def _save_record(name: str, model: type[Any], row: ExemptionDecision, value: Any) -> None:
    nested = {
        field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.name in _NESTED
    }
    columns = _columns(model, value, name)
    saved, _ = model._default_manager.update_or_create(decision=row, defaults=columns)
    for part, items in nested.items():
        _, inner, parent = _NESTED[part]
        manager = inner._default_manager
        manager.filter(**{parent: saved}).delete()
        manager.bulk_create(
            inner(**{parent: saved}, position=position, **_columns(inner, item, f"{name}.{part}"))
            for position, item in enumerate(items, start=1)
        )


def _columns(model: type[models.Model], value: Any, where: str) -> dict[str, Any]:
    columns = {}
    for field in dataclasses.fields(value):
        if field.name in _NESTED:
            continue
        item = getattr(value, field.name)
        if isinstance(item, tuple):
            item = list(item)
        elif isinstance(item, StrEnum):
            item = item.value
        elif item is None and (type(value).__name__, field.name) in _CHOICES:
            item = ""
        columns[field.name] = _fitting(model, field.name, item, where)
    return columns


def _fitting(model: type[models.Model], name: str, item: Any, where: str) -> Any:
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    try:
        column.run_validators(column.to_python(item))
    except ValidationError as error:
        said = f"{str(column.verbose_name).capitalize()}: {' '.join(error.messages)}"
        raise DoesNotFit(f"{where}.{name}", said) from error
    return item

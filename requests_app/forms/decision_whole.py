"""Which forms of a decision are shown, what is kept, and which decision do they make together?

A decision is typed into one form for itself, one for each record, and rows for factors and activities. What a
person typed is first read as `Typed`, valid or not: so a form can be shown again with another limb, or one
row more, and nothing is lost. Which records are needed is asked of the statute alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import QueryDict

from exemptions.domain.decision import Decision
from exemptions.domain.records import RECORD_TYPES, CostActivity, CostEstimate, RecordError, Side
from exemptions.statute import Body, Effect, Provision, Record
from requests_app.forms.citing import cite_regime
from requests_app.forms.decision import DecisionForm, initial_of
from requests_app.forms.decision_cost import (
    ACTIVITIES_PREFIX,
    ActivityForm,
    ActivityFormSet,
    CostEstimateForm,
    activity_initial,
    is_written,
    name_activities,
)
from requests_app.forms.decision_record import RecordForm, record_initial
from requests_app.forms.decision_records import SIMPLE_FORMS
from requests_app.forms.decision_weighing import (
    ACTS,
    FACTORS_PREFIX,
    FactorForm,
    FactorFormSet,
    PublicInterestForm,
    factor_initial,
    name_factors,
)

_SIMPLE: Mapping[Record, type[RecordForm]] = {form.record: form for form in SIMPLE_FORMS}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the forms need to know of the case and the authority."""

    law: Provision
    today: date
    body: Body = Body.OTHER
    limit_pounds: Decimal = Decimal(450)
    question_texts: Mapping[int, str] = field(default_factory=dict)
    others: tuple[tuple[str, str], ...] = ()


@dataclass(kw_only=True)
class Typed:
    """What stands in every field, as a form shows it."""

    core: dict[str, Any]
    records: dict[Record, dict[str, Any]]
    factors: list[dict[str, Any]]
    activities: list[dict[str, Any]]

    @classmethod
    def of(cls, decision: Decision, law: Provision) -> Typed:
        found = {record: decision.record(record) for record in RECORD_TYPES}
        weighed, cost = decision.public_interest, decision.cost_estimate
        return cls(
            core=initial_of(decision, law),
            records={record: record_initial(value) for record, value in found.items() if value is not None},
            factors=[factor_initial(factor) for factor in weighed.factors] if weighed else [],
            activities=[activity_initial(activity) for activity in cost.activities] if cost else [],
        )


class DecisionForms:
    """All the forms of one decision, bound to what was posted or showing what is `Typed`."""

    def __init__(
        self, setting: Setting, *, typed: Typed | None = None, data: QueryDict | None = None
    ) -> None:
        self.setting, self.data = setting, data
        typed = typed or Typed(core={}, records={}, factors=[], activities=[])
        self.core = DecisionForm(
            data,
            law=setting.law,
            question_texts=setting.question_texts,
            today=setting.today,
            initial=typed.core,
        )
        self.effect, self.limbs = self.core.chosen_effect(), self.core.chosen_limbs()
        self.factors: BaseFormSet[FactorForm] = _rows(FactorFormSet, FACTORS_PREFIX, data, typed.factors)
        self.activities: BaseFormSet[ActivityForm] = _rows(
            ActivityFormSet, ACTIVITIES_PREFIX, data, typed.activities
        )
        self._posted = {record for record in Record if data is not None and _is_posted(data, record)}
        self.records = {
            record: cite_regime(self._record_form(record, typed.records.get(record)), setting.law.regime)
            for record in Record
        }
        # Names first: a bound field copies its label when it is first asked for anything.
        name_factors(self.factors.forms, ACTS[self.effect])
        name_activities(self.activities.forms)
        self._kept = {record for record in Record if self._has_content(record)}
        self.left_out = frozenset(data.getlist("leave_out")) if data is not None else frozenset()

    @property
    def needed(self) -> tuple[Record, ...]:
        """The records that these limbs cannot be defended without, in the order of an argument."""
        needed = self.setting.law.records(
            self.limbs, self.effect, body=self.setting.body, is_statistical=Record.STATISTICS in self._kept
        )
        return tuple(record for record in Record if record in needed)

    @property
    def optional(self) -> tuple[Record, ...]:
        """Records that may help here without being demanded."""
        offered = self.setting.law.optional_records(self.limbs, body=self.setting.body)
        return tuple(record for record in Record if record in offered and record not in self.needed)

    @property
    def surplus(self) -> tuple[Record, ...]:
        """Records that somebody has written and that the limbs chosen now do not ask for."""
        shown = {*self.needed, *self.optional}
        return tuple(record for record in Record if record in self._kept and record not in shown)

    @property
    def parts(self) -> list[BaseForm | BaseFormSet[Any]]:
        """Every form that was posted, in the order of the page, for the list of errors."""
        order = [*self.needed, *self.optional, *self.surplus]
        found: list[BaseForm | BaseFormSet[Any]] = []
        for record in order:
            if record in self._posted:
                found.append(self.records[record])
                rows = self._rows_of(record)
                found += [rows] if rows is not None else []
        return found

    def is_valid(self) -> bool:
        # A list, so that every part is checked and every error is shown at once.
        return all([self.core.is_valid(), *(part.is_valid() for part in self.parts)])

    def typed(self) -> Typed:
        """What stands in the forms, to show it again in another shape."""
        return Typed(
            core={name: self.core[name].value() for name in self.core.fields},
            records={
                record: self.records[record].typed()
                for record in Record
                if record in self._posted | self._kept
            },
            factors=[{name: row[name].value() for name in row.fields} for row in self.factors.forms],
            activities=[{name: row[name].value() for name in row.fields} for row in self.activities.forms],
        )

    def decision(self, key: str) -> Decision:
        """The decision that valid forms make. A record that says nothing, or that is to be left out, is not
        part of it.
        """
        data = self.core.cleaned_data
        chosen = {*data["limbs"], *data["purposes"], *data["ncnd_limbs"]}
        return Decision(
            key=key,
            provision=self.setting.law.key,
            limbs=tuple(limb.key for limb in self.setting.law.chosen(chosen)),
            effect=Effect(data["effect"]),
            covers=data["covers"],
            explanation=data["explanation"],
            questions=tuple(sorted(data["questions"])),
            **{record.value: self._record(record) for record in Record},
        )

    def estimate(self) -> CostEstimate | None:
        """The cost of what stands in the form, leaving out rows that cannot be read."""
        form = self.records[Record.COST_ESTIMATE]
        limit, rate = (_decimal(form[name].value()) for name in ("limit_pounds", "rate_pounds"))
        try:
            return CostEstimate(activities=tuple(self._activities()), limit_pounds=limit, rate_pounds=rate)
        except RecordError:
            return None

    def _record(self, record: Record) -> Any:
        if record not in self._posted or record not in self._kept:
            return None
        if record in self.surplus and record.value in self.left_out:
            return None
        values = self.records[record].values()
        if record is Record.PUBLIC_INTEREST:
            rows = [row.factor() for row in self.factors.forms]
            values["factors"] = tuple(factor for factor in rows if factor.text)
        if record is Record.COST_ESTIMATE:
            values["activities"] = tuple(
                filter(is_written, (row.activity() for row in self.activities.forms))
            )
        return RECORD_TYPES[record](**values)

    def _activities(self) -> list[CostActivity]:
        found = []
        for row in self.activities.forms:
            items, minutes = _decimal(row["items"].value()), _decimal(row["minutes_each"].value())
            if items == int(items):
                kind = row.fields["kind"].choices[0][0]  # type: ignore[attr-defined]
                found.append(CostActivity(kind=kind, items=int(items), minutes_each=minutes))
        return found

    def _record_form(self, record: Record, initial: dict[str, Any] | None) -> RecordForm:
        data = self.data if record in self._posted else None
        if record is Record.PUBLIC_INTEREST:
            return PublicInterestForm(data, effect=self.effect, others=self.setting.others, initial=initial)
        if record is Record.COST_ESTIMATE:
            return CostEstimateForm(
                data, initial={"limit_pounds": self.setting.limit_pounds} | (initial or {})
            )
        return _SIMPLE[record](data, initial=initial)

    def _has_content(self, record: Record) -> bool:
        if self.records[record].has_content:
            return True
        rows = self._rows_of(record)
        names = {
            Record.PUBLIC_INTEREST: ("text",),
            Record.COST_ESTIMATE: ("description", "items", "minutes_each"),
        }
        return any(row[name].value() for row in (rows.forms if rows else ()) for name in names[record])

    def _rows_of(self, record: Record) -> BaseFormSet[Any] | None:
        if record is Record.PUBLIC_INTEREST:
            return self.factors
        return self.activities if record is Record.COST_ESTIMATE else None


def changed(forms: DecisionForms, act: str, library: Mapping[str, tuple[Side, str]]) -> DecisionForms:
    """The same forms after an act on their rows: "add_for", "add_against", "add_activity", "add_library",
    "remove_...:n".

    Anything else ("update") only draws them anew for the limbs that are chosen.
    """
    typed = forms.typed()
    name, _, position = act.partition(":")
    match name:
        case "add_for" | "add_against":
            typed.factors.append({"side": name.removeprefix("add_"), "text": "", "weight": "moderate"})
        case "add_activity":
            typed.activities.append({"kind": "locate", "description": "", "items": "", "minutes_each": ""})
        case "add_library":
            typed.factors += [
                {"side": side.value, "text": text, "weight": "moderate"} for side, text in library.values()
            ]
        case "remove_factor":
            typed.factors = _without(typed.factors, position)
        case "remove_activity":
            typed.activities = _without(typed.activities, position)
    return DecisionForms(forms.setting, typed=typed)


def _without(rows: list[dict[str, Any]], position: str) -> list[dict[str, Any]]:
    at = int(position) if position.isdecimal() and len(position) < 10 else -1
    return [row for index, row in enumerate(rows) if index != at]


def _rows(
    kind: type[BaseFormSet[Any]], prefix: str, data: QueryDict | None, initial: list[dict[str, Any]]
) -> BaseFormSet[Any]:
    if data is not None and f"{prefix}-TOTAL_FORMS" in data:
        return kind(data, prefix=prefix)
    return kind(prefix=prefix, initial=initial)


def _is_posted(data: QueryDict, record: Record) -> bool:
    return any(key.startswith(f"{record.value}-") for key in data)


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(str(value or 0))
    except ArithmeticError:
        return Decimal(0)
    return number if number.is_finite() and abs(number) < Decimal(10) ** 9 else Decimal(0)

"""How is the cost of a request estimated on a form, and what does it come to against the limit?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from exemptions.domain.records import ActivityKind, CostActivity, CostEstimate
from exemptions.statute import Record
from requests_app.forms.decision_record import RecordForm
from requests_app.forms.decision_weighing import MOST_ROWS
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText, PartForm

ACTIVITIES_PREFIX = "cost_estimate-activities"
KINDS = {
    ActivityKind.DETERMINE: "Determining whether it is held",
    ActivityKind.LOCATE: "Locating it",
    ActivityKind.RETRIEVE: "Retrieving it",
    ActivityKind.EXTRACT: "Extracting it",
}


class CostEstimateForm(RecordForm):
    record = Record.COST_ESTIMATE
    legend = "Estimate of the cost"
    hint = (
        "Only determining, locating, retrieving and extracting count, not redaction or deciding on "
        "exemptions "
        "(SI 2004/3244 reg 4). Base it on cogent evidence, such as a sample."
    )
    quiet = frozenset({"limit_pounds", "rate_pounds"})

    limit_pounds = forms.DecimalField(
        label="Appropriate limit in pounds",
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        help_text="£600 for government departments, Parliament and the armed forces, £450 for others.",
    )
    rate_pounds = forms.DecimalField(
        label="Pounds an hour for each person",
        min_value=Decimal("0.01"),
        max_digits=6,
        decimal_places=2,
        help_text="The Regulations say £25, whoever does the work.",
    )
    advice = LongText(
        label="How could the request be brought within the limit?",
        required=False,
        help_text="Advice that the applicant can use: a shorter period, fewer records (FOIA s16).",
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"rate_pounds": Decimal(25)} | dict(initial or {}))

    def layout(self) -> Layout:
        return Layout(
            GovField("limit_pounds", width=5, prefix="£"),
            GovField("rate_pounds", width=5, prefix="£"),
            "advice",
        )


class ActivityForm(PartForm):
    """One kind of work: so many items, so many minutes each."""

    kind = forms.TypedChoiceField(
        label="Activity", choices=[(kind.value, words) for kind, words in KINDS.items()], coerce=ActivityKind
    )
    description = LongText(label="What has to be done?", required=False)
    items = forms.IntegerField(label="Number of records", required=False, min_value=0, max_value=100_000_000)
    minutes_each = forms.DecimalField(
        label="Minutes for each", required=False, min_value=0, max_digits=8, decimal_places=2
    )

    def layout(self) -> Layout:
        return Layout(
            "kind",
            GovField("description", rows=2),
            GovField("items", width=5),
            GovField("minutes_each", width=5),
        )

    def activity(self) -> CostActivity:
        data = self.cleaned_data
        return CostActivity(
            kind=data["kind"],
            description=data["description"],
            items=data["items"] or 0,
            minutes_each=data["minutes_each"] or Decimal(0),
        )


ActivityFormSet: type[BaseFormSet[ActivityForm]] = formset_factory(
    ActivityForm, extra=0, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 50
)


def name_activities(rows: Iterable[ActivityForm]) -> None:
    for number, row in enumerate(rows, start=1):
        for name, words in (
            ("kind", "Activity"),
            ("items", "Number of records"),
            ("minutes_each", "Minutes for each"),
        ):
            row.fields[name].label = f"{words} ({number})"
        row.fields["description"].label = f"What has to be done? ({number})"


def activity_initial(activity: CostActivity) -> dict[str, Any]:
    return {
        "kind": activity.kind.value,
        "description": activity.description,
        "items": activity.items,
        "minutes_each": activity.minutes_each,
    }


def is_written(activity: CostActivity) -> bool:
    return bool(activity.description.strip() or activity.items or activity.minutes_each)


def sum_in_words(estimate: CostEstimate) -> str:
    """ "18.5 hours, £462.50: above the limit of £450 (18 hours)." """
    hours, limit = _number(estimate.hours), _number(estimate.limit_hours)
    verdict = "above the limit of" if estimate.exceeds else "within the limit of"
    return (
        f"{hours} {'hour' if hours == '1' else 'hours'}, £{estimate.cost:,.2f}: {verdict} "
        f"£{_number(estimate.limit_pounds)} ({limit} hours)."
    )


def _number(value: Decimal) -> str:
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")

"""How is the public interest weighed on a form: factors on both sides, and the balance between them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from exemptions.domain.records import Factor, Favours, Side, Weight
from exemptions.statute import PROVISIONS, Effect, Record
from requests_app.forms.decision_record import RecordForm
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText, PartForm

FACTORS_PREFIX = "public_interest-factors"
MOST_ROWS = 200
ACTS = {Effect.WITHHOLD: "disclosure", Effect.NCND: "confirming or denying"}


class PublicInterestForm(RecordForm):
    """`act` is what is weighed: disclosing, or confirming or denying. `others` are provisions to weigh
    together with.
    """

    record = Record.PUBLIC_INTEREST
    legend = "Public-interest test"
    hint = (
        "Weigh what stands for and against in this case, as things stand when you decide on the request. "
        "Where both sides are equal, the information is disclosed (FOIA s2(2))."
    )

    balance = LongText(
        label="How do they balance?",
        required=False,
        help_text="Say which factors carry most weight, and why. A list of factors is not a balance.",
    )
    favours = forms.TypedChoiceField(
        label="Which side does the balance favour?",
        widget=forms.RadioSelect,
        coerce=Favours,
        empty_value=None,
    )
    estimated_on = GovDateField(
        label="When do you expect to decide?",
        called="the estimated date of the decision",
        required=False,
        help_text="The applicant is told this date. Normally at most 20 working days more (FOIA s17(2)).",
    )
    aggregated_with = forms.MultipleChoiceField(
        label="Weighed together with",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=(
            "Other qualified exemptions for the same information; their public interests may be added up."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        effect: Effect,
        others: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"favours": Favours.UNDECIDED.value} | dict(initial or {}))
        act = ACTS[effect]
        self.fields["favours"].choices = [  # type: ignore[attr-defined]
            (Favours.MAINTAIN.value, f"Against {act}: you can rely on this provision"),
            (Favours.DISCLOSE.value, f"For {act}: you cannot rely on it"),
            (Favours.UNDECIDED.value, "Not yet decided"),
        ]
        known = dict(others)
        kept = [
            (key, key)
            for key in self["aggregated_with"].value() or ()
            if key not in known and key in PROVISIONS
        ]
        self.fields["aggregated_with"].choices = [*others, *kept]  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        favours = GovField("favours", reveals={Favours.UNDECIDED.value: "estimated_on"})
        together = ["aggregated_with"] if self["aggregated_with"].field.choices else []  # type: ignore[attr-defined]
        return Layout("balance", favours, *together)

    def values(self) -> dict[str, Any]:
        together = tuple(self.cleaned_data["aggregated_with"])
        return {
            **self.cleaned_data,
            "aggregated_with": together,
            "favours": self.cleaned_data["favours"] or Favours.UNDECIDED,
        }


class FactorForm(PartForm):
    """One factor. Its side is fixed by the list that it stands in."""

    side = forms.ChoiceField(widget=forms.HiddenInput, choices=[(side.value, side.value) for side in Side])
    text = LongText(label="Factor", required=False)
    weight = forms.TypedChoiceField(
        label="Weight",
        choices=[(Weight.LOW.value, "Low"), (Weight.MODERATE.value, "Moderate"), (Weight.HIGH.value, "High")],
        coerce=Weight,
        initial=Weight.MODERATE.value,
    )

    def layout(self) -> Layout:
        return Layout("side", GovField("text", rows=3), "weight")

    def factor(self) -> Factor:
        data = self.cleaned_data
        return Factor(side=Side(data["side"]), text=data["text"], weight=data["weight"])


FactorFormSet: type[BaseFormSet[FactorForm]] = formset_factory(
    FactorForm, extra=0, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 50
)


def name_factors(rows: Iterable[FactorForm], act: str) -> None:
    """Give each factor a name of its own, which a screen reader needs to tell one box from another."""
    counts = dict.fromkeys(Side, 0)
    for row in rows:
        typed = row["side"].value()
        side = Side(typed) if typed in set(Side) else Side.FOR
        counts[side] += 1
        row.fields["text"].label = f"Factor {counts[side]} {side.value} {act}"
        row.fields["weight"].label = f"Weight of factor {counts[side]} {side.value} {act}"


def factor_initial(factor: Factor) -> dict[str, Any]:
    return {"side": factor.side.value, "text": factor.text, "weight": factor.weight.value}

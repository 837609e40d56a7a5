"""What does the deadline calculator ask?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from django import forms

from requests_app.domain.calendar import FOIA_IN_FORCE_ON
from requests_app.domain.clock import Regime, Timetable
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovButton, GovField, GovForm, GovHelper, Layout

MOST_DAYS: Final = 250


class Kind(StrEnum):
    """Under which law and for which body the time is counted."""

    FOIA = "foia"
    EIR = "eir"
    SCHOOL = "school"

    @property
    def law(self) -> tuple[Regime, Timetable]:
        """As the clock takes it."""
        match self:
            case Kind.FOIA:
                return Regime.FOIA, Timetable.STANDARD
            case Kind.EIR:
                return Regime.EIR, Timetable.STANDARD
            case Kind.SCHOOL:
                return Regime.FOIA, Timetable.SCHOOL


_LABELS: Final = {
    Kind.FOIA: "Freedom of Information Act: 20 working days",
    Kind.EIR: "Environmental Information Regulations: 20 working days",
    Kind.SCHOOL: "A school: 20 school days, or 60 working days if that is earlier",
}


class CalculatorForm(GovForm):
    """Sent by GET: the address of a result can be passed on."""

    received_on = GovDateField(
        label="Date received", help_text="For example, 27 3 2026", called="the date received"
    )
    regime = forms.ChoiceField(
        label="Which time limit?",
        choices=[(kind.value, words) for kind, words in _LABELS.items()],
        widget=forms.RadioSelect,
        initial=Kind.FOIA.value,
        required=False,
    )
    days = forms.IntegerField(
        label="Number of working days (optional)",
        help_text="Leave this empty to use the time limit of the law. An EIR extension gives 40.",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={
            "invalid": "The number of working days must be a whole number, like 20",
            "min_value": "The number of working days must be 1 or more",
            "max_value": f"The number of working days must be {MOST_DAYS} or fewer",
        },
    )

    def layout(self) -> Layout:
        return Layout(
            "received_on",
            GovField("regime", small=True),
            GovField("days", width=3),
            GovButton("Work out the deadline"),
        )

    @property
    def helper(self) -> GovHelper:
        helper = super().helper
        helper.form_method = "get"
        return helper

    def clean_received_on(self) -> date:
        received_on: date = self.cleaned_data["received_on"]
        if received_on < FOIA_IN_FORCE_ON:
            raise forms.ValidationError(
                "The date received must be 1 January 2005 or later: the right to ask began then (FOIA s1)"
            )
        return received_on

    def clean_regime(self) -> Kind:
        return Kind(self.cleaned_data["regime"] or Kind.FOIA)

"""What is typed on the page of a table's small numbers: in which form they are given, and why?"""

from __future__ import annotations

from django import forms

from requests_app.domain.casefile import SmallNumberMethod
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText, PartForm
from requests_app.services.small_numbers import LONGEST_REASON, Choice

METHODS = (
    (SmallNumberMethod.SUPPRESS.value, "Withhold them"),
    (SmallNumberMethod.ROUND_TO_5.value, "Round every number of the table to the nearest 5"),
    (SmallNumberMethod.ROUND_TO_10.value, "Round every number of the table to the nearest 10"),
    (SmallNumberMethod.LEAVE.value, "Give them as they are"),
)
HINTS = {
    SmallNumberMethod.SUPPRESS.value: "With as few other numbers as it takes, so that no total gives them back.",
    SmallNumberMethod.LEAVE.value: "For a reason that you write below: why can nobody be identified?",
}


class SmallNumbersForm(PartForm):
    method = forms.ChoiceField(
        label="How are the small numbers given?",
        choices=METHODS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the small numbers are given"},
    )
    has_nought = forms.BooleanField(label="Nought is telling too: treat it as a small number", required=False)
    reason = LongText(
        label="Reason (optional, unless a small number can still be seen or worked out)",
        max_length=LONGEST_REASON,
        required=False,
        help_text="What somebody would have to know to identify a person. It is kept in the history and never printed.",
    )

    def layout(self) -> Layout:
        return Layout(
            GovField("method", hints=HINTS, size="m"),
            GovField("has_nought", small=True),
            GovField("reason", rows=3),
        )

    @property
    def choice(self) -> Choice:
        """Call it on a valid form."""
        return Choice(
            method=SmallNumberMethod(self.cleaned_data["method"]),
            has_nought=self.cleaned_data["has_nought"],
            reason=self.cleaned_data["reason"],
        )

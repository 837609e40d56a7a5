"""What is asked about one disputed question of a review?"""

from __future__ import annotations

from typing import Any

from django import forms

from requests_app.domain.review import ReviewResult
from requests_app.forms.layout import GovField, GovForm, Layout

HINTS = {
    "upheld": "The first decision was right. Say why, also where your reasons are others.",
    "partly": "Some of it was right. Change the answer or the decision before you conclude.",
    "overturned": "It was wrong. Change the answer or the decision before you conclude.",
}


class FindingForm(GovForm):
    """The finding, and the reasons that are printed in the letter."""

    form_tag = False
    result = forms.ChoiceField(
        choices=[(each.value, each.label) for each in ReviewResult],
        widget=forms.RadioSelect,
        label="What becomes of the first decision on this question?",
        error_messages={"required": "Choose what becomes of the first decision on this question"},
    )
    reasons = forms.CharField(
        widget=forms.Textarea,
        label="Your reasons",
        help_text="The applicant reads this in the letter. Say what you looked at afresh, and answer what they disagree "
        "with.",
        error_messages={"required": "Write your reasons. The applicant reads them in the letter"},
    )

    def layout(self) -> Layout:
        return Layout(GovField("result", size="m", hints=HINTS), GovField("reasons", rows=10))

    @property
    def typed(self) -> dict[str, Any]:
        """What the service is given, by its own names."""
        return {name: self.cleaned_data[name] for name in ("result", "reasons")}

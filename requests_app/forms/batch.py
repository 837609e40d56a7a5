"""What is typed for a batch of letters, and for a file for the printer? The cases and letters are ticked in a table."""

from __future__ import annotations

from django import forms

from requests_app.forms.layout import GovForm


class AcknowledgementBatchForm(GovForm):
    form_tag = False


class ReminderBatchForm(GovForm):
    form_tag = False
    text = forms.CharField(
        required=False,
        label="What would you like to add? (optional)",
        help_text="Every applicant of the batch reads this. Each letter repeats the question that was asked, "
        "and says by when to reply.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PrintForm(GovForm):
    form_tag = False
    sides = forms.ChoiceField(
        label="How is it printed?",
        choices=[("two", "On both sides"), ("one", "On one side")],
        widget=forms.RadioSelect,
        initial="two",
        help_text="On both sides, each letter begins on a sheet of its own: a blank page is put in where needed.",
    )

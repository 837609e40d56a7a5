"""What is asked when a request is logged? The shape only: what section 8 wants is judged by the service."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from requests_app.domain.letterkinds import Language
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import Buttons, CancelLink, GovButton, GovField, GovFieldset, GovForm, Layout
from requests_app.models import Applicant, Case

LONGEST_WORDING = 200_000
REQUESTER = ("name", "organisation", "email", "postal_address", "kind")


class GovDetails(LayoutObject):  # type: ignore[misc]
    """Fields behind one press, for what is seldom needed; open where one of them has an error or a value."""

    def __init__(self, summary: str, *fields: Any, usual: str = "") -> None:
        self.summary, self.fields, self.usual = summary, list(fields), usual

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        names = [name if isinstance(name, str) else name.fields[0] for name in self.fields]
        is_open = any(form[name].errors or (form[name].value() or "") != self.usual for name in names)
        html = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            "govuk/layout/details.html", {"summary": self.summary, "fields": html, "open": is_open}
        )


class RequesterFields(forms.Form):
    """Who asks. Nothing is required: what is missing is asked for, not invented (FOIA s8(1)(b))."""

    name = forms.CharField(
        required=False,
        max_length=200,
        label="Name",
        help_text="As the requester signed it. A pseudonym is not a valid name; log it all the same.",
    )
    organisation = forms.CharField(
        required=False,
        max_length=200,
        label="Organisation",
        help_text="Only if they write on its behalf.",
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label="E-mail address",
        help_text="The response goes here if there is one: an e-mail is answered by e-mail (FOIA s11).",
    )
    postal_address = forms.CharField(
        required=False,
        max_length=1000,
        label="Postal address",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed only if there is no e-mail address.",
    )
    kind = forms.ChoiceField(
        choices=Applicant.Kind.choices,
        initial=Applicant.Kind.UNKNOWN,
        label="Kind of requester",
        help_text="For statistics only. It must not change how the request is handled.",
    )


class LogForm(GovForm, RequesterFields):
    """A request as it arrived."""

    keep_draft = "new-request"
    once = forms.CharField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(
        choices=Case.Channel.choices, widget=forms.RadioSelect, label="How did the request arrive?"
    )
    received_on = GovDateField(
        label="Date received",
        help_text=(
            "The day on which it reached the authority, in any mailbox or office, even if noticed later. "
            "The count begins on the next working day. For example, 27 3 2026."
        ),
    )
    regime = forms.ChoiceField(
        choices=Case.Regime.choices,
        initial=Case.Regime.FOIA,
        widget=forms.RadioSelect,
        label="Which law applies?",
    )
    timetable = forms.ChoiceField(
        choices=Case.Timetable.choices,
        initial=Case.Timetable.STANDARD,
        widget=forms.RadioSelect,
        label="Time limit",
        help_text="Another limit applies to some bodies and records only (FOIA s10(4)).",
    )
    language = forms.ChoiceField(
        choices=[(each.value, each.label) for each in Language],
        initial=Language.ENGLISH.value,
        required=False,
        label="Language of the answer",
        help_text="That of the request. Every letter is written in it; what you type yourself stays as you type it.",
    )
    wording = forms.CharField(
        strip=False,
        widget=forms.Textarea,
        label="The request, word for word",
        help_text="Copy all of it, unchanged. The response prints it; it is split into questions next.",
        error_messages={"required": "Enter the request in the applicant's own words (FOIA s8(1)(c))."},
    )

    acknowledge = forms.BooleanField(
        required=False,
        initial=True,
        label="Send an acknowledgement now",
        help_text=(
            "A letter with the reference and the due date, by e-mail or to be posted. Without an address none is sent."
        ),
    )

    def layout(self) -> Layout:
        return Layout(
            "once",
            GovFieldset(
                "The request",
                GovField("channel", size="s"),
                GovField("received_on", size="s"),
                GovField("wording", size="s", rows=12, character_count=LONGEST_WORDING),
                size="m",
            ),
            GovFieldset(
                "The requester",
                *(GovField(name) for name in REQUESTER),
                size="m",
                hint="Log the request even if something is missing; you are told what to ask for.",
            ),
            GovFieldset(
                "The law",
                GovField("regime", hints=REGIME_HINTS, size="s"),
                GovDetails("Another time limit than 20 working days", "timetable", usual="standard"),
                GovDetails("Another language than English", "language", usual="en"),
                size="m",
            ),
            GovField("acknowledge"),
            Buttons(GovButton("Log the request"), CancelLink("/cases/")),
        )

    def clean_wording(self) -> str:
        """Browsers send line ends as two characters; the requester's words had one."""
        return str(self.cleaned_data["wording"]).replace("\r\n", "\n")

    def clean_postal_address(self) -> str:
        return str(self.cleaned_data["postal_address"]).replace("\r\n", "\n")


REGIME_HINTS = {
    "foia": "Any recorded information that is not environmental.",
    "eir": "Air, water, soil, land, noise, waste, emissions, and measures or plans that affect them.",
}

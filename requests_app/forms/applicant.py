"""What can be put right about who asks? The same fields as when the request was logged."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from requests_app.domain.casefile import ApplicantFile
from requests_app.forms.layout import Buttons, CancelLink, GovButton, GovField, GovForm, Layout
from requests_app.forms.log import REQUESTER, RequesterFields


class ApplicantForm(GovForm, RequesterFields):
    """`seen` holds what the person was shown, so that a change by somebody else in between is noticed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url

    def layout(self) -> Layout:
        fields = (GovField(name, size="s") for name in REQUESTER)
        return Layout("seen", *fields, Buttons(GovButton("Save"), CancelLink(self.cancel_url)))

    def clean_postal_address(self) -> str:
        return str(self.cleaned_data["postal_address"]).replace("\r\n", "\n")

    @property
    def applicant(self) -> ApplicantFile:
        return ApplicantFile(**{name: self.cleaned_data[name] for name in REQUESTER})


def write_seen(applicant: ApplicantFile) -> str:
    return json.dumps({name: getattr(applicant, name) for name in REQUESTER}, ensure_ascii=False)


def read_seen(text: str) -> ApplicantFile | None:
    """What was shown; None where the hidden field is not ours, and nothing is compared then."""
    try:
        data = json.loads(text)
        return ApplicantFile(**{name: str(data[name]) for name in REQUESTER})
    except (ValueError, KeyError, TypeError):
        return None

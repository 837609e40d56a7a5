"""What are the pieces of a form that is made of several forms under one form element?"""

from __future__ import annotations

from typing import Any

from django import forms

from requests_app.forms.layout import GovForm, GovHelper

LONGEST_TEXT = 200_000


class PartForm(GovForm):
    """Fields alone: the page writes the form element, and the CSRF token once."""

    form_tag = False

    @property
    def helper(self) -> GovHelper:
        helper = super().helper
        helper.disable_csrf = True
        return helper


class LongText(forms.CharField):
    """Several lines; browsers send them ended by CR LF, and a letter compares and prints them ended by LF."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_TEXT, **kwargs: Any) -> None:
        messages = {
            "max_length": (
                "Shorten this: it has %(show_value)s characters, at most %(limit_value)s can be kept."
            )
        }
        super().__init__(max_length=max_length, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

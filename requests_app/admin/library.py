"""Which public-interest factors are offered to officers?"""

from __future__ import annotations

from django import forms
from django.contrib import admin

from exemptions.models import LibraryFactor
from exemptions.statute import PROVISIONS, Test
from requests_app.admin.base import CheckedForm, KeptByAdministrators


def provision_choices() -> list[tuple[str, str]]:
    """Those whose public interest is weighed (FOIA s2(2)(b), EIR reg 12(1)(b)), in the order of the law."""
    weighed = [
        each for each in PROVISIONS.values() if any(limb.test is Test.QUALIFIED for limb in each.limbs)
    ]
    return [("", "Every provision"), *((each.key, f"{each.name}: {each.title}") for each in weighed)]


class LibraryFactorForm(CheckedForm):
    provision = forms.ChoiceField(
        choices=provision_choices,
        required=False,
        help_text="Offered when a decision rests on this provision.",
    )

    class Meta:
        model = LibraryFactor
        fields = ("provision", "side", "text", "is_active")


@admin.register(LibraryFactor)
class LibraryFactorAdmin(KeptByAdministrators):
    form = LibraryFactorForm
    list_display = ("text", "provision", "side", "is_active")
    list_filter = ("side", "is_active", "provision")
    search_fields = ("text",)

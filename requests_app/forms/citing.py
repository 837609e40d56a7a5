"""Which provision does a hint cite under the other law?

Hints are written for the Act. Under the Environmental Information Regulations the same step rests on another provision, and
a few of them say something else; one table holds both.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, TypeVar

from django.forms import BaseForm

EIR: Final = "eir"
_UNDER_THE_EIR: Final = MappingProxyType(
    {
        "The applicant is told this date. Normally at most 20 working days more (FOIA s17(2)).": (
            "The Regulations give no further time for the balance: strike it before you refuse (EIR reg 14(3)(b))."
        ),
        "Where both sides are equal, the information is disclosed (FOIA s2(2)).": (
            "Presume disclosure: where both sides are equal, the information is disclosed (EIR reg 12(1)(b) and (2))."
        ),
        "A reasonable search found nothing. Record it: a review or the regulator asks for it.": (
            "A reasonable search found nothing. Record it, and a decision: that it is not held is an exception (EIR reg "
            "12(4)(a))."
        ),
        "qualified exemptions": "exceptions",
        "FOIA s1(1)(b)": "EIR reg 12(1)",
        "FOIA s1(1)": "EIR reg 5(1)",
        "FOIA s1(4)": "EIR reg 12(4)(a)",
        "FOIA s3(2)": "EIR reg 3(2)",
        "FOIA s16": "EIR reg 9",
        "FOIA s17(1)(c)": "EIR reg 14(3)",
    }
)
F = TypeVar("F", bound=BaseForm)


def cited_under(regime: str, text: str) -> str:
    """A hint as it reads under this law."""
    if regime != EIR:
        return text
    for foia, eir in _UNDER_THE_EIR.items():
        text = text.replace(foia, eir)
    return text


def cite_regime(form: F, regime: str) -> F:
    """Put the hints and labels of a form into the terms of this law. Before its bound fields are first asked for."""
    for field in form.fields.values():
        field.help_text = cited_under(regime, str(field.help_text))
        field.label = cited_under(regime, str(field.label)) if field.label else field.label
    if hint := getattr(form, "hint", ""):
        form.hint = cited_under(regime, hint)  # type: ignore[attr-defined]
    return form

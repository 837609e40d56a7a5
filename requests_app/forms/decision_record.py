"""What do the forms of all records have in common? Each mirrors one dataclass of `exemptions.domain.records`.

They check shape only: an empty record is kept, and completeness says what is still missing. Ids follow the
place that a gap names: "prejudice.causal_link" is `id_prejudice-causal_link`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from django import forms

from exemptions.domain.records import RECORD_TYPES, Likelihood
from exemptions.statute import Record
from requests_app.forms.parts import PartForm


class RecordForm(PartForm):
    """The form of one record. `quiet` names the fields that alone make no content."""

    record: ClassVar[Record]
    legend: ClassVar[str]
    hint: ClassVar[str] = ""
    quiet: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, prefix=self.record.value, initial=dict(initial or {}))

    def typed(self) -> dict[str, Any]:
        """What stands in each field, valid or not, so that the same can be shown again."""
        return {name: self[name].value() for name in self.fields}

    @property
    def has_content(self) -> bool:
        """Whether somebody has written anything here."""
        standing = _defaults(self.record)
        return any(
            _plain(value) not in ("", _plain(standing.get(name)))
            for name, value in self.typed().items()
            if name not in self.quiet
        )

    def values(self) -> dict[str, Any]:
        """The fields of the record. Call it on a valid form."""
        return dict(self.cleaned_data)


def record_initial(value: object) -> dict[str, Any]:
    """A record's plain fields as a form shows them; rows within it have formsets of their own."""
    found = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        item = getattr(value, field.name)
        if isinstance(item, tuple):
            if any(dataclasses.is_dataclass(each) for each in item):
                continue
            item = list(item)
        found[field.name] = item.value if isinstance(item, StrEnum) else item
    return found


class LikelihoodField(forms.TypedChoiceField):
    """Would, or would be likely to: the two levels that the Commissioner tells apart."""

    widget = forms.RadioSelect

    def __init__(self) -> None:
        super().__init__(
            label="How likely is it?",
            required=False,
            choices=[
                (Likelihood.WOULD.value, "It would happen (more likely than not)"),
                (
                    Likelihood.WOULD_BE_LIKELY.value,
                    "It would be likely to happen (a real and significant risk)",
                ),
            ],
            coerce=Likelihood,
            empty_value=None,
            help_text=(
                "Choose one and argue for it throughout. “Would or would be likely to” is not a decision."
            ),
        )


def _defaults(record: Record) -> dict[str, Any]:
    return record_initial(RECORD_TYPES[record]())


def _plain(value: object) -> str:
    """Compare typed and stored values alike: "", None, False and an empty list all say nothing."""
    match value:
        case dict():
            return "".join(value.values())
        case list() | tuple():
            return ",".join(map(str, value))
        case None | False:
            return ""
        case date() | Decimal():
            return str(value)
        case _:
            return str(value).strip()

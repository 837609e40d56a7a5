"""How does a list of rows on a form gain and lose a row without script, and keep everything that was typed?

A button sends the whole form; the page comes back with one row more or less and nothing judged yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory

from requests_app.forms.parts import PartForm

MOST_ROWS = 100
Typed = dict[str, Any]


class RowForm(PartForm):
    """One row. Every error names it, for the summary at the top of the page: "Search 2: enter where …"."""

    noun = "Row"

    @property
    def position(self) -> int:
        return int(str(self.prefix).rpartition("-")[2]) + 1

    @property
    def row_name(self) -> str:
        return f"{self.noun} {self.position}"

    @property
    def is_blank(self) -> bool:
        return not self.has_changed()

    def add_error(self, field: str | None, error: Any) -> None:
        problem = error if isinstance(error, ValidationError) else ValidationError(error)
        for each in problem.error_list:
            each.message = f"{self.row_name}: {_lower_first(str(each.message))}"
        super().add_error(field, problem)


if TYPE_CHECKING:
    _Base = BaseFormSet[RowForm]
else:
    _Base = BaseFormSet  # generic for the type checker only


class BaseRows(_Base):
    """Rows of which a wholly empty one counts as none."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"empty_permitted": True}

    @property
    def filled(self) -> list[RowForm]:
        return [form for form in self.forms if not form.is_blank]

    @property
    def next_id(self) -> str:
        return f"{self.prefix}-{len(self.forms)}"


def rows_of(form: type[RowForm]) -> type[BaseRows]:
    """The class of a list of such rows."""
    return formset_factory(  # type: ignore[return-value]
        form, formset=BaseRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )


def typed_rows(rows: BaseRows) -> list[Typed]:
    """What stands in each row, as it was typed: fit to be the `initial` of rows that are not judged."""
    return [typed(form) for form in rows.forms]


def one_more(rows: Sequence[Typed]) -> list[Typed]:
    return [*rows, {}][:MOST_ROWS]


def one_less(rows: Sequence[Typed], position: int) -> list[Typed]:
    return [row for index, row in enumerate(rows) if index != position]


def typed(form: forms.BaseForm) -> Typed:
    """Raw values by field; a file has none, its content was taken into a field of text before."""
    data: Mapping[str, Any] = form.data
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def _lower_first(sentence: str) -> str:
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]

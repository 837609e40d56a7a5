"""What is given in answer to a question: how is it typed, and how does it become an `Answer`?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError

from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference, Table
from requests_app.domain.tables import Grid, TableProblem, parse_table, table_text
from requests_app.domain.text import LARGEST_IN_WORDS, figure_in_words
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText
from requests_app.forms.rows import RowForm, Typed
from requests_app.models import Disclosure
from requests_app.selectors.content import plain_figure

LONGEST_TABLE: Final = 1_000_000
ROWS_SHOWN_BACK: Final = 20
_FIGURE: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_FIELDS_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    AnswerKind.WORDS: (),
    AnswerKind.FIGURE: ("figure", "figure_words", "unit"),
    AnswerKind.TABLE: ("table_caption", "table_text", "table_file", "table_notes"),
    AnswerKind.DOCUMENT: ("document",),
}
KIND_HINTS: Final = {
    AnswerKind.FIGURE: "One number, with what it counts.",
    AnswerKind.TABLE: "Copied from a spreadsheet, or read from a CSV file.",
    AnswerKind.DOCUMENT: "One of the case's documents that are marked for disclosure.",
}


class FigureField(forms.DecimalField):
    """Digits as people write them, with commas between thousands; not "1,5", which reads two ways."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = str(value if value is not None else "").replace("\u202f", "").replace(" ", "")
        if not typed:
            return None
        if not _FIGURE.fullmatch(typed):
            raise ValidationError(
                "Enter the figure in digits, like 1,234 or 12.5. Put signs such as £ or % in the unit."
            )
        return Decimal(typed.replace(",", ""))

    def clean(self, value: Any) -> Decimal | None:
        figure: Decimal | None = super().clean(value)
        return None if figure is None else plain_figure(figure)


class AnswerForm(RowForm):
    """One answer. Only the fields of its kind count; the others are left as typed and not judged."""

    noun = "Answer"
    kind = forms.ChoiceField(
        label="What do you give?",
        choices=Disclosure.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose words, a figure, a table or a document, or remove the answer"},
    )
    figure = FigureField(label="Figure", required=False, max_digits=18, decimal_places=4)
    unit = forms.CharField(
        label="Unit", required=False, max_length=60, help_text="What it counts: vehicles, £, hours."
    )
    figure_words = forms.CharField(
        label="The figure in words",
        required=False,
        max_length=200,
        help_text="Leave it empty for a new figure and it is written for you: 105 is “one hundred and five”.",
    )
    figure_before = forms.CharField(widget=forms.HiddenInput, required=False)
    table_caption = forms.CharField(
        label="Title of the table", required=False, max_length=300, help_text="What it shows, and for when."
    )
    table_text = LongText(
        label="Table",
        required=False,
        max_length=LONGEST_TABLE,
        help_text="Paste the cells from your spreadsheet. The first row is the headings.",
    )
    table_file = forms.FileField(
        label="Or read it from a CSV file", required=False, help_text="It replaces the table above."
    )
    table_notes = LongText(label="Notes under the table (optional)", required=False)
    document = forms.ChoiceField(label="Document", required=False)
    text = LongText(
        label="Words",
        required=False,
        help_text="The whole answer; for a figure, table or document a sentence that leads to it (optional).",
    )
    period_from = GovDateField(
        label="Period from (optional)", called="the start of the period", required=False
    )
    period_to = GovDateField(label="Period to (optional)", called="the end of the period", required=False)

    def __init__(self, *args: Any, documents: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["document"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "Choose a document"), *documents]

    def layout(self) -> Layout:
        figure = Layout(
            GovField("figure", width=10), GovField("unit", width=10), "figure_words", "figure_before"
        )
        table = Layout(
            "table_caption", GovField("table_text", rows=8), "table_file", GovField("table_notes", rows=2)
        )
        reveals = {"figure": figure, "table": table, "document": "document"}
        return Layout(
            GovField("kind", reveals=reveals, hints=KIND_HINTS, size="s"),
            GovField("text", rows=4),
            Div("period_from", "period_to", css_class="app-row__fields"),
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        kind = found.get("kind", "")
        for other, names in _FIELDS_OF_KIND.items():
            if other != kind:
                for name in names:
                    self.errors.pop(name, None)
        if kind == AnswerKind.FIGURE:
            self._propose_words(found)
        if kind == AnswerKind.TABLE and "table_text" in found:
            self._read_table(found)
        return found

    def answer(self, documents: Mapping[str, DocumentReference]) -> Answer:
        """The answer as the domain knows it; only after validation."""
        data = self.cleaned_data
        kind = AnswerKind(data["kind"])
        common = {
            "kind": kind,
            "text": data["text"],
            "period_from": data["period_from"],
            "period_to": data["period_to"],
        }
        match kind:
            case AnswerKind.WORDS:
                return Answer(**common)
            case AnswerKind.FIGURE:
                return Answer(**common, **{name: data[name] for name in _FIELDS_OF_KIND[kind]})
            case AnswerKind.TABLE:
                return Answer(**common, table=data["table"])
            case AnswerKind.DOCUMENT:
                return Answer(**common, document=documents.get(data["document"]))

    @property
    def main_field(self) -> str:
        """The field that a complaint about the whole answer belongs to."""
        kinds = {"figure": "figure", "table": "table_text", "document": "document"}
        return kinds.get(self.cleaned_data.get("kind", ""), "text")

    @property
    def shown_back(self) -> dict[str, Any] | None:
        """The table as it will be printed, in the words of components/table.html: its first rows."""
        try:
            grid = parse_table(str(self["table_text"].value() or ""))
        except TableProblem:
            return None
        return {
            "caption": str(self["table_caption"].value() or "") or "The table as it will be printed",
            "headers": grid.columns,
            "rows": grid.rows[:ROWS_SHOWN_BACK],
            "more": max(0, len(grid.rows) - ROWS_SHOWN_BACK),
        }

    def _propose_words(self, found: dict[str, Any]) -> None:
        """A new figure is written out; words of one's own, and words that were taken out, are left alone."""
        figure, before = found.get("figure"), _number(found.get("figure_before", ""))
        if figure is None or figure == before:
            return
        if found.get("figure_words", "") in {"", in_words(before)}:
            found["figure_words"] = in_words(figure)

    def _read_table(self, found: dict[str, Any]) -> None:
        found["table"] = None
        if not found["table_text"].strip():
            return  # the service says what an answer of this kind must have
        try:
            grid: Grid = parse_table(found["table_text"])
        except TableProblem as problem:
            self.add_error("table_text", str(problem))
            return
        found["table"] = Table(
            caption=found.get("table_caption", ""),
            columns=grid.columns,
            rows=grid.rows,
            notes=found.get("table_notes", ""),
        )


def answer_initial(answer: Answer, documents: Sequence[tuple[str, str]]) -> Typed:
    """An answer as it stands in the fields. A document is chosen by its SHA-256."""
    figure = f"{answer.figure:,f}" if answer.figure is not None else ""
    table = answer.table
    return {
        "kind": answer.kind.value,
        "text": answer.text,
        "figure": figure,
        "figure_before": figure,
        "figure_words": answer.figure_words,
        "unit": answer.unit,
        "period_from": answer.period_from,
        "period_to": answer.period_to,
        "table_caption": table.caption if table else "",
        "table_text": table_text(table.columns, table.rows) if table else "",
        "table_notes": table.notes if table else "",
        "document": answer.document.sha256 if answer.document else "",
    }


def in_words(figure: Decimal | None) -> str:
    """The proposal; nothing for what nobody writes out."""
    if figure is None or figure != figure.to_integral_value() or not 0 <= figure <= LARGEST_IN_WORDS:
        return ""
    return figure_in_words(int(figure))


def _number(typed: str) -> Decimal | None:
    try:
        return Decimal(typed.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None

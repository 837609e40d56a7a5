"""Which form fields does the application have beyond Django's own?

A date typed in three boxes, as the GOV.UK Design System has it: people know a date by day, month and year,
and a single box invites American order. The month may be typed as a word.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

__all__ = ["DateParts", "GovDateField", "GovDateWidget", "date_parts_in_error"]

DateParts = dict[str, str]

PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip


class GovDateWidget(forms.Widget):
    """Three text boxes named `<field>-day`, `<field>-month` and `<field>-year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return {part: str(data.get(f"{name}-{part}", "") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_

    def decompose(self, value: date | DateParts | str | None) -> DateParts:
        """Return what stands in each box: what was typed, or the parts of a stored date."""
        match value:
            case dict():
                return {part: value.get(part, "") for part in PARTS}
            case date():
                return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
            case str() if value:
                return self.decompose(datetime.fromisoformat(value).date())
            case _:
                return dict.fromkeys(PARTS, "")

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Draw the boxes alone, for a template that prints the field without the pack."""
        identity = (attrs or {}).get("id", f"id_{name}")
        typed = self.decompose(value)
        choices = [
            {
                "id": f"{identity}-{part}",
                "name": f"{name}-{part}",
                "label": part.capitalize(),
                "value": typed[part],
                "width": 4 if part == "year" else 2,
            }
            for part in PARTS
        ]
        return render_to_string(
            "govuk/widgets/date_boxes.html", {"view": {"id": identity, "choices": choices}}
        )


class GovDateField(forms.Field):
    """A date in three boxes whose errors name the date and the part that is missing.

    `called` is how a sentence speaks of it ("the date received"); by default the label in lower case with
    "the" before it. `autocomplete="bday"` is passed on by part.
    """

    widget = GovDateWidget

    def __init__(self, *, label: str, called: str = "", autocomplete: str = "", **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.called = called or f"the {label[:1].lower()}{label[1:]}"
        self.autocomplete = autocomplete

    def to_python(self, value: DateParts | date | str | None) -> date | None:
        """Read the three boxes; raise with the boxes at fault in the error's params."""
        parts = GovDateWidget().decompose(value)
        if not any(parts.values()):
            return None
        missing = [part for part in PARTS if not parts[part]]
        if missing:
            raise self._error(f"must include a {' and '.join(missing)}", "incomplete", missing)
        day, month, year = _number(parts["day"]), _month(parts["month"]), _number(parts["year"])
        wrong = [part for part, number in zip(PARTS, (day, month, year), strict=True) if number is None]
        if day is None or month is None or year is None:
            raise self._error("must be a real date", "invalid", wrong)
        if not 1000 <= year <= 9999:
            raise self._error("must have a year of 4 numbers, like 2026", "year", ["year"])
        try:
            return date(year, month, day)
        except ValueError as impossible:
            at_fault = ["day"] if 1 <= month <= 12 else ["month"]
            raise self._error("must be a real date", "invalid", at_fault) from impossible

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise ValidationError(f"Enter {self.called}", code="required", params={"parts": PARTS})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _error(self, words: str, code: str, parts: Iterable[str]) -> ValidationError:
        subject = self.called[4:] if self.called.startswith("the ") else self.called
        sentence = f"{subject[:1].upper()}{subject[1:]} {words}"
        return ValidationError(sentence, code=code, params={"parts": tuple(parts)})


def date_parts_in_error(errors: Iterable[ValidationError]) -> frozenset[str]:
    """Say which boxes of a date get the red border: those named by the error, else all three."""
    found: set[str] = set()
    for error in errors:
        found.update((error.params or {}).get("parts", PARTS))
    return frozenset(found)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    """Read 3, 03, mar and March alike."""
    word = typed.lower().rstrip(".")
    for names in (_MONTHS, _FULL_MONTHS):
        if word in names:
            return names.index(word) + 1
    return _number(typed)

"""How does a Django form field become the GOV.UK Design System's markup?

Templates of the crispy-forms pack in templates/govuk/ load this library. It turns a bound field into a
`FieldView`: every id, class and aria link that govuk-frontend 6.6 prescribes, so that the templates hold
markup only. What a field cannot say itself (size of the legend, inline radios, a prefix) comes as `options`,
set by `requests_app.forms.layout.GovField`.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from requests_app.forms.fields import GovDateWidget, date_parts_in_error

register = template.Library()

_CLASS_OF_KIND = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}
_ERROR_CLASS_OF_KIND = {
    "input": "govuk-input--error",
    "password": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
}


@dataclass(frozen=True, slots=True)
class OptionView:
    """One radio button, checkbox or date box with its own label and hint."""

    id: str
    name: str
    type: str
    value: str
    label: str
    checked: bool = False
    disabled: bool = False
    hint: str = ""
    hint_id: str = ""
    described_by: str = ""
    reveals: SafeString | str = ""
    reveals_id: str = ""
    width: int = 0
    in_error: bool = False
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """All that a template of the pack needs to draw one field."""

    kind: str
    id: str
    name: str
    label: str
    hint: object
    hint_id: str
    errors: tuple[str, ...]
    error_id: str
    described_by: str
    control: SafeString | str = ""
    choices: tuple[OptionView, ...] = ()
    character_count: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template_name(self) -> str:
        """The template of the pack that draws this kind of field."""
        return f"govuk/widgets/{self.kind}.html"


def kind_of(widget: forms.Widget) -> str:
    """Name the design system's component for a Django widget; subclasses come before their parents."""
    match widget:
        case GovDateWidget():
            return "date"
        case forms.CheckboxSelectMultiple():
            return "checkboxes"
        case forms.RadioSelect():
            return "radios"
        case forms.CheckboxInput():
            return "checkbox"
        case forms.Select():
            return "select"
        case forms.Textarea():
            return "textarea"
        case forms.FileInput():
            return "file"
        case forms.PasswordInput():
            return "password"
        case _:
            return "input"


@register.simple_tag
def govuk_field(bound: BoundField, options: Mapping[str, Any] | None = None) -> FieldView:
    """Describe a bound field for the templates of the pack: `{% govuk_field field gov as view %}`."""
    chosen = dict(options or {})
    widget = bound.field.widget
    kind = kind_of(widget)
    identity = bound.auto_id or bound.html_name
    count = int(chosen.get("character_count") or 0) if kind == "textarea" else 0
    ids = [f"{identity}-info"] if count else []
    ids += [widget.attrs["aria-describedby"]] if widget.attrs.get("aria-describedby") else []
    ids += [f"{identity}-hint"] if bound.help_text else []
    ids += [f"{identity}-error"] if bound.errors else []
    described_by = " ".join(ids)
    return FieldView(
        kind=kind,
        id=identity,
        name=bound.html_name,
        label=str(bound.label),
        hint=bound.help_text,
        hint_id=f"{identity}-hint",
        errors=tuple(str(error) for error in bound.errors),
        error_id=f"{identity}-error",
        described_by=described_by,
        control=_control(bound, kind, described_by, count, chosen),
        choices=tuple(_choices(bound, kind, described_by, chosen)),
        character_count=count,
        options=chosen,
    )


def _control(
    bound: BoundField, kind: str, described_by: str, count: int, options: Mapping[str, Any]
) -> SafeString | str:
    """Render the one input, textarea or select of a field; groups draw their own inputs."""
    if kind not in _CLASS_OF_KIND:
        return ""
    own = bound.field.widget.attrs
    classes = [_CLASS_OF_KIND[kind], str(own.get("class", ""))]
    if options.get("width"):
        classes.append(f"govuk-input--width-{options['width']}")
    if bound.errors:
        classes.append(_ERROR_CLASS_OF_KIND[kind])
    if count:
        classes.append("govuk-js-character-count")
    # A placeholder vanishes when it is needed: the label and the hint say it.
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes)), "placeholder": False}
    if described_by:
        attrs["aria-describedby"] = described_by
    if kind == "textarea":
        # Django's own cols would beat the stylesheet in some browsers, and 10 rows is not GOV.UK's 5.
        attrs["rows"] = options.get("rows") or (own.get("rows") if own.get("rows") != "10" else None) or 5
        attrs["cols"] = False
        # The server says how much was too much; a maxlength would cut a paste without a word.
        attrs["maxlength"] = False
    if kind == "password":
        attrs = {"spellcheck": "false", "autocapitalize": "none"} | attrs
    widget = copy(bound.field.widget)
    if isinstance(widget, forms.NumberInput):
        # A number input changes its value when the wheel turns, and tells no one what was mistyped.
        widget.input_type = "text"
        attrs |= {"inputmode": _keyboard(bound.field), "spellcheck": "false"}
        attrs |= {"min": False, "max": False, "step": False}
    if isinstance(widget, forms.EmailInput):
        attrs = {"spellcheck": "false", "autocomplete": "email"} | own | attrs
    return bound.as_widget(widget=widget, attrs=attrs)


def _keyboard(of: forms.Field) -> str:
    return "decimal" if isinstance(of, forms.DecimalField | forms.FloatField) else "numeric"


def _choices(
    bound: BoundField, kind: str, described_by: str, options: Mapping[str, Any]
) -> Iterator[OptionView]:
    """Yield the radio buttons, checkboxes or date boxes of a field."""
    match kind:
        case "radios" | "checkboxes":
            yield from _several(bound, options)
        case "checkbox":
            yield OptionView(
                id=bound.auto_id,
                name=bound.html_name,
                type="checkbox",
                value=str(bound.field.widget.attrs.get("value", "on")),
                label=str(bound.label),
                checked=bool(bound.value()),
                disabled=bound.field.disabled,
                described_by=described_by,
            )
        case "date":
            yield from _date_boxes(bound)


def _several(bound: BoundField, options: Mapping[str, Any]) -> Iterator[OptionView]:
    hints = options.get("hints") or getattr(bound.field, "choice_hints", {})
    reveals = options.get("reveals") or {}
    for index, part in enumerate(bound.subwidgets):
        value = str(part.data["value"])
        # The first id is the field's own, so that the error summary can link to it.
        identity = bound.auto_id if index == 0 else f"{bound.auto_id}-{index + 1}"
        hint = str(hints.get(value, ""))
        yield OptionView(
            id=identity,
            name=part.data["name"],
            type=part.data["type"],
            value=value,
            label=str(part.choice_label),
            checked=bool(part.data["selected"]),
            disabled=bound.field.disabled or bool(part.data["attrs"].get("disabled")),
            hint=hint,
            hint_id=f"{identity}-item-hint",
            described_by=f"{identity}-item-hint" if hint else "",
            reveals=reveals.get(value, ""),
            reveals_id=f"conditional-{identity}",
        )


def _date_boxes(bound: BoundField) -> Iterator[OptionView]:
    typed = bound.field.widget.decompose(bound.value())
    wrong = date_parts_in_error(bound.errors.as_data())
    completion = getattr(bound.field, "autocomplete", "")
    for part, label, width in (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)):
        yield OptionView(
            id=f"{bound.auto_id}-{part}",
            name=f"{bound.html_name}-{part}",
            type="text",
            value=typed[part],
            label=label,
            width=width,
            in_error=part in wrong,
            disabled=bound.field.disabled,
            autocomplete=f"{completion}-{part}" if completion else "",
        )


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the error summary and the field that it leads to; no href for the form as a whole."""

    text: str
    href: str = ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sources: Any) -> dict[str, Any]:
    """List every error of the given forms and formsets, each linked to its field.

    Called by layouts/base.html with `form` and `formset`; a page with more forms than these fills the
    block `error_summary` with its own call.
    """
    lines: list[SummaryLine] = []
    for source in sources:
        lines.extend(_lines(source))
    return {"lines": lines}


@register.simple_tag
def any_errors(*sources: Any) -> bool:
    """Say whether the page's title must begin with "Error:"."""
    return any(next(_lines(source), None) is not None for source in sources)


def _lines(source: Any) -> Iterator[SummaryLine]:
    if isinstance(source, BaseFormSet):
        if source.is_bound:
            yield from (SummaryLine(str(error)) for error in source.non_form_errors())
            for each in source.forms:
                yield from _lines(each)
    elif isinstance(source, list | tuple):
        for each in source:
            yield from _lines(each)
    elif isinstance(source, forms.BaseForm) and source.is_bound:
        yield from (SummaryLine(str(error)) for error in source.non_field_errors())
        for bound in (each for each in source if each.errors):
            href = "" if bound.is_hidden else f"#{_first_control(bound)}"
            yield from (SummaryLine(str(error), href) for error in bound.errors)


def _first_control(bound: BoundField) -> str:
    """The id that a reader who follows the error summary should land on."""
    if isinstance(bound.field.widget, GovDateWidget):
        wrong = date_parts_in_error(bound.errors.as_data())
        return f"{bound.auto_id}-{next(part for part in ('day', 'month', 'year') if part in wrong)}"
    return bound.auto_id

"""How is a form laid out on the page?

Every form of the application takes `GovForm` or `GovModelForm` as its base and is printed by
`{% crispy form %}`. A form that only lists fields needs no more; one with groups, sizes or several buttons
overrides `layout()` with the pieces of this module.
"""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject, TemplateNameMixin
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django import forms
from django.forms.utils import pretty_name
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

__all__ = [
    "Buttons",
    "CancelLink",
    "GovButton",
    "GovField",
    "GovFieldset",
    "GovForm",
    "GovFormMixin",
    "GovHelper",
    "GovModelForm",
    "Layout",
    "Words",
]


class GovHelper(FormHelper):  # type: ignore[misc]
    """The house's form element: POST, no browser validation (the server's words are better)."""

    include_media = False
    form_class = "app-form"
    form_error_title = ""

    def __init__(self, form: forms.BaseForm | None = None, **attributes: str) -> None:
        super().__init__(form)
        self.attrs = {"novalidate": True} | {
            name.replace("_", "-"): text for name, text in attributes.items()
        }


class GovFormMixin:
    """Gives a form its helper. Class attributes: `submit_label`, `keep_draft`, `form_tag`, `multipart`.

    `keep_draft`: a name, with the record's version in it, under which the browser keeps typed text until it
    is saved (`data-keep-draft`); it also asks before leaving the page. `form_tag = False` prints the fields
    alone, for a page that writes its own form element.
    """

    use_required_attribute = False
    submit_label = "Save and continue"
    keep_draft = ""
    form_tag = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, each in self.fields.items():  # type: ignore[attr-defined]
            _say_what_to_do(each, str(each.label or pretty_name(name)))

    def layout(self) -> Layout:
        """List fields and buttons in order; by default every field and one button."""
        names = list(self.fields)  # type: ignore[attr-defined]
        return Layout(*names, GovButton(self.submit_label)) if self.form_tag else Layout(*names)

    @property
    def helper(self) -> GovHelper:
        helper = GovHelper()
        helper.form_tag = self.form_tag
        helper.render_hidden_fields = True
        if self.keep_draft:
            helper.attrs |= {"data-keep-draft": self.keep_draft, "data-warn-unsaved": True}
            if self.is_bound:  # type: ignore[attr-defined]
                helper.attrs["data-typed-here"] = True
        helper.layout = self.layout()
        return helper


def _say_what_to_do(field: forms.Field, label: str) -> None:
    """Replace Django's "This field is required" by an instruction, where the form has no words of its own."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    verb = "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "Enter"
    if isinstance(field, forms.BooleanField):
        words = f"Tick “{label}”"
    elif isinstance(field, forms.FileField):
        words = f"Choose a file: {label}"
    elif label.endswith("?"):
        words = f"Answer “{label}”"
    else:
        words = f"{verb} {label if label[1:2].isupper() else label[0].lower() + label[1:]}"
    field.error_messages["required"] = words


class GovForm(GovFormMixin, forms.Form):
    """A plain form in the house's look."""


class GovModelForm(GovFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form over a model. It never saves: the view hands `cleaned_data` to a service."""


class GovField(LayoutObject):  # type: ignore[misc]
    """One field with what the field cannot say itself.

    width: 2, 3, 4, 5, 10, 20 or 30 characters. size: "s", "m", "l" or "xl" for label or legend. page_heading:
    the label is the page's h1. inline, small: for radios and checkboxes. hints: value -> hint. reveals:
    value -> field name or layout object shown under that choice. rows, character_count: for textareas.
    prefix, suffix: words at the ends of an input. classes: on the group. hide_label: for screen readers only.
    """

    def __init__(
        self, name: str, *, reveals: Mapping[str, "str | LayoutObject"] | None = None, **options: Any
    ) -> None:
        self.fields = [name]
        self.reveals = dict(reveals or {})
        self.options = options

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        shown = {
            value: render_field(inner, form, context, template_pack=template_pack)
            for value, inner in self.reveals.items()
        }
        html: SafeString = render_field(
            self.fields[0],
            form,
            context,
            template_pack=template_pack,
            extra_context={"gov": self.options | {"reveals": shown}},
        )
        return html


class GovFieldset(LayoutObject):  # type: ignore[misc]
    """A group of fields under one legend (plain text: never a template, it may hold a person's words)."""

    template = "%s/layout/fieldset.html"

    def __init__(self, legend: str, *fields: Any, size: str = "m", hint: str = "", css_id: str = "") -> None:
        self.legend, self.fields, self.size, self.hint, self.css_id = legend, list(fields), size, hint, css_id

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            self.get_template_name(template_pack),
            {"fieldset": self, "legend": self.legend, "fields": fields},
        )


class _Piece(TemplateNameMixin):  # type: ignore[misc]
    """Something without fields: drawn from its own attributes."""

    template = ""

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        return render_to_string(self.get_template_name(template_pack), {"piece": self})


class GovButton(_Piece):
    """A submit button. variant: "", "secondary" or "warning". With a name, `name=value` is sent."""

    template = "%s/layout/button.html"

    def __init__(
        self, label: str, *, name: str = "", value: str = "", variant: str = "", formaction: str = ""
    ) -> None:
        self.label, self.name, self.value = label, name, value
        self.variant, self.formaction = variant, formaction


class CancelLink(_Piece):
    """A way out that changes nothing."""

    template = "%s/layout/cancel_link.html"

    def __init__(self, url: str, label: str = "Cancel") -> None:
        self.url, self.label = url, label


class Words(_Piece):
    """A paragraph of plain text between fields; `heading` prints it as an h2 instead."""

    template = "%s/layout/words.html"

    def __init__(self, text: str, *, heading: bool = False) -> None:
        self.text, self.heading = text, heading


class Buttons(LayoutObject):  # type: ignore[misc]
    """Buttons and links side by side."""

    template = "%s/layout/buttonholder.html"

    def __init__(self, *pieces: GovButton | CancelLink) -> None:
        self.fields = list(pieces)

    def render(
        self, form: Any, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        html = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.get_template_name(template_pack), {"fields_output": html})

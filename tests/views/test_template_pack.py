"""Does the form markup match what govuk-frontend itself publishes for each component?

The npm package carries `fixtures.json`: options and the HTML they give. Each is drawn here by our pack from
the same options and compared: same tags, classes, roles, links between ids, and words. How names and ids are
spelt is ours, and so is `aria-invalid`, which Django adds.
"""

import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, GovForm, Layout
from requests_app.templatetags.govuk import error_summary

COMPONENTS = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
COMPARED = (
    "role", "type", "data-module", "data-maxlength", "aria-hidden", "aria-label", "inputmode", "autocomplete",
    "autocapitalize", "rows", "value", "checked", "selected", "hidden", "disabled",
)  # fmt: skip
LINKS = ("id", "for", "aria-describedby", "aria-controls")
VOID = {"input", "br", "img"}

FIXTURES = {
    "input": (
        "default", "with hint text", "with error message", "with error and hint", "with width-2 class",
        "with width-20 class", "with prefix", "with suffix", "with prefix and suffix", "disabled",
        "with label as page heading", "with autocomplete attribute", "with prefix and suffix and error",
    ),
    "textarea": (
        "default", "with hint", "with error message", "with hint and error message", "with custom rows",
        "with label as page heading",
    ),
    "character-count": ("default", "with hint", "with hint and error", "with custom rows"),
    "select": ("hint", "error", "with hint text and error message"),
    "radios": (
        "inline", "with hint", "with hints on items", "with hint and error message", "small",
        "with fieldset and error message",
    ),
    "checkboxes": (
        "default", "with hints on items", "with error message", "with error message and hint", "small",
        "with legend as a page heading",
    ),
    "date-input": ("with values", "with error message and hint", "with autocomplete values"),
    "file-upload": ("default", "with hint text", "with error message and hint", "error"),
    "password-input": ("default", "with error message"),
}  # fmt: skip
CASES = [(component, name) for component, names in FIXTURES.items() for name in names]

needs_npm = pytest.mark.skipif(
    not COMPONENTS.exists(), reason="node_modules is missing: run `npm ci` to compare with govuk-frontend"
)


@cache
def fixtures(component: str) -> dict[str, dict[str, Any]]:
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text())
    return {each["name"]: each for each in found["fixtures"]}


class Outline(HTMLParser):
    """Tags and words in order; the same whatever the ids are called and however the page is indented."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Any] = []
        self.links: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kept: dict[str, Any] = {name: given[name] for name in COMPARED if name in given}
        # A link is compared by which id, in order of appearance, it points at.
        kept |= {
            name: [self._number(each) for each in (given[name] or "").split()]
            for name in LINKS
            if name in given
        }
        self.lines.append((tag, sorted((given.get("class") or "").split()), kept))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.lines.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words:
            self.lines.append(words)

    def _number(self, identity: str) -> int:
        return self.links.setdefault(identity, len(self.links))


def outline(html: str) -> list[Any]:
    parser = Outline()
    parser.feed(html)
    return parser.lines


def words_of(options: dict[str, Any], name: str) -> str:
    return str((options.get(name) or {}).get("text", ""))


def field_for(component: str, options: dict[str, Any]) -> forms.Field:
    """The Django field that says what a fixture's options say."""
    legend = (options.get("fieldset") or {}).get("legend", {}).get("text", "")
    common = {
        "label": words_of(options, "label") or legend,
        "help_text": words_of(options, "hint"),
        "required": False,
        "disabled": options.get("disabled", False),
    }
    attrs = {name: options[name] for name in ("autocomplete",) if options.get(name)}
    items = options.get("items") or []
    choices = [(str(item.get("value", item.get("text"))), item.get("text", "")) for item in items if item]
    match component:
        case "input":
            return forms.CharField(widget=forms.TextInput(attrs), **common)
        case "textarea" | "character-count":
            return forms.CharField(widget=forms.Textarea, **common)
        case "password-input":
            return forms.CharField(widget=forms.PasswordInput({"autocomplete": "current-password"}), **common)
        case "select":
            return forms.ChoiceField(choices=choices, **common)
        case "radios":
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case "checkboxes":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case "file-upload":
            return forms.FileField(widget=forms.FileInput, **common)
        case "date-input":
            completion = "bday" if "bday" in json.dumps(options) else ""
            return GovDateField(autocomplete=completion, **common)
    raise AssertionError(component)


def options_for(options: dict[str, Any]) -> dict[str, Any]:
    """The options of GovField that a fixture's options amount to."""
    classes = options.get("classes", "")
    heading = (options.get("fieldset") or {}).get("legend") or options.get("label") or {}
    size = heading.get("classes", "").rsplit("--", 1)[-1]
    items = [item for item in options.get("items") or [] if item]
    return {
        "width": classes.rsplit("width-", 1)[-1] if "width-" in classes else "",
        "inline": "--inline" in classes,
        "small": "--small" in classes,
        "size": size,
        "page_heading": heading.get("isPageHeading", False),
        "prefix": words_of(options, "prefix"),
        "suffix": words_of(options, "suffix"),
        "rows": options.get("rows"),
        "character_count": options.get("maxlength"),
        "classes": (options.get("formGroup") or {}).get("classes", ""),
        "hints": {str(item.get("value")): words_of(item, "hint") for item in items},
    }


def drawn(component: str, options: dict[str, Any]) -> str:
    items = [item for item in options.get("items") or [] if item]
    chosen = [str(item.get("value")) for item in items if item.get("checked") or item.get("selected")]
    values = options.get("values") or {}
    dates = {key.rsplit("-", 1)[-1]: str(value) for key, value in values.items()}

    class Form(GovForm):
        form_tag = False

        def layout(self) -> Layout:
            return Layout(GovField("field", **options_for(options)))

    Form.base_fields["field"] = field_for(component, options)
    start: Any = dates or (chosen[0] if len(chosen) == 1 else chosen)
    error = words_of(options, "errorMessage")
    data = {"field": start} if component in ("select", "radios") and start else {}
    form = Form(data) if error else Form(initial={"field": start or None})
    if error:
        form.errors.clear()
        form.add_error("field", error)
    return str(render_crispy_form(form, context={}))


@needs_npm
@pytest.mark.filterwarnings("ignore:A {% csrf_token %}")
@pytest.mark.parametrize(("component", "name"), CASES)
def test_a_field_has_the_markup_that_govuk_frontend_publishes(component: str, name: str) -> None:
    fixture = fixtures(component)[name]
    assert outline(drawn(component, fixture["options"])) == outline(fixture["html"])


@needs_npm
def test_the_error_summary_has_the_markup_that_govuk_frontend_publishes(rf: Any) -> None:
    from django.template.loader import render_to_string

    class Passport(GovForm):
        issued = forms.CharField()
        postcode = forms.CharField()

    form = Passport({"issued": "x", "postcode": "y"})
    form.add_error("issued", "The date your passport was issued must be in the past")
    form.add_error("postcode", "Enter a postcode, like AA1 1AA")
    html = render_to_string("components/error_summary.html", error_summary(form))
    assert outline(html) == outline(fixtures("error-summary")["default"]["html"])

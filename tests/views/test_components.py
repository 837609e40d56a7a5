"""Do the shared pieces of a page say what they are given, safely, and with the words that a reader needs?"""

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from types import SimpleNamespace as Made
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from requests_app.domain.errors import Difference, Missing, NotReady, StaleEdit
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import Buttons, CancelLink, GovButton, GovField, GovFieldset, GovForm, Layout
from requests_app.letters.checks.finding import ACCURACY, warning
from requests_app.selectors.facts import missing
from requests_app.templatetags import presentation

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
HOSTILE = '"><script>alert(1)</script>'


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


class ReceiptForm(GovForm):
    received_on = GovDateField(label="Date received")


def receipt(day: str, month: str, year: str) -> ReceiptForm:
    return ReceiptForm({"received_on-day": day, "received_on-month": month, "received_on-year": year})


@pytest.mark.parametrize("month", ["12", "dec", "December", "DEC."])
def test_a_month_may_be_typed_as_a_number_or_a_word(month: str) -> None:
    form = receipt("5", month, "2025")
    assert form.is_valid()
    assert form.cleaned_data["received_on"] == date(2025, 12, 5)


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("", "", ""), "Enter the date received", {"day", "month", "year"}),
        (("5", "", "2025"), "Date received must include a month", {"month"}),
        (("", "", "2025"), "Date received must include a day and month", {"day", "month"}),
        (("31", "2", "2025"), "Date received must be a real date", {"day"}),
        (("5", "13", "2025"), "Date received must be a real date", {"month"}),
        (("five", "12", "2025"), "Date received must be a real date", {"day"}),
        (("²", "12", "2025"), "Date received must be a real date", {"day"}),
        (("5", "12", "25"), "Date received must have a year of 4 numbers, like 2026", {"year"}),
        (("0", "1", "2025"), "Date received must be a real date", {"day"}),
    ],
)
def test_a_wrong_date_is_told_with_the_box_at_fault(
    typed: tuple[str, str, str], words: str, parts: set[str]
) -> None:
    form = receipt(*typed)
    assert form.errors["received_on"] == [words]
    html = draw(
        "{{ form.received_on|as_crispy_field }}".join(["{% load crispy_forms_filters %}", ""]), form=form
    )
    marked = re.findall(r'govuk-input--error[^>]* id="id_received_on-(\w+)"', html)
    assert set(marked) == parts
    for value in filter(None, typed):
        assert f'value="{value}"' in html


def test_the_error_summary_leads_to_the_first_box_at_fault() -> None:
    html = draw("{% load govuk %}{% error_summary form %}", form=receipt("5", "", "2025"))
    assert 'href="#id_received_on-month"' in html


def test_a_date_that_was_not_changed_is_not_a_change() -> None:
    typed = {"received_on-day": "5", "received_on-month": "12", "received_on-year": "2025"}
    assert not ReceiptForm(typed, initial={"received_on": date(2025, 12, 5)}).has_changed()
    assert ReceiptForm(typed, initial={"received_on": date(2025, 12, 4)}).has_changed()


def test_the_forms_of_a_formset_keep_their_ids_apart() -> None:
    formset = forms.formset_factory(ReceiptForm, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-received_on-day": "9"}
    )
    html = draw("{% load govuk %}{% error_summary formset %}", formset=formset)
    assert 'href="#id_form-1-received_on-month"' in html
    assert "form-0" not in html


def test_a_missing_answer_is_told_as_an_instruction() -> None:
    class Asked(GovForm):
        requester_name = forms.CharField()
        regime = forms.ChoiceField(choices=[("f", "FOIA")])
        held = forms.ChoiceField(label="Do we hold it?", choices=[("y", "Yes")])
        checked = forms.BooleanField(label="I have read it")
        own = forms.CharField(error_messages={"required": "Say why"})

    errors = Asked({}).errors
    assert [str(each[0]) for each in errors.values()] == [
        "Enter requester name",
        "Select regime",
        "Answer “Do we hold it?”",
        "Tick “I have read it”",
        "Say why",
    ]


class HostileForm(GovForm):
    name = forms.CharField(label=HOSTILE, help_text=HOSTILE, initial=HOSTILE)
    kind = forms.ChoiceField(label=HOSTILE, choices=[(HOSTILE, HOSTILE)], widget=forms.RadioSelect)

    def layout(self) -> Layout:
        return Layout(
            GovFieldset(HOSTILE + "{{ 6|add:7 }}", GovField("name", prefix=HOSTILE, classes=HOSTILE)),
            GovField("kind", hints={HOSTILE: HOSTILE}),
            Buttons(GovButton(HOSTILE, name=HOSTILE, value=HOSTILE), CancelLink("/", HOSTILE)),
        )


@pytest.mark.filterwarnings("ignore:A {% csrf_token %}")
def test_no_word_of_a_form_is_taken_for_markup_or_for_a_template() -> None:
    form = HostileForm({"name": HOSTILE, "kind": HOSTILE})
    form.add_error("name", ValidationError(HOSTILE))
    html = draw("{% load crispy_forms_tags govuk %}{% error_summary form %}{% crispy form %}", form=form)
    assert "<script" not in html
    assert "{{ 6|add:7 }}" in html


def test_what_a_choice_reveals_is_drawn_under_it() -> None:
    class Sent(GovForm):
        form_tag = False
        channel = forms.ChoiceField(choices=[("e", "E-mail"), ("p", "Post")], widget=forms.RadioSelect)
        address = forms.CharField(required=False)

        def layout(self) -> Layout:
            return Layout(GovField("channel", reveals={"p": "address"}))

    html = draw("{% load crispy_forms_tags %}{% crispy form %}", form=Sent(initial={"channel": "p"}))
    assert re.search(r'value="p" checked data-aria-controls="conditional-id_channel-2"', html)
    assert re.search(
        r'<div class="govuk-radios__conditional" id="conditional-id_channel-2">.*id_address', html, re.S
    )


def test_dates_days_and_names_are_said_in_words() -> None:
    assert presentation.long_date(date(2025, 12, 5)) == "Friday 5 December 2025"
    assert presentation.short_date(date(2025, 12, 5)) == "5 Dec 2025"
    assert presentation.long_date(None) == "–"
    assert (
        presentation.date_and_time(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
        == "Wednesday 1 July 2026 at 12:30am"
    )
    assert [presentation.working_days(count) for count in (1, 20)] == ["1 working day", "20 working days"]
    assert [presentation.initials(name) for name in ("Ada Maria Byron", "Cher", "")] == ["AB", "C", ""]


def test_a_status_is_words_and_colour() -> None:
    html = draw('{% load presentation %}{% status_tag "late" %}{% status_tag "unheard_of" %}')
    assert text_of(html) == "Late Unheard of"
    assert "govuk-tag--red" in html
    assert "govuk-tag--grey" in html


FINDINGS = (
    Missing(message=HOSTILE, provision="FOIA s17(1)(b)", url="/cases/1/decisions/2"),
    Missing(message="The period ends before it starts.", severity="warning"),
)


def test_findings_say_how_grave_they_are_in_words_and_lead_to_the_place() -> None:
    html = render_to_string("components/findings.html", {"findings": FINDINGS})
    assert "Must be mended" in html
    assert "Check" in html
    assert 'href="/cases/1/decisions/2"' in html
    assert "<script" not in html


@pytest.mark.parametrize(("provision", "shown"), [(ACCURACY, ""), ("FOIA s16", "(FOIA s16)")])
def test_a_finding_that_rests_on_no_provision_has_nothing_in_brackets(provision: str, shown: str) -> None:
    found = missing("FOI/26/000001", warning("date-impossible", provision, "Mend the date", "case"), by=None)
    drawn = text_of(render_to_string("components/findings.html", {"findings": [found]}))
    assert drawn == f"Check Mend the date{shown and f' {shown}'}. Go to it : {found.message}"


@pytest.mark.filterwarnings("ignore:A {% csrf_token %}")
def test_an_act_that_is_off_is_told_with_its_reason_and_cannot_be_pressed() -> None:
    actions = [
        Made(label="Submit", url="/submit", allowed=True, post=True, fields={"version": 3}),
        Made(label="Issue", url="/issue", allowed=False, reason="The letter is not signed off."),
    ]
    html = render_to_string("components/action_bar.html", {"actions": actions})
    assert 'name="version" value="3"' in html
    assert "Issue is not possible now. The letter is not signed off." in text_of(html)
    assert "/issue" not in html


def test_words_from_outside_keep_their_lines_and_direction() -> None:
    html = render_to_string("components/verbatim.html", {"text": "שלום\n" + HOSTILE})
    assert 'dir="auto"' in html
    assert "app-verbatim" in html
    assert "<script" not in html


def test_a_table_names_itself_and_its_rows_and_columns() -> None:
    html = render_to_string(
        "components/table.html",
        {
            "caption": "Fines",
            "headers": [{"text": "Ward"}, {"text": "Fines", "numeric": True}],
            "rows": [["N", "12"]],
        },
    )
    assert re.search(r"<caption[^>]*>Fines</caption>", html)
    assert 'scope="col"' in html
    assert 'scope="row"' in html
    assert re.search(r'<td class="govuk-table__cell govuk-table__cell--numeric"', html)


def page(name: str, **context: Any) -> str:
    request = RequestFactory().get("/cases/")
    return render_to_string(name, {"request": request, "messages": [], **context})


def test_the_page_for_two_people_saving_shows_both_texts() -> None:
    error = StaleEdit(
        "Priya Nair saved this answer.",
        differences=(Difference(label="Answer", theirs="twelve", yours=HOSTILE),),
        changed_by="Priya Nair",
    )
    html = page("errors/409.html", error=error)
    assert "Saved by Priya Nair" in html
    assert "twelve" in html
    assert HOSTILE in unescape(html)
    assert "alert(1)</script>" not in html


def test_the_page_for_what_is_missing_lists_it_with_links() -> None:
    html = page("errors/422.html", error=NotReady("Not yet.", url="/cases/1", findings=FINDINGS))
    assert "Not yet." in html
    assert 'href="/cases/1/decisions/2"' in html
    assert 'href="/cases/1"' in html


@pytest.mark.parametrize("status", [403, 404, 409, 422, 429, 500])
def test_every_error_page_can_be_drawn_from_nothing(status: int) -> None:
    assert "<h1" in render_to_string(f"errors/{status}.html", {})


def test_a_page_with_a_wrong_form_says_so_in_its_title() -> None:
    source = "{% extends 'layouts/public.html' %}{% block title %}Ask{% endblock %}"
    assert "<title>Error: Ask –" in draw(source, form=receipt("", "", ""))
    assert "<title>Ask –" in draw(source, form=ReceiptForm())


OURS = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.html"))
SHARED = [
    path
    for path in OURS
    if path.parts[0] in {"layouts", "components", "govuk", "errors", "account", "allauth"}
]


@pytest.mark.parametrize("path", SHARED, ids=str)
def test_a_shared_template_compiles_and_carries_no_inline_script_or_style(path: Path) -> None:
    get_template(str(path))
    source = (TEMPLATES / path).read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|\|safe\b", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


def test_what_belongs_to_gov_uk_alone_is_not_in_the_built_styles() -> None:
    built = ROOT / "static/build/app.css"
    if not built.exists():
        pytest.skip("static/build is missing: run `npm run build`")
    styles = built.read_text()
    assert "--authority-accent" in styles
    assert not re.search(r"GDS Transport|crest|crown", styles, re.I)
    faces = re.findall(r"@font-face\s*{[^}]*}", styles)
    assert all("SourceSansPro" in face for face in faces), "only the letter has a typeface of its own"

"""A case in Welsh has Welsh letters, and nothing that the software says in them is left in English."""

import ast
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exemptions.statute import PROVISIONS
from requests_app.domain import welsh
from requests_app.domain.calendar import packaged_data
from requests_app.domain.letterkinds import Language
from requests_app.domain.tongue import CATALOGUE, speaking, tr
from requests_app.letters.checks import check_letter
from requests_app.letters.compose.answers import figure_line
from requests_app.letters.content import IssueStamp, compose, content_text
from requests_app.letters.plain import render_text
from requests_app.letters.view import letter_view
from tests.domain.letters.situations import (
    ALL_CLEAN,
    SOCIAL_MEDIA_FIGURE,
    disclosed_case,
    eir_case,
    ncnd_case,
    not_held_case,
    reference_case,
)

APP = Path(CATALOGUE).parents[1]
WELSH = json.loads(CATALOGUE.read_text(encoding="utf-8"))
STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5), late_by_days=3)
NAMED = {
    *(one.title for one in PROVISIONS.values()),
    *(limb.title for one in PROVISIONS.values() for limb in one.limbs if limb.title),
    *(f"to {limb.harm}" for one in PROVISIONS.values() for limb in one.limbs if limb.harm),
}
HOLIDAYS = {each.title for each in packaged_data().holidays}
REGULATORS = {f"the Information Commission{ending}" for ending in ("", "er", "er's Office")}


def in_welsh(case):
    return compose(replace(case, language=Language.WELSH))


def sentences():
    """Every literal that the source gives to `tr`, or keeps for it with `later`."""
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in {"tr", "later"} and node.args:
                said = node.args[0]
                where = f"{path.name}:{node.lineno}"
                if isinstance(said, ast.Constant):
                    yield said.value
                else:
                    assert isinstance(said, ast.Name | ast.Subscript | ast.Attribute), where


def printed():
    """Every sentence that a template of a requester's page gives to `tr`."""
    for path in (APP.parent / "templates").rglob("*.html"):
        yield from re.findall(r'\{% tr "([^"]*)"', path.read_text(encoding="utf-8"))


def test_every_sentence_in_code_has_its_welsh_and_no_welsh_is_left_over():
    assert set(WELSH) == set(sentences()) | set(printed()) | NAMED | REGULATORS | HOLIDAYS


@pytest.mark.parametrize("english", WELSH)
def test_the_welsh_has_the_gaps_of_the_english(english):
    assert sorted(re.findall(r"\{\w+\}", WELSH[english])) == sorted(re.findall(r"\{\w+\}", english))
    assert WELSH[english].strip() != ""


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [
        ("ar ", "dydd Gwener 5 Rhagfyr 2025", "ar ddydd Gwener 5 Rhagfyr 2025"),
        ("erbyn ", "dydd Gwener 5 Rhagfyr 2025", "erbyn dydd Gwener 5 Rhagfyr 2025"),
        ("o dan ", "Rheoliad 12(4)(b)", "o dan Reoliad 12(4)(b)"),
        ("o dan ", "Deddf Rhyddid Gwybodaeth 2000", "o dan Ddeddf Rhyddid Gwybodaeth 2000"),
        ("o dan ", "Adran 31(1)(a)", "o dan Adran 31(1)(a)"),
        ("rhywfaint o ", "yr wybodaeth", "rhywfaint o'r wybodaeth"),
        ("yn achosi ", "y niwed hwn", "yn achosi'r niwed hwn"),
    ],
)
def test_a_value_changes_as_the_word_before_it_asks(before, value, said):
    assert welsh.joined(before, value) == said


def test_and_is_ac_before_a_vowel_as_it_is_spoken():
    assert welsh.join_words(["1", "2"]) == "1 a 2"
    assert welsh.join_words(["7", "8"]) == "7 ac 8"
    assert welsh.join_words(["10", "11"]) == "10 ac 11"
    assert welsh.join_words([]) == ""
    assert welsh.join_words(["Lloegr", "yr Alban"]) == "Lloegr a'r Alban"
    assert welsh.join_words(["Lloegr", "Cymru"]) == "Lloegr a Chymru"
    assert (
        welsh.citation("Section 31(1)(a), (b) and (g), and (2)(b)") == "Adran 31(1)(a), (b) a (g), a (2)(b)"
    )
    assert welsh.citation("Regulation 12(4)(d) and (e)") == "Rheoliad 12(4)(d) ac (e)"


def test_a_sentence_without_welsh_stays_english():
    with speaking(Language.WELSH):
        assert tr("{a} and nothing", a="b") == "b and nothing"


@pytest.mark.parametrize("build", [reference_case, ncnd_case, not_held_case, eir_case, disclosed_case])
def test_a_clean_letter_in_welsh_gives_no_finding(build):
    on = date(2025, 12, 5)
    english = {finding.code for finding in check_letter(compose(build()), on=on)}
    assert {finding.code for finding in check_letter(in_welsh(build()), on=on)} <= english


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_headings_labels_and_dates_are_welsh(build):
    content = in_welsh(build())
    english = compose(build())
    same = {section.heading for section in content.sections} & {each.heading for each in english.sections}
    assert same <= {""}
    text = render_text(content, STAMP)
    assert "Dyddiad: dydd Gwener 5 Rhagfyr 2025" in text
    assert "Date:" not in text
    assert letter_view(content, STAMP).language == "cy"
    assert not re.search(r"\b(?:Monday|Friday|working day|Section \d)", content_text(content))


def test_the_words_of_the_act_are_marked_as_english():
    content = in_welsh(reference_case())
    annex = content.section("annex").fixed[0]
    assert {item.language for item in annex.items} == {Language.ENGLISH}
    assert all(item.term.startswith("Adran ") for item in annex.items)
    assert "Dim ond yn Saesneg" in content_text(content)
    assert "Dim ond yn Saesneg" not in content_text(compose(reference_case()))


@pytest.mark.parametrize(
    ("words", "is_printed"), [("twenty-one", False), ("un ar hugain", True), ("", False)]
)
def test_english_words_that_the_form_proposed_for_a_figure_are_not_in_a_welsh_letter(words, is_printed):
    answer = replace(SOCIAL_MEDIA_FIGURE, figure=Decimal(21), figure_words=words)
    with speaking(Language.WELSH):
        line = figure_line(answer)
    assert line.startswith("21 ")
    assert ("(" in line) is is_printed

"""An authority chooses the order of its letters; what they say is the same in either."""

from dataclasses import replace

import pytest

from exemptions.statute import Effect
from requests_app.domain.casefile import Holding
from requests_app.domain.letterkinds import Layout
from requests_app.letters.checks import check_letter
from requests_app.letters.compose.families import FAMILIES
from requests_app.letters.content import compose, content_text, section_text
from tests.domain.letters.situations import (
    ALL_CLEAN,
    MISCONDUCT_BALANCE,
    ON,
    SECTION_31,
    SECTION_40,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    disclosed_case,
    reference_case,
)


def in_family(case, layout=Layout.ANSWERS_FIRST, **authority):
    return replace(case, authority=replace(case.authority, letter_layout=layout, **authority))


def keys_of(case) -> list[str]:
    return [section.key for section in compose(case).printed_sections]


def headings_of(case) -> list[str]:
    return [section.heading for section in compose(case).printed_sections if section.heading]


def test_the_answers_come_first_and_each_exemption_is_explained_and_weighed_at_once():
    assert keys_of(in_family(reference_case())) == [
        *("request", "decision", "answers", "answer.1", "answer.2", "answer.3", "exemptions"),
        *("reasons", "public_interest", "explanation.d1", "balance.d1", "explanation.d2"),
        *("rights", "sign_off", "annex"),
    ]


def test_every_family_has_every_part_once_and_ends_with_the_rights_and_the_signature():
    parts = [
        sorted(kind for part in family.parts for kind in ((part,) if isinstance(part, str) else part))
        for family in FAMILIES.values()
    ]
    assert set(FAMILIES) == set(Layout)
    assert all(each == sorted(set(each)) == parts[0] for each in parts)
    assert {family.parts[-3:] for family in FAMILIES.values()} == {("rights", "sign_off", "annex")}


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_the_families_hold_the_same_sections_and_what_an_officer_wrote_in_them(build):
    first, second = (in_family(build(), layout) for layout in Layout)
    assert sorted(keys_of(first)) == sorted(keys_of(second))
    edited = {section.key: f"About {section.key}." for section in compose(first).editable_sections}
    said = content_text(compose(replace(second, edits=edited)))
    assert all(text in said for text in edited.values())


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_a_letter_without_defects_in_one_family_has_none_in_the_other(build):
    found = [check_letter(compose(in_family(build(), layout)), on=ON) for layout in Layout]
    assert found[0] == found[1]


@pytest.mark.parametrize("layout", Layout)
def test_questions_are_answered_in_the_order_in_which_they_were_asked(layout):
    case = case_of(
        asked(3, "How much?", SOCIAL_MEDIA_FIGURE), asked(1, "Who?"), asked(2, "Why?", SOCIAL_MEDIA_FIGURE)
    )
    keys = [key for key in keys_of(in_family(case, layout)) if key.startswith("answer.")]
    assert keys == ["answer.3", "answer.1", "answer.2"]


def test_what_was_asked_and_what_we_answer_are_told_apart():
    text = section_text(compose(in_family(reference_case())).section("answer.1"))
    assert text.startswith("You asked:\n\nHow many officers were found")
    assert "Our answer:\n\n21 (twenty-one) officers" in text


def test_the_request_and_the_decision_list_nothing_that_follows_at_once():
    letter = compose(in_family(reference_case()))
    assert "I have numbered" not in content_text(letter)
    assert section_text(letter.section("decision")) == (
        "I have decided to disclose some of the information that you asked for, and to withhold the rest."
    )


def test_a_decision_that_differs_points_to_the_answers():
    case = case_of(asked(1, "How many?", SOCIAL_MEDIA_FIGURE), asked(2, "Who?", holding=Holding.UNKNOWN))
    sentence = "to disclose some of the information that you asked for. I answer each question"
    assert sentence in section_text(compose(in_family(case)).section("decision"))


def test_a_decision_that_discloses_nothing_points_to_the_answers_too():
    case = case_of(
        asked(1, "Who?", holding=Holding.NOT_HELD),
        asked(2, "Why?"),
        decisions=(replace(SECTION_31, questions=(2,)),),
    )
    assert section_text(compose(in_family(case)).section("decision")) == (
        "I answer each of your questions below, and say what I have decided on it."
    )


def test_the_only_question_of_a_request_is_not_asked_again():
    for layout in Layout:
        letter = compose(in_family(disclosed_case(), layout))
        assert content_text(letter).count("How many complaints were there?") == 1
        assert "Question 1" not in headings_of(in_family(disclosed_case(), layout))
    longer = replace(disclosed_case(), wording="Dear all, how many complaints were there? Thank you.")
    assert "How many complaints were there?" in section_text(compose(longer).section("answer.1"))


def test_two_balances_under_one_exemption_both_follow_its_explanation():
    other = replace(MISCONDUCT_BALANCE, balance="Weighed apart, it comes out the same.")
    second = replace(SECTION_31, key="d3", questions=(3,), public_interest=other)
    confirming = replace(
        SECTION_31, key="d4", limbs=("3",), effect=Effect.NCND, questions=(2,), public_interest=other
    )
    case = replace(reference_case(), decisions=(SECTION_31, SECTION_40, second, confirming))
    keys = [key for key in keys_of(in_family(case)) if key.startswith(("explanation", "balance"))]
    assert keys == [
        *("explanation.d1", "balance.d1", "balance.d3"),
        *("explanation.d2", "explanation.d4", "balance.d4"),
    ]


def test_the_legal_annex_can_be_left_out():
    assert "annex" in keys_of(reference_case())
    assert "annex" not in keys_of(in_family(reference_case(), letter_has_annex=False))

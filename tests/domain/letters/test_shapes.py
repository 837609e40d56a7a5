"""Every shape of response says what it must, in words that fit it."""

from dataclasses import replace
from datetime import date

import pytest

from exemptions.domain.records import Completion, Emissions, OnEmissions
from exemptions.statute import Severity
from requests_app.domain.casefile import Holding
from requests_app.domain.letterkinds import Layout
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose, content_text, section_text
from tests.domain.letters.shapes import (
    SHAPES,
    documents_case,
    eir_adverse_case,
    eir_unfinished_case,
    mixed_case,
    repeated_case,
    vexatious_case,
)
from tests.domain.letters.situations import (
    ON,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    cost_case,
    cost_of_confirming_case,
    reference_case,
    undecided_case,
)


def said(case) -> str:
    return content_text(compose(case))


def decision_of(case) -> str:
    return section_text(compose(case).section("decision"))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("build", SHAPES)
def test_every_shape_is_complete_in_both_families(build, layout):
    case = build()
    letter = compose(replace(case, authority=replace(case.authority, letter_layout=layout)))
    assert [each for each in check_letter(letter, on=ON) if each.severity is Severity.DEFECT] == []


@pytest.mark.parametrize("build", SHAPES)
def test_no_sentence_is_cut_short_or_ended_twice(build):
    text = said(build())
    for slip in ("..", " .", " ,", ": .", "None", "()"):
        assert slip not in text, slip


def test_an_explanation_beside_full_disclosure_takes_nothing_from_it():
    assert decision_of(documents_case()).startswith(
        "I have decided to disclose all of the information that you asked for, and I give the explanation that "
        "you asked for."
    )


def test_what_is_disclosed_and_what_is_not_held_are_said_in_one_sentence():
    case = case_of(asked(1, "How many?", SOCIAL_MEDIA_FIGURE), asked(2, "Who?", holding=Holding.NOT_HELD))
    assert decision_of(case).startswith(
        "I have decided to disclose the information that you asked for, so far as Northmoor Constabulary holds it."
    )


def test_the_only_question_needs_no_number_in_the_refusal_notice():
    assert "(question 1)" not in said(vexatious_case())
    assert "(questions 2 and 3)" in said(reference_case())


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (vexatious_case, "I have refused your request under section 14(1)."),
        (repeated_case, "I have refused your request under section 14(2)."),
        (
            cost_of_confirming_case,
            "I have not answered your request: the cost limit applies under section 12(2).",
        ),
        (
            cost_case,
            "I have not answered this question, because complying would exceed the cost limit: section",
        ),
    ],
)
def test_a_request_of_one_question_is_refused_as_a_request(build, sentence):
    assert sentence in said(build())


def test_a_letter_of_many_kinds_of_answers_gives_each_its_own():
    text = said(mixed_case())
    assert "You can reasonably reach this information by other means: section 21(1)." in text
    assert "Northmoor Constabulary does not hold this information." in text
    assert "21 (twenty-one) officers" in text
    assert (
        "I have withheld the following under section 31(1)(a), (b) and (g), and (2)(b): the details" in text
    )


def test_unfinished_information_comes_with_who_prepares_it_and_when_whatever_is_edited():
    """EIR reg 14(4), so far as known."""
    case = replace(eir_unfinished_case(), edits={"explanation.d1": "It is a draft."})
    text = said(case)
    assert "The information is being prepared by the Northmoor Rivers Board." in text
    assert "We expect it to be finished by Thursday 30 April 2026." in text


@pytest.mark.parametrize(
    ("completion", "is_told"),
    [
        (Completion(prepared_by="the Rivers Board"), (True, False)),
        (Completion(expected_on=date(2026, 4, 30)), (False, True)),
        (None, (False, False)),
    ],
)
def test_what_is_not_known_of_unfinished_information_is_not_told(completion, is_told):
    case = eir_unfinished_case()
    (decision,) = case.decisions
    text = said(replace(case, decisions=(replace(decision, completion=completion),)))
    assert ("is being prepared by" in text, "to be finished by" in text) == is_told


def test_a_notice_of_more_time_is_called_a_notice_and_says_that_the_weighing_goes_on():
    text = said(undecided_case())
    assert "This exemption is qualified, so I am weighing the public interest below." in text
    assert "If you are not satisfied with this notice" in text
    assert "this response" not in text


def test_that_the_information_is_not_on_emissions_is_told_with_the_reason_and_yes_is_not():
    case = eir_adverse_case()
    (decision,) = case.decisions
    assert "does not relate to emissions. It is the price of land." in " ".join(said(case).split())
    for other in (None, Emissions(), Emissions(answer=OnEmissions.YES, why="It is the price of land.")):
        text = said(replace(case, decisions=(replace(decision, emissions=other),)))
        assert "emissions" not in text
        assert "It is the price of land." not in text

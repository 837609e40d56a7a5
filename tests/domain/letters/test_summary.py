"""A letter tells a machine what it tells a reader, and no more: not who asked, nor what silence is kept on."""

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import Holding
from requests_app.letters.content import IssueStamp, compose, content_hash
from requests_app.letters.summary import schema, summary, summary_text
from tests.domain.letters.situations import (
    ALL_CLEAN,
    APPLICANT,
    SECTION_31,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    cost_case,
    cost_of_confirming_case,
    ncnd_case,
    not_held_case,
    reference_case,
    undecided_case,
    words,
)

STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5))


def of(case, stamp=STAMP):
    return summary(compose(case), stamp)


def question(case, number: int = 1):
    return next(each for each in of(case)["questions"] if each["number"] == number)


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_every_summary_is_as_its_schema_says_and_names_nobody_who_asked(build):
    text = summary_text(compose(build()), STAMP)
    jsonschema.validate(json.loads(text), schema(), format_checker=jsonschema.FormatChecker())
    assert text == summary_text(compose(build()), STAMP)
    assert APPLICANT.name not in text
    assert APPLICANT.email not in text


def test_the_reference_letter_in_a_few_lines():
    found = of(reference_case())
    assert found["dates"] == {"received": "2025-11-10", "clarified": None, "issued": "2025-12-05"}
    assert found["questions"][:2] == [
        {"number": 1, "holding": "held", "outcomes": ["disclosed"], "disclosed": ["figure"]},
        {"number": 2, "holding": "held", "outcomes": ["withheld"], "disclosed": []},
    ]
    assert found["provisions"][0] == {
        "citation": "Section 31(1)(a), (b) and (g), and (2)(b)",
        "provision": "s31",
        "limbs": ["1a", "1b", "1g", "2b"],
        "effect": "withhold",
        "questions": [2, 3],
    }
    assert found["rights"]["review_by"] == "2026-02-05"
    assert found["content_sha256"] == content_hash(compose(reference_case()))


def test_two_decisions_under_one_exemption_are_one_line_with_the_questions_of_both():
    other = replace(SECTION_31, key="d9", questions=(1,))
    found = of(replace(reference_case(), decisions=(SECTION_31, other)))["provisions"]
    assert [row["questions"] for row in found] == [[1, 2, 3]]


SILENT = ncnd_case().decisions[0]


@pytest.mark.parametrize("holding", Holding)
@pytest.mark.parametrize("answers", [(), (SOCIAL_MEDIA_FIGURE,)])
def test_where_silence_is_kept_the_summary_is_the_same_whatever_is_held(holding, answers):
    """s2(1): also beside an answer, and also if an officer has recorded what the search found."""
    told = question(case_of(asked(1, "Is it watched?", *answers, holding=holding), decisions=(SILENT,)))
    assert told["holding"] is None
    assert told["outcomes"] == (["disclosed", "ncnd"] if answers else ["ncnd"])


@pytest.mark.parametrize("build", [cost_of_confirming_case, cost_case])
@pytest.mark.parametrize("holding", Holding)
def test_a_refusal_on_cost_does_not_say_whether_anything_is_held(build, holding):
    case = build()
    case = replace(case, questions=tuple(replace(each, holding=holding) for each in case.questions))
    assert {each["holding"] for each in of(case)["questions"]} == {None}


@pytest.mark.parametrize(
    ("case", "holding", "outcomes"),
    [
        (not_held_case(), "not_held", ["not_held"]),
        (undecided_case(), "held", ["undecided"]),
        (case_of(asked(1, "Why?", words("Because."), is_advice=True)), None, ["advice"]),
        (case_of(asked(1, "Who?", holding=Holding.UNKNOWN)), None, ["open"]),
        (case_of(asked(1, "Who?", holding=Holding.NCND)), None, ["ncnd"]),
        (
            case_of(
                asked(1, "Who?", holding=Holding.NOT_HELD),
                decisions=(Decision(key="d1", provision="reg12-4", limbs=("4a",), questions=(1,)),),
                regime="eir",
            ),
            "not_held",
            ["not_held"],
        ),
    ],
)
def test_what_each_outcome_tells_of_holding(case, holding, outcomes):
    told = question(case)
    assert (told["holding"], told["outcomes"]) == (holding, outcomes)


def test_silence_and_withholding_under_one_section_are_two_lines():
    both = replace(reference_case(), decisions=(SECTION_31, replace(SILENT, key="n1", effect=Effect.NCND)))
    assert [row["effect"] for row in of(both)["provisions"]] == ["withhold", "ncnd"]


def test_a_letter_that_tells_no_rights_has_none_in_its_summary():
    letter = compose(reference_case())
    bare = replace(letter, sections=tuple(each for each in letter.sections if each.key != "rights"))
    assert summary(bare, STAMP)["rights"] is None
    empty = replace(letter, sections=(replace(letter.section("rights"), blocks=(), fixed=()),))
    assert summary(empty, STAMP)["rights"] is None


def test_a_draft_says_that_it_is_one_and_dates_that_are_not_known_are_null():
    draft = IssueStamp(issued_on=date(2025, 12, 5), is_provisional=True)
    found = of(replace(reference_case(), clarified_on=date(2025, 11, 20)), draft)
    assert found["is_draft"] is True
    assert found["rights"]["review_by"] is None
    assert found["dates"]["clarified"] == "2025-11-20"

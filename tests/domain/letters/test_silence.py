"""Where a letter neither confirms nor denies, even for a part, none of its words tell which it would be."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours
from exemptions.statute import Effect
from requests_app.domain.casefile import Holding
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose, content_text, section_text
from tests.domain.letters.checking import found, with_edit
from tests.domain.letters.situations import (
    MISCONDUCT_BALANCE,
    ON,
    SECTION_31,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    ncnd_case,
    words,
)

SILENT_31 = replace(ncnd_case().decisions[0], key="n1", questions=(1,))
SILENT_23 = Decision(key="n2", provision="s23", limbs=("5",), effect=Effect.NCND, questions=(1,))
SILENT_40 = Decision(key="n3", provision="s40", limbs=("5Bai",), effect=Effect.NCND, questions=(1,))
UNDECIDED = replace(MISCONDUCT_BALANCE, balance="", favours=Favours.UNDECIDED, estimated_on=date(2026, 1, 9))
WEIGHED = replace(SECTION_31, key="u1", questions=(1,), public_interest=UNDECIDED)
WITHHELD = replace(SECTION_31, key="w1", questions=(1,))


def part_silent(*decisions, **more):
    return case_of(asked(1, "What is known of the shop?", SOCIAL_MEDIA_FIGURE), decisions=decisions, **more)


def said(case) -> str:
    return content_text(compose(case))


def decision_of(case) -> str:
    return section_text(compose(case).section("decision"))


def test_an_answer_with_silence_on_the_rest_never_speaks_of_a_rest_that_is_withheld():
    case = part_silent(SILENT_31)
    assert decision_of(case) == (
        "I disclose some information; for the rest of your request I neither confirm nor deny whether "
        "Northmoor Constabulary holds any information."
    )
    assert "withh" not in said(case)
    assert "I neither confirm nor deny whether any other information is held: section 31(3)." in said(case)


def test_a_question_answered_in_part_among_others_is_put_the_same_way():
    first = asked(1, "What is known?", SOCIAL_MEDIA_FIGURE)
    case = case_of(first, asked(2, "How many?", words("Nine.")), decisions=(SILENT_31,))
    assert decision_of(case) == (
        "I have decided to disclose some information, and for part of your request neither to confirm nor to "
        "deny whether Northmoor Constabulary holds any information. For each question:\n\n"
        "- Question 1: I disclose some information; for the rest I neither confirm nor deny whether "
        "Northmoor Constabulary holds any information.\n"
        "- Question 2: I disclose the information."
    )


def test_one_question_answered_and_another_met_with_silence_do_not_make_one_withheld():
    case = case_of(
        asked(1, "Is it watched?", holding=Holding.NCND),
        asked(2, "How many?", words("Nine.")),
        decisions=(SILENT_31,),
    )
    assert "for part of your request neither to confirm nor to deny whether" in decision_of(case)
    assert "withh" not in said(case)


def test_something_withheld_beside_a_silence_is_said_to_be_some_and_not_the_rest():
    text = decision_of(part_silent(WITHHELD, SILENT_31))
    assert text == (
        "I disclose some information and withhold some; for the rest of your request I neither confirm nor "
        "deny whether Northmoor Constabulary holds any information."
    )
    assert "withhold the information" not in decision_of(
        case_of(asked(1, "?"), decisions=(WITHHELD, SILENT_31))
    )


def test_silence_under_three_exemptions_is_kept_once():
    case = case_of(
        asked(1, "Is it watched?", holding=Holding.NCND), decisions=(SILENT_31, SILENT_23, SILENT_40)
    )
    text = said(case)
    assert (
        "I neither confirm nor deny whether this information is held: section 31(3), section 23(5) and "
        "section 40(5B)(a)(i)." in text
    )
    assert text.count("I neither confirm nor deny") == 1
    assert text.count("No inference can be drawn either way.") == 1


def test_that_nothing_can_be_inferred_stands_after_the_last_silence_and_is_of_the_rest_only():
    case = part_silent(SILENT_31, SILENT_23, WITHHELD)
    fixed = {section.key: section.fixed for section in compose(case).sections}
    assert not fixed["explanation.n1"]
    assert fixed["explanation.n2"]
    assert not fixed["explanation.w1"]
    assert "that any other information is or is not held. No inference" in said(case)
    alone = case_of(asked(1, "Is it?", holding=Holding.NCND), decisions=(SILENT_31,))
    assert "that the information you asked for is or is not held. No inference" in said(alone)


SITUATIONS = [
    chosen for size in (1, 2, 3) for chosen in combinations((SILENT_31, SILENT_23, SILENT_40), size)
]


@pytest.mark.parametrize("silent", SITUATIONS)
@pytest.mark.parametrize("answers", [(), (SOCIAL_MEDIA_FIGURE,)])
def test_our_own_words_never_break_the_silence(silent, answers):
    """Each section as we composed it is read as if an officer had written it."""
    holding = Holding.HELD if answers else Holding.NCND
    case = case_of(asked(1, "Is it watched?", *answers, holding=holding), decisions=silent)
    for section in compose(case).editable_sections:
        edited = with_edit(case, section.key, section_text(section))
        codes = {finding.code for finding in check_letter(compose(edited), on=ON)}
        assert "ncnd-says-held" not in codes, section.key


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("I have decided to disclose some of the information, and to withhold the rest.", True),
        ("The remainder is withheld.", True),
        ("I withhold the other information.", True),
        ("I neither confirm nor deny whether anything is withheld.", False),
        ("I disclose the number.", False),
    ],
)
def test_wording_that_a_rest_is_withheld_tells_that_it_is_held(text, is_found):
    case = with_edit(part_silent(SILENT_31), "decision", text)
    assert (("ncnd-says-held", "section:decision") in found(case)) is is_found


def test_what_is_withheld_may_be_called_so_where_a_decision_withholds_it():
    case = with_edit(part_silent(SILENT_31, WITHHELD), "decision", "I withhold the other information.")
    assert ("ncnd-says-held", "section:decision") not in found(case)


def test_an_answer_may_say_what_is_held_beside_a_silence_on_the_rest():
    case = case_of(asked(1, "What?", words("We hold two reports.")), decisions=(SILENT_31,))
    assert ("ncnd-says-held", "question:1:answer") not in found(case)


def test_an_answer_with_a_balance_undecided_says_what_is_given_and_what_is_still_to_come():
    case = part_silent(WEIGHED, is_extended=True)
    assert decision_of(case) == (
        "I disclose some information; for the rest of your request I have not yet reached a decision on the "
        "balance of the public interest."
    )
    text = said(case)
    assert "A further letter will give you my decision. I estimate that you will have it by Friday 9" in text
    assert "I have not yet decided whether to disclose the following" in text
    assert "withheld" not in text
    assert compose(case).title == "Response to your request for information"


def test_among_other_questions_an_undecided_balance_is_owed_by_a_further_letter():
    first, second = asked(1, "What?"), asked(2, "How many?", SOCIAL_MEDIA_FIGURE)
    case = case_of(first, second, decisions=(WEIGHED,), is_extended=True)
    text = said(case)
    assert "For part of your request I have not yet reached a decision on the balance" in text
    assert "A further letter will give you my decision on question 1." in text


def test_a_letter_that_only_asks_for_time_says_so_in_its_title_and_still_tells_the_rights():
    case = case_of(asked(1, "What?"), asked(2, "Who?"), decisions=(replace(WEIGHED, questions=(1, 2)),))
    letter = compose(case)
    assert letter.title == "Your request for information: we need more time"
    assert letter.section("rights").all_blocks
    assert "This letter is a refusal notice under section 17" in said(case)
    environmental = compose(replace(case, regime="eir")).title
    assert environmental == "Your request for environmental information: we need more time"


def test_that_a_further_letter_follows_stands_whatever_is_written_above_it():
    case = replace(part_silent(WEIGHED), edits={"decision": "Please wait."})
    assert "A further letter will give you my decision." in said(case)
    assert "A further letter" not in said(part_silent(WITHHELD))


def test_a_silence_still_to_be_weighed_is_not_yet_kept():
    weighed = replace(SILENT_31, public_interest=UNDECIDED)
    case = case_of(asked(1, "Is it?", holding=Holding.NCND), decisions=(weighed,))
    assert "I have not yet decided whether to confirm or deny that this information is held" in said(case)
    both = part_silent(weighed, WITHHELD)
    assert "for the rest of your request I have not yet reached a decision" in decision_of(both)
    three = case_of(asked(1, "Is it?"), decisions=(WEIGHED, SILENT_31))
    assert decision_of(three).startswith("For one part I have not yet reached a decision")


def test_one_exemption_decided_on_the_same_information_is_enough_to_withhold_it():
    other = replace(WITHHELD, key="w2", provision="s40", limbs=("2", "3Aa"), public_interest=None)
    case = case_of(asked(1, "What?"), decisions=(WEIGHED, other))
    assert decision_of(case) == "I have decided to withhold the information that you asked for."

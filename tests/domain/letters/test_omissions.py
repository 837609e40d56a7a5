"""Where stating the reasons would disclose what is exempt, the letter says so in place of them (s17(4))."""

from dataclasses import replace

import pytest

from exemptions.domain.records import Omission
from requests_app.domain.letterkinds import Layout
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose, content_text, from_dict, to_dict
from tests.domain.letters.situations import (
    MISCONDUCT_BALANCE,
    MISCONDUCT_PREJUDICE,
    ON,
    SECTION_31,
    asked,
    case_of,
    ncnd_case,
    reference_case,
)

WHY = "The reasons would name the investigation."
SENTENCE = (
    "Under section 17(4) of the Act I need not, because the statement would involve the disclosure of information "
    "which would itself be exempt information."
)
REASONS, BALANCE = Omission(reasons=True, why=WHY), Omission(public_interest=True, why=WHY)
REASONS_TOLD = (MISCONDUCT_PREJUDICE.interest, MISCONDUCT_PREJUDICE.harm, SECTION_31.explanation)
BALANCE_TOLD = (MISCONDUCT_BALANCE.balance, *(factor.text for factor in MISCONDUCT_BALANCE.factors))


def case_with(omission, *others, **more):
    decisions = (replace(SECTION_31, questions=(1,), omission=omission), *others)
    return case_of(asked(1, "What was the breach?"), decisions=decisions, **more)


def said(case) -> str:
    return content_text(compose(case))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    ("omission", "gone", "kept"),
    [
        (REASONS, REASONS_TOLD, BALANCE_TOLD),
        (BALANCE, BALANCE_TOLD, REASONS_TOLD),
        (Omission(reasons=True, public_interest=True, why=WHY), REASONS_TOLD + BALANCE_TOLD, ()),
    ],
)
def test_what_is_left_out_is_nowhere_in_the_letter_and_the_rest_is(omission, gone, kept, layout):
    case = case_with(omission)
    text = said(replace(case, authority=replace(case.authority, letter_layout=layout)))
    assert not any(words in text for words in (*gone, WHY))
    assert all(words in text for words in kept)
    assert text.count(SENTENCE) == omission.reasons + omission.public_interest
    assert "Section 31(1)(a), (b) and (g), and (2)(b)" in text
    assert SECTION_31.covers in text


def test_the_conclusion_on_the_balance_is_still_told():
    assert "I have concluded that the public interest in maintaining the exemption outweighs" in said(
        case_with(BALANCE)
    )


def test_the_sentence_stands_whatever_an_officer_writes_above_it():
    edits = {"explanation.d1": "It applies.", "balance.d1": "It does."}
    text = said(case_with(Omission(reasons=True, public_interest=True, why=WHY), edits=edits))
    assert text.count(SENTENCE) == 2


def test_of_two_decisions_under_one_exemption_the_letter_says_for_which_part():
    other = replace(SECTION_31, key="d2", questions=(1,), covers="the dates")
    text = said(case_with(REASONS, other))
    assert "I do not say for some of this information why this exemption applies." in text
    assert SECTION_31.explanation in text
    assert "I do not say why this exemption applies." in said(case_with(REASONS))


def test_a_letter_with_reasons_left_out_is_complete_and_its_record_is_kept():
    letter = compose(case_with(REASONS))
    assert check_letter(letter, on=ON) == check_letter(compose(case_with(None)), on=ON)
    assert from_dict(to_dict(letter)) == letter
    assert letter.decisions[0].omission == REASONS


def test_what_is_not_printed_does_not_break_a_silence():
    silent = ncnd_case()
    (decision,) = silent.decisions
    telling = replace(decision, explanation="We hold a report on it.", omission=REASONS)
    codes = {finding.code for finding in check_letter(compose(replace(silent, decisions=(telling,))), on=ON)}
    assert "ncnd-says-held" not in codes
    printed = replace(telling, omission=None)
    codes = {finding.code for finding in check_letter(compose(replace(silent, decisions=(printed,))), on=ON)}
    assert "ncnd-says-held" in codes


def test_the_reference_letter_gives_all_its_reasons():
    assert "17(4)" not in said(reference_case())

"""The officers' own words are searched for what the law does not say, and only for that."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.letters.checking import answered, found, with_decision, with_edit
from tests.domain.letters.situations import (
    MISCONDUCT_PREJUDICE,
    OFFICERS_DATA,
    SECTION_31,
    SOCIAL_MEDIA_FIGURE,
    cost_of_confirming_case,
    ncnd_case,
    reference_case,
    words,
)

HELD_TEXT = "The information is held by the surveillance unit."


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Disclosure would, or would be likely to prejudice our ability to detect crime.", True),
        ("This would or is likely to prejudice it.", True),
        ("Disclosure would be likely to prejudice it.", False),
        ("Disclosure would prejudice it.", False),
        (
            "Section 31(1) applies where it would, or would be likely to, prejudice the detection of crime.",
            False,
        ),
        ("The exemption provides that harm which would, or would be likely to, arise is enough.", False),
    ],
)
def test_the_hedge_is_told_from_a_choice_and_from_the_words_of_the_act(text, is_found):
    hedged = with_decision(reference_case(), prejudice=replace(MISCONDUCT_PREJUDICE, harm=text))
    assert (("prejudice-hedged", "decision:d1:prejudice.harm") in found(hedged)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("It would breach the first Data Protection Act principle.", True),
        ("It would breach the first data protection principle.", True),
        ("It breaches the first principle of the Data Protection Act.", True),
        ("It breaches Article 5(1)(a), the first data protection principle.", False),
        ("It is unlawful under Article 5(1)(a) of the UK GDPR.", False),
    ],
)
def test_the_old_principle_is_found_unless_the_article_is_named(text, is_found):
    case = with_decision(reference_case(), 1, data_protection=replace(OFFICERS_DATA, balance=text))
    assert any(code == "first-data-protection-principle" for code, _ in found(case)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("section 40(3)(a)", True),
        ("s40(2)&(3)", True),
        ("Section 40 (5)(b)", True),
        ("s.40(2) and (3)(b)", True),
        ("section 40(2) and 3(a)", True),
        ("section 40(2) and (3A)(a)", False),
        ("section 40(2), of which 3 officers are the subject", False),
        ("section 40(5B)(a)(i)", False),
        ("section 40(2)", False),
    ],
)
def test_the_old_numbering_of_section_40_is_found(text, is_found):
    case = with_edit(reference_case(), "explanation.d2", f"Exempt under {text}.")
    assert (("obsolete-section-40", "section:explanation.d2") in found(case)) is is_found


def test_the_old_numbering_was_right_before_it_was_replaced():
    case = with_edit(reference_case(), "explanation.d2", "Exempt under section 40(3)(a).")
    assert ("obsolete-section-40", "section:explanation.d2") not in found(case, on=date(2018, 5, 24))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Exempt under section 43.", True),
        ("Exempt under s43.", True),
        ("Exempt under section 43(2).", False),
        ("Section 31 is about crime.", False),
        ("The duty is in section 40 of the Police Act 1996.", False),
        ("This is a notice under section 17.", False),
    ],
)
def test_a_citation_in_prose_needs_its_subsection_unless_a_decision_carries_it(text, is_found):
    case = replace(with_edit(reference_case(), "further", text), decisions=(SECTION_31,))
    assert (("citation-without-subsection", "section:further") in found(case)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The information is held.", True),
        ("We do not hold the information.", True),
        ("No information is held.", True),
        ("The force holds the file.", True),
        ("We neither confirm nor deny that it is held.", False),
        ("If it were held, it would be exempt.", False),
        ("Whether it is held is what we will not say.", False),
        ("A hearing was held in public, or not.", False),
    ],
)
def test_a_letter_that_says_nothing_may_not_say_held(text, is_found):
    for case in (ncnd_case(), cost_of_confirming_case()):
        said = with_decision(case, explanation=text)
        assert (("ncnd-says-held", "decision:d1:explanation") in found(said)) is is_found


@pytest.mark.parametrize("key", ["decision", "explanation.d1", "balance.d1", "further"])
def test_edited_wording_may_not_say_held_either(key):
    assert ("ncnd-says-held", f"section:{key}") in found(with_edit(ncnd_case(), key, HELD_TEXT))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("from 1 October 2022 to 30 September 2022", True),
        ("1st Oct 2022 – 30th Sept 2022", True),
        ("01.10.2022 until 30.09.2022", True),
        ("01/10/2021 to 30/09/2022", False),
        ("1 October 2022 to 1 October 2022", False),
        ("99/99/2022 to 30/09/2022", False),
        ("3 Foo 2022 to 30/09/2022", False),
    ],
)
def test_a_period_in_words_must_run_forward(text, is_found):
    assert (("period-reversed", "question:1:answer") in found(answered(words(text)))) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("21 (twenty)", True),
        ("21 (twenty-one)", False),
        ("1,105 (one thousand one hundred and five)", False),
        ("0 (nil)", False),
        ("12 (Monday)", False),
        ("4000000 (four)", True),
    ],
)
def test_a_figure_in_prose_must_agree_with_its_words(text, is_found):
    assert (
        ("figure-words-differ", "question:1:answer") in found(answered(words(f"There were {text}.")))
    ) is is_found


@pytest.mark.parametrize("figure", [Decimal("12.5"), Decimal(2_000_000)])
def test_a_figure_that_is_not_written_out_is_not_compared(figure):
    answer = replace(SOCIAL_MEDIA_FIGURE, figure=figure, figure_words="a lot")
    assert ("figure-words-differ", "question:1:answer") not in found(answered(answer))

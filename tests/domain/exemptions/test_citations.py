"""Can a citation be printed as the trade prints it, and read as letters write it?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exemptions.statute import (
    PROVISIONS,
    Citation,
    CitationError,
    Effect,
    UnknownProvision,
    format_citation,
    parse_citation,
)

WITHHOLD, NCND = Effect.WITHHOLD, Effect.NCND


def cite(key: str, limbs: str, effect: Effect = WITHHOLD) -> Citation:
    return Citation(key, tuple(limbs.split()), effect)


PRINTED = [
    (cite("s31", "1a 1b 1g 2b"), "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement"),
    (cite("s31", "1g 2b"), "Section 31(1)(g) and (2)(b) – Law enforcement"),
    (cite("s31", "1a"), "Section 31(1)(a) – Law enforcement"),
    (cite("s31", ""), "Section 31 – Law enforcement"),
    (cite("s40", "2 3Aa"), "Section 40(2) and (3A)(a) – Personal information"),
    (cite("s40", "5Bai", NCND), "Section 40(5B)(a)(i) – Personal information"),
    (
        cite("s36", "2bi 2bii 2c"),
        "Section 36(2)(b)(i) and (ii), and (2)(c) – Prejudice to effective conduct of public affairs",
    ),
    (cite("s12", "1"), "Section 12(1) – Cost of compliance exceeds appropriate limit"),
    (cite("reg12-4", "4b"), "Regulation 12(4)(b) – Manifestly unreasonable request"),
    (cite("reg12-5", "5b"), "Regulation 12(5)(b) – The course of justice, fair trial and inquiries"),
    (cite("reg12-5", "5a 5b"), "Regulation 12(5)(a) and (b) – Exceptions to the duty to disclose"),
    (cite("reg12-5", "5a 6", NCND), "Regulation 12(5)(a) and (6) – Exceptions to the duty to disclose"),
    (cite("reg13", "1 2Aa"), "Regulation 13(1) and (2A)(a) – Personal data"),
]


@pytest.mark.parametrize(("citation", "text"), PRINTED)
def test_a_citation_is_printed_in_the_form_of_the_trade(citation, text):
    assert format_citation(citation) == text
    assert str(citation) == text


def test_a_citation_can_be_printed_without_its_title():
    assert format_citation(cite("s31", "1a 1b"), with_title=False) == "Section 31(1)(a) and (b)"


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("Section 31(1)(a)(b)(2)(b)", cite("s31", "1a 1b 2b")),
        ("s.40(2)(3A)(a)", cite("s40", "2 3Aa")),
        ("s31(1)(a), (b)", cite("s31", "1a 1b")),
        ("40(2)&(3)", cite("s40", "2 3")),
        ("Section 40 2 and 3(a)", cite("s40", "2 3a")),
        ("S 40 (2) (3a) (A)", cite("s40", "2 3Aa")),
        ("FOIA s31(1)(a)", cite("s31", "1a")),
        ("Section 31(1)(a) of the Freedom of Information Act 2000", cite("s31", "1a")),
        ("section 31(1)(a) FOIA", cite("s31", "1a")),
        ("Sections 31(1)(a): Law enforcement", cite("s31", "1a")),
        ("Section 31(1)(a) - Law enforcement", cite("s31", "1a")),
        ("Section 31(1)(a) to (c)", cite("s31", "1a 1b 1c")),
        ("Section 31(1)(a)–(c)", cite("s31", "1a 1b 1c")),
        ("Section 31(1)(b) and (a)", cite("s31", "1a 1b")),
        ("Section 31(1)(a) and (a)", cite("s31", "1a")),
        ("Section 31(3) by virtue of (1)(a)", cite("s31", "1a 3", NCND)),
        ("s31", cite("s31", "")),
        ("Section 22(1)", cite("s22", "1a 1b 1c")),
        ("Section 41(1)", cite("s41", "1a 1b")),
        ("Section 22A(1)(a) and (b)(i)", cite("s22A", "1a 1bi")),
        ("Section 37(1)(aa)", cite("s37", "1aa")),
        ("Regulation 12(4)(b)", cite("reg12-4", "4b")),
        ("reg 12(5)(e)", cite("reg12-5", "5e")),
        ("EIR reg. 12(3)", cite("reg12-3", "3")),
        ("r13(1), (2A)(a)", cite("reg13", "1 2Aa")),
        ("Section 40(5B)(a)(i)", cite("s40", "5Bai", NCND)),
    ],
)
def test_a_citation_is_read_as_real_letters_write_it(text, citation):
    assert parse_citation(text) == citation


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Section 31(1)(z)", r"Section 31 has no limb \(1\)\(z\)"),
        ("Section 31(4)", r"Section 31 has no limb \(1?\)?\(?4\); it has \(1\)\(a\)"),
        ("Section 31(1)(a)(z)", r"Section 31 has no limb \(1\)\(z\)"),
        ("Section 31(1)", "say which of .*applies"),
        (
            "Section 30(1)(a)",
            r"say which of \(1\)\(a\)\(i\) or \(1\)\(a\)\(ii\) applies \(FOIA s17\(1\)\(b\)\)",
        ),
        ("Section 25(1)", "There is no section 25"),
        ("Regulation 99", "There is no regulation 99"),
        ("Law enforcement", "Start with a section or regulation"),
        ("", "Start with a section or regulation"),
        ("Section 31(1)(a) perhaps", "'perhaps' in .* is not a subsection or paragraph"),
        ("Section 31(1)(a) to", "say where the range that starts at '1a' ends"),
        ("Section 31(1)(c) to (a)", "the range ends before it starts"),
        ("Section 31 to (1)(a)", "a range must start at a paragraph that can be cited"),
        ("Regulation 12(4)(b) and (5)(e)", "no paragraphs that can be cited together"),
    ],
)
def test_a_citation_that_cannot_be_meant_is_refused_with_the_reason(text, reason):
    with pytest.raises(CitationError, match=reason):
        parse_citation(text)


def test_a_citation_cannot_be_made_with_a_limb_or_provision_that_does_not_exist():
    with pytest.raises(CitationError, match="Section 31 has no limb '1z'"):
        cite("s31", "1z")
    with pytest.raises(UnknownProvision):
        cite("s999", "")


def test_a_citation_keeps_the_order_of_the_act_and_each_limb_once():
    assert cite("s31", "2b 1g 1a 1g").limbs == ("1a", "1g", "2b")
    assert cite("s31", "1a").provision is PROVISIONS["s31"]


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """Any set of limbs of any provision; the effect is the one that the limbs have."""
    one = draw(st.sampled_from(list(PROVISIONS.values())))
    # Regulation 12 is three provisions here: without a limb nobody can tell which is meant.
    fewest = 1 if one.key.startswith("reg12") else 0
    limbs = draw(st.sets(st.sampled_from([limb.key for limb in one.limbs]), min_size=fewest))
    denies = any(one.limb(key).effect is NCND for key in limbs)
    return Citation(one.key, tuple(limbs), NCND if denies else WITHHOLD)


@settings(deadline=None)  # other work on the machine may slow one example
@given(citations(), st.booleans())
def test_every_citation_that_can_be_printed_is_read_back_the_same(citation, with_title):
    assert parse_citation(format_citation(citation, with_title)) == citation


def reason_to_refuse(text: str) -> str:
    """Why the text is not a citation; nothing if it is one. Any other error fails the test."""
    try:
        parse_citation(text)
    except CitationError as error:
        return str(error)
    return ""


@settings(deadline=None)  # other work on the machine may slow one example
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    reason = reason_to_refuse(text)
    assert reason.endswith(".") or parse_citation(text).provision.section in text.upper()


HEADS = st.sampled_from(["s", "Section ", "reg "])
NUMBERS = st.sampled_from(["31", "40", "12", "30", "13", "22A"])
BRACKETS = ["(1)", "(2)", "(3)", "(3A)", "(5)", "(a)", "(b)", "(i)", "(ii)"]
PARTS = st.lists(st.sampled_from([*BRACKETS, ",", "&", "to", "-", "and", "2"]), max_size=7).map(" ".join)


@settings(deadline=None)  # other work on the machine may slow one example
@given(HEADS, NUMBERS, PARTS)
def test_any_chain_of_brackets_is_read_or_refused_in_a_sentence(head, number, parts):
    text = f"{head}{number} {parts}"
    reason = reason_to_refuse(text)
    assert reason.endswith(".") or parse_citation(text).provision.section == number

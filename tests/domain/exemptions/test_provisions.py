"""Is the law written down as the Act has it?"""

import re
from datetime import date

import pytest

from exemptions.statute import (
    PROVISIONS,
    Basis,
    Body,
    Effect,
    Provision,
    Record,
    Regime,
    Test,
    UnknownProvision,
    find,
    provision,
)

WITHHOLD, NCND = Effect.WITHHOLD, Effect.NCND
EVERY_LIMB = [(one, limb) for one in PROVISIONS.values() for limb in one.limbs]

SECTIONS = "12 14 21 22 22A 23 24 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44"


def test_every_citable_section_is_there_and_section_25_is_not():
    foia = [one.section for one in PROVISIONS.values() if one.regime is Regime.FOIA]
    assert " ".join(foia) == SECTIONS


def test_every_exception_of_the_environmental_regulations_is_there():
    printed = {f"{one.section}{limb.printed}" for one, limb in EVERY_LIMB if one.regime is Regime.EIR}
    assert {f"12(4)({letter})" for letter in "abcde"} <= printed
    assert {f"12(5)({letter})" for letter in "abcdefg"} <= printed
    assert {"12(3)", "12(6)", "13(1)", "13(2A)(a)", "13(5A)"} <= printed


@pytest.mark.parametrize(
    ("key", "withholding", "denying"),
    [
        ("s12", "1", "2"),
        ("s14", "1 2", ""),
        ("s21", "1 2a 2b 3", ""),
        ("s22", "1a 1b 1c", "2"),
        ("s22A", "1a 1bi 1bii 1biii 1biv", "2"),
        ("s23", "1", "5"),
        ("s24", "1", "2"),
        ("s26", "1a 1b", "3"),
        ("s27", "1a 1b 1c 1d 2", "4a 4b"),
        ("s28", "1", "3"),
        ("s29", "1a 1b", "2"),
        ("s30", "1ai 1aii 1b 1c 2ai 2aii 2aiii 2aiv 2b", "3"),
        ("s31", "1a 1b 1c 1d 1e 1f 1g 1h 1i 2a 2b 2c 2d 2e 2f 2g 2h 2i 2j", "3"),
        ("s32", "1a 1b 1ci 1cii 2a 2b", "3"),
        ("s33", "1a 1b 2", "3"),
        ("s34", "1", "2"),
        ("s35", "1a 1b 1c 1d", "3"),
        ("s36", "2ai 2aii 2aiii 2bi 2bii 2c", "3"),
        ("s37", "1a 1aa 1ab 1ac 1ad 1b", "2"),
        ("s38", "1a 1b", "2"),
        ("s39", "1a 1b", "2"),
        ("s40", "1 2 3 3a 3ai 3aii 3b 3Aa 3Ab 3B 4 4Aa 4Ab", "5a 5bi 5bii 5A 5Bai 5Baii 5Bb 5Bc 5Bd"),
        ("s41", "1a 1b", "2"),
        ("s42", "1", "2"),
        ("s43", "1 2", "3"),
        ("s44", "1a 1b 1c", "2"),
    ],
)
def test_each_section_has_exactly_its_limbs(key: str, withholding: str, denying: str):
    one = provision(key)
    assert [limb.key for limb in one.withhold_limbs] == withholding.split()
    assert [limb.key for limb in one.ncnd_limbs] == denying.split()


def test_only_section_21_and_the_two_without_confirmation_have_no_limb_that_denies():
    without = {one.key for one in PROVISIONS.values() if not one.ncnd_limbs}
    assert without == {"s14", "s21", "reg12-3", "reg12-4"}


@pytest.mark.parametrize("one", PROVISIONS.values(), ids=list(PROVISIONS))
def test_a_provision_says_what_forms_and_letters_print(one: Provision):
    assert one.title
    assert one.guidance.endswith(".")
    assert one.synonyms
    keys = [limb.key for limb in one.limbs]
    assert len(keys) == len(set(keys))
    assert all(PROVISIONS[other].excluded_with == (one.key,) for other in one.excluded_with)


@pytest.mark.parametrize(
    ("one", "limb"), EVERY_LIMB, ids=[f"{one.key}{limb.printed}" for one, limb in EVERY_LIMB]
)
def test_a_limb_is_printed_in_brackets_and_names_only_limbs_that_exist(one, limb):
    assert re.fullmatch(r"\(\d+[A-Z]?\)(\([a-z]+\))*", limb.printed)
    assert limb.words[0].islower() or limb.words == "Ministerial communications"
    assert all(one.has_limb(key) for group in limb.requires for key in group)
    assert bool(limb.harm) == (limb.basis is Basis.PREJUDICE)


ABSOLUTE = {"s12", "s14", "s21", "s23", "s32", "s34", "s41", "s44", "reg12-3"}
MIXED = {"s37", "s40", "reg13"}


@pytest.mark.parametrize("one", PROVISIONS.values(), ids=list(PROVISIONS))
def test_absolute_and_qualified_are_as_section_2_3_lists_them(one: Provision):
    tests = {limb.test for limb in one.limbs}
    if one.key in MIXED:
        assert tests == {Test.ABSOLUTE, Test.QUALIFIED}
    else:
        assert tests == {Test.ABSOLUTE if one.key in ABSOLUTE else Test.QUALIFIED}


@pytest.mark.parametrize(
    ("key", "limbs", "effect", "expected"),
    [
        ("s37", ["1a"], WITHHOLD, Test.ABSOLUTE),
        ("s37", ["1aa"], WITHHOLD, Test.ABSOLUTE),
        ("s37", ["1ab"], WITHHOLD, Test.ABSOLUTE),
        ("s37", ["1ac"], WITHHOLD, Test.QUALIFIED),
        ("s37", ["1ad"], WITHHOLD, Test.QUALIFIED),
        ("s37", ["1b"], WITHHOLD, Test.QUALIFIED),
        ("s37", ["1a", "1b"], WITHHOLD, Test.QUALIFIED),
        ("s37", ["2"], NCND, Test.QUALIFIED),
        ("s37", ["1a", "2"], NCND, Test.ABSOLUTE),
        ("s37", ["1b", "2"], NCND, Test.QUALIFIED),
        ("s40", ["1"], WITHHOLD, Test.ABSOLUTE),
        ("s40", ["2", "3Aa"], WITHHOLD, Test.ABSOLUTE),
        ("s40", ["2", "3B"], WITHHOLD, Test.QUALIFIED),
        ("s40", ["2", "4Aa"], WITHHOLD, Test.QUALIFIED),
        ("s40", ["5A"], NCND, Test.ABSOLUTE),
        ("s40", ["5Bb"], NCND, Test.ABSOLUTE),
        ("s40", [], WITHHOLD, Test.QUALIFIED),
        ("s40", [], NCND, Test.ABSOLUTE),
        ("reg13", ["1", "2Aa"], WITHHOLD, Test.ABSOLUTE),
        ("reg13", ["1", "2B"], WITHHOLD, Test.QUALIFIED),
        ("reg13", ["5A", "5Bb"], NCND, Test.QUALIFIED),
        ("s31", ["1a"], NCND, Test.QUALIFIED),
    ],
)
def test_the_test_is_decided_to_the_limb(key, limbs, effect, expected):
    assert provision(key).test_of(limbs, effect) is expected


def test_section_36_is_absolute_for_what_a_house_of_parliament_holds():
    one = provision("s36")
    assert one.test_of(["2bi"], WITHHOLD) is Test.QUALIFIED
    assert one.test_of(["2bi"], WITHHOLD, body=Body.HOUSE_OF_PARLIAMENT) is Test.ABSOLUTE
    held_by_a_house = one.records(["2bi"], WITHHOLD, body=Body.HOUSE_OF_PARLIAMENT)
    assert held_by_a_house == {Record.QUALIFIED_PERSON}


PIT = Record.PUBLIC_INTEREST


@pytest.mark.parametrize(
    ("key", "limbs", "effect", "expected"),
    [
        ("s12", ["1"], WITHHOLD, {Record.COST_ESTIMATE}),
        ("s12", ["2"], NCND, {Record.COST_ESTIMATE}),
        ("s14", ["1"], WITHHOLD, {Record.VEXATIOUS}),
        ("s14", ["2"], WITHHOLD, {Record.EARLIER_REQUEST}),
        ("s21", ["1"], WITHHOLD, {Record.WHERE_AVAILABLE}),
        ("s22", ["1a", "1b", "1c"], WITHHOLD, {Record.PUBLICATION_PLAN, PIT}),
        ("s22A", ["1a", "1bi"], WITHHOLD, {Record.PREJUDICE, PIT}),
        ("s23", ["1"], WITHHOLD, set()),
        ("s30", ["1b"], WITHHOLD, {PIT}),
        ("s31", ["1a"], WITHHOLD, {Record.PREJUDICE, PIT}),
        ("s31", ["3"], NCND, {Record.PREJUDICE, PIT}),
        ("s36", ["2bi"], WITHHOLD, {Record.QUALIFIED_PERSON, PIT}),
        ("s36", ["3"], NCND, {Record.QUALIFIED_PERSON, PIT}),
        ("s37", ["1a"], WITHHOLD, set()),
        ("s40", ["1"], WITHHOLD, set()),
        ("s40", ["2", "3Aa"], WITHHOLD, {Record.DATA_PROTECTION}),
        ("s40", ["2", "4Aa"], WITHHOLD, {PIT}),
        ("s40", ["5Bai"], NCND, {Record.DATA_PROTECTION}),
        ("s41", ["1a", "1b"], WITHHOLD, {Record.CONFIDENCE}),
        ("s43", ["1"], WITHHOLD, {PIT}),
        ("s43", ["2"], WITHHOLD, {Record.PREJUDICE, PIT}),
        ("s44", ["1a"], WITHHOLD, {Record.ENACTMENT}),
        ("s44", ["1c"], WITHHOLD, set()),
        ("reg12-4", ["4a"], WITHHOLD, set()),
        ("reg12-4", ["4b"], WITHHOLD, {PIT}),
        ("reg12-5", ["5e"], WITHHOLD, {Record.PREJUDICE, PIT, Record.EMISSIONS}),
        ("reg12-5", ["5c"], WITHHOLD, {Record.PREJUDICE, PIT}),
        ("reg13", ["1", "2Aa"], WITHHOLD, {Record.DATA_PROTECTION}),
    ],
)
def test_a_decision_needs_the_records_that_the_commissioner_asks_for(key, limbs, effect, expected):
    assert provision(key).records(limbs, effect) == expected


def test_an_estimate_may_support_a_manifestly_unreasonable_request():
    assert provision("reg12-4").optional_records(["4b"]) == {Record.COST_ESTIMATE, Record.VEXATIOUS}
    assert provision("reg12-4").optional_records(["4e"]) == frozenset()


@pytest.mark.parametrize(
    ("key", "limbs", "columns"),
    [
        ("s12", ["1"], ()),
        ("s14", ["1"], ()),
        ("s31", ["1a", "1b"], ("s31",)),
        ("s22A", ["1a", "1bi"], ("s22A",)),
        ("reg12-4", ["4b", "4e"], ("4(b)", "4(e)")),
        ("reg12-5", ["5a", "6"], ("5(a)",)),
        ("reg12-3", ["3"], ("3(a)",)),
        ("reg13", ["1", "2Aa"], ("3(a)",)),
    ],
)
def test_a_decision_is_counted_in_the_columns_of_the_return(key, limbs, columns):
    assert provision(key).counted_as(limbs) == columns


@pytest.mark.parametrize(
    ("key", "limb", "harm"),
    [
        ("s31", "1a", "prejudice"),
        ("s36", "2bi", "inhibit"),
        ("s38", "1a", "endanger"),
        ("reg12-5", "5a", "adversely affect"),
    ],
)
def test_a_limb_names_its_harm_with_its_own_verb(key, limb, harm):
    assert provision(key).limb(limb).harm == harm


def test_the_purposes_of_section_31_are_the_ten_of_subsection_2():
    one = provision("s31")
    assert [limb.printed for limb in one.purposes] == [f"(2)({letter})" for letter in "abcdefghij"]
    assert [limb.key for limb in one.limbs if limb.needs_purpose] == ["1g", "1h", "1i"]


@pytest.mark.parametrize(
    ("key", "limb", "on", "expected"),
    [
        ("s40", "3Aa", date(2018, 5, 24), False),
        ("s40", "3Aa", date(2018, 5, 25), True),
        ("s40", "3a", date(2018, 5, 24), True),
        ("s40", "3a", date(2018, 5, 25), False),
        ("s22A", "1a", date(2014, 9, 30), False),
        ("s31", "1a", date(2005, 1, 1), True),
        ("s31", "1a", date(2004, 12, 31), False),
    ],
)
def test_a_limb_is_in_force_from_its_first_day_to_the_day_before_its_repeal(key, limb, on, expected):
    assert provision(key).limb(limb).in_force_on(on) is expected


def test_an_unknown_limb_is_named_with_its_section():
    with pytest.raises(KeyError, match="Section 31 has no limb 'z'"):
        provision("s31").limb("z")


def test_an_unknown_provision_suggests_the_nearest():
    with pytest.raises(UnknownProvision, match=r"There is no provision 's311'\. Did you mean 's31'\?"):
        provision("s311")
    with pytest.raises(UnknownProvision) as caught:
        provision("zzzzzz")
    assert str(caught.value) == "There is no provision 'zzzzzz'."


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("31", "s31"),
        ("s31", "s31"),
        ("Section 31", "s31"),
        ("31(1)(a)", "s31"),
        ("22a", "s22A"),
        ("law", "s31"),
        ("personal data", "reg12-3"),
        ("commercial", "s43"),
        ("cost", "s12"),
        ("trade secret", "s43"),
        ("free and frank", "s36"),
        ("offenders", "s31"),
        ("12(5)(e)", "reg12-5"),
        ("regulation 13", "reg13"),
    ],
)
def test_an_officer_finds_a_provision_by_number_or_words(words, first):
    assert find(words)[0].key == first


@pytest.mark.parametrize("words", ["", "  ", "section", "zebra", "31(9)", "law zebra", "99"])
def test_words_that_fit_nothing_find_nothing(words):
    assert find(words) == []


def test_personal_data_finds_both_regimes():
    assert {one.key for one in find("personal data")} == {"s40", "reg12-3", "reg13"}

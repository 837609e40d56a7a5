"""Is everything that is wrong with a citation found, and nothing that is right?"""

from datetime import date

import pytest

from exemptions.statute import Body, Citation, Effect, Problem, Severity, problems, provision

WITHHOLD, NCND = Effect.WITHHOLD, Effect.NCND
ON = date(2026, 3, 2)


def found(key: str, limbs: str, effect: Effect = WITHHOLD, on: date = ON, **around) -> list[Problem]:
    return problems(Citation(key, tuple(limbs.split()), effect), on, **around)


def codes(key: str, limbs: str, effect: Effect = WITHHOLD, on: date = ON, **around) -> list[str]:
    return [problem.code for problem in found(key, limbs, effect, on, **around)]


@pytest.mark.parametrize(
    ("key", "limbs", "effect"),
    [
        ("s31", "1a 1b", WITHHOLD),
        ("s31", "1g 2b", WITHHOLD),
        ("s31", "1a 1h 2c", WITHHOLD),
        ("s31", "3", NCND),
        ("s31", "1a 3", NCND),
        ("s30", "1ai", WITHHOLD),
        ("s30", "2ai 2b", WITHHOLD),
        ("s40", "1", WITHHOLD),
        ("s40", "2 3Aa", WITHHOLD),
        ("s40", "5Bai", NCND),
        ("s22", "1a 1b 1c", WITHHOLD),
        ("s22A", "1a 1bii", WITHHOLD),
        ("s33", "1b 2", WITHHOLD),
        ("s41", "1a 1b", WITHHOLD),
        ("s12", "1", WITHHOLD),
        ("s12", "2", NCND),
        ("s14", "1", WITHHOLD),
        ("s21", "1 2a", WITHHOLD),
        ("reg12-5", "5a 6", NCND),
        ("reg13", "1 2Aa", WITHHOLD),
    ],
)
def test_a_citation_that_is_right_has_no_problems(key, limbs, effect):
    assert found(key, limbs, effect) == []


@pytest.mark.parametrize(
    ("key", "limbs", "effect", "code", "where"),
    [
        ("s31", "", WITHHOLD, "limb-missing", "FOIA s17(1)(b)"),
        ("reg12-4", "", WITHHOLD, "limb-missing", "EIR reg 14(3)(a)"),
        ("s31", "1a", NCND, "limb-missing", "FOIA s17(1)(b)"),
        ("s31", "3", WITHHOLD, "wrong-effect", "FOIA s17(1)(b)"),
        ("s31", "1a 2b", WITHHOLD, "purpose-without-limb", "FOIA s31(2)"),
        ("s31", "1g", WITHHOLD, "limb-without-purpose", "FOIA s31(1)(g)"),
        ("s31", "1h", WITHHOLD, "limb-without-purpose", "FOIA s31(1)(h)"),
        ("s31", "1i", WITHHOLD, "limb-without-purpose", "FOIA s31(1)(i)"),
        ("s40", "2", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s40", "3Aa", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s30", "2ai", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s30", "2b", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s41", "1a", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s33", "1a", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("s21", "2a", WITHHOLD, "condition-missing", "FOIA s17(1)(b)"),
        ("reg13", "1", WITHHOLD, "condition-missing", "EIR reg 14(3)(a)"),
    ],
)
def test_a_citation_that_is_wrong_is_found_with_what_it_breaches(key, limbs, effect, code, where):
    (problem,) = found(key, limbs, effect)
    assert (problem.code, problem.severity, problem.provision) == (code, Severity.DEFECT, where)
    assert problem.message.endswith(f"({where}).")


def test_section_22_asks_for_each_of_its_three_paragraphs():
    assert codes("s22", "1a") == ["condition-missing", "condition-missing"]


def test_a_missing_condition_is_named_by_the_limbs_that_are_in_force():
    (problem,) = found("s40", "2")
    assert "(3A)(a) or (3A)(b) or (3B) or (4A)(a) or (4A)(b)" in problem.message
    assert "(3)(a)" not in problem.message


def test_the_purpose_of_the_published_letter_is_found():
    (problem,) = found("s31", "1a 1b 2b")
    assert problem.message == (
        "The purpose (2)(b) is cited without the limb that brings it in: add (1)(g), (h) or (i), or take the "
        "purpose out (FOIA s31(2))."
    )


@pytest.mark.parametrize("limb", ["3", "3a", "3ai", "3b", "4"])
def test_old_conditions_of_section_40_are_right_until_24_may_2018_and_repealed_since(limb):
    assert codes("s40", f"2 {limb}", on=date(2018, 5, 24)) == []
    (problem,) = found("s40", f"2 {limb}", on=date(2018, 5, 25))
    assert (problem.code, problem.severity) == ("repealed-limb", Severity.DEFECT)
    assert "was repealed on Friday 25 May 2018" in problem.message


@pytest.mark.parametrize("limb", ["5a", "5bi", "5bii"])
def test_old_denials_of_section_40_are_repealed(limb):
    assert codes("s40", limb, NCND, date(2018, 5, 24)) == []
    assert codes("s40", limb, NCND, date(2018, 5, 25)) == ["repealed-limb"]


def test_a_limb_is_not_cited_before_it_was_in_force():
    (first, second) = found("s22A", "1a 1bi", on=date(2014, 9, 30))
    assert first.code == second.code == "not-in-force"
    assert "Section 22A(1)(a) was not in force before Wednesday 1 October 2014" in first.message


def other(key: str, limbs: str, effect: Effect = WITHHOLD) -> list[Citation]:
    return [Citation(key, tuple(limbs.split()), effect)]


def test_sections_30_and_31_cannot_withhold_the_same_information():
    expected = ["s30-with-s31"]
    assert codes("s31", "1a", other=other("s30", "1ai")) == expected
    assert codes("s30", "1ai", other=other("s31", "1a")) == expected
    assert codes("s31", "1a", other=other("s30", "1ai") * 2) == expected


def test_sections_30_and_31_may_both_excuse_confirming():
    assert codes("s31", "3", NCND, other=other("s30", "3", NCND)) == []
    assert codes("s31", "3", NCND, other=other("s30", "1ai")) == []
    assert codes("s31", "1a", other=other("s30", "3", NCND)) == []


def test_other_sections_may_stand_together():
    assert codes("s31", "1a", other=other("s40", "2 3Aa")) == []


def test_sections_35_and_36_exclude_each_other():
    around = {"other": other("s35", "1a"), "body": Body.GOVERNMENT_DEPARTMENT}
    assert codes("s36", "2bi", **around) == ["s35-with-s36"]


def test_sections_23_and_24_together_are_a_warning_since_they_may_be_alternatives():
    (problem,) = found("s24", "1", other=other("s23", "1"))
    assert (problem.code, problem.severity) == ("s23-with-s24", Severity.WARNING)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (Body.GOVERNMENT_DEPARTMENT, []),
        (Body.WELSH_GOVERNMENT, []),
        (Body.OTHER, [Severity.DEFECT]),
        (Body.HOUSE_OF_PARLIAMENT, [Severity.DEFECT]),
        (None, [Severity.WARNING]),
    ],
)
def test_section_35_is_for_government_alone(body, expected):
    assert [problem.severity for problem in found("s35", "1a", body=body)] == expected


def test_whatever_excludes_another_has_words_for_it():
    for key in ("s23", "s24", "s30", "s31", "s35", "s36"):
        for excluded in provision(key).excluded_with:
            citation = Citation(excluded, (provision(excluded).withhold_limbs[0].key,))
            first = provision(key).withhold_limbs[0].key
            assert f"{min(key, excluded)}-with-{max(key, excluded)}" in codes(key, first, other=[citation])

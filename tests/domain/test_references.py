"""Do references keep to the authority's pattern, and does no pattern let two cases share one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.references import LONGEST_REFERENCE, BadPattern, ReferencePattern

POLICE = ReferencePattern("01.FOI.{yy}.{number:06d}")
PATTERNS = [
    "01.FOI.{yy}.{number:06d}",
    "{regime}-{yyyy}-{number}",
    "{regime}-{number:04}",
    "REQ {number:03d}",
    "{number:06d}",
]


def test_a_reference_is_written_by_its_pattern():
    assert POLICE.format(2026, 123) == "01.FOI.26.000123"
    assert POLICE.format(2026, 1_234_567) == "01.FOI.26.1234567"
    assert ReferencePattern("{regime}-{yyyy}-{number}").format(2026, 7, "eir") == "EIR-2026-7"
    assert POLICE.format(2105, 1) == "01.FOI.05.000001"


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("01.FOI.26.000123", True),
        (" 01.foi.26.000123\n", True),
        ("01.FOI.26.1234567", True),
        ("01.FOI.26.00012", False),
        ("01xFOIx26x000123", False),
        ("01.FOI.2026.000123", False),
        ("01.FOI.26.000123 urgent", False),
        ("", False),
    ],
)
def test_a_reference_is_recognised(text, matches):
    assert POLICE.matches(text) is matches
    assert (POLICE.number_in(text) is not None) is matches


@pytest.mark.parametrize("pattern", PATTERNS)
@given(
    year=st.integers(2005, 2099),
    number=st.integers(1, 10_000_000),
    regime=st.sampled_from(["FOI", "FOIA", "EIR"]),
)
def test_every_reference_matches_its_pattern_and_gives_its_number_back(pattern, year, number, regime):
    references = ReferencePattern(pattern)
    text = references.format(year, number, regime)
    assert references.matches(text)
    assert references.number_in(text) == number


@pytest.mark.parametrize("pattern", PATTERNS)
@given(
    st.lists(
        st.tuples(st.integers(2005, 2099), st.integers(1, 100_000), st.sampled_from(["FOI", "EIR"])),
        min_size=2,
        max_size=20,
    )
)
def test_two_cases_share_a_reference_only_with_one_counter_and_one_number(pattern, cases):
    references = ReferencePattern(pattern)
    keys = {(references.counter_key(year, regime), number) for year, number, regime in cases}
    assert len({references.format(*case) for case in cases}) == len(keys)


@pytest.mark.parametrize(
    ("pattern", "by_year", "key"),
    [
        ("01.FOI.{yy}.{number:06d}", True, "2026"),
        ("{regime}-{yyyy}-{number}", True, "2026/EIR"),
        ("{regime}-{number}", False, "EIR"),
        ("{number:06d}", False, "all"),
    ],
)
def test_the_counter_has_the_scope_that_the_reference_prints(pattern, by_year, key):
    references = ReferencePattern(pattern)
    assert references.counts_by_year is by_year
    assert references.counter_key(2026, "eir") == key


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("", "needs one running number"),
        ("FOI-{yy}", "needs one running number"),
        ("{number}-{number}", "needs one running number"),
        ("{yy}-{number}-{yy}", "may stand in the pattern once"),
        ("{colour}-{number}", "{colour} is not a field"),
        ("{}-{number}", "{} is not a field"),
        ("{number.__class__}", "is not a field"),
        ("{yy:04d}-{number}", "{yy:04d} cannot be written"),
        ("REQ {number:3d}", "{number:3d} cannot be written"),
        ("{number:x}", "{number:x} cannot be written"),
        ("{number:>9}", "cannot be written"),
        ("{number:}", "cannot be written"),
        ("FOI#{number}", "only letters, digits"),
        ("FOI{number}}", "only letters, digits"),
        ("FOI\n{number}", "only letters, digits"),
        ("A" * LONGEST_REFERENCE + "{number}", "longer than 40"),
        ("{yy}{number}", "stands next to the number"),
        ("1{number}", "stands next to the number"),
        ("{number}{yyyy}", "stands next to the number"),
        ("{number:06d}2", "stands next to the number"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_with_the_reason(pattern, problem):
    with pytest.raises(BadPattern, match=problem.replace("{", r"\{").replace("}", r"\}")):
        ReferencePattern(pattern)


def test_case_numbers_start_at_one():
    with pytest.raises(ValueError, match="start at 1"):
        POLICE.format(2026, 0)

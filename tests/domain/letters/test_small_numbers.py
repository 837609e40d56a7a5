"""A suppressed number stays suppressed only if no sum in the letter gives it back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from requests_app.domain.casefile import Answer, AnswerKind, Table
from requests_app.letters.checks import check_letter
from requests_app.letters.checks.small_numbers import revealed_cells
from requests_app.letters.content import compose
from tests.domain.letters.situations import ON, SOCIAL_MEDIA_FIGURE, asked, case_of, table_case


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = ("District", "2023", "2024", "Total")) -> Table:
    return Table(caption="Complaints", columns=columns, rows=rows)


def codes(case) -> set[str]:
    return {finding.code for finding in check_letter(compose(case), on=ON)}


@pytest.mark.parametrize(
    "mark", ["<5", "< 5", "*", "fewer than five", "Less than 5", "[c]", "withheld", "≤4", "under 5"]
)
def test_one_suppressed_number_in_a_row_with_a_total_is_given_away(mark):
    assert revealed_cells(table(("East", "14", mark, "16")), 5) == ["East, 2024"]


def test_one_suppressed_number_in_a_column_with_a_total_is_given_away():
    by_year = table(("East", "<5"), ("West", "30"), ("Total", "33"), columns=("District", "2024"))
    assert revealed_cells(by_year, 5) == ["East, 2024"]


def test_two_suppressed_numbers_in_every_line_protect_each_other():
    safe = table(
        ("East", "<5", "<5", "6"),
        ("West", "<5", "<5", "5"),
        ("North", "9", "8", "17"),
        ("Total", "13", "15", "28"),
    )
    assert revealed_cells(safe, 5) == []


def test_a_second_number_is_given_away_once_the_first_is():
    chain = table(("East", "<5", "<5", "6"), ("West", "<5", "20", "23"), ("Total", "5", "24", "29"))
    assert revealed_cells(chain, 5) == ["East, 2023", "East, 2024", "West, 2023"]


def test_several_are_given_away_if_the_rest_leaves_them_one_value():
    assert revealed_cells(table(("East", "<5", "<5", "8")), 5) == ["East, 2023", "East, 2024"]
    assert revealed_cells(table(("East", "<5", "<5", "0")), 5) == ["East, 2023", "East, 2024"]
    assert revealed_cells(table(("East", "<5", "<5", "7")), 5) == []


def test_a_suppressed_total_is_worked_out_of_its_parts_and_used():
    both = table(("East", "2", "3", "*"), ("West", "*", "9", "11"), ("Total", "4", "12", "16"))
    assert revealed_cells(both, 5) == ["East, Total", "West, 2023"]


def test_a_table_without_totals_gives_nothing_away():
    assert revealed_cells(table(("East", "14", "<5"), columns=("District", "2023", "2024")), 5) == []


def test_a_table_without_suppression_is_not_searched():
    assert revealed_cells(table(("East", "14", "n/a", "16")), 5) == []


def test_a_row_that_does_not_fit_is_left_alone():
    assert revealed_cells(table(("East", "<5", "16")), 5) == []
    assert revealed_cells(Table(caption="", columns=("a", "Total"), rows=((), ("b", "<5"))), 5) == []


def test_a_total_that_another_answer_gives_serves_as_well():
    by_year = Table(caption="x", columns=("District", "2024"), rows=(("East", "<5"), ("West", "18")))
    case = case_of(
        asked(1, "How many?", replace(SOCIAL_MEDIA_FIGURE, figure=Decimal(21))),
        asked(2, "Where?", Answer(kind=AnswerKind.TABLE, table=by_year)),
    )
    assert "suppressed-cell-revealed" in codes(case)
    far = replace(case, questions=(replace(case.questions[0], answers=()), case.questions[1]))
    assert "suppressed-cell-revealed" not in codes(far)


def test_the_warning_names_the_cell_and_says_what_to_do():
    letter = compose(table_case(("East", "14", "<5", "16")))
    finding = next(each for each in check_letter(letter, on=ON) if each.code == "suppressed-cell-revealed")
    assert not finding.is_defect
    assert finding.where == "question:1:answer"
    assert "East, 2024. Suppress a second number in the same row or column" in finding.message


@pytest.mark.parametrize(
    ("cell", "is_found"), [("3", True), ("0", False), ("5", False), ("3.5", False), ("x3", False)]
)
def test_a_number_under_the_threshold_is_a_prompt(cell, is_found):
    assert ("small-number-disclosed" in codes(table_case(("East", "14", cell, "30")))) is is_found


def test_the_threshold_is_the_authoritys_own():
    case = table_case(("East", "14", "7", "21"))
    assert "small-number-disclosed" not in codes(case)
    strict = replace(case, authority=replace(case.authority, small_number_threshold=10))
    assert "small-number-disclosed" in codes(strict)

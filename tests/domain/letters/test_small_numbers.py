"""A suppressed number stays suppressed only if no sum in the letter gives it back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import Answer, AnswerKind, SmallNumberMethod, SmallNumbers, Table
from requests_app.letters.checks import check_letter
from requests_app.letters.checks.small_numbers import narrowed_cells, revealed_cells
from requests_app.letters.content import IssueStamp, compose
from requests_app.letters.view import GridView, letter_view
from tests.domain.letters.situations import ON, SOCIAL_MEDIA_FIGURE, asked, case_of, table_case


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = ("District", "2023", "2024", "Total")) -> Table:
    return Table(caption="Complaints", columns=columns, rows=rows)


def personal_data(number: int) -> Decision:
    return Decision(
        key="d1", provision="s40", limbs=("2", "3Aa"), questions=(number,), covers="small numbers"
    )


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


def test_a_number_that_can_be_told_nearly_is_another_warning():
    near = table(("East", "<5", "<5", "7"))
    assert narrowed_cells(near, 5) == ["East, 2023 (3 or 4)", "East, 2024 (3 or 4)"]
    letter = compose(table_case(("East", "<5", "<5", "7")))
    finding = next(each for each in check_letter(letter, on=ON) if each.code == "suppressed-cell-narrowed")
    assert "East, 2023 (3 or 4)" in finding.message


def test_a_threshold_of_nought_asks_for_nothing():
    case = table_case(("East", "2", "<5", "3"))
    off = replace(case, authority=replace(case.authority, small_number_threshold=0))
    asked_for = {"small-number-disclosed", "suppressed-cell-revealed", "suppressed-without-decision"}
    assert asked_for <= codes(case)
    assert not asked_for & codes(off)


def test_a_total_in_another_table_of_the_letter_serves_as_well():
    parts = Table(caption="x", columns=("District", "2024"), rows=(("East", "<5"), ("West", "18")))
    whole = Table(caption="y", columns=("Kind", "2024"), rows=(("Fire", "9"), ("Total", "21")))
    case = case_of(
        asked(1, "Where?", Answer(kind=AnswerKind.TABLE, table=parts)),
        asked(2, "Of which kind?", Answer(kind=AnswerKind.TABLE, table=whole)),
    )
    assert "suppressed-cell-revealed" in codes(case)


def test_what_a_table_withholds_needs_a_decision():
    case = table_case(("East", "14", "<5", "30"))
    assert "suppressed-without-decision" in codes(case)
    assert "suppressed-without-decision" not in codes(replace(case, decisions=(personal_data(1),)))
    assert "suppressed-without-decision" in codes(replace(case, decisions=(personal_data(2),)))
    assert "suppressed-without-decision" not in codes(table_case(("East", "14", "9", "30")))


def test_a_mark_that_does_not_speak_of_size_may_stand_under_any_exemption():
    case = table_case(("East", "14", "[c]", "30"))
    assert "suppressed-without-decision" in codes(case)
    enforcement = replace(personal_data(1), provision="s31", limbs=("1a",))
    assert "suppressed-without-decision" not in codes(replace(case, decisions=(enforcement,)))
    small = table_case(("East", "14", "<5", "30"))
    assert "suppressed-without-decision" in codes(replace(small, decisions=(enforcement,)))


def chosen(case, method: SmallNumberMethod, reason: str = ""):
    """The case with a choice for the small numbers of its one table."""
    choice = SmallNumbers(
        method=method, threshold=5, reason=reason, original=case.questions[0].answers[0].table
    )
    answer = replace(case.questions[0].answers[0], small_numbers=choice)
    return replace(case, questions=(replace(case.questions[0], answers=(answer,)),))


def test_a_recorded_reason_answers_the_prompt():
    case = table_case(("East", "14", "3", "17"))
    assert "small-number-disclosed" in codes(case)
    left = chosen(case, SmallNumberMethod.LEAVE, "Published in our annual report.")
    assert not {"small-number-disclosed", "suppressed-without-decision"} & codes(left)
    rounded = chosen(case, SmallNumberMethod.ROUND_TO_5)
    assert "suppressed-without-decision" in codes(rounded)


def test_the_original_figures_are_in_no_letter():
    content = compose(chosen(table_case(("East", "14", "fewer than five", "17")), SmallNumberMethod.SUPPRESS))
    assert content.questions[0].answers[0].small_numbers.original is None
    assert content.questions[0].answers[0].small_numbers.method is SmallNumberMethod.SUPPRESS


def test_a_long_list_of_cells_is_cut_short():
    rows = tuple((f"Street {at}", "<5", "9", "12") for at in range(12))
    finding = next(
        each
        for each in check_letter(compose(table_case(*rows)), on=ON)
        if each.code == "suppressed-cell-revealed"
    )
    assert "Street 9, 2023 and 2 more" in finding.message


def test_a_mark_stands_where_its_number_would():
    content = compose(
        table_case(("East", "withheld", "withheld", "n/a"), ("West", "fewer than five", "14", "n/a"))
    )
    drawn = letter_view(content, IssueStamp(issued_on=ON))
    grid = next(
        block for section in drawn.sections for block in section.blocks if isinstance(block, GridView)
    )
    assert [cell.is_number for cell in grid.rows[0]] == [False, False, True, False]

"""Is a pasted table read as it was meant, and is what cannot be read said by row?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    TableProblem,
    parse_table,
    table_text,
)


def problem(text: str) -> str:
    with pytest.raises(TableProblem) as caught:
        parse_table(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Month\tVehicles\nMay\t3\nJune\t11\n",
        "Month,Vehicles\r\nMay,3\r\nJune,11",
        "Month;Vehicles\rMay;3\rJune;11",
        '\ufeff"Month","Vehicles"\n"May","3"\n\n"June","11"\n,\n',
        "\n\n  Month \t Vehicles  \n May\t3\nJune\t11",
    ],
)
def test_tabs_commas_and_semicolons_are_read_alike(text) -> None:
    grid = parse_table(text)
    assert grid.columns == ("Month", "Vehicles")
    assert grid.rows == (("May", "3"), ("June", "11"))


def test_quoted_cells_hold_separators_line_ends_and_quotation_marks() -> None:
    grid = parse_table('Where,What\n"Harbour Road, north","a ""tow""\nand a fee"\n')
    assert grid.rows == (("Harbour Road, north", 'a "tow" and a fee'),)


def test_a_comma_in_a_cell_of_a_pasted_spreadsheet_is_no_separator() -> None:
    assert parse_table("Where\tCost\nHarbour Road, north\t1,234\n").rows == (
        ("Harbour Road, north", "1,234"),
    )


def test_a_quotation_mark_inside_words_is_just_one() -> None:
    assert parse_table('Item\tCount\nPipe 5" wide\t2\n').rows == (('Pipe 5" wide', "2"),)


def test_one_column_is_a_table() -> None:
    assert parse_table("Street\nHarbour Road\n").rows == (("Harbour Road",),)


def test_an_empty_cell_stays_empty() -> None:
    assert parse_table("A\tB\tC\n1\t\t3\n").rows == (("1", "", "3"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The table is empty"),
        (" \n\t\n", "The table is empty"),
        ("Month\tVehicles\n", "headings but no rows"),
        ("Month\t\nMay\t3\n", "Column 2 has no heading"),
        ("A\tB\tC\n1\t2\t3\n1\t2\n", "Row 3 has 2 cells, but there are 3 headings"),
        ("A,B\n1,2\n\n1\n", "Row 4 has 1 cell, but there are 2 headings"),
        ("A,B\n1,2,3\n", "Row 2 has 3 cells"),
        ('A,B\n1,"2\n', "Row 2 has a quotation mark"),
        ('A,B\n1,2\n"1"x,2\n', "Row 3 has a quotation mark"),
        ("\t".join("A" * (MOST_COLUMNS + 1)) + "\n1\n", f"at most {MOST_COLUMNS} fit"),
        ("A\n" + "1\n" * (MOST_ROWS + 1), "at most 5,000 are printed"),
        ("A\n" + "x" * (LONGEST_CELL + 1), "Row 2, “A”: this cell is too long"),
    ],
)
def test_what_cannot_be_a_table_is_said_with_the_row(text, words) -> None:
    assert words in problem(text)


CELLS = st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2)
    )
)
def test_a_table_written_out_is_read_back_as_it_was(table) -> None:
    columns, *rows = table
    grid = parse_table(table_text(columns, rows))
    assert [list(grid.columns), *map(list, grid.rows)] == table


def test_one_column_with_a_semicolon_in_it_stays_one_column() -> None:
    grid = parse_table(table_text(["Street; number"], [["Quay Street; 4"], ["Mill Lane"]]))
    assert grid.columns == ("Street; number",)
    assert grid.rows == (("Quay Street; 4",), ("Mill Lane",))


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_a_sentence(text) -> None:
    try:
        grid = parse_table(text)
    except TableProblem as error:
        assert str(error).endswith(".")  # noqa: PT017 - either is right, and which one depends on the text
    else:
        assert all(len(row) == len(grid.columns) for row in grid.rows)

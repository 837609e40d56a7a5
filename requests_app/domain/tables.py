"""How does a table that was pasted from a spreadsheet, or read from a CSV file, become headings and rows?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 50
LONGEST_CELL: Final = 5_000
SEPARATORS: Final = ("\t", ",", ";")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table as typed: headings, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class TableProblem(ValueError):
    """A sentence that names the row, counted from 1 with the headings as row 1."""


def parse_table(text: str) -> Grid:
    """Read tab-, comma- or semicolon-separated text whose first row is the headings. Cells may be quoted.

    Every row must have as many cells as there are headings: a cell that slipped would publish a figure under
    the wrong heading, so nothing is filled up or cut off. Raises TableProblem.
    """
    numbered = list(_rows(text))
    if not numbered:
        raise TableProblem("The table is empty. Paste its headings and at least one row.")
    (_, columns), *body = numbered
    _check_headings(columns)
    if not body:
        raise TableProblem("The table has headings but no rows. Paste at least one row under them.")
    if len(body) > MOST_ROWS:
        raise TableProblem(
            f"The table has {len(body):,} rows; at most {MOST_ROWS:,} are printed. Attach it as a document."
        )
    for number, cells in body:
        _check_row(number, cells, columns)
    return Grid(columns=tuple(columns), rows=tuple(tuple(cells) for _, cells in body))


def table_text(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as text that `parse_table` reads back as it was."""
    out = io.StringIO()
    # One column has no tab to be known by: in quotation marks, a semicolon in it parts nothing.
    writer = csv.writer(out, csv.excel_tab, lineterminator="\n")
    if len(columns) == 1:
        writer = csv.writer(out, csv.excel_tab, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank with its number, cells trimmed."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            trimmed = [" ".join(cell.split()) for cell in cells]
            if any(trimmed):
                yield number, trimmed
    except csv.Error as error:
        raise TableProblem(
            f"Row {number + 1} has a quotation mark that is not closed, or text after the closing one. "
            "Put a cell that holds quotation marks in quotation marks, and double those inside it."
        ) from error


def _separator(text: str) -> str:
    """The one that the headings use: a spreadsheet pastes tabs, and a tab is never part of a cell's words."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(SEPARATORS, key=lambda mark: (first.count(mark) > 0 and mark == "\t", first.count(mark)))


def _check_headings(columns: list[str]) -> None:
    if len(columns) > MOST_COLUMNS:
        raise TableProblem(f"The table has {len(columns)} columns; at most {MOST_COLUMNS} fit on a page.")
    for number, heading in enumerate(columns, start=1):
        if not heading:
            raise TableProblem(
                f"Column {number} has no heading in row 1. Write one: it is read out with each cell."
            )


def _check_row(number: int, cells: list[str], columns: list[str]) -> None:
    if len(cells) != len(columns):
        raise TableProblem(
            f"Row {number} has {_counted(len(cells))}, but there are {len(columns)} headings. "
            "Give it a cell for each heading; leave a cell empty rather than out."
        )
    for heading, cell in zip(columns, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            raise TableProblem(f"Row {number}, “{heading}”: this cell is too long for a table. Shorten it.")


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"

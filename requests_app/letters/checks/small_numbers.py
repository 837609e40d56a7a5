"""Does a disclosed table give away a cell that was suppressed, or a count so small that it may name somebody?

A small number is not personal data by itself: what is found here is a prompt, never a refusal (s40(2)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from requests_app.domain.casefile import AnswerKind, Table
from requests_app.domain.text import join_words
from requests_app.letters.checks.finding import Finding, warning
from requests_app.letters.model import LetterContent

_TOTAL = re.compile(r"^\s*(?:grand\s+|sub)?-?totals?\b|^\s*(?:all|overall|sum)\s*$", re.IGNORECASE)
_SUPPRESSED = re.compile(
    r"^\s*(?:\*+|\[c\]|c|x|\.\.|withheld|suppressed|redacted"
    r"|(?:<|≤|fewer than|less than|under|up to)\s*\S+.*)\s*$",
    re.IGNORECASE,
)

_Cell: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class _Sum:
    """A row or column whose parts add up to its total."""

    parts: tuple[_Cell, ...]
    total: _Cell


def suppressed_cell_revealed(content: LetterContent, on: date) -> Iterator[Finding]:
    """A total next to its parts gives a single suppressed part away by subtraction."""
    figures = _figures(content)
    threshold = content.authority.small_number_threshold
    for question in content.questions:
        for answer in question.answers:
            if answer.table is None:
                continue
            revealed = revealed_cells(answer.table, threshold, figures)
            if revealed:
                yield warning(
                    "suppressed-cell-revealed",
                    "FOIA s40(2)" if content.regime == "foia" else "EIR reg 13",
                    f"A suppressed number can be worked out from the totals: {join_words(revealed)}. "
                    "Suppress a second number in the same row or column, or give the total alone",
                    f"question:{question.number}:answer",
                )


def small_number_disclosed(content: LetterContent, on: date) -> Iterator[Finding]:
    """A count under the authority's threshold: think whether somebody could be identified by it."""
    threshold = content.authority.small_number_threshold
    for question in content.questions:
        for answer in question.answers:
            small = answer.kind is AnswerKind.FIGURE and _is_small(answer.figure, threshold)
            if answer.table is not None:
                small = small or any(
                    _is_small(_number(cell), threshold) for row in answer.table.rows for cell in row[1:]
                )
            if small:
                yield warning(
                    "small-number-disclosed",
                    "FOIA s40(2)" if content.regime == "foia" else "EIR reg 13",
                    f"The answer to question {question.number} has a number under {threshold}: record why "
                    "nobody can be identified by it, or suppress it",
                    f"question:{question.number}:answer",
                )
                break


def revealed_cells(table: Table, threshold: int, figures: tuple[Decimal, ...] = ()) -> list[str]:
    """The suppressed cells that arithmetic gives back, each named by its row and column."""
    grid: dict[_Cell, Decimal | None] = {
        (at, column): _number(cell)
        for at, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if column > 0
    }
    hidden = {cell for cell in grid if grid[cell] is None and _SUPPRESSED.match(table.rows[cell[0]][cell[1]])}
    if not hidden:
        return []
    sums = _sums(table)
    while _solve_more(grid, hidden, sums, threshold):
        pass
    _solve_from_figures(grid, hidden, table, threshold, figures)
    return [
        f"{_row_name(table, at)}, {table.columns[column]}"
        for at, column in sorted(hidden)
        if grid[at, column] is not None
    ]


def _sums(table: Table) -> list[_Sum]:
    """Every row with a total column, every column with a total row. Uneven rows are left alone."""
    width = len(table.columns)
    even = [at for at, row in enumerate(table.rows) if len(row) == width]
    total_rows = [at for at in even if _TOTAL.match(table.rows[at][0])]
    total_columns = [at for at in range(1, width) if _TOTAL.match(table.columns[at])]
    sums: list[_Sum] = []
    if len(total_columns) == 1:
        parts = [column for column in range(1, width) if column not in total_columns]
        sums += [_Sum(tuple((at, each) for each in parts), (at, total_columns[0])) for at in even]
    if len(total_rows) == 1:
        rows = [at for at in even if at not in total_rows]
        sums += [
            _Sum(tuple((at, column) for at in rows), (total_rows[0], column)) for column in range(1, width)
        ]
    return sums


def _solve_more(
    grid: dict[_Cell, Decimal | None], hidden: set[_Cell], sums: list[_Sum], threshold: int
) -> bool:
    """One look at every sum, whatever it gives: starting anew after each find takes minutes for a long table."""
    has_found = False
    for each in sums:
        unknown = [cell for cell in each.parts if grid[cell] is None]
        known = sum((value for cell in each.parts if (value := grid[cell]) is not None), Decimal(0))
        total = grid[each.total]
        if total is None:
            if not unknown and each.parts:
                grid[each.total] = known
                has_found = True
            continue
        if unknown and all(cell in hidden for cell in unknown):
            share = _share(total - known, len(unknown), threshold)
            if share is not None:
                grid.update(dict.fromkeys(unknown, share))
                has_found = True
    return has_found


def _share(rest: Decimal, number: int, threshold: int) -> Decimal | None:
    """What each hidden part must be: one alone is the rest; several, if all are nought or at their limit."""
    if number == 1:
        return rest
    if rest == 0:
        return Decimal(0)
    limit = Decimal(threshold - 1)
    return limit if rest == number * limit else None


def _solve_from_figures(
    grid: dict[_Cell, Decimal | None],
    hidden: set[_Cell],
    table: Table,
    threshold: int,
    figures: tuple[Decimal, ...],
) -> None:
    """A total given elsewhere in the letter serves as well as one in the table."""
    if any(_TOTAL.match(row[0]) for row in table.rows if row):
        return
    for column in range(1, len(table.columns)):
        cells = [(at, column) for at in range(len(table.rows)) if (at, column) in grid]
        unknown = [cell for cell in cells if grid[cell] is None]
        known = sum((value for cell in cells if (value := grid[cell]) is not None), Decimal(0))
        if len(unknown) == 1 and unknown[0] in hidden:
            fits = [figure - known for figure in figures if 0 <= figure - known < threshold]
            if fits and len(cells) > 1:
                grid[unknown[0]] = fits[0]


def _figures(content: LetterContent) -> tuple[Decimal, ...]:
    return tuple(
        answer.figure
        for question in content.questions
        for answer in question.answers
        if answer.figure is not None
    )


def _number(cell: str) -> Decimal | None:
    text = cell.strip().replace(",", "")
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else None


def _is_small(figure: Decimal | None, threshold: int) -> bool:
    return figure is not None and figure == figure.to_integral_value() and 0 < figure < threshold


def _row_name(table: Table, at: int) -> str:
    return table.rows[at][0].strip() or f"row {at + 1}"

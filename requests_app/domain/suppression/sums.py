"""Which rows and columns of a table are the sums of others?

By their labels, and by arithmetic: a last row or column that is the sum of the others is a total whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from requests_app.domain.casefile import Table
from requests_app.domain.suppression.cells import (
    Cell,
    Counts,
    Lack,
    Sum,
    hidden_limits,
    is_hidden_mark,
    whole_number,
)

_TOTAL: Final = re.compile(
    r"^\s*(?:grand\s+|sub)?[-\s]*totals?\b|^\s*(?:all|overall|sum)\s*$|\b(?<!running )(?<!cumulative )totals?\s*$"
    r"|^\s*(?:is-?g|c)yfans(?:wm|ymiau)\b|^\s*(?:y\s+cyfan|i\s+gyd)\s*$",
    re.IGNORECASE,
)
_PLAIN_TOTAL: Final = re.compile(
    r"^\s*(?:grand\s+total|totals?|all|overall|sum|cyfanswm|y\s+cyfan|i\s+gyd)\s*$", re.IGNORECASE
)
_MEASURE: Final = re.compile(r"-?\s*[£€$]?\s*-?[0-9][0-9,]*(?:\.[0-9]+)?\s*%?")
_NOT_COUNTED: Final = re.compile(
    r"%|£|\bper ?cent|\brates?\b|\baverage\b|\bmean\b|\bmedian\b|\bcosts?\b"
    r"|\by cant\b|\bcanran|\bcyfradd|\bcyfartaledd|\bcanolrif|\bcost(?:au)?\b"
    r"|^\s*(?:blwyddyn|mis|wythnos|dyddiad|oed(?:ran)?)\s*$"
    r"|^\s*(?:financial |calendar )?(?:year|month|week|date|age|id)\s*$",
    re.IGNORECASE,
)


class _Line(NamedTuple):
    """One sum with its parts, as cells."""

    key: Sum
    parts: tuple[Cell, ...]
    total: Cell


def read_counts(table: Table, threshold: int) -> Counts:
    """The counts of a table and its sums, as far as they can be told."""
    columns, left_alone = _count_columns(table)
    even = _even_rows(table)
    cells = {(at, column): table.rows[at][column] for at in even for column in columns}
    numbers = {cell: number for cell, text in cells.items() if (number := whole_number(text)) is not None}
    hidden = {
        cell: hidden_limits(text, threshold)
        for cell, text in cells.items()
        if cell not in numbers and is_hidden_mark(text)
    }
    words = frozenset(cells.keys() - numbers.keys() - hidden.keys())
    counts = Counts(
        table=table,
        numbers=numbers,
        hidden=hidden,
        words=words,
        columns=tuple(columns),
        left_alone=tuple(left_alone),
    )
    return _add_columns(_add_rows(counts, even), even)


def is_total_label(text: str) -> bool:
    return bool(_TOTAL.search(text))


def _even_rows(table: Table) -> list[int]:
    """Rows that fit the headings; a cell that slipped stands under no heading, so the others are left alone."""
    return [at for at, row in enumerate(table.rows) if row and len(row) == len(table.columns)]


def _count_columns(table: Table) -> tuple[list[int], list[str]]:
    """The columns of counts, and a sentence for each column of numbers that are none."""
    counts, left_alone = [], []
    even = _even_rows(table)
    for column in range(1, len(table.columns)):
        heading = table.columns[column]
        cells = [table.rows[at][column] for at in even]
        has_numbers = any(whole_number(cell) is not None or is_hidden_mark(cell) for cell in cells)
        is_measure = any(whole_number(cell) is None and _MEASURE.fullmatch(cell.strip()) for cell in cells)
        if is_measure or (has_numbers and _NOT_COUNTED.search(heading)):
            left_alone.append(
                f"“{heading}” was left alone, because it does not hold counts. If it holds shares or rates of "
                "counts in this table, a withheld number can be worked out from them: withhold them too."
            )
        elif has_numbers:
            counts.append(column)
    if len(even) != len(table.rows):
        left_alone.append("Rows with more or fewer cells than there are headings were left alone.")
    return counts, left_alone


def _add_rows(counts: Counts, even: list[int]) -> Counts:
    labels = {at: counts.table.rows[at][0] for at in even}
    parents = _parents(labels) or _unnamed_total(
        even, [[counts.numbers.get((at, column)) for at in even] for column in counts.columns]
    )
    lines = (
        _Line(Sum(total=total, across=column), tuple((at, column) for at in parts), (total, column))
        for total, parts in _by_parent(parents)
        for column in counts.columns
    )
    broken, is_sum = _broken(counts, lines)
    if not is_sum:
        names = sorted({labels[at].strip() for at in parents.values()})
        return replace(counts, left_alone=(*counts.left_alone, *map(_no_sum, names)))
    lack = Lack.DOES_NOT_ADD_UP if broken else counts.lack
    return replace(counts, row_parents=parents, broken_rows=broken, lack=lack)


def _add_columns(counts: Counts, even: list[int]) -> Counts:
    labels = {column: counts.table.columns[column] for column in counts.columns}
    parents = _parents(labels) or _unnamed_total(
        list(counts.columns),
        [[counts.numbers.get((at, column)) for column in counts.columns] for at in even],
    )
    lines = (
        _Line(Sum(total=total, across=at), tuple((at, column) for column in parts), (at, total))
        for total, parts in _by_parent(parents)
        for at in even
    )
    broken, is_sum = _broken(counts, lines)
    if not is_sum:
        names = sorted({labels[column].strip() for column in parents.values()})
        return replace(counts, left_alone=(*counts.left_alone, *map(_no_sum, names)))
    lack = Lack.DOES_NOT_ADD_UP if broken else counts.lack
    if lack is None and len(set(parents.values())) > 1 and len(set(counts.row_parents.values())) > 1:
        lack = Lack.BOTH_WAYS
    return replace(counts, column_parents=parents, broken_columns=broken, lack=lack)


def _no_sum(name: str) -> str:
    return f"“{name}” is not the sum of the others, and was not treated as a total."


def _parents(labels: Mapping[int, str]) -> dict[int, int]:
    """Each line's total, from the labels. A sub-total sums the lines between it and the one before (or after) it."""
    totals = [at for at, label in labels.items() if is_total_label(label)]
    if not totals or len(totals) == len(labels):
        return {}
    plain = [at for at in totals if _PLAIN_TOTAL.match(labels[at])]
    whole = plain[-1] if plain else totals[-1]
    subs = [at for at in totals if at != whole]
    parents = dict.fromkeys((at for at in labels if at != whole), whole)
    for order in (list(labels), list(labels)[::-1]):
        parts = _parts(order, set(subs), whole)
        if all(parts[at] for at in subs):
            return parents | {part: at for at in subs for part in parts[at]}
    return {}


def _parts(order: list[int], subs: set[int], whole: int) -> dict[int, list[int]]:
    """The lines since the last sub-total, going in this order."""
    found: dict[int, list[int]] = {}
    since: list[int] = []
    for at in order:
        if at in subs:
            found[at], since = since, []
        elif at != whole:
            since.append(at)
    return found


def _unnamed_total(order: list[int], lines: Iterable[list[int | None]]) -> dict[int, int]:
    """A last line that is the sum of the others in two places at least; in one it may well be chance."""
    if len(order) < 3:
        return {}
    sums = 0
    for line in lines:
        known = [number for number in line if number is not None]
        if len(known) != len(line) or sum(known[:-1]) != known[-1]:
            return {}
        sums += known[-1] > 0
    return dict.fromkeys(order[:-1], order[-1]) if sums > 1 else {}


def _by_parent(parents: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    for total in dict.fromkeys(parents.values()):
        yield total, [at for at, parent in parents.items() if parent == total]


def _broken(counts: Counts, lines: Iterable[_Line]) -> tuple[frozenset[Sum], bool]:
    """The sums that do not add up, and whether any does: if none, these lines are no sums at all."""
    every = list(lines)
    broken = [line for line in every if not _adds_up(counts, line)]
    telling = [line for line in every if counts.numbers.get(line.total) != 0]  # 0 + 0 = 0 says nothing
    is_sum = not broken or any(line not in broken for line in telling)
    return frozenset(line.key for line in broken), is_sum


def _adds_up(counts: Counts, line: _Line) -> bool:
    """As far as can be told: a part or a total that is hidden can be what it must be."""
    if line.total in counts.hidden:
        return True
    total = counts.numbers.get(line.total)
    if total is None:
        return False
    known = sum(counts.numbers.get(cell, 0) for cell in line.parts)
    has_hidden = any(cell in counts.hidden for cell in line.parts)
    return known <= total if has_hidden else known == total

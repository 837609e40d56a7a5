"""Which cells of a table are counts, which are hidden already, and how are both written?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from requests_app.domain.casefile import Table
from requests_app.domain.text import figure_in_words

Cell: TypeAlias = tuple[int, int]
"""Row and column, from 0, of a cell in `Table.rows`; column 0 names the row."""

_HIDDEN: Final = re.compile(
    r"^\s*(?:\*+|\[c\]|c|x|\.\.|withheld|suppressed|redacted|wedi['’]i (?:ddal yn ôl|atal|olygu)"
    r"|(?:<|≤|fewer than|less than|under|up to|llai na|hyd at)\s*\S+.*)\s*$",
    re.IGNORECASE,
)
_LIMIT: Final = re.compile(
    r"^\s*(<|≤|fewer than|less than|under|up to|llai na|hyd at)\s*([a-z-]+|[0-9]{1,4})?", re.IGNORECASE
)
_NOUGHTS: Final = frozenset({"-", "–", "—", "nil", "none", "zero"})
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_WORDS: Final = {figure_in_words(number): number for number in range(101)}


class Lack(StrEnum):
    """Why nothing can be proved of a table; a sentence for the officer."""

    BOTH_WAYS = "The table has sub-totals both among its rows and among its columns. Give it as two tables."
    DOES_NOT_ADD_UP = "Some totals are the sums of their parts and others are not. Correct the table first."
    TOO_LARGE = "The table is too large to be looked through cell by cell. Round it, or give a smaller one."
    INCONSISTENT = "No whole numbers fit what the table shows. Correct its totals first."


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a reader knows of a cell: a whole number from `low` to `high`; None where nothing bounds it."""

    low: int
    high: int | None

    @property
    def is_known(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A sum of the table, named by the row or column that gives it and the line across that it is taken in."""

    total: int
    across: int


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The counts of a table and how they add up.

    `hidden` are the cells that are not printed, with what their marks say; `words` hold no number at all.
    `row_parents` and `column_parents` name the sum that a row or column is part of, `broken_rows` and
    `broken_columns` those sums that do not add up. `known_columns` are sums of columns, and `known_all` is the sum
    of the whole, that something else in the letter gives.
    """

    table: Table
    numbers: Mapping[Cell, int]
    hidden: Mapping[Cell, Limits]
    words: frozenset[Cell] = frozenset()
    columns: tuple[int, ...] = ()
    row_parents: Mapping[int, int] = field(default_factory=dict)
    column_parents: Mapping[int, int] = field(default_factory=dict)
    broken_rows: frozenset[Sum] = frozenset()
    broken_columns: frozenset[Sum] = frozenset()
    known_columns: Mapping[int, int] = field(default_factory=dict)
    known_all: int | None = None
    left_alone: tuple[str, ...] = ()
    lack: Lack | None = None

    def name(self, cell: Cell) -> str:
        label = self.table.rows[cell[0]][0].strip() or f"row {cell[0] + 1}"
        return f"{label}, {self.table.columns[cell[1]]}"

    def sums_above(self, cell: Cell) -> int:
        """0 for a cell within the table, 1 for a total, 2 for the total of totals."""
        return (cell[0] in self.row_parents.values()) + (cell[1] in self.column_parents.values())


def whole_number(text: str) -> int | None:
    """The count that a cell shows, or None. Marks that people use for nought count as nought."""
    plain = text.strip().replace(",", "")
    if plain.lower() in _NOUGHTS:
        return 0
    return int(plain) if _WHOLE.fullmatch(plain) else None


def is_hidden_mark(text: str) -> bool:
    return bool(_HIDDEN.match(text))


def is_small_mark(text: str) -> bool:
    """Whether the mark says that the number is small, and not only that it is withheld."""
    return is_hidden_mark(text) and bool(_LIMIT.match(text))


def hidden_limits(text: str, threshold: int) -> Limits:
    """What the mark of a hidden number says of it."""
    found = _LIMIT.match(text)
    if found is None:
        return Limits(low=0, high=None)
    written = (found[2] or "").lower()
    said = int(written) if written.isdigit() else _WORDS.get(written, threshold)
    most = max(said if found[1].lower() in {"≤", "up to", "hyd at"} else said - 1, 0)
    return Limits(low=min(1, most), high=most)

"""Do the parts of a table add up to the totals that it states?

Only where the table says that they should: one total, and parts that are plain numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from requests_app.domain.casefile import Table
from requests_app.letters.checks.finding import ACCURACY, Finding, warning
from requests_app.letters.model import LetterContent

_TOTAL = re.compile(
    r"\s*(?:(?:grand|overall)\s)?totals?\s*:?\s*|\s*(?:all|overall|cyfanswm|y\scyfan|i\sgyd)\s*",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"%|per\s?cent|\brates?\b|\baverage|\bmean\b|\bmedian|\bratio|\bchange\b|\bdifference|\bof\swhich\b|\bincluding\b"
    r"|\bof\sthese\b|\bof\sthem\b|\bprice|\bunit\scost|\bhours?\b|\bminutes\b|\bper\b|\bpopulation|\brank\b|\bsub-?totals?\b"
    r"|\bbalance\b|\bopening\b|\bclosing\b|\bnet\b|\brefund|\bdeduct|\bless\b"
    r"|\by\scant\b|\bcanran|\bcyfradd|\bcyfartaledd|\bgwahaniaeth|\bnewid\b|\bgan\sgynnwys\b|\bpris|\boriau\b|\bmunudau\b"
    r"|\bis-?gyfans|\bpoblogaeth|\bnet\b|\bo\sblith\b",
    re.IGNORECASE,
)
_DO_NOT_ADD = re.compile(
    r"\bround(?:ed|ing)\b|\b(?:add|sum)(?:s|ed)?\s(?:up\s)?to\b|\bnot\s(?:add|sum)\b|\bmore\sthan\sone\b|\bmore\sthan\sonce\b"
    r"|\boverlap|\bdouble[- ]count|\bdistinct\b|\bunique\b|\bseveral\b|\bmultiple\b|\bonly\scounted\sonce\b"
    r"|\bcounted\sonce\b|\bboth\b|\btop\s\w+\b|\bmost\scommon\b|\bestimate|\bapproximate"
    r"|\bd?talgryn|\bdalgryn|\badio'n\sunion|\bmwy\snag\s(?:un|unwaith)\b|\bamcangyfrif|\btua\b|\bsawl\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?£?\s?(\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(\.\d{1,6})?")
_NOUGHT: Final = frozenset({"nil", "none", "zero"})
_FEWEST_TO_JUDGE: Final = 3
"""Where as many sums as this are stated and none is right, the columns are no parts of that total."""


@dataclass(frozen=True)
class Sum:
    """A total, and what its parts come to. `is_whole` is false where a part is hidden or blank."""

    name: str
    total: Decimal
    parts: Decimal
    is_whole: bool
    tolerance: Decimal = Decimal(0)

    @property
    def is_wrong(self) -> bool:
        """Hidden parts can only add: the visible ones alone may not be more than the total."""
        if self.is_whole:
            return abs(self.total - self.parts) > self.tolerance
        return self.parts > self.total + self.tolerance


def total_differs_from_parts(content: LetterContent, on: date) -> Iterator[Finding]:
    """A total that is not the sum of its row or column makes the reader doubt every other number."""
    for question in content.questions:
        for answer in question.answers:
            if answer.table is None or says_that_parts_differ(answer.table):
                continue
            for wrong in wrong_sums(answer.table):
                yield warning(
                    "total-differs-from-parts",
                    ACCURACY,
                    f"{wrong.name} is given as {wrong.total:,f}, and its parts in the table come to {wrong.parts:,f}: "
                    "correct a number, or say in the notes why they differ",
                    f"question:{question.number}:answer",
                )
                break


def says_that_parts_differ(table: Table) -> bool:
    """Whether title or notes say why parts need not add up: rounding, or one thing counted under two heads."""
    return _DO_NOT_ADD.search(table.caption) is not None or _DO_NOT_ADD.search(table.notes) is not None


def wrong_sums(table: Table) -> list[Sum]:
    return [
        each
        for sums in (list(_rows(table)), list(_columns(table)))
        if not _are_no_sums(sums)
        for each in sums
        if each.is_wrong
    ]


def _are_no_sums(sums: list[Sum]) -> bool:
    return len(sums) >= _FEWEST_TO_JUDGE and all(each.is_wrong for each in sums)


def grand_total(table: Table) -> Decimal | None:
    """The one number that the whole table comes to: its total row in its total column, or in its only column."""
    rows, columns = _total_rows(table), _total_columns(table)
    if len(rows) != 1 or len(columns) > 1 or len(rows[0]) != len(table.columns):
        return None
    if columns:
        return number(rows[0][columns[0]])
    return number(rows[0][1]) if len(table.columns) == 2 else None


def number(cell: str) -> Decimal | None:
    """A plain number or sum of money; None for a percentage, a hidden number, a date or words."""
    text = cell.strip()
    if text.lower() in _NOUGHT:
        return Decimal(0)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    value = Decimal(found[1].replace(",", "") + (found[2] or ""))
    return -value if text.startswith("-") else value


def _total_rows(table: Table) -> list[tuple[str, ...]]:
    return [row for row in table.rows if row and _TOTAL.fullmatch(row[0])]


def _total_columns(table: Table) -> list[int]:
    return [at for at, head in enumerate(table.columns) if at and _TOTAL.fullmatch(head)]


def _rows(table: Table) -> Iterator[Sum]:
    totals = _total_columns(table)
    if len(totals) != 1 or any(_NO_PART.search(head) for head in table.columns):
        return
    for row in table.rows:
        if len(row) == len(table.columns) and not _NO_PART.search(row[0]):
            parts = [cell for at, cell in enumerate(row) if at and at != totals[0]]
            yield from _sum(f"The total of the row {row[0].strip() or '(no name)'}", row[totals[0]], parts)


def _columns(table: Table) -> Iterator[Sum]:
    totals = _total_rows(table)
    if len(totals) != 1 or any(re.search(r"sub-?total", row[0], re.IGNORECASE) for row in table.rows if row):
        return
    total = totals[0]
    rows = [row for row in table.rows if row is not total and row and not _NO_PART.search(row[0])]
    if len(rows) < len(table.rows) - 1 or any(len(row) != len(table.columns) for row in table.rows):
        return
    for at, head in enumerate(table.columns):
        if at and not _NO_PART.search(head):
            yield from _sum(
                f"The total of the column {head.strip() or '(no name)'}", total[at], [row[at] for row in rows]
            )


def _sum(name: str, total: str, parts: Iterable[str]) -> Iterator[Sum]:
    stated = number(total)
    cells = list(parts)
    values = [number(cell) for cell in cells]
    known = [value for value in values if value is not None]
    if stated is None or len(cells) < 2 or not known or any(value < 0 for value in known):
        return
    step = max((max(0, -int(value.as_tuple().exponent)) for value in (stated, *known)), default=0)
    tolerance = Decimal(len(cells) + 1) / 2 / 10**step if step else Decimal(0)
    if all(value is not None or _is_hidden(cell) for cell, value in zip(cells, values, strict=True)):
        yield Sum(name, stated, sum(known, Decimal(0)), len(known) == len(cells), tolerance)


def _is_hidden(cell: str) -> bool:
    """Blank, a sign for what is suppressed, or "fewer than five": a part that is there and not told."""
    return len(cell) < 40 and not re.search(r"\d\s?%|\d/\d|^\d{4}-", cell)

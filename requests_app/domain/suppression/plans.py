"""How would a table be printed if its small numbers are withheld, rounded, or left as they are, and is that safe?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from requests_app.domain.casefile import SmallNumberMethod, Table
from requests_app.domain.suppression.audits import Audit, audit, printed_limits
from requests_app.domain.suppression.cells import Cell, Counts, Limits
from requests_app.domain.suppression.protect import (
    Small,
    Suppression,
    suppress,
    with_sums_elsewhere,
    without_words,
)
from requests_app.domain.suppression.sums import read_counts
from requests_app.domain.text import figure_in_words
from requests_app.domain.tongue import is_welsh, later, tr

WITHHELD: Final = later("withheld")
LARGEST_IN_A_CELL: Final = 20


@dataclass(frozen=True, kw_only=True)
class Change:
    """A cell that is printed otherwise than it is: where, the number, what stands for it, and why."""

    cell: Cell
    name: str
    figure: str
    printed: str
    why: str
    is_small: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A table as it would be printed. `small` are its small numbers, whatever becomes of them.

    `audit` says what could still be worked out of the printed table; `left_alone` is what was not looked at, and why.
    """

    method: SmallNumberMethod
    printed: Table
    small: tuple[Cell, ...]
    changes: tuple[Change, ...]
    audit: Audit
    left_alone: tuple[str, ...]
    exposed: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_safe(self) -> bool:
        return self.audit.is_safe


def small_cells(table: Table, small: Small) -> tuple[Cell, ...]:
    """The small numbers of a table."""
    counts = read_counts(table, small.threshold)
    return tuple(sorted(cell for cell, number in counts.numbers.items() if number in small))


def plan(
    table: Table, method: SmallNumberMethod, small: Small, elsewhere: frozenset[int] = frozenset()
) -> Plan:
    """The table as `method` would have it printed, and the proof. `elsewhere` are numbers given in the same letter."""
    counts = read_counts(table, small.threshold)
    found = tuple(sorted(cell for cell, number in counts.numbers.items() if number in small))
    changes: tuple[Change, ...] = ()
    proof, note = Audit(ranges={}), ""
    if found and small.is_on:
        match method:
            case SmallNumberMethod.SUPPRESS:
                chosen = suppress(counts, small, elsewhere)
                changes, proof = tuple(_withheld(counts, chosen, small)), chosen.audit
                note = _withheld_note(chosen, small)
            case SmallNumberMethod.ROUND_TO_5 | SmallNumberMethod.ROUND_TO_10:
                changes = tuple(_rounded(counts, method.base, small))
                proof = audit_rounded(counts, method.base, found, elsewhere)
                note = rounding_note(method.base)
            case SmallNumberMethod.LEAVE:
                pass
    return Plan(
        method=method,
        printed=_printed(table, changes, note),
        small=found,
        changes=changes,
        audit=proof,
        left_alone=counts.left_alone,
        exposed=tuple(_exposed(counts, proof)),
        note=note,
    )


def fewer_than(threshold: int) -> str:
    """As "fewer than five", for the officer."""
    return f"fewer than {in_a_cell(threshold)}"


def mark_of(threshold: int) -> str:
    """What is printed in place of a small number, in the language of the letter: Welsh keeps the figure."""
    return tr("fewer than {number}", number=str(threshold) if is_welsh() else in_a_cell(threshold))


def in_a_cell(number: int) -> str:
    return figure_in_words(number) if number <= LARGEST_IN_A_CELL else str(number)


def rounded(number: int, base: int) -> int:
    """To the nearest multiple, halves up."""
    return (number + base // 2) // base * base


def audit_rounded(counts: Counts, base: int, found: tuple[Cell, ...], elsewhere: frozenset[int]) -> Audit:
    """Rounding hides a number if at least one other number could stand there; totals that give more away count."""
    if counts.lack:
        return Audit(ranges={}, lack=counts.lack)
    counts = with_sums_elsewhere(counts, elsewhere)
    limits = without_words(counts, printed_limits(counts))
    for cell, number in counts.numbers.items():
        if not (counts.sums_above(cell) and number in elsewhere):
            limits[cell] = _rounded_limits(rounded(number, base), base)
    return audit(counts, limits, dict.fromkeys(found))


def _rounded_limits(printed: int, base: int) -> Limits:
    return Limits(low=max(printed - base // 2, 0), high=printed + (base - 1) // 2)


def _printed(table: Table, changes: tuple[Change, ...], note: str) -> Table:
    instead = {change.cell: change.printed for change in changes}
    rows = tuple(
        tuple(instead.get((at, column), cell) for column, cell in enumerate(row))
        for at, row in enumerate(table.rows)
    )
    notes = "\n".join(text for text in (table.notes.strip(), note) if text)
    return replace(table, rows=rows, notes=notes if note else table.notes)


def _withheld(counts: Counts, chosen: Suppression, small: Small) -> Iterator[Change]:
    for cell in sorted(chosen.cells):
        is_small = cell in chosen.primary
        number = counts.numbers[cell]
        printed = mark_of(small.threshold) if is_small and not chosen.is_alike else tr(WITHHELD)
        if is_small:
            why = f"{number} is {fewer_than(small.threshold)}."
        else:
            why = f"Or “{counts.name(chosen.secondary[cell])}” could be worked out from the totals."
        yield Change(
            cell=cell,
            name=counts.name(cell),
            figure=f"{number:,}",
            printed=printed,
            why=why,
            is_small=is_small,
        )


def _withheld_note(chosen: Suppression, small: Small) -> str:
    few, mark = mark_of(small.threshold), tr(WITHHELD)
    if chosen.is_alike:
        return tr(
            "Some numbers are marked “{mark}”: they are {few}, so that somebody could be identified from them, or would "
            "let such a number be worked out.",
            mark=mark,
            few=few,
        )
    note = tr(
        "Numbers from {lowest} to {highest} are given as “{few}”, because somebody could be identified from them.",
        lowest="0" if small.has_nought else "1",
        highest=str(small.threshold - 1),
        few=few,
    )
    if chosen.secondary:
        more = tr("Numbers marked “{mark}” would let one of these be worked out from the totals.", mark=mark)
        note = f"{note} {more}"
    return note


def rounding_note(base: int) -> str:
    return tr(
        "Every number is rounded to the nearest {base}, totals by themselves, so that rows and columns may not add up "
        "exactly. Small numbers are rounded because somebody could be identified from them.",
        base=str(base),
    )


def _rounded(counts: Counts, base: int, small: Small) -> Iterator[Change]:
    for cell, number in sorted(counts.numbers.items()):
        printed = rounded(number, base)
        if printed != number:
            yield Change(
                cell=cell,
                name=counts.name(cell),
                figure=f"{number:,}",
                printed=f"{printed:,}",
                why=f"Rounded to the nearest {base}.",
                is_small=number in small,
            )


def _exposed(counts: Counts, proof: Audit) -> Iterator[str]:
    """Each exposed cell with what can still be told of it."""
    for cell in proof.exposed:
        yield f"{counts.name(cell)}: {range_in_words(proof.ranges[cell])}"


def range_in_words(limits: Limits) -> str:
    if limits.is_known:
        return f"exactly {limits.low}"
    if limits.high is None:
        return f"{limits.low} or more"
    joint = "or" if limits.high == limits.low + 1 else "to"
    return f"{limits.low} {joint} {limits.high}"

"""Can a number that is not printed be worked out from what is?

Judged from exactly what a reader has: the numbers that are printed, what the marks say of the others, and that counts are
whole, not negative, and add up. The answer is exact, both ways: a range that is named can be reached at both ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from requests_app.domain.suppression.cells import Cell, Counts, Lack, Limits
from requests_app.domain.suppression.network import NO_LIMIT, Costs, Network, network

ANY: Final = Limits(low=0, high=None)
MOST_CELLS: Final = 4_000
"""So many cells can be unknown in a table that is looked through: twice the 100 x 20 that a letter may hold."""


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What can be worked out. `ranges` are the values that a cell can have; `lack` says why it could not be judged.

    `exposed` are the cells that can be told more closely than they should, in the order of the table.
    """

    ranges: Mapping[Cell, Limits]
    exposed: tuple[Cell, ...] = ()
    lack: Lack | None = None

    @property
    def is_safe(self) -> bool:
        return self.lack is None and not self.exposed

    @property
    def pinned(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.exposed if self.ranges[cell].is_known)


def printed_limits(counts: Counts) -> dict[Cell, Limits]:
    """What a reader of this table knows of each cell."""
    limits = {cell: Limits(low=number, high=number) for cell, number in counts.numbers.items()}
    unknown = dict.fromkeys(counts.words, ANY)
    return limits | dict(counts.hidden) | unknown


def audit(
    counts: Counts,
    limits: Mapping[Cell, Limits],
    needs: Mapping[Cell, Limits | None],
    *,
    is_exact: bool = False,
) -> Audit:
    """Which of the cells in `needs` cannot take every value that they should be able to.

    `limits` is what a reader knows of every cell. A need of None is met by any two values. The search for a range
    ends where it is wide enough, unless `is_exact`: then `ranges` are the whole truth, of every cell that is not known.
    """
    if sum(not each.is_known for each in limits.values()) > MOST_CELLS:
        return Audit(ranges={}, lack=Lack.TOO_LARGE)
    net = network(counts, limits)
    if not net.settle():
        return Audit(ranges={}, lack=Lack.INCONSISTENT)
    found = Ranges(net)
    for cell in net.arcs if is_exact else [cell for cell in net.arcs if cell in needs]:
        deque(found.widen(cell, ANY if is_exact else needs[cell]), maxlen=0)
    ranges = found.limits() | {cell: limits[cell] for cell in needs.keys() - net.arcs.keys()}
    exposed = sorted(cell for cell, need in needs.items() if not is_met(ranges[cell], need))
    return Audit(ranges=ranges, exposed=tuple(exposed))


class Ranges:
    """The least and the most that was seen of each cell. Each step shows values of other cells too: many need no step."""

    def __init__(self, net: Network) -> None:
        self.net = net
        self.least, self.most = net.values, net.values

    def widen(self, cell: Cell, need: Limits | None, costs: Costs | None = None) -> Iterator[list[Cell]]:
        """Move a cell as far as it is wanted, and say by which others."""
        wanted = need or ANY
        for goal in (wanted.low, wanted.high):
            to = NO_LIMIT if goal is None else goal
            if self.least[cell] <= to <= self.most[cell]:
                continue
            if need is None and self.least[cell] < self.most[cell]:
                return
            for moved in self.net.move(cell, to, costs):
                for each in (cell, *moved):
                    self._see(each)
                yield moved
            self._see(cell)

    def _see(self, cell: Cell) -> None:
        flow = self.net.arcs[cell].flow
        self.least[cell], self.most[cell] = min(self.least[cell], flow), max(self.most[cell], flow)

    def limits(self) -> dict[Cell, Limits]:
        endless = NO_LIMIT // 10
        return {
            cell: Limits(low=low, high=None if self.most[cell] > endless else self.most[cell])
            for cell, low in self.least.items()
        }


def is_met(found: Limits, need: Limits | None) -> bool:
    """Whether every value that is needed is possible. Between two possible values each whole number is possible."""
    if need is None:
        return not found.is_known
    has_high = found.high is None or (need.high is not None and found.high >= need.high)
    return found.low <= need.low and has_high


def with_known_elsewhere(counts: Counts, figures: frozenset[int], limits: Mapping[Cell, Limits]) -> Counts:
    """The table with the sums that another answer of the letter gives, where it gives no total itself.

    A figure counts as such a sum if it lies between the least and the most that the parts can come to.
    """
    if counts.row_parents:
        return counts
    columns: dict[int, int] = {}
    for column in counts.columns:
        parts = [cell for cell in limits if cell[1] == column]
        fits = _fitting(parts, figures, limits) if len(parts) > 1 else None
        if fits is not None:
            columns[column] = fits
    is_apart = not counts.column_parents and len(counts.columns) > 1 and not columns
    return replace(
        counts, known_columns=columns, known_all=_fitting(list(limits), figures, limits) if is_apart else None
    )


def _fitting(parts: list[Cell], figures: frozenset[int], limits: Mapping[Cell, Limits]) -> int | None:
    least = sum(limits[cell].low for cell in parts)
    highs = [high for cell in parts if (high := limits[cell].high) is not None]
    if len(highs) != len(parts):
        return None
    return next((figure for figure in sorted(figures) if 0 < least <= figure <= sum(highs)), None)

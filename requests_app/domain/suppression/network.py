"""Between which values can a hidden cell lie, if everything else in the table is as it is printed?

A table of counts with its row totals and column totals is a network: a cell carries as many units from its row to its
column as it counts, and what comes to a row or column must leave it. Whole numbers that add up are a flow without
loss; the least and the most that one cell can carry are found by leading units round it, exactly.
One of the two directions may have sub-totals. Sums are kept at every node but one, whose sum follows from the others.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from requests_app.domain.suppression.cells import Cell, Counts, Limits, Sum

Node: TypeAlias = tuple[str, int, int]
Costs: TypeAlias = Mapping[Cell, int]
"""What it costs to withhold a cell that is still printed; the others cost nothing."""

_OUTSIDE: Final[Node] = ("outside", 0, 0)
_WHOLE: Final[Node] = ("whole", 0, 0)
NO_LIMIT: Final = 10**15
"""More than any table adds up to: a count has at most nine digits."""


@dataclass(eq=False)
class Arc:
    """What one cell carries from `tail` to `head`."""

    cell: Cell
    tail: Node
    head: Node
    low: int
    high: int
    flow: int = 0

    def room(self, is_forward: bool) -> int:
        """How much more it can carry: forward, or by taking back."""
        return self.high - self.flow if is_forward else self.flow - self.low


_Step: TypeAlias = tuple[Arc, Node, bool]
"""An arc, where it leads to, and whether along its own direction."""


@dataclass
class Network:
    """The cells that are not known, as arcs; what is known is the surplus at each node."""

    arcs: dict[Cell, Arc]
    surplus: dict[Node, int]
    leaving: dict[Node, list[_Step]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for arc in self.arcs.values():
            self.leaving.setdefault(arc.tail, []).append((arc, arc.head, True))
            self.leaving.setdefault(arc.head, []).append((arc, arc.tail, False))

    @property
    def values(self) -> dict[Cell, int]:
        return {cell: arc.flow for cell, arc in self.arcs.items()}

    def settle(self) -> bool:
        """Give each cell some value that fits, so that nothing is lost or made at any node. False if there is none."""
        surplus = dict(self.surplus)
        for arc in self.arcs.values():
            arc.flow = arc.low
            surplus[arc.tail] = surplus.get(arc.tail, 0) - arc.low
            surplus[arc.head] = surplus.get(arc.head, 0) + arc.low
        wanting = {node: -units for node, units in surplus.items() if units < 0}
        for node, units in surplus.items():
            while units > 0:
                path = self._shortest(node, wanting, None)
                if not path:
                    return False
                end = path[-1][1]
                sent = min(units, wanting[end], *(arc.room(forward) for arc, _, forward in path))
                _send(path, sent)
                units -= sent
                wanting[end] -= sent
                if not wanting[end]:
                    del wanting[end]
        return True

    def move(self, cell: Cell, to: int, costs: Costs | None = None) -> Iterator[list[Cell]]:
        """Bring a cell as near to a value as the others allow, and say by which cells, one round after the other."""
        arc = self.arcs[cell]
        while (wanted := to - arc.flow) != 0:
            is_up = wanted > 0
            start, goal = (arc.head, arc.tail) if is_up else (arc.tail, arc.head)
            if start == goal:
                arc.flow = max(arc.low, min(arc.high, to))
                return
            units = min(abs(wanted), arc.room(is_up))
            path = self._path(start, goal, arc, costs or {}) if units else []
            if not path:
                return
            sent = min(units, *(each.room(forward) for each, _, forward in path))
            _send([(arc, start, is_up), *path], sent)
            yield [each.cell for each, _, _ in path]

    def restore(self, values: Mapping[Cell, int]) -> None:
        for cell, value in values.items():
            self.arcs[cell].flow = value

    def _path(self, start: Node, goal: Node, barred: Arc, costs: Costs) -> list[_Step]:
        """The cheapest way from `start` to `goal` on which something more can be carried; [] if there is none."""
        free = self._shortest(start, (goal,), barred, costs)
        if free or not costs:
            return free
        best: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, _Step]] = {}
        queue: list[tuple[int, Node]] = [(0, start)]
        while queue:
            spent, node = heapq.heappop(queue)
            if node == goal:
                return _back(came, start, node)
            if spent > best[node]:
                continue
            for step in self.leaving.get(node, ()):
                arc, end, is_forward = step
                total = spent + costs.get(arc.cell, 0)
                if total < best.get(end, NO_LIMIT) and arc is not barred and arc.room(is_forward) > 0:
                    best[end], came[end] = total, (node, step)
                    heapq.heappush(queue, (total, end))
        return []

    def _shortest(
        self, start: Node, goals: Container[Node], barred: Arc | None, costs: Costs | None = None
    ) -> list[_Step]:
        """The shortest way through cells that cost nothing."""
        came: dict[Node, tuple[Node, _Step]] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for step in self.leaving.get(node, ()):
                arc, end, is_forward = step
                if end in came or end == start or arc is barred or (costs and arc.cell in costs):
                    continue
                if arc.room(is_forward) <= 0:
                    continue
                came[end] = (node, step)
                if end in goals:
                    return _back(came, start, end)
                queue.append(end)
        return []


def _send(path: list[_Step], units: int) -> None:
    for arc, _, is_forward in path:
        arc.flow += units if is_forward else -units


def _back(came: Mapping[Node, tuple[Node, _Step]], start: Node, node: Node) -> list[_Step]:
    path: list[_Step] = []
    while node != start:
        node, step = came[node]
        path.append(step)
    return path[::-1]


def network(counts: Counts, limits: Mapping[Cell, Limits]) -> Network:
    """The network of a table in which each cell lies within its limits. Cells without limits count as nought."""
    arcs: dict[Cell, Arc] = {}
    surplus: dict[Node, int] = {}
    ends = _Ends(counts)
    for cell, each in limits.items():
        tail, head = ends.of(cell)
        if each.is_known:
            surplus[tail] = surplus.get(tail, 0) - each.low
            surplus[head] = surplus.get(head, 0) + each.low
        else:
            high = NO_LIMIT if each.high is None else each.high
            arcs[cell] = Arc(cell=cell, tail=tail, head=head, low=each.low, high=high)
    for node, units in ends.known():
        surplus[node] = surplus.get(node, 0) - units
        surplus[_OUTSIDE] = surplus.get(_OUTSIDE, 0) + units
    return Network(arcs=arcs, surplus=surplus)


class _Ends:
    """Where a cell's units come from and go to. Where the columns have sub-totals, rows and columns change places."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.is_turned = len(set(counts.column_parents.values())) > 1
        self.down, self.across = counts.row_parents, counts.column_parents
        self.broken_down, self.broken_across = counts.broken_rows, counts.broken_columns
        if self.is_turned:
            self.down, self.across = self.across, self.down
            self.broken_down, self.broken_across = self.broken_across, self.broken_down
        self.sums = set(self.down.values())
        self.last = next(iter(self.across.values()), None)

    def of(self, cell: Cell) -> tuple[Node, Node]:
        row, column = cell[::-1] if self.is_turned else cell
        inner, outer = self._inner(row, column), self._outer(row, column)
        return (outer, inner) if column == self.last else (inner, outer)

    def known(self) -> Iterator[tuple[Node, int]]:
        """What leaves each sum that something else in the letter gives."""
        if not self.is_turned:
            for column, units in self.counts.known_columns.items():
                yield ("known", column, 0), -units if column == self.last else units
            if self.counts.known_all is not None:
                yield _WHOLE, self.counts.known_all

    def _inner(self, row: int, column: int) -> Node:
        if row in self.sums:
            return self._sum(row, column)
        if self.last is None or Sum(total=self.last, across=row) in self.broken_across:
            return _OUTSIDE
        return ("row", row, 0)

    def _outer(self, row: int, column: int) -> Node:
        if row in self.down:
            return self._sum(self.down[row], column)
        if self.is_turned:
            return _OUTSIDE
        if column in self.counts.known_columns:
            return ("known", column, 0)
        return _WHOLE if self.counts.known_all is not None and self.last is None else _OUTSIDE

    def _sum(self, total: int, column: int) -> Node:
        is_broken = Sum(total=total, across=column) in self.broken_down
        return _OUTSIDE if is_broken else ("sum", total, column)

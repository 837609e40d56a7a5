"""Which numbers must go, so that no small count can be worked out from what is left?

First the small counts themselves. Then, for each of them in turn, the cheapest round of other cells through which it
could be every other small number: these are withheld with it. Totals go last. What was chosen is proved by the audit,
which sees only what a reader would see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from requests_app.domain.suppression.audits import ANY, MOST_CELLS, Audit, Ranges, audit, printed_limits
from requests_app.domain.suppression.cells import Cell, Counts, Lack, Limits
from requests_app.domain.suppression.network import Network, network

_CELL: Final = 1_000
_SIZE: Final = 500
_ABOVE: Final = 40
"""A cell more weighs more than the largest number; a total as much as forty cells, a total of totals as its square."""
_MOST_TRIES: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Small:
    """What counts as small: from 1, or from 0 where the authority holds noughts to be telling, to below the threshold."""

    threshold: int
    has_nought: bool = False

    def __contains__(self, number: int) -> bool:
        return self.limits.low <= number < self.threshold

    @property
    def limits(self) -> Limits:
        return Limits(low=0 if self.has_nought else 1, high=self.threshold - 1)

    def told(self, *, is_alike: bool) -> tuple[Limits, Limits]:
        """What the mark of a small count tells a reader, and that of another number that went with it.

        Who is told which numbers are small knows of the others that they are not.
        """
        return (ANY, ANY) if is_alike else (self.limits, Limits(low=self.threshold, high=None))

    @property
    def is_on(self) -> bool:
        return self.threshold > 1


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """Which cells are withheld. `secondary` names the small count that each of the others protects.

    With `is_alike` all are marked alike: a reader is not told which are small, because that alone would say too much.
    """

    primary: tuple[Cell, ...] = ()
    secondary: Mapping[Cell, Cell] = field(default_factory=dict)
    is_alike: bool = False
    audit: Audit = field(default_factory=lambda: Audit(ranges={}))

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset(self.primary) | self.secondary.keys()


def suppress(counts: Counts, small: Small, elsewhere: frozenset[int] = frozenset()) -> Suppression:
    """The cells to withhold, and the proof. `elsewhere` are numbers that the letter gives in another place.

    The guarantee: each small count could be every small number. Where not even marking all alike attains that, the
    audit of the result names the cells that stay exposed.
    """
    primary = tuple(sorted(cell for cell, number in counts.numbers.items() if number in small))
    if not primary or not small.is_on:
        return Suppression()
    if counts.lack or len(counts.numbers) > MOST_CELLS:
        return Suppression(primary=primary, audit=Audit(ranges={}, lack=counts.lack or Lack.TOO_LARGE))
    counts = with_sums_elsewhere(counts, elsewhere)
    best: Suppression | None = None
    for is_alike in (False, True):
        found = _Choice(counts, small, primary, elsewhere, is_alike=is_alike).made()
        if found.audit.is_safe or found.audit.lack:
            return found
        if best is None or len(found.audit.exposed) < len(best.audit.exposed):
            best = found
    assert best is not None
    return best


def reader_limits(counts: Counts, chosen: Suppression, small: Small) -> dict[Cell, Limits]:
    """What a reader knows: the numbers that are printed, and what the marks in place of the others tell."""
    first, second = small.told(is_alike=chosen.is_alike)
    hidden = dict.fromkeys(chosen.primary, first) | dict.fromkeys(chosen.secondary, second)
    return without_words(counts, printed_limits(counts) | hidden)


def without_words(counts: Counts, limits: Mapping[Cell, Limits]) -> dict[Cell, Limits]:
    """A cell with words in it holds no count: a reader takes it for nought, as its total does."""
    return {cell: each for cell, each in limits.items() if cell not in counts.words}


def with_sums_elsewhere(counts: Counts, elsewhere: frozenset[int]) -> Counts:
    """The sums of columns, or of the whole, that the letter gives though the table does not."""
    if counts.row_parents or counts.hidden:
        return counts
    sums = {
        column: sum(number for cell, number in counts.numbers.items() if cell[1] == column)
        for column in counts.columns
    }
    columns = {column: units for column, units in sums.items() if units in elsewhere}
    whole = sum(sums.values())
    is_known = not columns and not counts.column_parents and whole in elsewhere
    return replace(counts, known_columns=columns, known_all=whole if is_known else None)


class _Choice:
    """The work on one table: the true numbers as a flow, and what is withheld so far."""

    def __init__(
        self,
        counts: Counts,
        small: Small,
        primary: Iterable[Cell],
        elsewhere: frozenset[int],
        *,
        is_alike: bool,
    ) -> None:
        self.counts, self.small, self.is_alike = counts, small, is_alike
        self.primary = tuple(primary)
        self.secondary: dict[Cell, Cell] = {}
        self.hidden = set(self.primary) | set(counts.hidden)
        self.open = {
            cell
            for cell, number in counts.numbers.items()
            if (number >= small.threshold or is_alike)
            and cell not in self.hidden
            and not (counts.sums_above(cell) and number in elsewhere)
        }
        self.largest = max(counts.numbers.values())
        self.costs = self._costs()

    def made(self) -> Suppression:
        net = self._true_flow()
        if net is None:
            return Suppression(primary=self.primary, audit=Audit(ranges={}, lack=Lack.INCONSISTENT))
        seen = Ranges(net)
        for cell in self._to_protect():
            self._protect(seen, cell)
        chosen = self._found()
        if len(self.secondary) * len(self.primary) <= _MOST_TRIES:
            chosen = self._pruned(chosen)
        return replace(chosen, audit=self._audit(chosen, is_exact=len(chosen.cells) <= 200))

    def _found(self) -> Suppression:
        return Suppression(primary=self.primary, secondary=dict(self.secondary), is_alike=self.is_alike)

    def _to_protect(self) -> tuple[Cell, ...]:
        """Those hidden by hand as small need it as much as those that are found."""
        by_hand = tuple(cell for cell, limits in self.counts.hidden.items() if limits.high is not None)
        return tuple(sorted(self.primary + by_hand))

    def _true_flow(self) -> Network | None:
        """Every cell at its true number; those that were hidden by hand at some number that fits."""
        limits = without_words(self.counts, printed_limits(self.counts))
        known = network(self.counts, limits)
        if not known.settle():
            return None
        values = dict(self.counts.numbers) | known.values
        told = reader_limits(self.counts, self._found(), self.small)
        _, second = self.small.told(is_alike=self.is_alike)
        net = network(self.counts, {**told, **dict.fromkeys(self.open, second)})
        net.restore({cell: values[cell] for cell in net.arcs})
        return net

    def _need(self, cell: Cell) -> Limits:
        return self.counts.hidden.get(cell) or self.small.limits

    def _protect(self, seen: Ranges, cell: Cell) -> None:
        """Withhold what must go with this cell, so that it could be the least and the most."""
        if cell not in seen.net.arcs:
            return
        for moved in seen.widen(cell, self._need(cell), self.costs):
            for other in moved:
                if other not in self.hidden:
                    self.hidden.add(other)
                    self.secondary[other] = cell
                    del self.costs[other]

    def _costs(self) -> dict[Cell, int]:
        """What withholding each of the other cells costs, by how many there are and how large."""
        return {
            cell: (_CELL + _SIZE * self.counts.numbers[cell] // self.largest) * _weight(self.counts, cell)
            for cell in self.open
        }

    def _pruned(self, chosen: Suppression) -> Suppression:
        """Print again what turns out not to be needed, the dearest first."""
        exposed = self._audit(chosen).exposed
        for cell in sorted(chosen.secondary, key=lambda cell: (-self._dear(cell), cell)):
            fewer = {other: why for other, why in chosen.secondary.items() if other != cell}
            candidate = replace(chosen, secondary=fewer)
            if self._audit(candidate).exposed == exposed:
                chosen = candidate
        return chosen

    def _dear(self, cell: Cell) -> int:
        return self.counts.numbers[cell] * _weight(self.counts, cell)

    def _audit(self, chosen: Suppression, *, is_exact: bool = False) -> Audit:
        needs: dict[Cell, Limits | None] = {cell: self._need(cell) for cell in self._to_protect()}
        return audit(self.counts, reader_limits(self.counts, chosen, self.small), needs, is_exact=is_exact)


def _weight(counts: Counts, cell: Cell) -> int:
    return (1, _ABOVE, _ABOVE * _ABOVE)[counts.sums_above(cell)]

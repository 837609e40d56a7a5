"""How is time taken here, and how is it shown?

What is compared is done in turn, round by round, so that a busy moment of the machine falls on each.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Milliseconds: of the usual round, and of the best one, which other work disturbed least."""

    usual: float
    best: float


def in_turn(acts: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Timing]:
    """Do each act once to warm up, then all of them in turn, so many rounds."""
    for act in acts.values():
        act()
    taken: dict[str, list[float]] = {name: [] for name in acts}
    gc.collect()
    for _ in range(rounds):
        for name, act in acts.items():
            began = time.perf_counter()
            act()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: Timing(usual=median(each), best=min(each)) for name, each in taken.items()}


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a plain table: words to the left, figures to the right."""
    cells = [[_shown(each) for each in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    print(f"\n\n{title}")
    print(_line(heads, widths))
    print("  ".join("-" * width for width in widths))
    for row in cells:
        print(_line(row, widths))


def _shown(value: object) -> str:
    return (
        f"{value:,.2f}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])

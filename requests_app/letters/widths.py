"""How much room does a table need, and how is it set so that it stays readable on paper?

Widths are estimated in points from the number of characters: close enough to choose a page and a size of type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from requests_app.letters.model import Grid

LONGEST_UNBROKEN: Final = 14
"""A cell of more characters may go over several lines; of fewer it should not."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A page and a size of type: points for a character, around a cell, and across the page between its margins."""

    character: float
    padding: float
    across: float
    is_wide: bool = False
    is_dense: bool = False
    fits: bool = True

    def holds(self, columns: list[int]) -> bool:
        return sum(characters * self.character + self.padding for characters in columns) <= self.across


_UPRIGHT, _LANDSCAPE = 470, 717
SETTINGS: Final = (
    Setting(character=5.6, padding=8, across=_UPRIGHT),
    Setting(character=4.6, padding=6, across=_UPRIGHT, is_dense=True),
    Setting(character=5.6, padding=8, across=_LANDSCAPE, is_wide=True),
    Setting(character=4.6, padding=6, across=_LANDSCAPE, is_wide=True, is_dense=True),
)
TOO_WIDE: Final = Setting(
    character=4.6, padding=6, across=_LANDSCAPE, is_wide=True, is_dense=True, fits=False
)
"""Its words have to be broken; there is no larger page."""


def setting_of(grid: Grid) -> Setting:
    """The first setting in which no word and no short cell has to be broken."""
    columns = [_characters(grid, at) for at in range(len(grid.columns))]
    return next((each for each in SETTINGS if each.holds(columns)), TOO_WIDE)


def _characters(grid: Grid, at: int) -> int:
    cells = [row[at] for row in (grid.columns, *grid.rows) if at < len(row)]
    word = max((len(word) for cell in cells for word in cell.split()), default=1)
    return max(word, min(LONGEST_UNBROKEN, max(map(len, cells))))

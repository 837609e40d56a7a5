"""Can white words be read on this colour, and this colour on white?"""

from __future__ import annotations

import re
from typing import Final

LEAST_CONTRAST: Final = 4.5
"""WCAG 2.2, 1.4.3, for text of ordinary size."""
_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of a colour such as "#1d4e6b" with white, from 1 to 21. ValueError if it is no colour."""
    found = _COLOUR.fullmatch(colour)
    if found is None:
        raise ValueError(f"{colour} is not a colour such as #1d4e6b.")
    red, green, blue = (_linear(int(part, 16) / 255) for part in found.groups())
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

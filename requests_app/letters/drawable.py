"""Which characters can be drawn at all, and what stands in place of the others?

PDF/UA and PDF/A forbid the empty box that stands for a character without a glyph. Emoji or a script for which
no font is installed are therefore named in brackets; page and plain text keep them as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_CODE = re.compile(r"U\+([0-9A-F]{4,6})")
_NEVER: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_KEPT: Final = "\n\t\r"
_JOINERS: Final = "\u200d\ufe0e\ufe0f"


def missing_in(warning: str) -> set[str]:
    """The characters that a warning about missing glyphs names."""
    return {chr(int(code, 16)) for code in _CODE.findall(warning)}


def drawable(text: str, missing: Iterable[str] = ()) -> str:
    """The text with what no font draws named in brackets, and what is no character at all left out."""
    known_missing = frozenset(missing)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(each, known_missing) for each in text)


def _shown(character: str, missing: frozenset[str]) -> str:
    if character.isascii() and (character.isprintable() or character in _KEPT):
        return character
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return ""
    if character not in missing and category not in _NEVER:
        return character
    if character in _JOINERS:
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"

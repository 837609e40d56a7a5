"""What may the name of an uploaded file be?

A label, never a path: the file itself is stored under a random one. What could mislead a reader is taken out.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST_NAME: Final = 120
UNNAMED: Final = "document"
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain_name(name: str) -> str:
    """The last part of a path, without control characters, at most 120 characters long; its suffix is kept.

    Characters of direction go too: U+202E turns “gpj.exe” into something that reads “exe.jpg”.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    letters = (letter for letter in last if unicodedata.category(letter) not in _INVISIBLE)
    shown = " ".join("".join(letters).split()).strip(". ")
    if len(shown) <= LONGEST_NAME:
        return shown or UNNAMED
    suffix = PurePosixPath(shown).suffix[:12]
    return shown[: LONGEST_NAME - len(suffix) - 1].rstrip() + "…" + suffix


def suffix_of(name: str) -> str:
    """The suffix in lower case without its dot, as "docx"; "" where there is none."""
    return PurePosixPath(name).suffix.lower().lstrip(".")

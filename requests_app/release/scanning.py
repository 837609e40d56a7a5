"""Has a virus scanner looked at a file?

The hook: a scanner is any callable that reads the stream and answers. None is built in yet, and pages say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, kw_only=True)
class Scan:
    """`found` names what the scanner recognised; empty when it found nothing, or did not look."""

    is_scanned: bool
    found: str = ""


Scanner = Callable[[BinaryIO], Scan]


def not_scanned(stream: BinaryIO) -> Scan:
    """What stands in until a scanner is configured: it looks at nothing, and does not pretend to."""
    return Scan(is_scanned=False)

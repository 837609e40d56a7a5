"""How did it end? Computed from what was recorded when the response went out, never typed."""

from __future__ import annotations

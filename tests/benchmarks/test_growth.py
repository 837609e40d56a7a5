"""Does memory stay flat from letter to letter, and does a table of a hundred pages take ten times as long as of ten?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.measuring import table

pytestmark = pytest.mark.pdf
ROWS = (20, 270, 1_450, 2_930)
LETTERS, EVERY = int(os.environ.get("LETTERS", "2000")), 100


def said_by(module: str, *arguments: int, root: Path) -> Any:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def test_long_tables(project_root: Path) -> None:
    rows = [[f"{number:,}", *said_by("long_table", number, root=project_root)] for number in ROWS]
    heads = ("rows of five", "pages", "s", "s of processor", "ms a page", "s validating", "peak MB", "bytes")
    table("A letter with a long table, each in a process of its own", heads, rows)


def test_memory_over_many_letters(project_root: Path) -> None:
    said = said_by("many_letters", LETTERS, EVERY, root=project_root)
    rows = [[f"{(at + 1) * EVERY:,}", round(each / 1024, 1)] for at, each in enumerate(said["kilobytes"])]
    table(f"Memory of one process over {LETTERS:,} letters of different words", ("letters", "MB"), rows)

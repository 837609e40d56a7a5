"""How does a letter of ours compare with bare WeasyPrint and with Chromium, on the same page, in one run?

Each engine has a process of its own, so that time from its start and memory are its own. All take turns.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pikepdf
import psutil
import pytest

from requests_app.letters.content import compose
from requests_app.letters.render import _font_faces, pdf_problems, render_html
from tests.benchmarks.measuring import table
from tests.benchmarks.notices import PAGES, STAMP, notice
from tests.conftest import chromium

pytestmark = pytest.mark.pdf
COLD, WARM = 3, 15
HEADS = (
    "engine",
    "ms",
    "best ms",
    "a minute",
    "to bare",
    "peak MB",
    "bytes",
    "pages",
    "tagged",
    "PDF/UA+A-3a",
)


@dataclass(kw_only=True)
class Row:
    """What one engine took, in milliseconds, what it needed, and what it made."""

    name: str
    taken: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    pdf: bytes = b""


class Engine:
    """An engine's process: each letter is asked for by a line."""

    def __init__(self, name: str, page: Path, root: Path) -> None:
        self.out = page.with_name(f"{name}.pdf")
        command = [sys.executable, "-m", "tests.benchmarks.engine", name, str(page), str(self.out)]
        self.process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def draw(self, row: Row, *, since: float | None = None) -> None:
        began = since or time.perf_counter()
        assert self.process.stdin and self.process.stdout  # noqa: PT018 - both are pipes
        with peak_of(self.process.pid, row):
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            assert self.process.stdout.readline() == "drawn\n"
        row.taken.append((time.perf_counter() - began) * 1000)
        row.pdf = self.out.read_bytes()

    def stop(self) -> None:
        for each in psutil.Process(self.process.pid).children(recursive=True):
            each.kill()
        self.process.kill()
        self.process.communicate()


@contextlib.contextmanager
def peak_of(pid: int, row: Row) -> Iterator[None]:
    """The most memory that a process and its children hold together, looked at every 20 ms."""
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                held = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
                row.megabytes = max(row.megabytes, held / 2**20)
            over.wait(0.02)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def test_letters_beside_bare_weasyprint_and_chromium(project_root: Path, tmp_path: Path) -> None:
    page = tmp_path / "letter.html"
    html = render_html(compose(notice()), STAMP, standalone=True)
    page.write_text(html.replace("<style>", f"<style>{_font_faces()}", 1))
    names = ["bare", "ours", *(["chromium"] if chromium() else [])]
    cold = {name: Row(name=f"{name}, a new process") for name in names}
    warm = {name: Row(name=f"{name}, warm") for name in names}
    command = Row(name="chromium --print-to-pdf")
    for _ in range(COLD):
        for name in names:
            began = time.perf_counter()
            engine = Engine(name, page, project_root)
            engine.draw(cold[name], since=began)
            engine.stop()
        if chromium():
            print_to_pdf(page, command)
    engines = {name: Engine(name, page, project_root) for name in names}
    for engine in engines.values():
        engine.draw(Row(name="to warm up"))
    for _ in range(WARM):
        for name, engine in engines.items():
            engine.draw(warm[name])
    for engine in engines.values():
        engine.stop()
    title = f"A letter of {PAGES} pages; memory is the sum over an engine's processes"
    table(f"{title} (warm: {WARM} rounds)", HEADS, [shown(row, warm["bare"]) for row in warm.values()])
    of_new = [*cold.values(), *([command] if chromium() else [])]
    table(f"{title} (new: {COLD} rounds)", HEADS, [shown(row, cold["bare"]) for row in of_new])
    if not chromium():
        print("Chromium is not measured: it is not installed (apt-get install chromium).")


def print_to_pdf(page: Path, row: Row) -> None:
    out = page.with_name("command.pdf")
    command = [chromium() or "", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    began = time.perf_counter()
    process = subprocess.Popen([*command, f"--print-to-pdf={out}", page.as_uri()], stderr=subprocess.DEVNULL)
    with peak_of(process.pid, row):
        assert process.wait() == 0
    row.taken.append((time.perf_counter() - began) * 1000)
    row.pdf = out.read_bytes()


def shown(row: Row, bare: Row) -> list[object]:
    problems = pdf_problems(row.pdf)
    with pikepdf.open(io.BytesIO(row.pdf)) as pdf:
        pages, tagged = len(pdf.pages), "/StructTreeRoot" in pdf.Root
    usual, best = median(row.taken), min(row.taken)
    verdict = f"no ({len(problems)})" if problems else "yes"
    figures = [usual, best, round(60_000 / usual), usual / median(bare.taken), round(row.megabytes)]
    return [row.name, *figures, len(row.pdf), pages, "yes" if tagged else "no", verdict]

"""How many letters a minute, and how much longer than WeasyPrint alone takes over the same HTML?"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pikepdf
import pytest
import weasyprint
from django.utils import timezone

from requests_app.letters.content import compose
from requests_app.letters.render import pdf_problems, render_html, render_pdf, render_text
from requests_app.services.issue import issue, render_and_complete
from tests.benchmarks.measuring import in_turn, table
from tests.benchmarks.notices import PAGES, STAMP, notice
from tests.factories.cases import approved_case
from tests.factories.people import approver, officer

pytestmark = pytest.mark.pdf
ROUNDS, TASKS, LETTERS_IN_A_PROCESS = 21, 15, 20


def test_letters_a_minute_beside_bare_weasyprint() -> None:
    content = compose(notice())
    html, pdf = render_html(content, STAMP, standalone=True), render_pdf(content, STAMP)
    acts = {
        "bare WeasyPrint, plain PDF": lambda: weasyprint.HTML(string=html).write_pdf(),
        "bare WeasyPrint, tagged PDF/A-3a": lambda: weasyprint.HTML(string=html).write_pdf(
            pdf_variant="pdf/a-3a", pdf_tags=True
        ),
        "render_pdf (accessible, PDF/UA-1 and PDF/A-3a)": lambda: render_pdf(content, STAMP),
        "render_html and render_text": lambda: (render_html(content, STAMP), render_text(content, STAMP)),
        "pdf_problems (both profiles)": lambda: pdf_problems(pdf),
    }
    found = in_turn(acts, rounds=ROUNDS)
    bare = found["bare WeasyPrint, plain PDF"]
    rows = [
        [
            name,
            each.usual,
            each.best,
            round(60_000 / each.usual),
            each.usual / bare.usual,
            each.best / bare.best,
        ]
        for name, each in found.items()
    ]
    with pikepdf.open(io.BytesIO(pdf)) as drawn:
        assert len(drawn.pages) == PAGES
    sizes = f"{PAGES} pages, {len(pdf):,} bytes; bare {len(acts['bare WeasyPrint, plain PDF']()):,} bytes"
    heads = ("one letter, warm", "ms", "best ms", "a minute", "to bare", "of best")
    table(f"Letters, one process ({sizes}; median of {ROUNDS})", heads, rows)


def test_cold_start_and_memory(project_root: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.first_letter", str(LETTERS_IN_A_PROCESS)]
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=project_root, env=dict(os.environ), check=True, capture_output=True, text=True
        )
        runs.append(json.loads(done.stdout) | {"whole_seconds": time.perf_counter() - began})
    rows = [[name.replace("_", " "), min(run[name] for run in runs)] for name in runs[0]]
    table(f"A new process, {LETTERS_IN_A_PROCESS} letters (best of {len(runs)})", ("what", "figure"), rows)


@pytest.mark.django_db(transaction=True)
def test_the_whole_task() -> None:
    """Look at the approval, draw, validate, store the file, freeze, write the history, queue the e-mail."""
    by, other, taken = officer(), approver(), []
    for _ in range(TASKS):
        case = approved_case(by=by, approved_by=other)
        letter = issue(case.pk, by=by, at=timezone.now())
        began = time.perf_counter()
        assert render_and_complete(letter.pk, at=timezone.now())
        taken.append((time.perf_counter() - began) * 1000)
    letter.refresh_from_db()
    with letter.pdf.open("rb") as file, pikepdf.open(file) as drawn:
        pages = len(drawn.pages)
    rows = [["render_and_complete", median(taken), min(taken), round(60_000 / median(taken))]]
    heads = ("the task, warm", "ms", "best ms", "a minute")
    table(f"The whole task, one process, a letter of {pages} pages (median of {TASKS})", heads, rows)

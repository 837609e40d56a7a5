"""Is what a worker needs for every letter made once, and what a long table needs not measured cell by cell?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

import pytest
import weasyprint
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone
from weasyprint.layout import preferred
from weasyprint.text.fonts import FontConfiguration

from foi.celery import app
from requests_app.letters.content import IssueStamp, compose
from requests_app.letters.model import Grid
from requests_app.letters.render import pdf_problems, render_pdf
from requests_app.letters.view import FEWEST_ROWS_OF_FIXED_WIDTH, column_shares
from requests_app.models import Letter
from requests_app.services import issue
from tests.domain.letters.situations import disclosed_case, ncnd_case, table_case
from tests.factories.cases import approved_case
from tests.factories.people import officer

pytestmark = pytest.mark.pdf
STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5))
MOST_GROWTH_KILOBYTES = 4_096
"""Of sixty letters after the fortieth: what new words add to the caches of glyphs, and no letter that stays."""

_opened: list[str] | None = None


def _hear(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None:
        _opened.append(str(args[0]))


sys.addaudithook(_hear)


@contextmanager
def files_opened():
    """The names of the files that Python opens; a hook cannot be removed, so it listens only here."""
    global _opened
    _opened = heard = []
    try:
        yield heard
    finally:
        _opened = None


def long_table(rows: int):
    return table_case(*((f"District {row}", str(row), str(row * 2), str(row * 3)) for row in range(rows)))


def test_the_second_letter_parses_no_style_and_opens_no_font(monkeypatch):
    render_pdf(compose(ncnd_case()), STAMP)
    parsed: list[str] = []
    for owner, name in ((weasyprint.CSS, "__init__"), (FontConfiguration, "add_font_face")):
        monkeypatch.setattr(owner, name, lambda *args, called=name, **options: parsed.append(called))
    with files_opened() as opened:
        assert render_pdf(compose(disclosed_case()), STAMP)
    assert parsed == []
    assert [name for name in opened if name.endswith((".ttf", ".otf", ".css"))] == []


def test_a_letter_leaves_no_temporary_file(tmp_path, monkeypatch):
    render_pdf(compose(ncnd_case()), STAMP)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    render_pdf(compose(disclosed_case()), STAMP)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rows", [FEWEST_ROWS_OF_FIXED_WIDTH, 3 * FEWEST_ROWS_OF_FIXED_WIDTH])
def test_the_cells_of_a_long_table_are_not_measured_one_by_one(rows, monkeypatch):
    measured: list[object] = []
    measure = preferred.table_cell_min_content_width

    def counting(context, box, *rest):
        measured.append(box)
        return measure(context, box, *rest)

    monkeypatch.setattr(preferred, "table_cell_min_content_width", counting)
    pdf = render_pdf(compose(long_table(rows)), STAMP)
    assert measured == []
    assert pdf_problems(pdf) == ()
    render_pdf(compose(long_table(FEWEST_ROWS_OF_FIXED_WIDTH - 1)), STAMP)
    assert measured


def test_a_column_is_as_wide_as_its_usual_text_and_its_longest_word():
    rows = tuple((str(row), "No further action was taken", "-") for row in range(50))
    number, outcome, nothing = column_shares(
        Grid(caption="Incidents", columns=("No.", "Outcome", "Note"), rows=rows)
    )
    assert outcome > 3 * number
    assert nothing >= number
    assert 95 <= number + outcome + nothing <= 100


def test_one_endless_word_or_a_row_too_short_leaves_every_column_some_width():
    rows = (("x" * 5_000, "a"), ("b",))
    shares = column_shares(Grid(caption="", columns=("One", "Two"), rows=rows))
    assert min(shares) >= 5
    assert sum(column_shares(Grid(caption="", columns=("",) * 60, rows=()))) <= 100


@pytest.mark.django_db
def test_a_letter_that_takes_too_long_fails_at_once_and_says_what_to_do(monkeypatch):
    by = officer()
    letter = issue.issue(approved_case(by=by).pk, by=by, at=timezone.now())

    def too_slow(*_):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(issue, "render_pdf", too_slow)
    with pytest.raises(SoftTimeLimitExceeded):
        issue.render_and_complete(letter.pk, at=timezone.now())
    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert "Try again when the machine is less busy" in letter.render_error


def test_a_letter_may_take_longer_than_other_work_but_not_until_the_broker_hands_it_out_again():
    app.loader.import_default_modules()
    task = app.tasks["requests_app.tasks.render_letter"]
    limits = task.soft_time_limit, task.time_limit
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < limits[0] < limits[1]
    assert limits[1] < settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


@pytest.mark.slow
def test_memory_does_not_grow_from_letter_to_letter(project_root, tmp_path):
    command = [sys.executable, "-m", "tests.benchmarks.many_letters", "100", "20"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=project_root, env=environment, check=True, capture_output=True, text=True
    )
    said = json.loads(done.stdout)
    assert said["kilobytes"][-1] - said["kilobytes"][1] < MOST_GROWTH_KILOBYTES, said
    assert list(tmp_path.iterdir()) == []

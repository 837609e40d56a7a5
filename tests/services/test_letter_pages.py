"""Where does a page of a letter end? Never between what has to be read together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from requests_app.letters.content import IssueStamp, compose
from requests_app.letters.render import render_pdf
from tests.domain.letters.situations import disclosed_case, table_case

pytestmark = pytest.mark.pdf
STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5))
FILLS = range(4, 30, 2)
"""So many lines in the request move the end of the first page through everything that follows."""


def pages_of(case) -> list[str]:
    document = pypdfium2.PdfDocument(render_pdf(compose(case), STAMP))
    return [page.get_textpage().get_text_range() for page in document]


def pages_with(lines: int, case) -> list[str]:
    return pages_of(replace(case, wording="\n".join("Please." for _ in range(lines))))


def stand_together(pages: list[str], *texts: str) -> bool:
    return any(all(text in page for text in texts) for page in pages)


def led_in():
    case = disclosed_case()
    (question,) = case.questions
    (answer,) = question.answers
    answer = replace(answer, text="We recorded these complaints:")
    return replace(case, questions=(replace(question, answers=(answer,)),))


@pytest.mark.parametrize("lines", FILLS)
def test_nothing_that_is_read_together_is_parted(lines):
    pages = pages_with(lines, led_in())
    assert stand_together(pages, "We recorded these complaints:", "Complaints by district", "Total")
    assert stand_together(pages, "Complaints by district", "Recorded complaints only.")
    assert stand_together(
        pages, "You can complain online", "The last day on which you can ask", "Yours sincerely", "Officer"
    )


def test_the_last_row_of_a_long_table_does_not_stand_alone():
    for number in range(14, 24):
        pages = pages_of(table_case(*((f"District {at}", "14", "22", "36") for at in range(number))))
        assert stand_together(pages, f"District {number - 2}", f"District {number - 1}")

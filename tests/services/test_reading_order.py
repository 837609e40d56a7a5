"""Whoever hears a letter gets what others see, in the same order, with its headings, lists and tables told apart."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pytest

from requests_app.domain.letterkinds import Layout
from requests_app.letters.content import Bullets, Grid, IssueStamp, LetterContent, Numbered, compose
from requests_app.letters.render import pdf_problems, render_pdf, render_text
from tests.domain.letters.shapes import SHAPES
from tests.domain.letters.situations import disclosed_case
from tests.services.reading import Piece, read_aloud

pytestmark = pytest.mark.pdf

LATE = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5), late_by_days=3)
EVERY = [(build, layout) for build in SHAPES for layout in Layout]
_DECORATION = re.compile(r"[\s•>:|=-]+")


@cache
def letter_of(build, layout: Layout) -> LetterContent:
    case = build()
    return compose(replace(case, authority=replace(case.authority, letter_layout=layout)))


@cache
def drawn(build, layout: Layout) -> bytes:
    return render_pdf(letter_of(build, layout), LATE)


@cache
def heard(build, layout: Layout) -> list[Piece]:
    return read_aloud(drawn(build, layout))


def words(text: str) -> str:
    """Without white space and the signs that plain text has for quotes, bullets, terms and underlined headings."""
    return _DECORATION.sub("", text)


@pytest.mark.parametrize(("build", "layout"), EVERY)
def test_every_shape_is_valid_pdf_ua_and_pdf_a(build, layout):
    assert pdf_problems(drawn(build, layout)) == ()


@pytest.mark.parametrize(("build", "layout"), EVERY)
def test_the_structure_reads_as_the_plain_text_does(build, layout):
    aloud = "".join(piece.text for piece in heard(build, layout))
    assert words(aloud) == words(render_text(letter_of(build, layout), LATE))


@pytest.mark.parametrize(("build", "layout"), EVERY)
def test_headings_are_headings_of_their_level_and_bookmarks(build, layout):
    letter = letter_of(build, layout)
    expected = [("H1", letter.title)]
    expected += [(f"H{each.level}", each.heading) for each in letter.printed_sections if each.heading]
    found = [(piece.tag, piece.text) for piece in heard(build, layout) if re.fullmatch(r"H\d", piece.tag)]
    assert [(tag, words(text)) for tag, text in found] == [(tag, words(text)) for tag, text in expected]
    with pikepdf.open(io.BytesIO(drawn(build, layout))) as pdf, pdf.open_outline() as outline:
        assert [words(title) for title in titles(outline.root)] == [words(text) for _, text in expected]


def titles(items):
    for item in items:
        yield item.title
        yield from titles(item.children)


@pytest.mark.parametrize(("build", "layout"), EVERY)
def test_lists_and_tables_are_tagged_and_every_head_says_what_it_heads(build, layout):
    blocks = [block for section in letter_of(build, layout).printed_sections for block in section.all_blocks]
    grids = [block for block in blocks if isinstance(block, Grid)]
    items = sum(len(block.items) for block in blocks if isinstance(block, Bullets | Numbered))
    tags = Counter(piece.tag for piece in heard(build, layout))
    assert tags["Lbl"] == items
    with pikepdf.open(io.BytesIO(drawn(build, layout))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        kinds = Counter(str(each.S) for each in elements)
        assert kinds["/Table"] == len(grids)
        heads = [each for each in elements if each.S == "/TH"]
        assert len(heads) == sum(len(grid.columns) + len(grid.rows) for grid in grids)
        assert all(scope_of(head) in {"/Column", "/Row"} for head in heads)


def scope_of(head) -> str:
    attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
    return next((str(each.Scope) for each in attributes if "/Scope" in each), "")


def test_page_numbers_and_the_reference_at_the_foot_are_not_read_aloud():
    aloud = " ".join(piece.text for piece in heard(disclosed_case, Layout.DECISION_FIRST))
    assert "Page 1 of" not in aloud
    assert aloud.count("01.FOI.25.000412") == 1

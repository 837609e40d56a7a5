"""Do letters stand one after the other in the printer's file, each on a sheet of its own where both sides are printed?"""

from __future__ import annotations

import io

import pikepdf
import pytest

from requests_app.letters.merging import Part, merge


def letter(*texts: str, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF with a page for each text, tagged as letters are."""
    with pikepdf.new() as pdf:
        for text in texts:
            page = pdf.add_blank_page(page_size=size)
            page.Contents = pdf.make_stream(f"% {text}".encode())
            page.obj.StructParents = 0
            page.obj.Tabs = pikepdf.Name.S
            page.obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, StructParent=1)])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


PARTS = (
    Part(title="A – Reminder", pdf=letter("a1", "a2", "a3")),
    Part(title="B – Response", pdf=letter("b1", size=(420, 595))),
    Part(title="C – Response", pdf=letter("c1", "c2")),
)


def said(pdf: pikepdf.Pdf) -> list[str]:
    """What each page holds; nothing for a blank one."""
    return [
        bytes(page.Contents.read_bytes()).decode().removeprefix("% ") if "/Contents" in page else ""
        for page in pdf.pages
    ]


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    pages = [page.obj.objgen for page in pdf.pages]
    with pdf.open_outline() as outline:
        return [(each.title, pages.index(each.destination[0].objgen) + 1) for each in outline.root]


@pytest.mark.parametrize(
    ("is_duplex", "pages", "starts", "sides"),
    [
        (False, ["a1", "a2", "a3", "b1", "c1", "c2"], [1, 4, 5], "/Simplex"),
        (True, ["a1", "a2", "a3", "", "b1", "", "c1", "c2"], [1, 5, 7], "/DuplexFlipLongEdge"),
    ],
)
def test_pages_stand_in_order_with_a_bookmark_for_each_letter(is_duplex, pages, starts, sides):
    merged = merge(PARTS, is_duplex=is_duplex, title="Letters to post")
    with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
        assert said(pdf) == pages
        assert merged.pages == len(pages)
        assert bookmarks(pdf) == list(zip((part.title for part in PARTS), starts, strict=True))
        assert str(pdf.Root.ViewerPreferences.Duplex) == sides
        assert str(pdf.docinfo.Title) == "Letters to post"


def test_a_blank_page_is_as_large_as_the_one_before_it():
    merged = merge(PARTS, is_duplex=True, title="x")
    with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
        assert [float(side) for side in pdf.pages[5].mediabox] == [0, 0, 420, 595]


def test_it_claims_no_tags_that_it_does_not_have():
    merged = merge(PARTS, is_duplex=False, title="x")
    with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/Metadata" not in pdf.Root
        for page in pdf.pages:
            assert not {"/StructParents", "/Tabs"} & set(page.obj.keys())
            assert all("/StructParent" not in each for each in page.obj.Annots)


def test_equal_letters_make_equal_files():
    assert merge(PARTS, is_duplex=True, title="x") == merge(PARTS, is_duplex=True, title="x")

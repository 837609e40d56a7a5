"""How do many letters become one file for the printer?

The pages as they were drawn, one letter after the other, with a bookmark for each. The tags of the letters are not
carried over, nor what they claim to be: the file is for printing only, and each letter's own PDF stays the accessible one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, kw_only=True)
class Part:
    """One letter: what its bookmark says, and its PDF."""

    title: str
    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The whole file, and how many pages it has, blank ones included."""

    pdf: bytes
    pages: int


def merge(parts: Iterable[Part], *, is_duplex: bool, title: str) -> Merged:
    """With `is_duplex` each letter begins on an odd page, the front of a sheet. Equal input, equal output."""
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        starts: list[tuple[str, int]] = []
        for part in parts:
            if is_duplex and len(whole.pages) % 2:
                whole.add_blank_page(page_size=_size(whole.pages[-1]))
            starts.append((part.title, len(whole.pages)))
            whole.pages.extend(opened.enter_context(pikepdf.open(io.BytesIO(part.pdf))).pages)
        for page in whole.pages:
            _forget_tags(page)
        _open_with_bookmarks(whole, starts)
        whole.docinfo[pikepdf.Name.Title] = title
        sides = pikepdf.Name.DuplexFlipLongEdge if is_duplex else pikepdf.Name.Simplex
        whole.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=sides, DisplayDocTitle=True)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
        return Merged(pdf=out.getvalue(), pages=len(whole.pages))


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return right - left, top - bottom


def _forget_tags(page: pikepdf.Page) -> None:
    """References into a structure that the whole does not have would only confuse its readers."""
    for key in ("/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    for each in page.obj.get("/Annots", pikepdf.Array()):
        if "/StructParent" in each:
            del each["/StructParent"]


def _open_with_bookmarks(whole: pikepdf.Pdf, starts: list[tuple[str, int]]) -> None:
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in starts)
    whole.Root.PageMode = pikepdf.Name.UseOutlines

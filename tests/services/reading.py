"""What does a screen reader get from a PDF? Its text in the order of its structure, with the tag of each piece."""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "Lbl", "LBody", "TH", "TD", "Caption"})


@dataclass(frozen=True)
class Piece:
    """A block of text under its tag; text that lies in no block of its own stands under its container's."""

    tag: str
    text: str


def read_aloud(pdf: bytes) -> list[Piece]:
    """The pieces in reading order; what the structure does not reach, such as page numbers, is not among them."""
    texts = _texts(pdf)
    found: list[Piece] = []
    last: tuple[str, Any] = ("", None)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: at for at, page in enumerate(document.pages)}
        for tag, page, mcid, block in _leaves(document.Root.StructTreeRoot, None, ("", 0)):
            text = texts[numbers[page.objgen]][mcid]
            if found and block == last:
                found[-1] = Piece(found[-1].tag, found[-1].text + text)
            else:
                found.append(Piece(tag, text))
            last = block
    return [Piece(piece.tag, " ".join(piece.text.split())) for piece in found if piece.text.strip()]


def _leaves(node: Any, page: Any, block: tuple[str, Any]) -> Iterator[tuple[str, Any, int, Any]]:
    page = node.get("/Pg", page)
    tag = str(node.get("/S", ""))[1:]
    if tag in BLOCKS:
        block = (tag, node.objgen)
    children = node.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, int):
            yield block[0], page, child, block
        elif isinstance(child, pikepdf.Dictionary) and child.get("/Type") == pikepdf.Name.MCR:
            yield block[0], child.get("/Pg", page), int(child.MCID), block
        elif isinstance(child, pikepdf.Dictionary) and child.get("/Type") != pikepdf.Name.OBJR:
            yield from _leaves(child, page, block)


def _texts(pdf: bytes) -> list[dict[int, str]]:
    """For each page the text of each piece of marked content."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        by_id: dict[int, str] = defaultdict(str)
        text_page = page.get_textpage()
        for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
            each = pdfium.FPDFPage_GetObject(page.raw, at)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(each)
            if mcid >= 0 and pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_TEXT:
                by_id[mcid] += _text(each, text_page)
        found.append(by_id)
    return found


def _text(each: Any, text_page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(each, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(
        each, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le")

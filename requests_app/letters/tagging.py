"""How does a drawn PDF become one that a screen reader reads well, and that an archive keeps?

WeasyPrint draws PDF/A-3a. Here it is said to be PDF/UA-1 too, running headers are marked as page decoration
(they are tagged but belong to nothing, Kozea/WeasyPrint#1836), and header cells say what they head.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pikepdf

UA_DESCRIPTION: Final = (
    b'<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="" '
    b'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="" '
    b'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    b'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    b'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Which part of ISO 14289 the file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_RDF_END: Final = b"</rdf:RDF>"


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """The same letter as data, to lie in the PDF (PDF/A-3: an associated file)."""

    name: str
    media_type: str
    description: str
    on: date
    data: bytes


def declare_ua(rdf: bytes) -> bytes:
    """The metadata with the PDF/UA-1 identifier, and the extension schema that PDF/A asks for about it."""
    head, end, tail = rdf.rpartition(_RDF_END)
    if not end:
        raise ValueError("The PDF's metadata has no end of rdf:RDF to write before.")
    return head + UA_DESCRIPTION + end + tail


def finish(pdf: bytes, file: DataFile | None = None) -> bytes:
    """The same pages with decoration marked as such, table heads scoped, and the data; equal input, equal output."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        reachable: dict[Any, set[int]] = {}
        if root is not None:
            _walk(root, None, "", reachable)
        for page in document.pages:
            _mark_decoration(document, page, reachable.get(page.obj.objgen, set()))
        for each in document.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Image:
                each.Interpolate = False  # PDF/A forbids smoothing by the viewer; WeasyPrint asks for it
        if file is not None:
            _associate(document, file)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()


def _associate(document: pikepdf.Pdf, file: DataFile) -> None:
    """Embedded with its kind and its relation to the whole document, as PDF/A-3 asks (ISO 19005-3, 6.8)."""
    day = f"D:{file.on:%Y%m%d}000000Z"
    attached = pikepdf.AttachedFileSpec(
        document,
        file.data,
        filename=file.name,
        description=file.description,
        mime_type=file.media_type,
        creation_date=day,
        mod_date=day,
    )
    attached.relationship = pikepdf.Name.Data
    document.attachments[file.name] = attached
    document.Root.AF = pikepdf.Array([attached.obj])


def _walk(node: Any, page: Any, parent: str, reachable: dict[Any, set[int]]) -> None:
    """Collect the marked content that the structure reaches, by page; give each header cell its scope."""
    page = node.get("/Pg", page)
    kind = str(node.get("/S", ""))
    if kind == "/TH":
        _scope(node, "/Column" if parent == "/THead" else "/Row")
    for child in _children(node):
        if isinstance(child, int):
            if page is not None:
                reachable.setdefault(page.objgen, set()).add(child)
        elif isinstance(child, pikepdf.Dictionary):
            if child.get("/Type") == pikepdf.Name.MCR:
                reachable.setdefault(child.get("/Pg", page).objgen, set()).add(int(child.MCID))
            elif child.get("/Type") != pikepdf.Name.OBJR:
                _walk(child, page, parent if kind == "/TR" else kind, reachable)


def _children(node: Any) -> Iterator[Any]:
    children = node.get("/K")
    if children is None:
        return
    if isinstance(children, pikepdf.Array):
        yield from children
    else:
        yield children


def _scope(cell: Any, scope: str) -> None:
    attributes = cell.get("/A")
    if isinstance(attributes, pikepdf.Array):
        attributes.append(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope)))
    elif attributes is not None and attributes.get("/O") == pikepdf.Name.Table:
        attributes.Scope = pikepdf.Name(scope)
    else:
        cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))


def _mark_decoration(document: pikepdf.Pdf, page: pikepdf.Page, reachable: set[int]) -> None:
    instructions: list[Any] = []
    for each in pikepdf.parse_content_stream(page):
        if str(each.operator) == "BDC" and _mcid(each.operands) not in reachable | {None}:
            operands = [pikepdf.Name.Artifact, pikepdf.Dictionary(Type=pikepdf.Name.Pagination)]
            instructions.append(pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("BDC")))
        else:
            instructions.append(each)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


def _mcid(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None

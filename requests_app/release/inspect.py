"""May this upload come in, and what is it really?

Decided by content, never by name alone, and read in pieces: a large file needs no more memory than a small.
Virus scanning is a separate hook (`release.scanning`): what passes is what it says, not necessarily harmless.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from types import MappingProxyType
from typing import BinaryIO, Final

import pikepdf
import puremagic

from requests_app.domain.errors import InvalidInput
from requests_app.release.archives import DAMAGED, LOCKED, MACROS, Trouble, office_kind
from requests_app.release.names import plain_name, suffix_of

PIECE: Final = 1_048_576
HEAD: Final = 65_536
SURE_ENOUGH: Final = 0.4


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that is taken."""

    label: str
    media_type: str
    suffixes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """What was found out about an upload. `name` is fit to be shown; `size` in bytes; `sha256` in hex."""

    name: str
    kind: str
    media_type: str
    size: int
    sha256: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "pdf": Kind(label="PDF", media_type="application/pdf", suffixes=("pdf",)),
        "docx": Kind(
            label="Word document", media_type=f"{_OFFICE}.wordprocessingml.document", suffixes=("docx",)
        ),
        "xlsx": Kind(label="Excel workbook", media_type=f"{_OFFICE}.spreadsheetml.sheet", suffixes=("xlsx",)),
        "pptx": Kind(
            label="PowerPoint", media_type=f"{_OFFICE}.presentationml.presentation", suffixes=("pptx",)
        ),
        "odt": Kind(label="OpenDocument text", media_type=f"{_OPEN}.text", suffixes=("odt",)),
        "ods": Kind(label="OpenDocument spreadsheet", media_type=f"{_OPEN}.spreadsheet", suffixes=("ods",)),
        "odp": Kind(label="OpenDocument presentation", media_type=f"{_OPEN}.presentation", suffixes=("odp",)),
        "csv": Kind(label="CSV", media_type="text/csv", suffixes=("csv",)),
        "txt": Kind(label="Plain text", media_type="text/plain", suffixes=("txt",)),
        "png": Kind(label="PNG image", media_type="image/png", suffixes=("png",)),
        "jpg": Kind(label="JPEG image", media_type="image/jpeg", suffixes=("jpg", "jpeg")),
        "eml": Kind(label="E-mail", media_type="message/rfc822", suffixes=("eml",)),
        "msg": Kind(label="Outlook message", media_type="application/vnd.ms-outlook", suffixes=("msg",)),
    }
)
_KIND_OF_SUFFIX: Final = {suffix: key for key, kind in KINDS.items() for suffix in kind.suffixes}
_MACRO_SUFFIXES: Final = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm"})
_OLD_OFFICE: Final = MappingProxyType({"doc": ".docx", "xls": ".xlsx", "ppt": ".pptx"})
_MARKUP: Final = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<?xml",
    b"<!--",
    b"<iframe",
)
_MAIL_HEADERS: Final = ("From", "To", "Subject", "Date", "Received", "Message-ID", "MIME-Version")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE_MARK: Final = "__properties_version1.0".encode("utf-16-le")
_LOCKED_MARK: Final = "EncryptedPackage".encode("utf-16-le")
ACCEPTED: Final = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument, CSV, text, PNG, JPEG or e-mail"
)


def inspect_upload(stream: BinaryIO, *, name: str, size: int, most_bytes: int) -> Inspected:
    """Look at an upload; raises InvalidInput with a sentence that names the file and says what to do."""
    shown = plain_name(name)
    try:
        _refuse_size(size, most_bytes)
        kind = _expected(shown)
        found = _found(stream, kind)
        if found != kind:
            raise Trouble(_not_what_it_says(shown, found, _head(stream)))
    except Trouble as trouble:
        raise InvalidInput(f"“{shown}” {trouble}") from trouble
    return Inspected(
        name=shown, kind=kind, media_type=KINDS[kind].media_type, size=size, sha256=sha256_of(stream)
    )


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}".removesuffix(".0") + " MB"


def too_large(most_bytes: int) -> str:
    """The rest of a sentence that begins with a file's name."""
    limit = f"is larger than {megabytes(most_bytes)}, the most that can be attached."
    return f"{limit} Make it smaller, or split it."


def sha256_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(stream):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()


def _refuse_size(size: int, most_bytes: int) -> None:
    if size == 0:
        raise Trouble(
            "is empty. Choose the file again; if it is empty on your computer too, ask for a new copy."
        )
    if size > most_bytes:
        raise Trouble(too_large(most_bytes))


def _expected(name: str) -> str:
    """The kind that the name promises."""
    suffix = suffix_of(name)
    if suffix in _MACRO_SUFFIXES:
        raise Trouble(MACROS)
    if suffix in _OLD_OFFICE:
        raise Trouble(f"is in an old Office format. Save it as {_OLD_OFFICE[suffix]} and attach that copy.")
    if suffix not in _KIND_OF_SUFFIX:
        what = (
            f"is a .{suffix} file, which is not taken here"
            if suffix
            else "has no ending that says what it is"
        )
        raise Trouble(f"{what}. Attach {ACCEPTED}.")
    return _KIND_OF_SUFFIX[suffix]


def _found(stream: BinaryIO, kind: str) -> str:
    """The kind that the content is; "" for anything that is not taken."""
    head = _head(stream)
    if head.startswith(b"PK"):
        return office_kind(stream)
    if head.startswith(_OLE):
        return _old_container(stream)
    if b"%PDF-" in head[:1024]:
        return _pdf(stream)
    signature = _signature(head)
    if signature is not None and signature.extension == ".png":
        return _whole("png", stream, b"IEND")
    if head.startswith(b"\xff\xd8\xff"):
        return _whole("jpg", stream, b"\xff\xd9")
    return _text(stream, head, kind)


def _old_container(stream: BinaryIO) -> str:
    """OLE: Outlook's messages, Word and Excel before 2007, and today's Office files under a password."""
    if _holds(stream, _LOCKED_MARK):
        raise Trouble(LOCKED)
    return "msg" if _holds(stream, _MESSAGE_MARK) else ""


def _pdf(stream: BinaryIO) -> str:
    stream.seek(0)
    try:
        with pikepdf.open(stream) as pdf:
            if not len(pdf.pages):
                raise Trouble("has no pages. Attach a copy that has.")
    except pikepdf.PasswordError as error:
        raise Trouble(LOCKED) from error
    except pikepdf.PdfError as error:
        raise Trouble(DAMAGED) from error
    return "pdf"


def _whole(kind: str, stream: BinaryIO, end: bytes) -> str:
    """An image that was cut off on its way lacks its end."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - HEAD))
    if end not in stream.read(HEAD):
        raise Trouble(DAMAGED)
    return kind


def _text(stream: BinaryIO, head: bytes, kind: str) -> str:
    """Text has no signature: it must read as text, and must not be a page or a program in disguise."""
    if not _reads_as_text(stream, head):
        return ""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if start.startswith((*_MARKUP, b"#!", b"%!ps", b"{\\rtf")):
        return ""
    if kind == "eml":
        headers = BytesHeaderParser().parsebytes(head)
        return "eml" if sum(name in headers for name in _MAIL_HEADERS) >= 2 else "txt"
    return kind if kind in {"csv", "txt"} else "txt"


def _reads_as_text(stream: BinaryIO, head: bytes) -> bool:
    encodings = (
        ["utf-16"] if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8", "cp1252"]
    )
    return any(_decodes(stream, encoding) for encoding in encodings)


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(stream):
            if _has_control_characters(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_CONTROLS: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x0b\x1a")  # 1A ends old DOS files


def _has_control_characters(text: str) -> bool:
    return not _CONTROLS.isdisjoint(text)


def _signature(head: bytes) -> puremagic.PureMagicWithConfidence | None:
    """The likeliest kind by the first bytes alone, of the many hundreds that the library knows."""
    try:
        found: list[puremagic.PureMagicWithConfidence] = puremagic.magic_string(head)
    except puremagic.PureError:
        return None
    return found[0] if found and found[0].confidence >= SURE_ENOUGH else None


def _not_what_it_says(name: str, found: str, head: bytes) -> str:
    said = KINDS[_KIND_OF_SUFFIX[suffix_of(name)]].label
    if not found:
        signature = _signature(head)
        looks = f" It looks like this: {signature.name}." if signature and signature.name else ""
        return f"is not a {said}, whatever its name says.{looks} Attach {ACCEPTED}."
    really = KINDS[found].label
    advice = f"Give it its right ending (.{found}) and attach it again."
    return f"is not what its name says ({said}): its content is of another kind ({really}). {advice}"


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(HEAD)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece


def _holds(stream: BinaryIO, mark: bytes) -> bool:
    """Whether the bytes occur anywhere, also across the seam of two pieces."""
    tail = b""
    for piece in _pieces(stream):
        if mark in tail + piece:
            return True
        tail = piece[-len(mark) :]
    return False

"""Is a file that is a zip inside (Office, OpenDocument) safe to keep, and is it what it says?

Only the table of contents and two small members are read: nothing is unpacked, so nothing can burst.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import BinaryIO, Final

MOST_MEMBERS: Final = 10_000
MOST_UNPACKED: Final = 1_000_000_000
MOST_RATIO: Final = 200  # a spreadsheet of repeated rows shrinks to a hundredth; bombs shrink to a thousandth
RATIO_MATTERS_FROM: Final = 20_000_000
_LONGEST_DECLARATION: Final = 1_000_000

_MACROS: Final = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
_MACRO_FOLDERS: Final = ("basic/", "scripts/")

_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, ValueError, EOFError, NotImplementedError, RuntimeError),
)

BOMB: Final = "would unpack to far more than its size, and is not taken. Save it afresh and attach that copy."
MACROS: Final = "holds macros (a program). Save it without them, as .docx or .xlsx, and attach that copy."
LOCKED: Final = "is protected by a password. Attach a copy without one, so that it can be checked and read."
DAMAGED: Final = "is damaged or cut off. Open it, save it again and attach that copy."


class Trouble(Exception):
    """What is wrong with a file: the rest of a sentence that begins with its name."""


def office_kind(stream: BinaryIO) -> str:
    """Which of our kinds ("docx", "ods" …) the members of this zip make it; "" for any other archive.

    Raises Trouble for what is refused whatever it is: bombs, passwords, macros, members outside it.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _refuse_bombs(members)
            _refuse_tricks(members)
            return _kind(archive, {member.filename.lower() for member in members})
    except _UNREADABLE as error:
        raise Trouble(DAMAGED) from error


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    is_dense = unpacked > RATIO_MATTERS_FROM and unpacked / packed > MOST_RATIO
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or is_dense:
        raise Trouble(BOMB)


def _refuse_tricks(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Trouble(LOCKED)
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise Trouble("holds a part that points outside the file. Such files are not taken.")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(mark in f"/{name}" for name in names for mark in _MACROS):
        raise Trouble(MACROS)
    if "[content_types].xml" in names:
        return _office(archive, names)
    if "mimetype" in names:
        return _open_document(archive, names)
    return ""


def _office(archive: zipfile.ZipFile, names: set[str]) -> str:
    if b"macroenabled" in _read(archive, "[Content_Types].xml").lower():
        raise Trouble(MACROS)
    for part, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
    ):
        if part in names:
            return kind
    return ""


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    declared = _read(archive, "mimetype").decode("ascii", "replace").strip()
    kind = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}.get(declared.rpartition(".")[2], "")
    if not declared.startswith("application/vnd.oasis.opendocument.") or "content.xml" not in names:
        return ""
    if any(name.startswith(_MACRO_FOLDERS) for name in names):
        raise Trouble(MACROS)
    return kind


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small member; a declared size is only a claim, so the reading itself is bounded."""
    found = next((member for member in archive.infolist() if member.filename.lower() == name.lower()), None)
    if found is None:
        return b""
    with archive.open(found) as member:
        return member.read(_LONGEST_DECLARATION)

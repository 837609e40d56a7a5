"""Which files do tests attach? Small real ones of each kind, and some that pretend."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMAIL = b"From: rowan@achterberg.example\r\nTo: information@northmoor.example\r\n\r\nGood day.\r\n"


def pdf(*, password: str = "", title: str = "") -> bytes:
    """One empty page; `title` makes one differ from another."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        if title:
            made.docinfo["/Title"] = title
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        made.save(out, encryption=lock, static_id=not password)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("Vehicles recovered from Harbour Road")
    made.save(out)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["Month", "Vehicles"])
    made.save(out)
    return out.getvalue()


def image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, kind)
    return out.getvalue()


def archive(members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def open_document(kind: str = "text", **more: bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<office/>", **more})


def with_member(office_file: bytes, name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO(office_file)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(name, content)
    return out.getvalue()


def message() -> bytes:
    return OLE + b"\0" * 600 + "__properties_version1.0".encode("utf-16-le") + b"\0" * 100


def upload(content: bytes, name: str = "answer.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)

"""What does the gate for uploads take, what does it refuse, and what does it say?"""

import hashlib
import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.errors import InvalidInput
from requests_app.release.inspect import KINDS, inspect_upload
from requests_app.release.names import LONGEST_NAME, plain_name
from tests.factories import files

LIMIT = 50_000_000


def look(content: bytes, name: str, most_bytes: int = LIMIT):
    return inspect_upload(io.BytesIO(content), name=name, size=len(content), most_bytes=most_bytes)


def refusal(content: bytes, name: str, most_bytes: int = LIMIT) -> str:
    with pytest.raises(InvalidInput) as caught:
        look(content, name, most_bytes)
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Answer.PDF", files.pdf(), "pdf"),
        ("letter.docx", files.word(), "docx"),
        ("figures.xlsx", files.workbook(), "xlsx"),
        (
            "slides.pptx",
            files.archive({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}),
            "pptx",
        ),
        ("letter.odt", files.open_document("text"), "odt"),
        ("figures.ods", files.open_document("spreadsheet"), "ods"),
        ("slides.odp", files.open_document("presentation"), "odp"),
        ("figures.csv", b"Month,Vehicles\r\nMay,3\r\n", "csv"),
        ("note.txt", "Größe – 3 \U0001f697 مرحبا".encode(), "txt"),
        ("note.txt", "Müller".encode("cp1252"), "txt"),
        ("note.txt", "Müller".encode("utf-16"), "txt"),
        ("map.png", files.image("PNG"), "png"),
        ("map.jpeg", files.image("JPEG"), "jpg"),
        ("mail.eml", files.EMAIL, "eml"),
        ("mail.msg", files.message(), "msg"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content, kind) -> None:
    found = look(content, name)
    assert (found.kind, found.media_type) == (kind, KINDS[kind].media_type)
    assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answer.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("answer.pdf", b"<html><script>alert(1)</script></html>"),
        ("answer.docx", b"\x7fELF\x02\x01\x01" + b"\x00" * 60),
        ("map.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("map.jpg", b"GIF89a" + b"\x00" * 40),
        ("note.txt", b'\xef\xbb\xbf  <!DOCTYPE html><p onclick="x()">'),
        ("note.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("note.txt", b'<?xml version="1.0"?><svg/>'),
        ("note.csv", b"a,b\x00c"),
        ("note.csv", b"\x01\x02\x03binary"),
        ("note.txt", "odd".encode("utf-16") + b"\x00"),
        ("figures.xlsx", files.archive({"readme.txt": b"an ordinary archive"})),
        ("letter.odt", files.archive({"mimetype": b"application/epub+zip", "content.xml": b"x"})),
        ("mail.msg", files.OLE + b"\x00" * 600),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content) -> None:
    message = refusal(content, name)
    assert message.startswith(f"“{name}” is not a ")
    assert "Attach PDF, Word (.docx)" in message


@pytest.mark.parametrize(
    ("name", "content", "right_ending"),
    [
        ("answer.pdf", files.word(), ".docx"),
        ("answer.docx", files.pdf(), ".pdf"),
        ("figures.xlsx", files.word(), ".docx"),
        ("figures.csv", files.workbook(), ".xlsx"),
        ("map.png", files.image("JPEG"), ".jpg"),
        ("mail.eml", b"Just words without any header.\n", ".txt"),
    ],
)
def test_a_good_file_under_a_wrong_name_is_told_its_right_ending(name, content, right_ending) -> None:
    assert f"Give it its right ending ({right_ending})" in refusal(content, name)


def test_what_an_unknown_file_looks_like_is_said() -> None:
    assert "Windows Executable" in refusal(b"MZ\x90\x00" + b"\x00" * 200, "answer.pdf")


@pytest.mark.parametrize("name", ["page.html", "map.svg", "setup.exe", "run.js", "all.zip", "README"])
def test_kinds_that_are_not_taken_are_refused_by_name_with_those_that_are(name) -> None:
    assert "Attach PDF, Word (.docx), Excel (.xlsx)" in refusal(b"anything", name)


@pytest.mark.parametrize("name", ["letter.docm", "figures.xlsm", "slides.pptm", "add-in.xlam"])
def test_a_name_for_macros_is_refused(name) -> None:
    assert "holds macros" in refusal(files.word(), name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.docx", files.with_member(files.word(), "word/vbaProject.bin")),
        ("figures.xlsx", files.with_member(files.workbook(), "xl/macrosheets/sheet1.xml")),
        ("letter.docx", files.with_member(files.word(), "word/activeX/activeX1.bin")),
        (
            "letter.docx",
            files.archive(
                {
                    "[Content_Types].xml": b"ms-word.document.macroEnabled",
                    "word/document.xml": b"x",
                }
            ),
        ),
        ("letter.odt", files.open_document("text", **{"Basic/Standard/Module1.xml": b"x"})),
    ],
)
def test_macros_inside_are_refused_whatever_the_name(name, content) -> None:
    assert "holds macros (a program)" in refusal(content, name)


@pytest.mark.parametrize("name", ["old.doc", "old.xls", "old.ppt"])
def test_old_office_files_are_told_what_to_save_as(name) -> None:
    assert f"Save it as .{name[4:]}x" in refusal(files.OLE + b"\x00" * 600, name)


def test_an_empty_file_is_refused() -> None:
    assert "“answer.pdf” is empty" in refusal(b"", "answer.pdf")


def test_a_file_over_the_limit_is_refused_with_the_limit_and_unread() -> None:
    class Unreadable(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the file was read")

    with pytest.raises(InvalidInput, match=r"larger than 50 MB, the most that can be attached"):
        inspect_upload(Unreadable(), name="scan.pdf", size=200_000_000, most_bytes=LIMIT)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answer.pdf", files.pdf(password="secret")),
        ("letter.docx", files.OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_a_file_under_a_password_is_refused(name, content) -> None:
    assert "protected by a password" in refusal(content, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answer.pdf", b"%PDF-1.7\n"),
        ("letter.docx", files.word()[:2000]),
        ("map.png", files.image("PNG")[:-12]),
        ("map.jpg", files.image("JPEG")[:-200]),
    ],
)
def test_a_file_that_was_cut_off_is_refused(name, content) -> None:
    assert "is damaged or cut off" in refusal(content, name)


def test_a_pdf_without_a_page_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as empty:
        empty.save(out)
    assert "has no pages" in refusal(out.getvalue(), "answer.pdf")


def test_a_zip_bomb_is_refused_without_unpacking() -> None:
    bomb = files.archive({"[Content_Types].xml": b"x", "word/document.xml": b"\x00" * 30_000_000})
    assert len(bomb) < 100_000
    assert "would unpack to far more than its size" in refusal(bomb, "letter.docx")


@pytest.mark.parametrize("member", ["../../etc/cron.d/x", "/etc/passwd", "C:/x", "word\\..\\..\\x"])
def test_members_that_point_outside_the_file_are_refused(member) -> None:
    assert "points outside the file" in refusal(files.with_member(files.word(), member), "letter.docx")


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\someone\\Desktop\\figures.csv", "figures.csv"),
        ("ans\x00wer\r\n.pdf", "answer.pdf"),
        ("answer\u202efdp.exe", "answerfdp.exe"),
        ("  two   spaces .pdf", "two spaces .pdf"),
        (".pdf", "pdf"),
        ("...", "document"),
        ("", "document"),
        ("Größe \U0001f697.pdf", "Größe \U0001f697.pdf"),
    ],
)
def test_a_name_is_a_label_and_never_a_path(given_name, shown) -> None:
    assert plain_name(given_name) == shown


def test_a_name_of_300_characters_is_shortened_and_keeps_its_ending() -> None:
    shown = plain_name("a" * 300 + ".pdf")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith(".pdf")
    assert look(files.pdf(), "a" * 300 + ".pdf").kind == "pdf"


@given(st.text(max_size=400))
def test_no_name_becomes_a_path_or_grows_too_long(name) -> None:
    shown = plain_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert not set(shown) & set("/\\\x00\n\r\u202e")


@given(st.binary(max_size=300), st.sampled_from(["pdf", "docx", "png", "jpg", "csv", "eml", "msg", "ods"]))
def test_bytes_of_any_kind_are_taken_or_refused_with_a_sentence(content, suffix) -> None:
    try:
        said = look(content, f"file.{suffix}").name
    except InvalidInput as error:
        said = error.message
    assert said == f"file.{suffix}" or (said.startswith("“file.") and said.endswith("."))

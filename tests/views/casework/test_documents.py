"""The documents of a case: the list, the upload, the download and the removal."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference, Holding
from requests_app.models import Case, Document
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.correspond import ask_clarification
from requests_app.services.documents import attach, remove_document
from requests_app.services.timing import withdraw
from tests.factories import files
from tests.factories.cases import case_in_progress, submitted_case
from tests.factories.people import administrator, approver, auditor, officer, signed_in

pytestmark = pytest.mark.django_db
ODD = '<script>alert("x")</script>'


def address(case: Case, name: str = "documents", *more: object) -> str:
    return reverse(f"casework:{name}", args=[case.reference, *more])


def start() -> tuple[Case, Client]:
    by = officer()
    return case_in_progress(by=by), signed_in(by)


def put(
    case: Case, *, content: bytes | None = None, name: str = "answer.pdf", purpose: str = "disclosure"
) -> Document:
    upload = files.upload(content or files.pdf(), name)
    return attach(case.pk, upload, purpose=purpose, by=case.officer, at=timezone.now()).document


def give(case: Case, document: Document) -> None:
    reference = DocumentReference(name=document.name, title="", size=document.size, sha256=document.sha256)
    answer = Answer(kind=AnswerKind.DOCUMENT, document=reference)
    record = QuestionRecord(holding=Holding.HELD, answers=(answer,))
    record_answer(case.pk, 1, record, by=case.officer, at=timezone.now())


def test_several_files_are_attached_at_once_and_listed_with_what_is_known_of_them() -> None:
    case, client = start()
    sent = {"uploads": [files.upload(files.pdf()), files.upload(b"Month,Vehicles\n", "figures.csv")]}
    page = client.post(address(case), sent | {"purpose": "disclosure"}, follow=True).content.decode()
    assert "Attached 2 files: “answer.pdf” and “figures.csv”." in page
    assert "For disclosure" in page
    assert "Not scanned" in page
    assert case.documents.count() == 2


def test_an_empty_list_says_what_to_attach() -> None:
    case, client = start()
    assert "No documents yet" in client.get(address(case)).content.decode()


def test_files_may_come_in_while_the_case_waits_for_the_applicant() -> None:
    case, client = start()
    ask_clarification(
        case.pk, text="Which road?", on=timezone.localdate(), by=case.officer, at=timezone.now()
    )
    assert "Attach or remove documents" in client.get(reverse("casework:case", args=[case.reference])).text
    sent = {"uploads": files.upload(files.pdf()), "purpose": "evidence"}
    assert "Attached 1 file" in client.post(address(case), sent, follow=True).text
    case.refresh_from_db()
    assert case.state == "awaiting_clarification"
    withdraw(case.pk, why="By post", on=timezone.localdate(), by=case.officer, at=timezone.now())
    assert "This cannot be changed now" in client.get(address(case)).text


def test_the_same_file_again_is_told_and_kept_once() -> None:
    case, client = start()
    put(case)
    page = client.post(
        address(case),
        {"uploads": files.upload(files.pdf(), "copy.pdf"), "purpose": "disclosure"},
        follow=True,
    ).content.decode()
    assert "Already attached to this case, and kept once: “answer.pdf”." in page
    assert case.documents.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"MZ\x90\x00" + b"\x00" * 99, "answer.pdf", "“answer.pdf” is not a PDF, whatever its name says."),
        (b"", "answer.pdf", "“answer.pdf” is empty."),
        (b"<html>", "page.html", "“page.html” is a .html file, which is not taken here."),
        (files.with_member(files.word(), "word/vbaProject.bin"), "letter.docx", "holds macros (a program)"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_beside_the_field_and_the_others_are_kept(
    content, name, message
) -> None:
    case, client = start()
    sent = {
        "uploads": [files.upload(content, name), files.upload(files.pdf(), "good.pdf")],
        "purpose": "evidence",
    }
    refused = client.post(address(case), sent | {"title": "Kept title"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>Error: " in page
    assert message in page
    assert 'href="#id_uploads"' in page
    assert "Attached 1 file: “good.pdf”." in page
    assert "Kept title" in page
    assert [document.name for document in case.documents.all()] == ["good.pdf"]


def test_a_form_without_file_or_purpose_says_both() -> None:
    case, client = start()
    refused = client.post(address(case), {})
    assert refused.status_code == 422
    assert "Choose a file to attach" in refused.content.decode()
    assert "Say what it is for" in refused.content.decode()


def test_a_name_of_300_characters_with_a_path_is_kept_short_and_unharmful() -> None:
    case, client = start()
    upload = files.upload(files.pdf())
    upload._name = "../../" + "a" * 300 + ".pdf"
    assert client.post(address(case), {"uploads": upload, "purpose": "evidence"}).status_code == 302
    name = case.documents.get().name
    assert len(name) <= 120
    assert "/" not in name


class Endless:
    """The body of a form with one huge file, made while it is read."""

    def __init__(self, size: int, fields: dict[str, str]) -> None:
        head = '--b\r\nContent-Disposition: form-data; name="uploads"; filename="scan.pdf"\r\n\r\n'
        tail = "".join(
            f'\r\n--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'
            for name, value in fields.items()
        )
        self.parts = [head.encode(), size, f"{tail}\r\n--b--\r\n".encode()]
        self.length = len(self.parts[0]) + size + len(self.parts[2])
        self.left = self._pieces()
        self.waiting = b""

    def _pieces(self) -> Iterator[bytes]:
        yield self.parts[0]
        for _ in range(self.parts[1] // 50_000):
            yield b"%PDF-1.7\n\n" * 5_000
        yield self.parts[2]

    def read(self, size: int = -1) -> bytes:
        while len(self.waiting) < size and (piece := next(self.left, b"")):
            self.waiting += piece
        given, self.waiting = self.waiting[:size], self.waiting[size:]
        return given

    def readline(self) -> bytes:
        raise AssertionError("a form is read in pieces, not in lines")


def test_200_megabytes_are_refused_in_a_sentence_and_kept_in_neither_memory_nor_disk(settings) -> None:
    case, client = start()
    body = Endless(200_000_000, {"purpose": "evidence", "title": "The scan"})
    tracemalloc.start()
    refused = client.request(
        REQUEST_METHOD="POST",
        PATH_INFO=address(case),
        CONTENT_TYPE="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(body.length),
        **{"wsgi.input": body},
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "“scan.pdf” is larger than 50 MB, the most that can be attached." in page
    assert "The scan" in page
    assert peak < 20_000_000
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.bin"))


def test_more_files_than_can_be_taken_at_once_are_refused_in_a_sentence() -> None:
    case, client = start()
    many = [files.upload(b"a,b\n", f"{number}.csv") for number in range(21)]
    refused = client.post(address(case), {"uploads": many, "purpose": "evidence"})
    assert refused.status_code == 400
    assert "choose at most 20 files at once" in refused.content.decode()
    assert not case.documents.exists()


def test_an_upload_without_the_forms_token_is_refused() -> None:
    by = officer()
    case = case_in_progress(by=by)
    client = signed_in(by, enforce_csrf_checks=True)
    sent = {"uploads": files.upload(files.pdf()), "purpose": "evidence"}
    assert client.post(address(case), sent).status_code == 403
    assert not case.documents.exists()


def test_a_document_is_saved_never_drawn_and_the_look_is_recorded() -> None:
    case, client = start()
    document = put(case, name="Contract – 2025.pdf")
    answer = client.get(address(case, "document", document.pk))
    assert b"".join(answer.streaming_content) == files.pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Contract")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    look = case.events.get(kind="looked")
    assert look.new == {"what": "document Contract – 2025.pdf"}


def test_a_document_is_found_only_under_its_own_case() -> None:
    case, client = start()
    document = put(case)
    assert client.get(address(case_in_progress(), "document", document.pk)).status_code == 404


def test_a_file_that_the_store_has_lost_is_said() -> None:
    case, client = start()
    document = put(case)
    Path(document.file.path).unlink()
    answer = client.get(address(case, "document", document.pk))
    assert answer.status_code == 422
    assert "is missing from the store" in answer.content.decode()


def test_removing_asks_first_and_keeps_the_file_for_the_record() -> None:
    case, client = start()
    document = put(case)
    assert (
        "Remove “answer.pdf”?" in client.get(address(case, "document_remove", document.pk)).content.decode()
    )
    assert document in case.documents.filter(removed_at=None)
    page = client.post(address(case, "document_remove", document.pk), follow=True).content.decode()
    assert "Removed “answer.pdf”." in page
    assert "No documents yet" in page
    assert client.get(address(case, "document", document.pk)).status_code == 404
    reader = signed_in(auditor()).get(address(case, "document", document.pk))
    assert b"".join(reader.streaming_content) == files.pdf()


def test_a_second_click_on_remove_is_told_that_it_has_happened() -> None:
    case, client = start()
    document = put(case)
    client.post(address(case, "document_remove", document.pk))
    again = client.post(address(case, "document_remove", document.pk))
    assert again.status_code == 409
    assert "has been removed already" in again.content.decode()


def test_a_document_that_is_given_in_an_answer_stays() -> None:
    case, client = start()
    document = put(case)
    give(case, document)
    refused = client.post(address(case, "document_remove", document.pk))
    assert refused.status_code == 422
    assert "given in the answer to question 1" in refused.content.decode()
    assert "question 1" in client.get(address(case)).content.decode()


def test_those_who_only_read_see_the_list_without_the_form() -> None:
    by = officer()
    case = case_in_progress(by=by)
    document = put(case)
    for reader in (approver(), auditor()):
        client = signed_in(reader)
        page = client.get(address(case)).content.decode()
        assert "answer.pdf" in page
        assert 'type="file"' not in page
        sent = {"uploads": files.upload(files.pdf(title="x")), "purpose": "evidence"}
        assert client.post(address(case), sent).status_code == 403
        assert client.post(address(case, "document_remove", document.pk)).status_code == 403


def test_strangers_find_nothing() -> None:
    case, _ = start()
    document = put(case)
    stranger = signed_in(administrator())
    for url in (
        address(case),
        address(case, "document", document.pk),
        address(case, "document_remove", document.pk),
    ):
        assert stranger.get(url).status_code == 404
        assert Client().get(url).status_code == 302


def test_nothing_is_attached_to_a_case_that_waits_for_sign_off() -> None:
    by = officer()
    case = submitted_case(by=by)
    client = signed_in(by)
    assert "This cannot be changed now" in client.get(address(case)).content.decode()
    sent = {"uploads": files.upload(files.pdf()), "purpose": "evidence"}
    assert client.post(address(case), sent).status_code == 409


def test_names_and_titles_are_shown_as_written_and_never_run() -> None:
    case, client = start()
    sent = {"uploads": files.upload(files.pdf(), "مرحبا \U0001f697.pdf"), "purpose": "evidence", "title": ODD}
    page = client.post(address(case), sent, follow=True).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "مرحبا" in page


def test_the_number_of_queries_does_not_grow_with_the_list() -> None:
    case, client = start()
    put(case)
    counts = []
    for size in (1, 12):
        for number in range(size):
            put(case, content=files.pdf(title=f"{size}-{number}"), name=f"{number}.pdf")
        remove_document(
            case.pk, case.documents.first().pk, by=case.officer, at=timezone.now()
        ) if size == 1 else None
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(case)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]

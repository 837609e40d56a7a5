"""How do files come into a case and out of it, and what does the record say?"""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError

from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference, Holding
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, NotVisible, WrongState
from requests_app.models import Document
from requests_app.release.scanning import Scan
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.documents import attach, remove_document, used_in
from tests.factories import files
from tests.factories.cases import case_in_progress, instant, submitted_case
from tests.factories.people import auditor, officer

pytestmark = pytest.mark.django_db
AT = instant(date(2026, 5, 20))


def put(case, by, content=None, name="answer.pdf", purpose="disclosure", **more) -> Document:
    return attach(
        case.pk, files.upload(content or files.pdf(), name), purpose=purpose, by=by, at=AT, **more
    ).document


def stored_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def give(case, document, by, number=1) -> None:
    reference = DocumentReference(name=document.name, title="", size=document.size, sha256=document.sha256)
    record = QuestionRecord(
        holding=Holding.HELD, answers=(Answer(kind=AnswerKind.DOCUMENT, document=reference),)
    )
    record_answer(case.pk, number, record, by=by, at=AT)


def test_a_file_is_kept_under_a_name_of_our_own_and_written_into_the_history() -> None:
    by = officer()
    case = case_in_progress(by=by)
    document = put(case, by, name="Contract 2025.pdf", title=" The contract ")
    assert Path(document.file.path).read_bytes() == files.pdf()
    assert "Contract" not in document.file.name
    assert (document.name, document.title, document.media_type) == (
        "Contract 2025.pdf",
        "The contract",
        "application/pdf",
    )
    event = case.events.get(kind="document")
    said = event.new[f"document {document.pk}"]
    assert (said["sha256"], said["is_scanned"], event.by) == (document.sha256, False, by)


def test_the_same_content_twice_is_stored_once_and_takes_the_later_purpose(settings) -> None:
    by = officer()
    case = case_in_progress(by=by)
    first = put(case, by, purpose="evidence", title="Contract")
    again = attach(case.pk, files.upload(files.pdf(), "copy.pdf"), purpose="disclosure", by=by, at=AT)
    assert (again.is_new, again.document.pk) == (False, first.pk)
    assert (again.document.purpose, again.document.title) == ("disclosure", "Contract")
    assert len(stored_files(settings)) == 1
    assert case.events.filter(kind="document").count() == 2


def test_the_very_same_again_writes_nothing() -> None:
    by = officer()
    case = case_in_progress(by=by)
    put(case, by)
    put(case, by)
    assert case.events.filter(kind="document").count() == 1


def test_a_document_that_an_answer_gives_keeps_its_purpose() -> None:
    by = officer()
    case = case_in_progress(by=by)
    give(case, put(case, by), by)
    with pytest.raises(NotReady, match="given in the answer to question 1"):
        put(case, by, purpose="evidence")


def test_a_refused_file_leaves_nothing_behind(settings) -> None:
    by = officer()
    case = case_in_progress(by=by)
    with pytest.raises(InvalidInput, match="is not a PDF"):
        put(case, by, b"MZ\x90\x00" + b"\x00" * 50)
    assert not case.documents.exists()
    assert not stored_files(settings)


def test_a_failure_after_storing_takes_the_file_away_again(settings) -> None:
    by = officer()
    case = case_in_progress(by=by)
    with pytest.raises(DatabaseError):
        put(case, by, title="x" * 201)
    assert not stored_files(settings)


def test_a_scanner_that_finds_a_virus_stops_the_file_and_one_that_finds_none_is_recorded() -> None:
    by = officer()
    case = case_in_progress(by=by)
    with pytest.raises(InvalidInput, match=r"found “Test\.Virus” in it"):
        put(
            case,
            by,
            scanner=lambda stream: Scan(is_scanned=True, found="Test.Virus" if stream.read() else ""),
        )
    assert put(case, by, scanner=lambda stream: Scan(is_scanned=True)).is_scanned is True


def test_only_those_who_work_on_the_case_attach_and_only_while_it_is_open_to_change() -> None:
    by = officer()
    case = case_in_progress(by=by)
    with pytest.raises(NotPermitted):
        put(case, auditor())
    with pytest.raises(WrongState):
        put(submitted_case(by=by), by)


def test_removing_marks_the_document_and_keeps_file_and_row(settings) -> None:
    by = officer()
    case = case_in_progress(by=by)
    document = put(case, by)
    gone = remove_document(case.pk, document.pk, by=by, at=AT)
    assert (gone.removed_at, gone.removed_by) == (AT, by)
    assert len(stored_files(settings)) == 1
    assert case.events.filter(kind="document").latest("id").summary == "Document removed: answer.pdf"
    with pytest.raises(WrongState, match="has been removed already"):
        remove_document(case.pk, document.pk, by=by, at=AT)


def test_the_same_content_can_come_back_after_a_removal() -> None:
    by = officer()
    case = case_in_progress(by=by)
    first = put(case, by)
    remove_document(case.pk, first.pk, by=by, at=AT)
    assert put(case, by).pk != first.pk


def test_a_document_in_use_is_not_removed_and_the_way_to_the_answer_is_shown() -> None:
    by = officer()
    case = case_in_progress(by=by)
    document = put(case, by)
    give(case, document, by, number=2)
    assert used_in(document) == [2]
    with pytest.raises(NotReady, match=r"answer to question 2\. Take it out") as caught:
        remove_document(case.pk, document.pk, by=by, at=AT)
    assert caught.value.url.endswith("/questions/2/#answer")


def test_a_document_of_another_case_is_not_there() -> None:
    by = officer()
    document = put(case_in_progress(by=by), by)
    with pytest.raises(NotVisible):
        remove_document(case_in_progress(by=by).pk, document.pk, by=by, at=AT)

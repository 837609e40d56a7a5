"""How does a file come into a case, and how is it taken out again?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.files import File

from requests_app.domain.errors import InvalidInput, NotReady, NotVisible, WrongState
from requests_app.domain.text import join_words
from requests_app.domain.transitions import Act
from requests_app.models import Case, Document
from requests_app.permissions import Actor
from requests_app.release.inspect import Inspected, inspect_upload
from requests_app.release.scanning import Scan, Scanner, not_scanned
from requests_app.selectors.places import link_to
from requests_app.services.acting import Acting, acting


class Upload(Protocol):
    """A file as it comes from a form, from a mail or from a case file."""

    name: str
    size: int
    file: BinaryIO


@dataclass(frozen=True, kw_only=True)
class Attached:
    """The document, and whether this content is new to the case."""

    document: Document
    is_new: bool


def attach(
    case_id: int,
    upload: Upload,
    *,
    purpose: str,
    title: str = "",
    by: Actor,
    at: datetime,
    scanner: Scanner = not_scanned,
) -> Attached:
    """Keep a file with a case; the same content twice is stored once, with the purpose given last.

    Raises InvalidInput with a sentence about the file: too large, empty, not what it says, macros, a virus.
    """
    found = inspect_upload(
        upload.file, name=upload.name, size=upload.size, most_bytes=settings.DOCUMENT_MAX_BYTES
    )
    scan = _scanned(upload.file, found, scanner)
    document = _unsaved(found, scan, purpose=purpose, title=title, by=by, at=at)
    try:
        with acting(Act.ATTACH, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
            doing.kind, doing.is_silent = "document", True
            same = doing.case.documents.filter(sha256=found.sha256, removed_at=None).first()
            if same is not None:
                _use_for(doing, same, purpose, title)
                return Attached(document=same, is_new=False)
            _store(doing, document, upload)
    except BaseException:
        if document.file:
            document.file.delete(save=False)  # the row was rolled back: no file without one
        raise
    return Attached(document=document, is_new=True)


def remove_document(case_id: int, document_id: int, *, by: Actor, at: datetime) -> Document:
    """Mark a document removed: it can no longer be given or read, but file and row stay for the record.

    Refused while an answer gives it (NotReady).
    """
    with acting(Act.ATTACH, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        document = doing.case.documents.filter(pk=document_id).first()
        if document is None:
            raise NotVisible("There is no such document in this case.")
        if document.removed_at is not None:
            raise WrongState(f"“{document.name}” has been removed already.")
        _refuse_used(doing.case, document)
        document.removed_at, document.removed_by = at, by
        document.save(update_fields=["removed_at", "removed_by"])
        doing.kind, doing.summary = "document", f"Document removed: {document.name}"
        doing.note(_said(document), dict.fromkeys(_said(document)))
    return document


def used_in(document: Document) -> list[int]:
    """The numbers of the questions whose answers give this document."""
    numbers = document.disclosures.order_by().values_list("question__number", flat=True).distinct()
    return sorted(numbers)


def _scanned(stream: BinaryIO, found: Inspected, scanner: Scanner) -> Scan:
    stream.seek(0)
    scan = scanner(stream)
    stream.seek(0)
    if scan.found:
        message = (
            f"“{found.name}” was not kept: the virus scanner found “{scan.found}” in it. "
            "Do not open it; tell whoever looks after your computers."
        )
        raise InvalidInput(message)
    return scan


def _unsaved(found: Inspected, scan: Scan, *, purpose: str, title: str, by: Actor, at: datetime) -> Document:
    return Document(
        purpose=purpose,
        name=found.name,
        title=title.strip(),
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        is_scanned=scan.is_scanned,
        uploaded_at=at,
        uploaded_by=by,
    )


def _store(doing: Acting, document: Document, upload: Upload) -> None:
    document.case = doing.case
    document.file.save(document.name, File(upload.file), save=False)
    document.save()
    doing.summary = f"Document attached: {document.name}"
    doing.note({}, _said(document))


def _use_for(doing: Acting, document: Document, purpose: str, title: str) -> None:
    """The same content came again: it may now be meant for something else."""
    if document.purpose == Document.Purpose.DISCLOSURE and purpose != document.purpose:
        _refuse_used(doing.case, document)
    old = _said(document)
    document.purpose, document.title = purpose, title.strip() or document.title
    document.save(update_fields=["purpose", "title"])
    doing.summary = f"Document attached again: {document.name}"
    doing.note(old, _said(document))


def _refuse_used(case: Case, document: Document) -> None:
    numbers = used_in(document)
    if not numbers:
        return
    where = join_words([str(number) for number in numbers])
    raise NotReady(
        f"“{document.name}” is given in the answer to question {where}. Take it out of that answer first.",
        url=link_to(case.reference, f"question:{numbers[0]}:answer"),
    )


def _said(document: Document) -> dict[str, object]:
    return {
        f"document {document.pk}": {
            "name": document.name,
            "title": document.title,
            "purpose": document.purpose,
            "size": document.size,
            "sha256": document.sha256,
            "media_type": document.media_type,
            "is_scanned": document.is_scanned,
        }
    }


__all__ = ["Attached", "Upload", "attach", "remove_document", "used_in"]

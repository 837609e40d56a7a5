"""Which documents does a case have, who brought them, and which answers give them? Three queries in all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from requests_app.models import Case, Document
from requests_app.release.inspect import KINDS

_LABELS = {kind.media_type: kind.label for kind in KINDS.values()}


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A document as lists show it. `questions` are the numbers of the questions whose answers give it."""

    id: int
    name: str
    title: str
    kind: str
    purpose: str
    size: int
    sha256: str
    is_scanned: bool
    uploaded_at: datetime
    uploaded_by: str
    questions: tuple[int, ...]
    removed_at: datetime | None
    removed_by: str


def documents_of(case: Case) -> list[DocumentLine]:
    """Every document of the case in the order of arrival, those removed included."""
    rows = case.documents.select_related("uploaded_by", "removed_by")
    rows = rows.prefetch_related("disclosures__question")
    return [document_line(row) for row in rows]


def document_line(row: Document) -> DocumentLine:
    return DocumentLine(
        id=row.pk,
        name=row.name,
        title=row.title,
        kind=kind_label(row.media_type),
        purpose=row.get_purpose_display(),
        size=row.size,
        sha256=row.sha256,
        is_scanned=row.is_scanned,
        uploaded_at=row.uploaded_at,
        uploaded_by=str(row.uploaded_by or "System"),
        questions=tuple(sorted({disclosure.question.number for disclosure in row.disclosures.all()})),
        removed_at=row.removed_at,
        removed_by=str(row.removed_by or ""),
    )


def kind_label(media_type: str) -> str:
    return _LABELS.get(media_type, "File")

"""What does the page of one question show? Everything is read here, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import DocumentReference, QuestionFile
from requests_app.domain.errors import Missing, NotVisible
from requests_app.models import Case, Document, Question, User
from requests_app.selectors.content import question_file
from requests_app.selectors.editing import why_not_editable
from requests_app.selectors.facts import letter_view, missing
from requests_app.selectors.places import link_to
from requests_app.selectors.small_numbers import TableLine, table_lines


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """A decision that applies to the question."""

    key: str
    citation: str
    effect: str
    covers: str
    url: str


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """`version` is what a save must still find; `why_not` is empty where the question can be changed."""

    number: int
    count: int
    version: int
    file: QuestionFile
    holding_label: str
    decisions: tuple[DecisionLine, ...]
    findings: tuple[Missing, ...]
    documents: tuple[DocumentReference, ...]
    tables: tuple[TableLine, ...]
    why_not: str
    previous: int | None
    next: int | None
    case_url: str
    not_held_url: str

    @property
    def add_decision_url(self) -> str:
        return f"{self.case_url}decisions/new/?question={self.number}"

    @property
    def document_choices(self) -> list[tuple[str, str]]:
        return [(each.sha256, _shown(each)) for each in self.documents]

    @property
    def documents_by_hash(self) -> dict[str, DocumentReference]:
        return {each.sha256: each for each in self.documents}


def load_question_page(case: Case, number: int, *, user: User, today: date) -> QuestionPage:
    """NotVisible when the case has no such question."""
    rows = case.questions.prefetch_related("searches", "disclosures__document")
    row = rows.filter(number=number).first()
    if row is None:
        raise NotVisible(f"There is no question {number} in this case.")
    view = letter_view(case, today=today)
    numbers = [question.number for question in view.own.questions]
    return QuestionPage(
        number=number,
        count=len(numbers),
        version=row.version,
        file=question_file(row),
        holding_label=row.get_holding_display(),
        decisions=tuple(
            _line(case, decision) for decision in view.own.decisions if number in decision.questions
        ),
        findings=tuple(
            missing(case.reference, each, by=user) for each in view.findings if _is_about(each.where, number)
        ),
        documents=_documents(case, row),
        tables=table_lines(case, row, threshold=view.content.authority.small_number_threshold),
        why_not=why_not_editable(case, user),
        previous=max((other for other in numbers if other < number), default=None),
        next=min((other for other in numbers if other > number), default=None),
        case_url=link_to(case.reference, "case"),
        not_held_url=link_to(case.reference, f"question:{number}:not-held"),
    )


def _shown(document: DocumentReference) -> str:
    return f"{document.title} ({document.name})" if document.title else document.name


def _is_about(where: str, number: int) -> bool:
    return where == f"question:{number}" or where.startswith(f"question:{number}:")


def _documents(case: Case, row: Question) -> tuple[DocumentReference, ...]:
    """Those marked for disclosure, and what the question gives already, whatever it is marked as."""
    given = {disclosure.document_id for disclosure in row.disclosures.all() if disclosure.document_id}
    return tuple(
        DocumentReference(name=each.name, title=each.title, size=each.size, sha256=each.sha256)
        for each in case.documents.filter(removed_at=None)
        if each.purpose == Document.Purpose.DISCLOSURE or each.pk in given
    )


def _line(case: Case, decision: Decision) -> DecisionLine:
    effect = "neither confirm nor deny" if decision.effect is Effect.NCND else "withhold"
    return DecisionLine(
        key=decision.key,
        citation=str(decision.citation),
        effect=effect,
        covers=decision.covers,
        url=link_to(case.reference, f"decision:{decision.key}"),
    )

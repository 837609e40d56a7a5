"""What is a case's own content, whole, as a letter is composed from it? Read in a constant number of queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from exemptions.domain.serial import from_dict
from exemptions.services.decisions import load_decisions
from requests_app.domain.casefile import (
    Answer,
    AnswerKind,
    ApplicantFile,
    CaseContent,
    DocumentReference,
    Holding,
    QuestionFile,
    SearchMade,
    SmallNumbers,
    Table,
)
from requests_app.domain.letterkinds import Language
from requests_app.models import Applicant, Case, Disclosure, Question, Search
from requests_app.selectors.settings import authority, authority_details, regulator_on
from requests_app.selectors.wording import wordings_on


def load_content(case: Case, *, on: date, edits: dict[str, str] | None = None) -> CaseContent:
    """The case as of now, for a letter dated `on`. `edits` is the officer's own wording by section."""
    clarified = (
        case.clock_events.filter(kind="clarification_answered").order_by("-on").values_list("on", flat=True)
    )
    officer = case.officer
    return CaseContent(
        reference=case.reference,
        regime=case.regime,
        received_on=case.received_on,
        wording=case.wording,
        applicant=applicant_file(case.applicant),
        questions=load_questions(case.pk),
        decisions=load_decisions(case.pk),
        authority=authority_details(authority()),
        regulator=regulator_on(on),
        officer_name=str(officer) if officer else "",
        officer_title=officer.job_title if officer else "",
        statutory_deadline_on=case.statutory_deadline_on,
        deadline_on=case.deadline_on,
        is_extended=case.is_extended,
        clarified_on=clarified.first(),
        language=Language(case.language),
        edits=dict(edits or {}),
        wordings=wordings_on(on, Language(case.language)),
    )


def load_questions(case_id: int) -> tuple[QuestionFile, ...]:
    rows = Question.objects.filter(case_id=case_id).order_by("number")
    return tuple(question_file(row) for row in rows.prefetch_related("searches", "disclosures__document"))


def question_file(row: Question) -> QuestionFile:
    """A question as plain data. Reads only what `load_questions` has prefetched."""
    return QuestionFile(
        number=row.number,
        text=row.text,
        holding=Holding(row.holding),
        is_advice=row.is_advice,
        note=row.note,
        searches=tuple(search_made(search) for search in row.searches.all()),
        answers=tuple(answer(disclosure) for disclosure in row.disclosures.all()),
    )


def search_made(row: Search) -> SearchMade:
    return SearchMade(
        where=row.where, by=row.by, terms=row.terms, hits=row.hits, minutes=row.minutes, on=row.on
    )


def answer(row: Disclosure) -> Answer:
    document = row.document
    return Answer(
        kind=AnswerKind(row.kind),
        text=row.text,
        figure=plain_figure(row.figure) if row.figure is not None else None,
        figure_words=row.figure_words,
        unit=row.unit,
        period_from=row.period_from,
        period_to=row.period_to,
        table=table_from_json(row.table) if row.table else None,
        document=DocumentReference(
            name=document.name, title=document.title, size=document.size, sha256=document.sha256
        )
        if document
        else None,
        small_numbers=from_dict(SmallNumbers, row.small_numbers) if row.small_numbers else None,
    )


def plain_figure(figure: Decimal) -> Decimal:
    """Without the column's trailing noughts, yet never as 1E+2, which `normalize` makes of a hundred."""
    whole = figure.to_integral_value()
    return Decimal(int(whole)) if figure == whole else figure.normalize()


def table_from_json(data: dict[str, object]) -> Table:
    columns, rows = data.get("columns"), data.get("rows")
    assert isinstance(columns, list) and isinstance(rows, list)  # noqa: PT018 - one fact: written by services.answer
    return Table(
        caption=str(data.get("caption", "")),
        columns=tuple(str(column) for column in columns),
        rows=tuple(tuple(str(cell) for cell in row) for row in rows),
        notes=str(data.get("notes", "")),
    )


def applicant_file(row: Applicant) -> ApplicantFile:
    return ApplicantFile(
        name=row.name,
        organisation=row.organisation,
        email=row.email,
        postal_address=row.postal_address,
        kind=row.kind,
    )

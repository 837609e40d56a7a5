"""How is it recorded what is held, where it was looked for, and what is given?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from exemptions.domain.serial import to_dict
from requests_app.domain.casefile import Answer, AnswerKind, Holding, QuestionFile, SearchMade
from requests_app.domain.errors import Difference, InvalidInput, NotVisible, StaleEdit
from requests_app.domain.recorded import answers_in_words, holding_in_words, searches_in_words
from requests_app.domain.transitions import Act
from requests_app.models import Case, Disclosure, Document, Question, Search
from requests_app.permissions import Actor
from requests_app.selectors.content import question_file
from requests_app.services.acting import acting
from requests_app.services.kept_figures import why_not_its_original, with_choices

LABELS = {
    "holding": "Is it held?",
    "is_advice": "Asks for advice",
    "note": "Note",
    "searches": "Searches",
    "answers": "What is given",
}


@dataclass(frozen=True, kw_only=True)
class QuestionRecord:
    """Everything that is recorded for one question, as it should stand."""

    holding: Holding
    is_advice: bool = False
    note: str = ""
    searches: tuple[SearchMade, ...] = ()
    answers: tuple[Answer, ...] = ()
    documents: Mapping[str, int] | None = None


def record_answer(
    case_id: int,
    number: int,
    record: QuestionRecord,
    *,
    by: Actor,
    at: datetime,
    seen_version: int | None = None,
) -> Question:
    """Record holding, searches and answers of a question. `record.documents` maps a SHA-256 to a document of this case.

    Raises StaleEdit with both versions when somebody saved the question after `seen_version`; nothing is overwritten.
    """
    with acting(Act.EDIT, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        doing.kind, doing.summary, doing.is_silent = "answer", f"Question {number} answered", True
        row = (
            doing.case.questions.prefetch_related("searches", "disclosures__document")
            .filter(number=number)
            .first()
        )
        if row is None:
            raise NotVisible(f"There is no question {number} in this case.")
        before = question_file(row)
        if seen_version is not None and row.version != seen_version:
            raise _stale(before, record, row)
        record = replace(record, answers=with_choices(before.answers, record.answers))
        check_answers(record.answers)
        write_answer(doing.case, row, record)
        after = _values(record)
        doing.note(
            {f"question {number}: {name}": value for name, value in _values(before).items()},
            {f"question {number}: {name}": value for name, value in after.items()},
        )
        if doing.new:
            row.version += 1
            row.save()
    return row


def check_answers(answers: tuple[Answer, ...]) -> None:
    """An answer must have the content that its kind promises; a table's rows must fit its columns."""
    for position, answer in enumerate(answers, start=1):
        message = _why_empty(answer) or why_not_its_original(answer)
        if message:
            raise InvalidInput(f"Answer {position}: {message}", fields={f"answers-{position - 1}": message})


def _why_empty(answer: Answer) -> str:
    match answer.kind:
        case AnswerKind.WORDS:
            return "" if answer.text.strip() else "Write the answer, or remove it."
        case AnswerKind.FIGURE:
            return _why_no_figure(answer.figure)
        case AnswerKind.DOCUMENT:
            return "" if answer.document else "Choose the document, or remove the answer."
        case AnswerKind.TABLE:
            if answer.table is None or not answer.table.columns:
                return "Enter the table with a heading for each column, or remove the answer."
            width = len(answer.table.columns)
            for number, row in enumerate(answer.table.rows, start=1):
                if len(row) != width:
                    return f"Row {number} of the table has {len(row)} cells; the headings are {width}."
            return (
                why_not_its_original(answer) if answer.table.rows else "Enter at least one row of the table."
            )


def _why_no_figure(figure: Decimal | None) -> str:
    """A figure is kept exactly as it is given, or not at all: the column holds four decimals and would round."""
    if figure is None:
        return "Enter the figure, or remove the answer."
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        return "Enter the figure as a number."
    if exponent < -4 or figure.adjusted() > 13:
        return (
            "A figure has at most 14 digits before the point and 4 after it. Give it in words, or in a table."
        )
    return ""


def write_answer(case: Case, row: Question, record: QuestionRecord) -> None:
    """Write a question's record into its rows. The caller holds lock, transaction and event, and saves the version."""
    row.holding, row.is_advice, row.note = record.holding.value, record.is_advice, record.note
    row.searches.all().delete()
    Search.objects.bulk_create(Search(question=row, **to_dict(search)) for search in record.searches)
    documents = _documents(case, record)
    row.disclosures.all().delete()
    Disclosure.objects.bulk_create(
        _disclosure(row, position, answer, documents)
        for position, answer in enumerate(record.answers, start=1)
    )


def _documents(case: Case, record: QuestionRecord) -> dict[str, Document]:
    wanted = {answer.document.sha256 for answer in record.answers if answer.document}
    if not wanted:
        return {}
    found = {
        document.sha256: document for document in case.documents.filter(sha256__in=wanted, removed_at=None)
    }
    if wanted - found.keys():
        message = "A document of this answer is not among the documents of this case. Attach it first."
        raise InvalidInput(message, fields={"document": message})
    return found


def _disclosure(row: Question, position: int, answer: Answer, documents: dict[str, Document]) -> Disclosure:
    return Disclosure(
        question=row,
        position=position,
        kind=answer.kind.value,
        text=answer.text,
        figure=answer.figure,
        figure_words=answer.figure_words,
        unit=answer.unit,
        period_from=answer.period_from,
        period_to=answer.period_to,
        table=to_dict(answer.table) if answer.table else None,
        small_numbers=to_dict(answer.small_numbers) if answer.small_numbers else None,
        document=documents[answer.document.sha256] if answer.document else None,
    )


def _values(record: QuestionFile | QuestionRecord) -> dict[str, Any]:
    return {
        "holding": record.holding.value,
        "is_advice": record.is_advice,
        "note": record.note,
        "searches": [to_dict(search) for search in record.searches],
        "answers": [to_dict(replace(answer, small_numbers=None)) for answer in record.answers],
    }


def _said(record: QuestionFile | QuestionRecord) -> dict[str, str]:
    """What is recorded, in words that two people can compare."""
    return {
        "holding": holding_in_words(record.holding),
        "is_advice": in_words(record.is_advice),
        "note": in_words(record.note),
        "searches": searches_in_words(record.searches) or "(none)",
        "answers": answers_in_words(record.answers) or "(none)",
    }


def _stale(theirs: QuestionFile, yours: QuestionRecord, row: Question) -> StaleEdit:
    theirs_said, yours_said = _said(theirs), _said(yours)
    last = row.case.events.filter(kind="answer").order_by("-id").first()
    differences = tuple(
        Difference(label=label, theirs=theirs_said[name], yours=yours_said[name], name=name)
        for name, label in LABELS.items()
        if theirs_said[name] != yours_said[name]
    )
    return StaleEdit(
        "Somebody else saved this question while you were writing. Nothing was overwritten: "
        "compare the two versions below, take over what is right, and save again.",
        differences=differences,
        changed_by=last.actor if last else "",
        current_version=row.version,
    )


def in_words(value: Any) -> str:
    """A recorded value as lines of text, for people who compare two versions."""
    match value:
        case None | "":
            return "(empty)"
        case bool():
            return "yes" if value else "no"
        case list():
            return "\n".join(in_words(item) for item in value) or "(none)"
        case dict():
            return "; ".join(
                f"{key.replace('_', ' ')}: {in_words(item)}" for key, item in value.items() if item
            )
        case _:
            return str(value)

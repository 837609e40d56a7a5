"""How is a request split into questions, and how are they put right later?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from requests_app.domain.errors import Difference, InvalidInput, NotReady, StaleEdit
from requests_app.domain.transitions import Act
from requests_app.models import Case, Question
from requests_app.permissions import Actor
from requests_app.services.acting import acting


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """One question as it should stand. `id` None is a new one; `merged_ids` are those whose records it takes over."""

    text: str
    id: int | None = None
    is_advice: bool = False
    merged_ids: tuple[int, ...] = ()


def set_questions(
    case_id: int,
    questions: list[QuestionText],
    *,
    by: Actor,
    at: datetime,
    seen: dict[int, int] | None = None,
) -> None:
    """Make the case's questions exactly these, in this order. Records of a question that stays, stay with it.

    `seen` maps the id of each question that the person was shown to the version shown: a question that somebody else
    has changed, added or removed since is a StaleEdit. A question that a decision, search or answer still hangs on
    cannot be removed, only merged into another (NotReady).
    """
    questions = [_kept(question) for question in questions]
    _check(questions)
    with acting(Act.EDIT, case_id, by=by, at=at) as doing:
        doing.kind, doing.summary = "questions", "Questions changed"
        rows = {row.pk: row for row in doing.case.questions.all()}
        _refuse_stale(rows, seen, questions)
        old = {str(row.number): _said(row.text, is_advice=row.is_advice) for row in rows.values()}
        kept = {question.id for question in questions if question.id is not None}
        unknown = kept - rows.keys()
        if unknown:
            raise StaleEdit("Somebody has removed one of these questions since you opened the page.")
        for question in questions:
            _merge(question, rows)
        merged = {pk for question in questions for pk in question.merged_ids}
        for pk in rows.keys() - kept:
            _remove(rows[pk], is_merged=pk in merged)
        _write(doing.case, questions, rows)
        new = [_said(question.text, is_advice=question.is_advice) for question in questions]
        doing.note(old, {str(number): said for number, said in enumerate(new, start=1)})
        doing.is_silent = True


def start_work(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Confirm the questions and begin."""
    with acting(Act.START, case_id, by=by, at=at, expected_version=expected_version) as doing:
        if by is not None and doing.case.officer_id is None:
            doing.change(officer=by)
    return doing.case


def _kept(question: QuestionText) -> QuestionText:
    """A new question that takes over others is the first of them, reworded: what was recorded for them stays."""
    if question.id is not None or not question.merged_ids:
        return question
    first, *others = question.merged_ids
    return replace(question, id=first, merged_ids=tuple(others))


def _said(text: str, *, is_advice: bool) -> str:
    return f"{text} (asks for advice)" if is_advice else text


def _check(questions: list[QuestionText]) -> None:
    if not questions:
        raise InvalidInput("Keep at least one question (FOIA s1(1)).")
    named = [pk for question in questions for pk in (question.id, *question.merged_ids) if pk is not None]
    if len(named) != len(set(named)):
        raise InvalidInput("A question stands, or goes into another, once. Remove the second mention of it.")
    for number, question in enumerate(questions, start=1):
        if not question.text.strip() or "\x00" in question.text:
            message = f"Question {number} has no text. Write it, or remove the question."
            raise InvalidInput(message, fields={f"question-{number}": message})


def _refuse_stale(
    rows: dict[int, Question], seen: dict[int, int] | None, questions: list[QuestionText]
) -> None:
    if seen is None:
        return
    yours = {question.id: question.text for question in questions}
    differences = [
        Difference(
            label=f"Question {row.number}",
            theirs=row.text,
            yours=yours.get(pk, "(removed)"),
            name=f"question-{pk}",
        )
        for pk, row in rows.items()
        if seen.get(pk) != row.version
    ]
    differences += [
        Difference(
            label="A question", theirs="(removed)", yours=yours.get(pk, "(removed)"), name=f"question-{pk}"
        )
        for pk in seen.keys() - rows.keys()
    ]
    if differences:
        raise StaleEdit(
            "Somebody else has changed these questions since you opened the page. Nothing was overwritten: "
            "compare the two versions and save again.",
            differences=tuple(differences),
        )


def _merge(question: QuestionText, rows: dict[int, Question]) -> None:
    """Move what was recorded for the merged questions to the one that stays."""
    if question.id is None:
        return
    target = rows[question.id]
    for pk in question.merged_ids:
        source = rows.get(pk)
        if source is None or source.pk == target.pk:
            continue
        source.searches.update(question=target)
        source.disclosures.update(question=target)
        for decision in source.decisions.all():
            decision.questions.remove(source)
            decision.questions.add(target)
        if source.holding == Question.Holding.HELD or target.holding == Question.Holding.UNKNOWN:
            target.holding = source.holding  # held in part is held
        target.note = "\n".join(note for note in (target.note, source.note) if note)


def _remove(row: Question, *, is_merged: bool) -> None:
    if not is_merged:
        covering = [decision.provision for decision in row.decisions.all()]
        if covering:
            raise NotReady(
                f"Question {row.number} cannot be removed: a decision still covers it. "
                "Remove it from the decision first, or merge it with another question (FOIA s17(1)).",
            )
        if row.disclosures.exists() or row.searches.exists():
            raise NotReady(
                f"Question {row.number} cannot be removed: an answer or a search is recorded for it. "
                "Remove these first, or merge it with another question."
            )
    row.delete()


def _write(case: Case, questions: list[QuestionText], rows: dict[int, Question]) -> None:
    # Numbers are unique in a case and the constraint is deferred to the commit, so rows can swap numbers.
    for number, question in enumerate(questions, start=1):
        if question.id is None:
            Question.objects.create(
                case=case, number=number, text=question.text, is_advice=question.is_advice
            )
            continue
        row = rows[question.id]
        before = (row.number, row.text, row.is_advice)
        row.number, row.text, row.is_advice = number, question.text, question.is_advice
        if before != (row.number, row.text, row.is_advice) or question.merged_ids:
            row.version += 1
            row.save()


__all__ = ["QuestionText", "set_questions", "start_work"]

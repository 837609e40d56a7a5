"""How does a case say again what its issued letter said?"""

from __future__ import annotations

from typing import Any

from exemptions.services.decisions import decision_rows, delete_decision, save_decision, to_domain
from requests_app.domain.casefile import QuestionFile
from requests_app.domain.errors import NotReady
from requests_app.letters.content import LetterContent, from_dict
from requests_app.letters.together import part_for
from requests_app.models import Case, Letter
from requests_app.selectors.content import load_questions
from requests_app.services.answer import QuestionRecord, write_answer


def restore(case: Case, letter: Letter, new: dict[str, Any]) -> None:
    """Put answers and decisions back to those of an issued letter, and note in `new` which.

    Notes and searches stay: they are not printed.
    Raises NotReady where the questions themselves are others than those that were answered.
    """
    assert letter.content is not None  # what was issued is whole
    issued, now = part_for(from_dict(letter.content), case.reference), load_questions(case.pk)
    if [question.text for question in issued.questions] != [question.text for question in now]:
        raise NotReady(
            "The questions are no longer those that the issued response answers. Change them back first, or finish the "
            "correction."
        )
    for then, current in zip(issued.questions, now, strict=True):
        _restore_question(case, then, current, new)
    _restore_decisions(case, issued, new)


def _restore_question(case: Case, then: QuestionFile, now: QuestionFile, new: dict[str, Any]) -> None:
    if (then.holding, then.is_advice, then.answers) == (now.holding, now.is_advice, now.answers):
        return
    row = case.questions.get(number=now.number)
    record = QuestionRecord(
        holding=then.holding,
        is_advice=then.is_advice,
        note=now.note,
        searches=now.searches,
        answers=then.answers,
    )
    write_answer(case, row, record)
    row.version += 1
    row.save()
    new[f"question {now.number}"] = "as issued"


def _restore_decisions(case: Case, issued: LetterContent, new: dict[str, Any]) -> None:
    rows = {row.key: row for row in decision_rows(case.pk)}
    wanted = {decision.key: decision for decision in issued.decisions}
    ids = _question_ids(case)
    for key in rows.keys() - wanted.keys():
        delete_decision(case.pk, key)
        new[key] = "removed"
    for key, decision in wanted.items():
        row = rows.get(key)
        if row is None or to_domain(row) != decision:
            version = row.version + 1 if row else 1
            question_ids = [ids[number] for number in decision.questions]
            save_decision(case.pk, decision, question_ids=question_ids, version=version)
            new[key] = "as issued"


def _question_ids(case: Case) -> dict[int, int]:
    return dict(case.questions.values_list("number", "pk"))

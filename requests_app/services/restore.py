"""How does a case say again what its issued letter said?"""

from __future__ import annotations

from exemptions.services.decisions import decision_rows, delete_decision, save_decision, to_domain
from requests_app.domain.casefile import QuestionFile
from requests_app.domain.errors import NotReady
from requests_app.letters.content import LetterContent, from_dict
from requests_app.models import Case, Letter
from requests_app.selectors.content import load_questions
from requests_app.services.acting import Acting
from requests_app.services.answer import QuestionRecord, write_answer


def restore(doing: Acting, letter: Letter) -> None:
    """Put answers and decisions back to those of an issued letter. Notes and searches stay: they are not printed.

    Raises NotReady where the questions themselves are others than those that were answered.
    """
    assert letter.content is not None  # what was issued is whole
    issued, now = from_dict(letter.content), load_questions(doing.case.pk)
    if [question.text for question in issued.questions] != [question.text for question in now]:
        raise NotReady(
            "The questions are no longer those that the issued response answers. Change them back first, or finish the "
            "correction."
        )
    for then, current in zip(issued.questions, now, strict=True):
        _restore_question(doing, then, current)
    _restore_decisions(doing, issued)


def _restore_question(doing: Acting, then: QuestionFile, now: QuestionFile) -> None:
    if (then.holding, then.is_advice, then.answers) == (now.holding, now.is_advice, now.answers):
        return
    row = doing.case.questions.get(number=now.number)
    record = QuestionRecord(
        holding=then.holding,
        is_advice=then.is_advice,
        note=now.note,
        searches=now.searches,
        answers=then.answers,
    )
    write_answer(doing.case, row, record)
    row.version += 1
    row.save()
    doing.new[f"question {now.number}"] = "as issued"


def _restore_decisions(doing: Acting, issued: LetterContent) -> None:
    rows = {row.key: row for row in decision_rows(doing.case.pk)}
    wanted = {decision.key: decision for decision in issued.decisions}
    ids = _question_ids(doing.case)
    for key in rows.keys() - wanted.keys():
        delete_decision(doing.case.pk, key)
        doing.new[key] = "removed"
    for key, decision in wanted.items():
        row = rows.get(key)
        if row is None or to_domain(row) != decision:
            version = row.version + 1 if row else 1
            question_ids = [ids[number] for number in decision.questions]
            save_decision(doing.case.pk, decision, question_ids=question_ids, version=version)
            doing.new[key] = "as issued"


def _question_ids(case: Case) -> dict[int, int]:
    return dict(case.questions.values_list("number", "pk"))

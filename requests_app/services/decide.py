"""How is a decision to withhold, or neither to confirm nor deny, recorded on a case?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from exemptions.domain.completeness import Gap, gaps
from exemptions.domain.decision import Decision
from exemptions.models import ExemptionDecision
from exemptions.services.decisions import (
    DoesNotFit,
    decision_rows,
    delete_decision,
    next_key,
    save_decision,
    to_domain,
)
from exemptions.statute import UnknownProvision, provision
from requests_app.domain.errors import Difference, InvalidInput, NotVisible, StaleEdit
from requests_app.domain.transitions import Act
from requests_app.models import Question
from requests_app.permissions import Actor
from requests_app.services.acting import Acting, acting
from requests_app.services.answer import in_words


def record_decision(
    case_id: int, decision: Decision, *, by: Actor, at: datetime, seen_version: int | None = None
) -> tuple[Decision, tuple[Gap, ...]]:
    """Record a decision (a new one where `decision.key` is empty) and say what it still lacks.

    An incomplete decision is kept: work takes days, and the letter's checks stop it from going out. A provision or limb
    that the Act does not have, or a question that the case does not have, is refused (InvalidInput).
    """
    check_statute(decision)
    with acting(Act.EDIT, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        questions = {row.number: row for row in doing.case.questions.all()}
        _check_questions(decision, questions)
        rows = {row.key: row for row in decision_rows(case_id)}
        before = rows.get(decision.key)
        if decision.key and before is None and seen_version is not None:
            raise StaleEdit("Somebody has removed this decision since you opened the page.")
        _refuse_stale(before, decision, seen_version)
        if not decision.key:
            decision = replace(decision, key=next_key(case_id))
        decision = replace(decision, questions=tuple(sorted(set(decision.questions))))
        doing.is_silent = True
        if before is None or to_domain(before) != decision:
            _save(case_id, decision, questions, version=before.version + 1 if before else 1)
            _note(doing, before, decision)
            _mark_ncnd(doing, decision, questions)
    return decision, tuple(gaps(decision, doing.facts.today))


def remove_decision(
    case_id: int, key: str, *, by: Actor, at: datetime, seen_version: int | None = None
) -> Decision:
    """Take a decision back. What it said stays in the history."""
    with acting(Act.EDIT, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        row = next((row for row in decision_rows(case_id) if row.key == key), None)
        if row is None:
            raise NotVisible(f"There is no decision {key} in this case.")
        decision = to_domain(row)
        _refuse_stale(row, decision, seen_version)
        delete_decision(case_id, key)
        doing.kind, doing.summary = "decision", f"Decision {key} removed"
        doing.note({key: decision.to_dict()}, {key: None})
    return decision


def check_statute(decision: Decision) -> None:
    """A provision and limbs that the Act has. Raises InvalidInput."""
    try:
        law = provision(decision.provision)
    except UnknownProvision as error:
        raise InvalidInput(str(error), fields={"provision": str(error)}) from error
    unknown = [limb for limb in decision.limbs if not law.has_limb(limb)]
    if unknown:
        message = (
            f"{law.name} has no limb “{unknown[0]}”. Choose from those that the Act lists (FOIA s17(1)(b))."
        )
        raise InvalidInput(message, fields={"limbs": message})


def _check_questions(decision: Decision, questions: dict[int, Question]) -> None:
    missing = [number for number in decision.questions if number not in questions]
    if missing:
        message = f"This case has no question {missing[0]}."
        raise InvalidInput(message, fields={"questions": message})


def _refuse_stale(row: ExemptionDecision | None, yours: Decision, seen_version: int | None) -> None:
    if row is None or seen_version is None or row.version == seen_version:
        return
    theirs = to_domain(row).to_dict()
    mine = yours.to_dict()
    raise StaleEdit(
        "Somebody else saved this decision while you were writing. Nothing was overwritten: "
        "compare the two versions below, take over what is right, and save again.",
        differences=tuple(
            Difference(
                label=name.replace("_", " ").capitalize(),
                theirs=in_words(theirs.get(name)),
                yours=in_words(mine.get(name)),
                name=name,
            )
            for name in theirs.keys() | mine.keys()
            if theirs.get(name) != mine.get(name)
        ),
        current_version=row.version,
    )


def _save(case_id: int, decision: Decision, questions: dict[int, Question], *, version: int) -> None:
    try:
        save_decision(
            case_id,
            decision,
            question_ids=[questions[number].pk for number in decision.questions],
            version=version,
        )
    except DoesNotFit as error:
        raise InvalidInput(str(error), fields={error.field: str(error)}) from error


def _mark_ncnd(doing: Acting, decision: Decision, questions: dict[int, Question]) -> None:
    """A question whose only treatment is to neither confirm nor deny has no other holding status to record."""
    if decision.effect != "ncnd":
        return
    for number in decision.questions:
        row = questions[number]
        if row.holding == Question.Holding.UNKNOWN:
            field = f"question {number}: holding"
            doing.note({field: row.holding}, {field: Question.Holding.NCND.value})
            row.holding = Question.Holding.NCND
            row.version += 1
            row.save(update_fields=["holding", "version"])


def _note(doing: Acting, before: ExemptionDecision | None, decision: Decision) -> None:
    old = to_domain(before).to_dict() if before else None
    doing.kind = "decision"
    doing.summary = f"Decision {decision.key} {'changed' if before else 'recorded'}"
    doing.note({decision.key: old}, {decision.key: decision.to_dict()})

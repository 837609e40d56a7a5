"""How is it decided in which form a table's small numbers are given, and how is that taken back?

A prompt, never a refusal: figures can be given as they are, for a recorded reason. The table before is kept beside the
one that is printed, in the case and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from exemptions.domain.serial import to_dict
from requests_app.domain.casefile import Answer, SmallNumberMethod, SmallNumbers, Table
from requests_app.domain.errors import InvalidInput, NotVisible, StaleEdit
from requests_app.domain.letterkinds import Language
from requests_app.domain.suppression import Plan, Small, plan
from requests_app.domain.text import plural
from requests_app.domain.tongue import speaking
from requests_app.domain.transitions import Act
from requests_app.models import Case, Disclosure, Question
from requests_app.permissions import Actor
from requests_app.selectors.content import answer as answer_of
from requests_app.selectors.settings import authority
from requests_app.selectors.small_numbers import numbers_elsewhere, original_table
from requests_app.services.acting import acting

LONGEST_REASON = 5_000


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What an officer chose for a table. `reason` is needed where a small number stays, or can still be worked out."""

    method: SmallNumberMethod
    has_nought: bool = False
    reason: str = ""


def choose_small_numbers(
    case_id: int,
    number: int,
    position: int,
    choice: Choice,
    *,
    by: Actor,
    at: datetime,
    seen_version: int | None = None,
) -> Plan:
    """Print the table in answer `position` of a question in this form, from its original figures.

    InvalidInput without a reason where one is needed; StaleEdit when the question was saved after `seen_version`.
    """
    with acting(Act.EDIT, case_id, by=by, at=at) as doing:
        question, row, before = _locked(doing.case, number, position, seen_version)
        small = Small(threshold=authority().small_number_threshold, has_nought=choice.has_nought)
        table = original_table(before)
        with speaking(Language(doing.case.language)):
            planned = plan(table, choice.method, small, numbers_elsewhere(case_id, row.pk))
        _check(planned, choice)
        kept = SmallNumbers(
            method=choice.method,
            threshold=small.threshold,
            has_nought=choice.has_nought,
            reason=choice.reason.strip(),
            note=planned.note,
            original=None if choice.method is SmallNumberMethod.LEAVE else table,
        )
        _write(question, row, planned.printed, kept)
        doing.kind, doing.reason = "small_numbers", kept.reason
        doing.summary = f"Small numbers of question {number}, answer {position}: {_in_words(planned)}"
        key = f"question {number}, answer {position}: small numbers"
        doing.note({key: _method(before.small_numbers)}, {key: choice.method.value})
    return planned


def take_back_small_numbers(
    case_id: int, number: int, position: int, *, by: Actor, at: datetime, seen_version: int | None = None
) -> None:
    """Print the original figures again, as if nothing had been chosen. What was written under the table stays."""
    with acting(Act.EDIT, case_id, by=by, at=at) as doing:
        question, row, before = _locked(doing.case, number, position, seen_version)
        if before.small_numbers is None:
            raise InvalidInput(
                "Nothing was chosen for this table's small numbers: its figures are as entered."
            )
        _write(question, row, original_table(before), None)
        doing.kind = "small_numbers"
        doing.summary = f"Original figures of question {number}, answer {position} taken back"
        key = f"question {number}, answer {position}: small numbers"
        doing.note({key: _method(before.small_numbers)}, {key: ""})


def _locked(
    case: Case, number: int, position: int, seen_version: int | None
) -> tuple[Question, Disclosure, Answer]:
    question = case.questions.filter(number=number).first()
    row = (
        question.disclosures.select_related("document").filter(position=position, kind="table").first()
        if question
        else None
    )
    if question is None or row is None:
        raise NotVisible(f"There is no table in answer {position} to question {number} of this case.")
    if seen_version is not None and question.version != seen_version:
        raise StaleEdit(
            "Somebody else saved this question since you opened the page. Nothing was changed: look at the table as it "
            "is now, and choose again.",
            current_version=question.version,
        )
    return question, row, answer_of(row)


def _check(planned: Plan, choice: Choice) -> None:
    if not planned.small:
        raise InvalidInput("No number of this table is small: there is nothing to choose.")
    if len(choice.reason) > LONGEST_REASON or "\x00" in choice.reason:
        message = f"Give the reason in at most {LONGEST_REASON:,} characters."
        raise InvalidInput(message, fields={"reason": message})
    if choice.reason.strip():
        return
    if choice.method is SmallNumberMethod.LEAVE:
        message = (
            "Write why nobody can be identified by these numbers: what else would somebody have to know?"
        )
        raise InvalidInput(message, fields={"reason": message})
    if not planned.is_safe:
        message = "A small number can still be worked out from this table. Choose another way, or write why it can stand."
        raise InvalidInput(message, fields={"reason": message})


def _write(question: Question, row: Disclosure, table: Table, choice: SmallNumbers | None) -> None:
    row.table = to_dict(table)
    row.small_numbers = to_dict(choice) if choice else None
    row.save(update_fields=["table", "small_numbers"])
    question.version += 1
    question.save(update_fields=["version"])


def _in_words(planned: Plan) -> str:
    small = plural(len(planned.small), "small number")
    match planned.method:
        case SmallNumberMethod.SUPPRESS:
            others = len(planned.changes) - len(planned.small)
            return f"{small} withheld" + (
                f", and {plural(others, 'other')} to protect them" if others else ""
            )
        case SmallNumberMethod.LEAVE:
            return f"{small} given as they are"
        case SmallNumberMethod.ROUND_TO_5 | SmallNumberMethod.ROUND_TO_10:
            return f"all numbers rounded to the nearest {planned.method.base}"


def _method(choice: SmallNumbers | None) -> str:
    return choice.method.value if choice else ""


__all__ = ["Choice", "choose_small_numbers", "take_back_small_numbers"]

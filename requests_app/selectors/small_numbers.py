"""What does the page show on which it is chosen how a table's small numbers are given?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exemptions.statute import Effect
from requests_app.domain.casefile import Answer, SmallNumberMethod, SmallNumbers, Table
from requests_app.domain.errors import NotVisible
from requests_app.domain.letterkinds import Language
from requests_app.domain.suppression import Plan, Small, numbers_given, plan, small_cells
from requests_app.domain.tongue import speaking
from requests_app.letters.checks.small_numbers import PERSONAL
from requests_app.models import Case, Disclosure, Question, User
from requests_app.selectors.content import answer
from requests_app.selectors.editing import why_not_editable
from requests_app.selectors.places import link_to
from requests_app.selectors.settings import authority


@dataclass(frozen=True, kw_only=True)
class SmallNumbersPage:
    """A table with its original figures. `version` is the question's, `stands` what was chosen before."""

    number: int
    position: int
    language: Language
    version: int
    threshold: int
    original: Table
    stands: SmallNumbers | None
    elsewhere: frozenset[int]
    has_decision: bool
    why_not: str
    question_url: str
    decision_url: str

    def small(self, *, has_nought: bool = False) -> Small:
        return Small(threshold=self.threshold, has_nought=has_nought)

    def planned(self, method: SmallNumberMethod, *, has_nought: bool = False) -> Plan:
        with speaking(self.language):  # what is printed in the table, and under it, is part of the letter
            return plan(self.original, method, self.small(has_nought=has_nought), self.elsewhere)


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """A table among a question's answers, for the link to its small numbers. `state` is a sentence."""

    position: int
    name: str
    url: str
    state: str


def load_small_numbers(case: Case, number: int, position: int, *, user: User) -> SmallNumbersPage:
    """NotVisible when there is no such table."""
    row = (
        Disclosure.objects.select_related("question", "document")
        .filter(question__case=case, question__number=number, position=position, kind="table")
        .first()
    )
    if row is None:
        raise NotVisible(f"There is no table in answer {position} to question {number} of this case.")
    found = answer(row)
    base = link_to(case.reference, "")
    return SmallNumbersPage(
        number=number,
        position=position,
        language=Language(case.language),
        version=row.question.version,
        threshold=authority().small_number_threshold,
        original=original_table(found),
        stands=found.small_numbers,
        elsewhere=numbers_elsewhere(case.pk, row.pk),
        has_decision=row.question.decisions.filter(
            provision__in=PERSONAL, effect=Effect.WITHHOLD.value
        ).exists(),
        why_not=why_not_editable(case, user),
        question_url=link_to(case.reference, f"question:{number}:answer"),
        decision_url=f"{base}decisions/new/?question={number}",
    )


def original_table(found: Answer) -> Table:
    """The figures before small numbers were withheld, with the title and notes of today."""
    table, choice = found.table, found.small_numbers
    assert table is not None
    if choice is None or choice.original is None:
        return table
    notes = table.notes.replace(choice.note, "").strip() if choice.note else table.notes
    return replace(choice.original, caption=table.caption, notes=notes)


def numbers_elsewhere(case_id: int, disclosure_id: int) -> frozenset[int]:
    """The numbers that the case's other answers give, as they are printed."""
    rows = Disclosure.objects.filter(question__case_id=case_id).exclude(pk=disclosure_id)
    return frozenset(
        figure for row in rows.select_related("document") for figure in numbers_given(answer(row))
    )


def table_lines(case: Case, row: Question, *, threshold: int) -> tuple[TableLine, ...]:
    """The tables among a question's answers that have small numbers, or had them. Reads only what is prefetched."""
    lines = []
    for disclosure in row.disclosures.all():
        if disclosure.kind != Disclosure.Kind.TABLE or not disclosure.table:
            continue
        found = answer(disclosure)
        assert found.table is not None
        state = _state(found, threshold)
        if state:
            lines.append(
                TableLine(
                    position=disclosure.position,
                    name=found.table.caption.strip() or f"Table in answer {disclosure.position}",
                    url=f"{link_to(case.reference, '')}questions/{row.number}/answers/{disclosure.position}"
                    "/small-numbers/",
                    state=state,
                )
            )
    return tuple(lines)


def _state(found: Answer, threshold: int) -> str:
    if found.small_numbers is not None:
        return CHOSEN[found.small_numbers.method]
    small = Small(threshold=threshold)
    assert found.table is not None
    number = len(small_cells(found.table, small)) if small.is_on else 0
    if not number:
        return ""
    return (
        "1 small number: choose how it is given."
        if number == 1
        else f"{number} small numbers: choose how they are given."
    )


ONE = "1 small number: choose how it is given."
CHOSEN = {
    SmallNumberMethod.SUPPRESS: "Small numbers are withheld. The original figures are kept.",
    SmallNumberMethod.ROUND_TO_5: "Numbers are rounded to the nearest 5. The original figures are kept.",
    SmallNumberMethod.ROUND_TO_10: "Numbers are rounded to the nearest 10. The original figures are kept.",
    SmallNumberMethod.LEAVE: "Small numbers are given as they are, for a recorded reason.",
}

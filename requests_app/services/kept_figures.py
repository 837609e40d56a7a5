"""What becomes of a table's original figures when the answer that prints it without them is written anew?

Whoever edits an answer sees the table as it is printed. Its original figures are kept with it as long as it stays
so; a table that is changed would no longer be what became of them, and they are not thrown away without a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from requests_app.domain.casefile import Answer, AnswerKind, SmallNumberMethod, Table
from requests_app.domain.errors import InvalidInput

CHANGED = (
    "Small numbers of this table are withheld or rounded, and its original figures are kept. Take them back first "
    "(Small numbers, below), then change the table."
)


def with_choices(before: Sequence[Answer], after: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answers with what was chosen for their tables' small numbers, wherever the cells are as they were.

    InvalidInput where a table was changed whose original figures are kept. A reason for leaving figures as they are
    was given for those figures: it goes when they change.
    """
    chosen = [answer for answer in before if answer.small_numbers is not None]
    kept: list[Answer] = []
    changed: list[int] = []
    for position, answer in enumerate(after):
        same = next((each for each in chosen if _has_same_cells(each.table, answer.table)), None)
        if same is not None:
            chosen.remove(same)
            answer = replace(answer, small_numbers=same.small_numbers)
        elif answer.kind is AnswerKind.TABLE and answer.small_numbers is None:
            changed.append(position)
        kept.append(answer)
    if changed and any(_has_original(answer) for answer in chosen):
        raise InvalidInput(CHANGED, fields={f"answers-{changed[0]}": CHANGED})
    return tuple(kept)


def why_not_its_original(answer: Answer) -> str:
    """A sentence if the original figures cannot be those of this table; empty if they can."""
    choice, table = answer.small_numbers, answer.table
    if choice is None:
        return ""
    if table is None or answer.kind is not AnswerKind.TABLE:
        return "Only for the small numbers of a table can something be chosen."
    if choice.original is None:
        is_left = choice.method is SmallNumberMethod.LEAVE
        return (
            "" if is_left else "The original figures are missing: add them to the choice for small numbers."
        )
    is_as_large = len(choice.original.rows) == len(table.rows) and all(
        len(row) == len(table.columns) for row in choice.original.rows
    )
    return "" if is_as_large else "The original figures do not have the rows and columns of the table."


def _has_original(answer: Answer) -> bool:
    return answer.small_numbers is not None and answer.small_numbers.original is not None


def _has_same_cells(one: Table | None, other: Table | None) -> bool:
    return one is not None and other is not None and _cells(one) == _cells(other)


def _cells(table: Table) -> list[list[str]]:
    """As the form gives them back: without the spaces around them."""
    return [[" ".join(cell.split()) for cell in row] for row in (table.columns, *table.rows)]

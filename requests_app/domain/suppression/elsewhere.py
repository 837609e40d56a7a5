"""Which numbers does a letter give beside a table, from which a sum of that table may be known?"""

from __future__ import annotations

from collections.abc import Iterator

from requests_app.domain.casefile import Answer
from requests_app.domain.suppression.cells import whole_number
from requests_app.domain.suppression.sums import is_total_label


def numbers_given(answer: Answer) -> Iterator[int]:
    """The whole numbers that an answer gives beside a table: its figure, and its own table's totals."""
    if answer.figure is not None and answer.figure == answer.figure.to_integral_value():
        yield int(answer.figure)
    if answer.table is not None:
        for row in answer.table.rows:
            for column, cell in enumerate(row[1:], start=1):
                is_total = is_total_label(row[0]) or is_total_label(answer.table.columns[column])
                number = whole_number(cell) if is_total else None
                if number is not None:
                    yield number

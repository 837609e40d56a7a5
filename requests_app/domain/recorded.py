"""How is what was recorded for a question said in lines that two people can compare?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from requests_app.domain.casefile import Answer, AnswerKind, Holding, SearchMade
from requests_app.domain.text import plain_date, plural

_HOLDING = {
    Holding.UNKNOWN: "Not yet established",
    Holding.HELD: "Held",
    Holding.NOT_HELD: "Not held",
    Holding.NCND: "Neither confirm nor deny",
}


def holding_in_words(holding: Holding) -> str:
    return _HOLDING[holding]


def searches_in_words(searches: Iterable[SearchMade]) -> str:
    """One line a search."""
    return "\n".join("; ".join(_search(search)) for search in searches)


def answers_in_words(answers: Iterable[Answer]) -> str:
    """Each answer in full, a table row by row."""
    return "\n\n".join("\n".join(_answer(answer)) for answer in answers)


def _search(search: SearchMade) -> Iterator[str]:
    yield search.where
    if search.by:
        yield f"by {search.by}"
    if search.terms:
        yield f"for “{search.terms}”"
    if search.hits is not None:
        yield plural(search.hits, "hit")
    if search.minutes is not None:
        yield plural(search.minutes, "minute")
    if search.on:
        yield plain_date(search.on)


def _answer(answer: Answer) -> Iterator[str]:
    if answer.text:
        yield answer.text
    if answer.figure is not None:
        words = f" ({answer.figure_words})" if answer.figure_words else ""
        yield f"{answer.figure:,f} {answer.unit}".strip() + words
    if answer.table is not None:
        yield answer.table.caption or "Table without a title"
        yield from (" | ".join(row) for row in (answer.table.columns, *answer.table.rows))
        if answer.table.notes:
            yield answer.table.notes
    if answer.kind is AnswerKind.DOCUMENT:
        yield f"Document: {(answer.document.title or answer.document.name) if answer.document else 'none'}"
    if answer.period_from or answer.period_to:
        start = plain_date(answer.period_from) if answer.period_from else "?"
        yield f"Period: {start} to {plain_date(answer.period_to) if answer.period_to else '?'}"

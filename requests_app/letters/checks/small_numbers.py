"""Does a disclosed table give away a number that was withheld, or a count so small that it may name somebody?

A small number is not personal data by itself: what is found here is a prompt, never a refusal (s40(2)). An authority
whose threshold is 0 asks for none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from exemptions.statute import Effect
from requests_app.domain.casefile import Answer, AnswerKind, SmallNumberMethod, Table
from requests_app.domain.suppression import (
    Audit,
    Cell,
    Counts,
    Lack,
    Limits,
    Small,
    audit,
    is_hidden_mark,
    is_small_mark,
    numbers_given,
    printed_limits,
    range_in_words,
    read_counts,
    small_cells,
    with_known_elsewhere,
)
from requests_app.domain.text import join_words
from requests_app.letters.checks.finding import Finding, warning
from requests_app.letters.model import LetterContent

MOST_NAMED: Final = 10
PERSONAL: Final = frozenset({"s40", "reg13", "s38"})
"""What a small number can be withheld under: personal data, or the danger to somebody."""


class _Given(NamedTuple):
    """A table of the letter, and the numbers that are given beside it."""

    number: int
    answer: Answer
    table: Table
    elsewhere: frozenset[int]

    @property
    def where(self) -> str:
        return f"question:{self.number}:answer"


def suppressed_cell_revealed(content: LetterContent, on: date) -> Iterator[Finding]:
    """A total next to its parts gives a withheld part away, exactly or nearly so."""
    threshold = content.authority.small_number_threshold
    for given in _tables(content):
        revealed = revealed_cells(given.table, threshold, given.elsewhere)
        if revealed:
            yield warning(
                "suppressed-cell-revealed",
                _provision(content),
                f"A suppressed number can be worked out from the totals: {_listed(revealed)}. Suppress a second number "
                "in the same row or column, or give the total alone",
                given.where,
            )
        narrowed = narrowed_cells(given.table, threshold, given.elsewhere)
        if narrowed:
            yield warning(
                "suppressed-cell-narrowed",
                _provision(content),
                f"A suppressed number can be told more closely than its mark says: {_listed(narrowed)}. Suppress "
                "another number in the same row or column, or record why this identifies nobody",
                given.where,
            )


def small_number_disclosed(content: LetterContent, on: date) -> Iterator[Finding]:
    """A count under the authority's threshold: think whether somebody could be identified by it."""
    small = Small(threshold=content.authority.small_number_threshold)
    for question in content.questions:
        if any(_is_small(answer, small) for answer in question.answers):
            yield warning(
                "small-number-disclosed",
                _provision(content),
                f"The answer to question {question.number} has a number under {small.threshold}: record why "
                "nobody can be identified by it, or suppress it",
                f"question:{question.number}:answer",
            )


def suppressed_without_decision(content: LetterContent, on: date) -> Iterator[Finding]:
    """What a table keeps back is withheld information: it needs an exemption that covers it (s17(1))."""
    for given in _tables(content):
        needs = _needs_decision(given)
        if needs is None:
            continue
        applying = [
            decision
            for decision in content.decisions
            if given.number in decision.questions and decision.effect is Effect.WITHHOLD
        ]
        if not any(decision.provision in PERSONAL or not needs for decision in applying):
            yield warning(
                "suppressed-without-decision",
                "FOIA s17(1)" if content.regime == "foia" else "EIR reg 14(2)",
                f"The table in the answer to question {given.number} withholds numbers, but no decision says why: "
                f"record a decision under {_provision(content)} that covers them",
                given.where,
            )


def revealed_cells(table: Table, threshold: int, figures: frozenset[int] = frozenset()) -> list[str]:
    """The suppressed cells that arithmetic gives back, each named by its row and column."""
    counts, found = _audited(table, threshold, figures)
    return [counts.name(cell) for cell in found.pinned]


def narrowed_cells(table: Table, threshold: int, figures: frozenset[int] = frozenset()) -> list[str]:
    """The small numbers that cannot have every value that their mark allows, with what they can be."""
    counts, found = _audited(table, threshold, figures)
    return [
        f"{counts.name(cell)} ({range_in_words(found.ranges[cell])})"
        for cell in found.exposed
        if cell not in found.pinned
    ]


@lru_cache(maxsize=256)
def _audited(table: Table, threshold: int, figures: frozenset[int]) -> tuple[Counts, Audit]:
    """Kept for a while: a page asks for both, and is drawn often. If no number from 1 up fits, noughts are hidden too."""
    counts = read_counts(table, threshold)
    if not counts.hidden or threshold < 2:
        return counts, Audit(ranges={})
    found = _judged(counts, figures, counts.hidden)
    if found.lack is Lack.INCONSISTENT:
        found = _judged(counts, figures, {cell: replace(each, low=0) for cell, each in counts.hidden.items()})
    return counts, found


def _judged(counts: Counts, figures: frozenset[int], hidden: Mapping[Cell, Limits]) -> Audit:
    counts = replace(counts, hidden=hidden)
    limits = printed_limits(counts)
    needs = {cell: each if each.high is not None else None for cell, each in hidden.items()}
    return audit(with_known_elsewhere(counts, figures, limits), limits, needs)


def _tables(content: LetterContent) -> Iterator[_Given]:
    given = [
        (question.number, answer)
        for question in content.questions
        for answer in question.answers
        if content.authority.small_number_threshold > 1
    ]
    for number, answer in given:
        if answer.table is not None:
            others = frozenset(
                figure for _, other in given if other is not answer for figure in numbers_given(other)
            )
            yield _Given(number, answer, answer.table, others)


def _needs_decision(given: _Given) -> bool | None:
    """None: nothing is kept back. True: small numbers are, so that a decision about persons is looked for."""
    choice = given.answer.small_numbers
    cells = [cell for row in given.table.rows for cell in row[1:]]
    if choice is not None and choice.method is not SmallNumberMethod.LEAVE:
        return True
    if any(is_small_mark(cell) for cell in cells):
        return True
    return False if any(is_hidden_mark(cell) for cell in cells) else None


def _is_small(answer: Answer, small: Small) -> bool:
    if not small.is_on:
        return False
    if answer.kind is AnswerKind.FIGURE and answer.figure is not None:
        return _is_whole(answer.figure) and int(answer.figure) in small
    if answer.table is None or answer.small_numbers is not None:
        return False  # somebody thought of it, and said how they are given, or why nobody can be identified
    return bool(small_cells(answer.table, small))


def _is_whole(figure: Decimal) -> bool:
    return figure == figure.to_integral_value() and figure.adjusted() < 15


def _provision(content: LetterContent) -> str:
    return "FOIA s40(2)" if content.regime == "foia" else "EIR reg 13"


def _listed(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return join_words(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


__all__ = [
    "narrowed_cells",
    "revealed_cells",
    "small_number_disclosed",
    "suppressed_cell_revealed",
    "suppressed_without_decision",
]

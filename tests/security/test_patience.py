"""How long can a text keep the application busy?"""

from __future__ import annotations

import contextlib
import time
from itertools import chain

import pytest

from exemptions.statute import CitationError, parse_citation
from requests_app.domain.casefile import Answer, AnswerKind, Holding, QuestionFile, Table
from requests_app.domain.tables import TableProblem, parse_table
from requests_app.domain.wording import propose_questions
from requests_app.letters.checks import check_letter
from requests_app.letters.checks.small_numbers import revealed_cells
from requests_app.letters.content import compose
from tests.domain.letters.situations import ON, case_of

LENGTH = 100_000
PATIENCE_SECONDS = 5  # what grows with the square of the length takes minutes
WEARY = [
    "a",
    "?",
    " ",
    "\t",
    "\n",
    "1. ",
    "- ",
    '?" ',
    "(1)",
    "(i) ",
    "section 31 ",
    "1,",
    "\u00a0",
    '"',
    "s40(2)",
]


@pytest.mark.parametrize("piece", WEARY, ids=repr)
def test_repeating_a_piece_keeps_nothing_busy(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    started = time.monotonic()
    propose_questions(text)
    for read, refusal in ((parse_citation, CitationError), (parse_table, TableProblem)):
        for each in chain([text], [f"section 31{text}", f"{text}x"]):
            with contextlib.suppress(refusal):
                read(each)
    assert time.monotonic() - started < PATIENCE_SECONDS


@pytest.mark.parametrize("piece", WEARY, ids=repr)
def test_a_letter_is_composed_and_checked_whatever_the_requester_wrote(piece: str) -> None:
    text = f"x{piece * (LENGTH // len(piece))}x"
    answers = (Answer(kind=AnswerKind.WORDS, text=text),)
    asked = [
        QuestionFile(number=number, text="What?", holding=Holding.HELD, answers=answers) for number in (1, 2)
    ]
    started = time.monotonic()
    check_letter(compose(case_of(*asked, wording=text)), on=ON)
    assert time.monotonic() - started < PATIENCE_SECONDS * 2


@pytest.mark.parametrize(
    "piece",
    [
        "it ",
        "section 30 ",
        "01/10/2022 to ",
        "We will write ",
        "one hundred and ",
        "https://a.b/c ",
        "(1",
        "\\\\a",
        "Rowan ",
    ],
    ids=repr,
)
def test_the_checks_take_no_longer_than_a_text_is_long(piece: str) -> None:
    text = f"x {piece * (2 * LENGTH // len(piece))} would or would be likely to x"
    answers = (Answer(kind=AnswerKind.WORDS, text=text),)
    asked = QuestionFile(number=1, text="What?", holding=Holding.HELD, answers=answers)
    started = time.monotonic()
    check_letter(compose(case_of(asked, edits={"further": text})), on=ON)
    assert time.monotonic() - started < PATIENCE_SECONDS * 4


def test_a_long_table_with_a_suppressed_cell_in_each_row_is_looked_through_soon() -> None:
    table = Table(
        caption="Recoveries",
        columns=("Street", "2023", "2024", *map(str, range(40)), "Total"),
        rows=tuple((f"Street {at}", "<5", "7", *["1"] * 40, "50") for at in range(1_000)),
    )
    started = time.monotonic()
    assert len(revealed_cells(table, 5)) == 1_000
    assert time.monotonic() - started < PATIENCE_SECONDS


def test_a_number_of_thousands_of_digits_is_no_figure_to_compare() -> None:
    answers = (Answer(kind=AnswerKind.WORDS, text=f"There were {'9' * 5_000} (nine)."),)
    asked = QuestionFile(number=1, text="How many?", holding=Holding.HELD, answers=answers)
    assert check_letter(compose(case_of(asked)), on=ON) is not None

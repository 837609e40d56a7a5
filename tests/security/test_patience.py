"""How long can a text keep the application busy?"""

from __future__ import annotations

import contextlib
import time
from itertools import chain

import pytest

from exemptions.statute import CitationError, parse_citation
from requests_app.domain.tables import TableProblem, parse_table
from requests_app.domain.wording import propose_questions

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

"""A table of many columns is set so that its words stay whole: smaller first, then on a page across."""

import pytest

from requests_app.letters.content import Grid, IssueStamp, compose
from requests_app.letters.view import letter_view
from requests_app.letters.widths import TOO_WIDE, setting_of
from tests.domain.letters.situations import ON, disclosed_case, table_case

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def grid(*columns: str, cell: str = "12") -> Grid:
    return Grid(caption="", columns=columns, rows=(tuple(cell for _ in columns),))


@pytest.mark.parametrize(
    ("columns", "is_dense", "is_wide", "fits"),
    [
        (0, False, False, True),
        (8, False, False, True),
        (9, True, False, True),
        (12, False, True, True),
        (15, True, True, True),
        (16, True, True, False),
    ],
)
def test_the_first_setting_is_taken_that_breaks_no_word(columns, is_dense, is_wide, fits):
    setting = setting_of(grid(*["September"] * columns))
    assert (setting.is_dense, setting.is_wide, setting.fits) == (is_dense, is_wide, fits)


def test_a_long_answer_may_go_over_lines_and_a_short_one_not():
    assert setting_of(grid(*MONTHS[:5], cell="twelve letters")) == setting_of(
        grid(*MONTHS[:5], cell="a long " * 9)
    )


def test_where_no_page_is_wide_enough_words_may_be_broken():
    assert setting_of(grid("x" * 200, "y")) is TOO_WIDE


def test_a_wide_table_takes_the_heading_above_it_along_and_nothing_else():
    wide = table_case(tuple(MONTHS), columns=tuple(f"{month} of the year" for month in MONTHS))
    shown = letter_view(compose(wide), IssueStamp(issued_on=ON)).sections
    assert [section.key for section in shown if section.is_wide] == ["answers", "answer.1"]
    shown = letter_view(compose(disclosed_case()), IssueStamp(issued_on=ON)).sections
    assert not any(section.is_wide for section in shown)

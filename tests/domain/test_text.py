"""Are dates, figures and lists written as the house writes them?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.text import (
    figure_in_words,
    join_words,
    long_date,
    plain_date,
    plural,
    short_day,
    weekday_name,
)


def test_dates_are_written_out():
    day = date(2025, 12, 5)
    assert long_date(day) == "Friday 5 December 2025"
    assert plain_date(day) == "5 December 2025"
    assert short_day(day) == "5 December"
    assert weekday_name(day) == "Friday"


@given(st.dates())
def test_a_long_date_reads_back_as_the_same_day(day):
    name, number, month, year = long_date(day).split()
    assert (name, int(number), month, int(year)) == (
        day.strftime("%A"),
        day.day,
        day.strftime("%B"),
        day.year,
    )


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_end_with_and(words, joined):
    assert join_words(words) == joined


def test_a_noun_agrees_with_its_figure():
    assert [plural(0, "day"), plural(1, "day"), plural(2, "day")] == ["0 days", "1 day", "2 days"]
    assert plural(2, "enquiry", "enquiries") == "2 enquiries"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (342, "three hundred and forty-two"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1100, "one thousand one hundred"),
        (21_040, "twenty-one thousand and forty"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_figures_are_written_in_british_words(figure, words):
    assert figure_in_words(figure) == words


@pytest.mark.parametrize("figure", [-1, 1_000_000])
def test_figures_beyond_the_range_are_refused(figure):
    with pytest.raises(ValueError, match="999,999"):
        figure_in_words(figure)


def test_no_two_figures_share_their_words():
    written = {figure_in_words(figure) for figure in range(0, 1_000_000, 7)}
    assert len(written) == len(range(0, 1_000_000, 7))


# The teens and the tens are irregular: written out here, not taken from the module under test.
UNITS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: value for value, word in enumerate(UNITS)}
VALUES |= {word: value for value, word in zip(range(20, 100, 10), TENS, strict=True)}


def read_back(words):
    total = current = 0
    for word in words.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = current * 1000, 0
        else:
            current += VALUES[word]
    return total + current


@given(st.integers(0, 999_999))
def test_words_read_back_as_their_figure(figure):
    assert read_back(figure_in_words(figure)) == figure

"""What is withheld from a table cannot be worked out again: held against every table that a reader could think of."""

import time
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from requests_app.domain.casefile import SmallNumberMethod, Table
from requests_app.domain.suppression import (
    Cell,
    Counts,
    Lack,
    Limits,
    Small,
    Suppression,
    audit,
    plan,
    read_counts,
    reader_limits,
    suppress,
)
from tests.domain.suppressed_tables import FIVE, random_table, table_of, with_totals

MOST_TRIED = 8
"""The largest number drawn, and as much more as a small number may grow at its cost."""


def outcome(table: Table, small: Small = FIVE, elsewhere: frozenset[int] = frozenset()):
    return plan(table, SmallNumberMethod.SUPPRESS, small, elsewhere)


def rows_of(table: Table, **more) -> list[list[str]]:
    return [list(row) for row in outcome(table, **more).printed.rows]


def tables_that_fit(counts: Counts, limits: dict[Cell, Limits]) -> Iterator[dict[Cell, int]]:
    """Every table of whole numbers up to MOST_TRIED within that fits what a reader knows, found by trying all."""
    inner = [cell for cell in limits if not counts.sums_above(cell)]
    totals = [cell for cell in limits if counts.sums_above(cell)]
    choices = []
    for cell in inner:
        high = limits[cell].high
        choices.append(range(limits[cell].low, (MOST_TRIED if high is None else high) + 1))
    for values in product(*choices):
        tried = dict(zip(inner, values, strict=True))
        if all(_within(_sum(counts, total, tried), limits[total]) for total in totals):
            yield tried


def _sum(counts: Counts, total: Cell, tried: dict[Cell, int]) -> int:
    """A total of one direction or of both: everything in its row, its column, or the table."""
    is_row, is_column = total[0] in counts.row_parents.values(), total[1] in counts.column_parents.values()
    return sum(
        value
        for (row, column), value in tried.items()
        if (is_row or row == total[0]) and (is_column or column == total[1])
    )


def _within(value: int, limits: Limits) -> bool:
    return limits.low <= value and (limits.high is None or value <= limits.high)


def known_of(counts: Counts, chosen: Suppression, small: Small) -> dict[Cell, Limits]:
    """What a reader knows, written down again: whoever thinks less of the reader would print too much."""
    known = {cell: Limits(low=number, high=number) for cell, number in counts.numbers.items()}
    for cell in chosen.cells:
        if chosen.is_alike:
            known[cell] = Limits(low=0, high=None)
        elif cell in chosen.primary:
            known[cell] = Limits(low=0 if small.has_nought else 1, high=small.threshold - 1)
        else:
            known[cell] = Limits(low=small.threshold, high=None)
    return known


@given(random_table(most_rows=3, most_columns=2, most=5), st.sampled_from([3, 4]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_small_number_is_determined_whatever_table_a_reader_tries(table, threshold, has_nought):
    small = Small(threshold=threshold, has_nought=has_nought)
    counts = read_counts(table, threshold)
    chosen = suppress(counts, small)
    assert chosen.audit.lack is None
    found = list(tables_that_fit(counts, known_of(counts, chosen, small)))
    assert found, "the true table is among them"
    for cell in chosen.primary:
        if counts.sums_above(cell):
            continue
        possible = {each[cell] for each in found}
        is_safe = set(range(small.limits.low, threshold)) <= possible
        assert is_safe is (cell not in chosen.audit.exposed)


@pytest.mark.parametrize(("other", "goes"), [(5, 9), (6, 9), (7, 7)])
def test_what_goes_with_a_small_number_is_known_to_reach_the_threshold(other, goes):
    """2 and 6 leave a sum of 8 to a reader who knows that the second is 5 at least: the first is no 4, so 9 must go."""
    counts = read_counts(with_totals([("One", 2), ("Two", other), ("Three", 9)], rows=False), 5)
    chosen = suppress(counts, FIVE)
    assert {counts.numbers[cell] for cell in chosen.secondary} == {goes}
    assert reader_limits(counts, chosen, FIVE) == known_of(counts, chosen, FIVE)


@given(random_table(most_rows=3, most_columns=2, most=6), st.data())
@settings(max_examples=60, deadline=None)
def test_the_audit_is_exact_for_whatever_is_hidden(table, data):
    """Against all tables: the least value of each hidden cell, and the most where it is bounded at all."""
    counts = read_counts(table, 5)
    inner = sorted(cell for cell in counts.numbers if not counts.sums_above(cell))
    hidden = data.draw(st.sets(st.sampled_from(inner), min_size=1, max_size=4))
    limits = {cell: Limits(low=number, high=number) for cell, number in counts.numbers.items()}
    limits |= dict.fromkeys(hidden, Limits(low=0, high=MOST_TRIED))
    found = audit(counts, limits, {}, is_exact=True)
    tables = list(tables_that_fit(counts, limits))
    for cell in hidden:
        possible = [each[cell] for each in tables]
        assert found.ranges[cell] == Limits(low=min(possible), high=max(possible))


@given(random_table(most_rows=6, most_columns=4, most=40))
@settings(max_examples=60, deadline=None)
def test_never_more_goes_than_there_is_and_always_the_same(table):
    first, again = outcome(table), outcome(table)
    assert first == again
    counts = read_counts(table, 5)
    assert {change.cell for change in first.changes} <= counts.numbers.keys()
    assert {change.cell for change in first.changes if change.is_small} == set(first.small)
    assert first.is_safe or first.exposed


@given(random_table(most_rows=6, most_columns=4, least=5, most=40))
@settings(max_examples=30, deadline=None)
def test_nothing_goes_where_nothing_is_small(table):
    for method in SmallNumberMethod:
        found = plan(table, method, FIVE)
        assert found.printed == table
        assert found.is_safe
        assert not found.changes


@given(random_table(most_rows=5, most_columns=3, most=30), st.sampled_from([5, 10]))
@settings(max_examples=40, deadline=None)
def test_rounding_is_judged_by_what_still_adds_up(table, base):
    method = SmallNumberMethod.ROUND_TO_5 if base == 5 else SmallNumberMethod.ROUND_TO_10
    found = plan(table, method, FIVE)
    assume(found.small)
    for row, printed in zip(table.rows, found.printed.rows, strict=True):
        for cell, shown in zip(row[1:], printed[1:], strict=True):
            assert int(shown.replace(",", "")) % base == 0
            assert abs(int(shown.replace(",", "")) - int(cell)) <= base / 2
    assert not found.audit.lack
    assert set(found.audit.exposed) <= set(found.small)


def test_rounding_that_gives_a_number_back_is_found_out():
    """Four times 0 and a total of 10: each part is 2 at the most and the total 8 at the least."""
    table = table_of(("East", "2", "2", "2", "2", "8"), columns=("", "a", "b", "c", "d", "Total"))
    found = plan(table, SmallNumberMethod.ROUND_TO_5, FIVE)
    assert found.printed.rows[0] == ("East", "0", "0", "0", "0", "10")
    assert found.exposed == (
        "East, a: exactly 2",
        "East, b: exactly 2",
        "East, c: exactly 2",
        "East, d: exactly 2",
    )


def test_a_number_is_protected_by_the_smallest_round_of_others():
    table = with_totals([("East", 14, 3), ("West", 20, 30), ("North", 9, 8)])
    assert rows_of(table) == [
        ["East", "withheld", "fewer than five", "17"],
        ["West", "20", "30", "50"],
        ["North", "withheld", "withheld", "17"],
        ["Total", "43", "41", "84"],
    ]


def test_the_note_and_the_reasons_are_sentences():
    found = outcome(with_totals([("East", 14, 3), ("West", 20, 30), ("North", 9, 8)]))
    assert found.printed.notes == (
        "Numbers from 1 to 4 are given as “fewer than five”, because somebody could be identified from them. "
        "Numbers marked “withheld” would let one of these be worked out from the totals."
    )
    why = {change.name: change.why for change in found.changes}
    assert why["East, b"] == "3 is fewer than five."
    assert why["North, a"] == "Or “East, b” could be worked out from the totals."


def test_a_small_number_alone_in_a_table_without_totals_needs_no_other():
    assert rows_of(table_of(("East", "14", "3"), ("West", "8", "9"))) == [
        ["East", "14", "fewer than five"],
        ["West", "8", "9"],
    ]


def test_the_notes_of_the_table_itself_stay():
    table = Table(caption="", columns=("", "a"), rows=(("East", "3"),), notes="Recorded by hand.")
    assert outcome(table).printed.notes.startswith("Recorded by hand.\nNumbers from 1 to 4")


def test_a_total_goes_as_the_last_resort():
    """8 less what is not small leaves no other value for two numbers that are."""
    table = table_of(("East", "4", "4", "8"), columns=("", "a", "b", "Total"))
    assert rows_of(table) == [["East", "fewer than five", "fewer than five", "withheld"]]


def test_what_is_marked_withheld_and_not_small_is_known_not_to_be_small():
    """7 less a number from 5 up leaves 2 for two numbers from 1 up: the total must go as well."""
    table = table_of(("East", "1", "1", "5", "7"), columns=("", "a", "b", "c", "Total"))
    few = "fewer than five"
    assert rows_of(table) == [["East", few, few, "5", "withheld"]]
    known = outcome(table, elsewhere=frozenset({7}))
    assert known.printed.rows == (("East", "withheld", "withheld", "withheld", "7"),)
    assert known.is_safe


def test_where_the_mark_alone_says_too_much_all_are_marked_alike():
    """Two numbers from 1 to 4 with a total from 1 to 4: neither could be 4."""
    table = table_of(("East", "1", "1", "2"), columns=("", "a", "b", "Total"))
    found = outcome(table)
    assert found.printed.rows == (("East", "withheld", "withheld", "withheld"),)
    assert found.is_safe
    assert found.printed.notes.startswith("Some numbers are marked “withheld”")


def test_a_total_that_the_letter_gives_elsewhere_is_known():
    """Without a total in the table; and with one that it would not help to withhold."""
    alone = table_of(("East", "1"), ("West", "9"), ("North", "12"), columns=("", "a"))
    assert rows_of(alone)[1:] == [["West", "9"], ["North", "12"]]
    assert rows_of(alone, elsewhere=frozenset({22}))[1:] == [["West", "withheld"], ["North", "12"]]
    row = table_of(("East", "4", "4", "8"), columns=("", "a", "b", "Total"))
    assert outcome(row, elsewhere=frozenset({8})).printed.rows[0][3] == "8"
    both = table_of(("East", "1", "9"), ("West", "8", "7"))
    assert sum(cell == "withheld" for row in rows_of(both, elsewhere=frozenset({25})) for cell in row) == 1


def test_what_cannot_be_protected_is_said():
    """The letter says that there were 2: both parts could be 0, 1 or 2, and no more."""
    table = table_of(("East", "1"), ("West", "1"), columns=("", "a"))
    found = outcome(table, elsewhere=frozenset({2}))
    assert not found.is_safe
    assert found.exposed == ("East, a: exactly 1", "West, a: exactly 1") or "0 to 2" in found.exposed[0]


def test_sub_totals_are_sums_too():
    table = table_of(
        ("Inner", "3", "20"), ("Outer", "12", "30"), ("Sub-total North", "15", "50"),
        ("Coast", "11", "9"), ("Hills", "8", "14"), ("Sub-total South", "19", "23"), ("Total", "34", "73"),
    )  # fmt: skip
    assert rows_of(table)[:2] == [["Inner", "fewer than five", "20"], ["Outer", "withheld", "30"]]
    assert rows_of(table)[2:] == [list(row) for row in table.rows[2:]]
    turned = table_of(
        ("2024", "3", "12", "15", "11", "8", "19", "34"), ("2025", "20", "30", "50", "9", "14", "23", "73"),
        columns=("", "Inner", "Outer", "North sub-total", "Coast", "Hills", "South sub-total", "Total"),
    )  # fmt: skip
    assert rows_of(turned)[0][1:4] == ["fewer than five", "withheld", "15"]


def test_sub_totals_both_ways_are_not_judged():
    table = table_of(
        ("a", "3", "4", "7", "5", "12"), ("Sub-total", "3", "4", "7", "5", "12"), ("b", "9", "9", "18", "6", "24"),
        ("Total", "12", "13", "25", "11", "36"), columns=("", "x", "y", "Sub-total", "z", "Total"),
    )  # fmt: skip
    found = outcome(table)
    assert found.audit.lack is Lack.BOTH_WAYS
    assert not found.is_safe


def test_totals_that_are_partly_wrong_are_not_judged():
    table = table_of(("East", "3", "9"), ("West", "8", "9"), ("Total", "11", "19"))
    assert outcome(table).audit.lack is Lack.DOES_NOT_ADD_UP
    assert plan(table, SmallNumberMethod.ROUND_TO_5, FIVE).audit.lack is Lack.DOES_NOT_ADD_UP


def test_a_line_that_is_no_sum_is_not_taken_for_one():
    """People who were counted in two rows: the whole is less than its parts."""
    table = table_of(("East", "3", "9"), ("West", "8", "9"), ("All", "9", "12"))
    found = outcome(table)
    assert found.is_safe
    assert found.left_alone == ("“All” is not the sum of the others, and was not treated as a total.",)
    assert [change.name for change in found.changes] == ["East, a"]


def test_a_last_line_that_is_the_sum_is_a_total_whatever_its_name():
    table = table_of(("East", "3", "9"), ("West", "8", "9"), ("Northmoor", "11", "18"))
    assert [change.name for change in outcome(table).changes] == ["East, a", "West, a"]


@pytest.mark.parametrize(
    "column", [("2.5%", "50"), ("£3", "£4"), ("-3", "9"), ("3.5", "2"), ("9999999999", "3")], ids=str
)
def test_numbers_that_are_no_counts_are_left_alone_and_said_to_be(column):
    table = table_of(("East", "30", column[0]), ("West", "40", column[1]))
    found = outcome(table)
    assert found.printed == table
    assert found.left_alone[0].startswith("“b” was left alone, because it does not hold counts.")


def test_headings_say_what_no_count_is():
    table = table_of(("East", "3", "4"), columns=("", "Year", "% of all"))
    assert outcome(table).printed == table


def test_words_are_no_numbers_and_noughts_have_many_names():
    table = table_of(("East", "n/a", "3"), ("West", "-", "8"), ("Total", "nil", "11"))
    assert rows_of(table)[0] == ["East", "n/a", "fewer than five"]


def test_rows_that_do_not_fit_the_headings_are_left_alone():
    table = table_of(("East", "3"), (), ("West", "3", "12"))
    found = outcome(table)
    assert found.printed.rows[:2] == (("East", "3"), ())
    assert "Rows with more or fewer cells" in found.left_alone[0]
    assert found.printed.rows[2] == ("West", "fewer than five", "12")


def test_a_table_of_nothing_is_printed_as_it_is():
    empty = Table(caption="", columns=(), rows=())
    assert outcome(empty).printed == empty
    assert outcome(table_of(("Total", "3", "4"))).printed.rows == (
        ("Total", "fewer than five", "fewer than five"),
    )


def test_a_number_that_was_hidden_by_hand_is_protected_too():
    table = table_of(("East", "<5", "20"), ("West", "18", "30"), ("North", "8", "11"), ("Total", "29", "61"))
    small = outcome(table)
    assert small.printed == table, (
        "nothing is small here, and what is hidden by hand is for the check to judge"
    )
    with_one = table_of(
        ("East", "<5", "2"), ("West", "18", "30"), ("North", "8", "11"), ("Total", "29", "43")
    )
    assert [row[1] for row in rows_of(with_one)] == ["<5", "18", "withheld", "29"]


def test_noughts_are_withheld_if_the_authority_finds_them_telling():
    table = table_of(("East", "0", "8"))
    assert rows_of(table)[0][1] == "0"
    found = outcome(table, Small(threshold=5, has_nought=True))
    assert found.printed.rows[0][1] == "fewer than five"
    assert found.printed.notes.startswith("Numbers from 0 to 4")


@pytest.mark.parametrize("threshold", [0, 1])
def test_a_threshold_below_two_switches_it_off(threshold):
    table = table_of(("East", "1", "8"))
    assert outcome(table, Small(threshold=threshold)).printed == table


@pytest.mark.slow
@pytest.mark.parametrize("most", [3, 6, 30, 300])
def test_a_hundred_rows_of_twenty_are_done_in_bounded_time(most):
    numbers = [
        (f"Street {at}", *((at * 7 + column * 13 + at * column) % most for column in range(20)))
        for at in range(100)
    ]
    started = time.process_time()
    found = outcome(with_totals(numbers))
    assert time.process_time() - started < 10
    assert found.is_safe

"""Tables of counts for the tests of small numbers, written out or drawn."""

from hypothesis import strategies as st

from requests_app.domain.casefile import Table
from requests_app.domain.suppression import Small

FIVE = Small(threshold=5)


def table_of(*rows: tuple[str, ...], columns: tuple[str, ...] = ()) -> Table:
    """A table whose columns are called a, b, c unless they are named."""
    width = max(len(row) for row in rows)
    return Table(caption="", columns=columns or ("", *"abcdefgh"[: width - 1]), rows=rows)


def with_totals(numbers, *, rows: bool = True, columns: bool = True) -> Table:
    """Each row a name and its numbers; with a total of each row and of each column as asked."""
    lines = [(name, *given, *((sum(given),) if rows else ())) for name, *given in numbers]
    if columns:
        lines.append(("Total", *(sum(line[at] for line in lines) for at in range(1, len(lines[0])))))
    width = len(numbers[0]) - 1
    names = tuple("abcdefgh"[:width]) if width <= 8 else tuple(f"c{at}" for at in range(width))
    heads = ("", *names, *(("Total",) if rows else ()))
    return Table(caption="", columns=heads, rows=tuple(tuple(map(str, line)) for line in lines))


@st.composite
def random_table(draw, *, most_rows: int, most_columns: int, most: int, least: int = 0) -> Table:
    """With totals of the rows, of the columns, of both or of neither."""
    width = draw(st.integers(1, most_columns))
    numbers = draw(
        st.lists(
            st.lists(st.integers(least, most), min_size=width, max_size=width), min_size=1, max_size=most_rows
        )
    )
    named = [(f"Row {at}", *each) for at, each in enumerate(numbers)]
    return with_totals(named, rows=draw(st.booleans()), columns=draw(st.booleans()))

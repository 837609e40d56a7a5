"""How does a letter read as plain text, 76 characters wide, in the body of an e-mail?"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final, assert_never

from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.letters.model import (
    Address,
    Block,
    Bullets,
    Definitions,
    Grid,
    IssueStamp,
    LetterContent,
    Numbered,
    Paragraph,
    Quote,
    Section,
)
from requests_app.letters.together import names_of
from requests_app.letters.view import apology, contact_lines, reference_label, resolved_block
from requests_app.letters.words import line_text

WIDTH: Final = 76


def render_text(content: LetterContent, stamp: IssueStamp) -> str:
    """The whole letter in plain text; ends with a line feed."""
    with speaking(content.language):
        return _text(content, stamp)


def _text(content: LetterContent, stamp: IssueStamp) -> str:
    parts = [
        "\n".join(map(_wrap, (content.authority.name, *contact_lines(content.authority)))),
        "\n".join(content.recipient_lines),
        f"{tr('Date')}: {long_date(stamp.issued_on)}\n{reference_label(content)}: {names_of(content)}",
        _underlined(content.title, "="),
        content.salutation,
        _wrap(apology(content, stamp)),
    ]
    for section in content.printed_sections:
        parts += _section(section, stamp)
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _section(section: Section, stamp: IssueStamp) -> Iterator[str]:
    if section.heading:
        yield _underlined(section.heading, "-" if section.level <= 2 else "")
    for block in section.all_blocks:
        yield block_lines(resolved_block(block, stamp))


def _underlined(text: str, rule: str) -> str:
    wrapped = _wrap(text)
    width = max((len(each) for each in wrapped.splitlines()), default=0)
    return f"{wrapped}\n{rule * width}" if rule else wrapped


def block_lines(block: Block) -> str:
    match block:
        case Paragraph():
            lead = f"{block.lead}: " if block.lead else ""
            return _wrap(f"{lead}{line_text(block.runs)}".strip())
        case Bullets():
            return "\n".join(_wrap(line_text(item), first="- ", rest="  ") for item in block.items)
        case Numbered():
            return "\n".join(
                _wrap(line_text(item), first=f"{number}. ", rest=" " * (len(str(number)) + 2))
                for number, item in enumerate(block.items, 1)
            )
        case Grid():
            return _grid(block)
        case Definitions():
            return "\n".join(_wrap(f"{item.term}: {item.description}", rest="    ") for item in block.items)
        case Quote():
            return "\n".join(_wrap(each, first="  > ", rest="  > ") for each in block.text.splitlines())
        case Address():
            return "\n".join(f"  {each}" for each in block.lines)
        case _:
            assert_never(block)


def _grid(grid: Grid) -> str:
    """In columns where they fit; else one cell a line, each under its head."""
    table = (grid.columns, *grid.rows)
    is_even = all(len(row) == len(grid.columns) for row in grid.rows)
    widths = [max(len(row[at]) for row in table) for at in range(len(grid.columns))] if is_even else []
    if is_even and sum(widths) + 2 * len(widths) <= WIDTH:
        rule = tuple("-" * width for width in widths)
        body = [_columns(row, widths) for row in (grid.columns, rule, *grid.rows)]
    else:
        body = [_one_by_one(row, grid.columns) for row in grid.rows]
    return "\n".join(part for part in (_wrap(grid.caption), *body, _wrap(grid.notes)) if part)


def _columns(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _one_by_one(row: tuple[str, ...], columns: tuple[str, ...]) -> str:
    named = (
        _wrap(f"{columns[at]}: {cell}" if at < len(columns) else cell, first="  ", rest="    ")
        for at, cell in enumerate(row)
    )
    return "\n".join((*named, ""))


def _wrap(text: str, *, first: str = "", rest: str = "") -> str:
    """Long words such as addresses stay whole: a broken link helps nobody."""
    return textwrap.fill(
        text,
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )

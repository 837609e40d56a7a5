"""What does a part of a letter read like as plain words, for officers to edit and for checks to read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from requests_app.letters.model import (
    Address,
    Block,
    Bullets,
    Definitions,
    Grid,
    LetterContent,
    Line,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Section,
    Token,
)

_TOKENS = {Token.ISSUED_ON: "[the date of issue]", Token.REVIEW_BY: "[the last day for a review]"}


def section_text(section: Section) -> str:
    """The wording of an editable section as an officer edits it: what is fixed below it is not in it."""
    return "\n\n".join(text for block in section.blocks if (text := block_text(block)))


def content_text(content: LetterContent) -> str:
    """Everything that the letter prints between the salutation and the signature, for searching in."""
    return "\n\n".join(
        text
        for section in content.printed_sections
        for text in (section.heading, *(block_text(block) for block in section.all_blocks))
        if text
    )


def block_text(block: Block) -> str:
    match block:
        case Paragraph():
            lead = f"{block.lead}: " if block.lead and block.runs else f"{block.lead}:" if block.lead else ""
            return f"{lead}{line_text(block.runs)}"
        case Bullets():
            return "\n".join(f"- {line_text(item)}" for item in block.items)
        case Numbered():
            return "\n".join(f"{number}. {line_text(item)}" for number, item in enumerate(block.items, 1))
        case Grid():
            return "\n".join(_grid_lines(block))
        case Definitions():
            return "\n".join(f"{item.term}: {item.description}" for item in block.items)
        case Quote():
            return block.text
        case Address():
            return ", ".join(block.lines)
        case _:
            assert_never(block)


def line_text(line: Line) -> str:
    return "".join(run_text(run) for run in line)


def run_text(run: Run) -> str:
    return _TOKENS[run.token] if run.token else run.text


def _grid_lines(grid: Grid) -> Iterator[str]:
    yield grid.caption
    yield " | ".join(grid.columns)
    for row in grid.rows:
        yield " | ".join(row)
    if grid.notes:
        yield grid.notes

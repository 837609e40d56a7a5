"""What do the templates of a letter need to know? Everything is decided here; they only place it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, TypeAlias

from requests_app.domain.casefile import AuthorityDetails
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.suppression import is_hidden_mark
from requests_app.domain.tongue import join_words, later, long_date, speaking, tr, working_days
from requests_app.letters.model import (
    Block,
    Bullets,
    Grid,
    IssueStamp,
    LateRequest,
    LetterContent,
    Line,
    Numbered,
    Paragraph,
    Run,
    Section,
    Token,
)
from requests_app.letters.together import names_of
from requests_app.letters.widths import setting_of

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NUMBER = re.compile(r"\s*(?:[£<]\s*)?-?[\d,]+(?:\.\d+)?\s*%?\s*")
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
LANGUAGES: Final = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}
DEFAULT_ACCENT: Final = "#1d4e6b"
MOST_ROWS_KEPT_TOGETHER: Final = 8
"""A table of so few rows is not parted at the foot of a page; a longer one would leave too large a gap."""
FEWEST_ROWS_OF_FIXED_WIDTH: Final = 30
"""From so many rows on, columns are measured here: measuring every cell takes WeasyPrint half of its time."""
_LED_IN: Final = (Grid, Bullets, Numbered)
_WIDEST_CELL, _WIDEST_WORD, _PADDING = 60, 24, 2


@dataclass(frozen=True, kw_only=True)
class Cell:
    text: str
    is_head: bool = False
    is_number: bool = False
    share: int = 0


@dataclass(frozen=True, kw_only=True)
class GridView:
    """A table with its cells told apart: heads, figures, words. Heads of a long one say their share, in per cent."""

    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: str
    is_long: bool = False
    css: str = ""
    is_wide: bool = False
    template: str = "letters/blocks/grid.html"


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """A block whose dates are known, and the template that places it."""

    content: Block
    template: str
    leads_in: bool = False
    """Whether the table or the list that follows belongs to it, so that no page ends between them."""


Shown: TypeAlias = GridView | BlockView


@dataclass(frozen=True, kw_only=True)
class SectionView:
    key: str
    slug: str
    kind: str
    heading: str
    level: int
    blocks: tuple[Shown, ...]
    is_wide: bool = False

    @property
    def has_wide_table(self) -> bool:
        return any(isinstance(block, GridView) and block.is_wide for block in self.blocks)


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The words that the templates place."""

    date: str
    reference: str
    page: str
    of: str
    about: str


@dataclass(frozen=True, kw_only=True)
class LetterView:
    language: str
    labels: Labels
    title: str
    title_level: int
    reference: str
    issued: str
    created: str
    salutation: str
    apology: str
    authority_name: str
    authority_lines: tuple[str, ...]
    recipient_lines: tuple[str, ...]
    sections: tuple[SectionView, ...]
    accent: str
    logo: str
    logo_text: str
    has_own_style: bool


def letter_view(
    content: LetterContent,
    stamp: IssueStamp,
    *,
    title_level: int = 1,
    logo: str = "",
    has_own_style: bool = False,
) -> LetterView:
    with speaking(content.language):
        return _letter_view(content, stamp, title_level, logo, has_own_style=has_own_style)


def _letter_view(
    content: LetterContent, stamp: IssueStamp, title_level: int, logo: str, *, has_own_style: bool
) -> LetterView:
    authority = content.authority
    return LetterView(
        language=LANGUAGES[content.language],
        labels=_labels(content),
        title=content.title,
        title_level=title_level,
        reference=names_of(content),
        issued=long_date(stamp.issued_on),
        created=f"{stamp.issued_on.isoformat()}T00:00:00Z",
        salutation=content.salutation,
        apology=apology(content, stamp),
        authority_name=authority.name,
        authority_lines=contact_lines(authority),
        recipient_lines=content.recipient_lines,
        sections=_placed(tuple(_section(each, stamp, title_level) for each in content.printed_sections)),
        accent=accent(content),
        logo=logo,
        logo_text=authority.logo_text or authority.name,
        has_own_style=has_own_style,
    )


def _labels(content: LetterContent) -> Labels:
    """ "Page 1 of 2": what stands before each number."""
    return Labels(
        date=tr("Date"),
        reference=reference_label(content),
        page=f"{tr('Page')} ",
        of=f" {tr('of')} ",
        about=tr("reference {reference}", reference=content.reference),
    )


def contact_lines(authority: AuthorityDetails) -> tuple[str, ...]:
    """Where the authority is to be found, as its letters have it below its name."""
    address = ", ".join(each.strip() for each in authority.address_lines if each.strip())
    lines = (address, authority.email, authority.telephone, authority.website)
    return tuple(each for each in lines if each.strip())


def reference_label(content: LetterContent) -> str:
    return tr("Our references") if content.requests else tr("Our reference")


def accent(content: LetterContent) -> str:
    """The authority's colour; ours where theirs is none, since it goes into a style sheet."""
    colour = content.authority.accent_colour
    return colour if _COLOUR.fullmatch(colour) else DEFAULT_ACCENT


_LATE: Final = later(
    "I am sorry that this letter is {days} later than section 10(1) of the Freedom of Information Act 2000 requires."
)
_LATE_EIR: Final = later(
    "I am sorry that this letter is {days} later than regulation 5(2) of the Environmental Information Regulations "
    "2004 requires."
)
_LATE_FOR_SOME: Final = later(
    "I am sorry that this response is later than section 10(1) of the Freedom of Information Act 2000 requires: {late}."
)
_LATE_FOR_SOME_EIR: Final = later(
    "I am sorry that this response is later than regulation 5(2) of the Environmental Information Regulations 2004 "
    "requires: {late}."
)
_LATE_REVIEW: Final = later(
    "I am sorry that the outcome of your review is {days} later than it should have been under the code of practice "
    "that section 45 of the Freedom of Information Act 2000 provides for."
)
_LATE_REVIEW_EIR: Final = later(
    "I am sorry that the outcome of your review is {days} later than regulation 11(4) of the Environmental Information "
    "Regulations 2004 requires."
)


def apology(content: LetterContent, stamp: IssueStamp) -> str:
    """A late letter says that it is, by how much, and that we are sorry (s10(1); EIR reg 5(2))."""
    if stamp.late_by_days < 1:
        return ""
    days, is_eir = working_days(stamp.late_by_days), content.regime == "eir"
    if content.kind is LetterKind.REVIEW:
        return tr(_LATE_REVIEW_EIR, days=days) if is_eir else tr(_LATE_REVIEW, days=days)
    if len({each.days for each in stamp.late_requests}) > 1:
        late = join_words([_late(each) for each in stamp.late_requests if each.days])
        return tr(_LATE_FOR_SOME_EIR, late=late) if is_eir else tr(_LATE_FOR_SOME, late=late)
    return tr(_LATE_EIR, days=days) if is_eir else tr(_LATE, days=days)


def _late(request: LateRequest) -> str:
    return tr(
        "by {days} for your request {reference}",
        days=working_days(request.days),
        reference=request.reference,
    )


def resolve(line: Line, stamp: IssueStamp) -> Line:
    """The dates in place of their tokens, and links only where the address is one that may be followed."""
    return tuple(_resolved(run, stamp) for run in line)


def _resolved(run: Run, stamp: IssueStamp) -> Run:
    match run.token:
        case Token.ISSUED_ON:
            return Run(text=long_date(stamp.issued_on))
        case Token.REVIEW_BY:
            return Run(text=long_date(stamp.review_by) if stamp.review_by else tr("[not known]"))
        case None:
            return run if _LINK.match(run.url) else replace(run, url="")


def _section(section: Section, stamp: IssueStamp, title_level: int) -> SectionView:
    return SectionView(
        key=section.key,
        slug=f"section-{section.key.replace('.', '-')}",
        kind=section.kind,
        heading=section.heading,
        level=min(6, section.level + title_level - 1),
        blocks=tuple(_blocks(section, stamp)),
    )


def _placed(sections: tuple[SectionView, ...]) -> tuple[SectionView, ...]:
    """A wide table takes its section onto a page across, with the headings alone that stand just above it."""
    placed: list[SectionView] = []
    for section in reversed(sections):
        follows = not section.blocks and bool(placed) and placed[-1].is_wide
        placed.append(replace(section, is_wide=section.has_wide_table or follows))
    return tuple(reversed(placed))


def _blocks(section: Section, stamp: IssueStamp) -> Iterator[Shown]:
    blocks = section.all_blocks
    for block, follows in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Grid):
            yield _grid(block)
        else:
            yield BlockView(
                content=resolved_block(block, stamp),
                template=f"letters/blocks/{block.kind}.html",
                leads_in=isinstance(follows, _LED_IN),
            )


def resolved_block(block: Block, stamp: IssueStamp) -> Block:
    match block:
        case Paragraph():
            return replace(block, runs=resolve(block.runs, stamp))
        case Bullets() | Numbered():
            return replace(block, items=tuple(resolve(item, stamp) for item in block.items))
        case _:
            return block


def _grid(grid: Grid) -> GridView:
    setting = setting_of(grid)
    numeric = [_is_numeric(grid, column) for column in range(len(grid.columns))]
    is_long = len(grid.rows) >= FEWEST_ROWS_OF_FIXED_WIDTH
    shares = column_shares(grid) if is_long else [0] * len(grid.columns)
    names = {
        "letter-table-short": len(grid.rows) <= MOST_ROWS_KEPT_TOGETHER,
        "letter-table-long": is_long,
        "letter-table-dense": setting.is_dense,
        "letter-table-fits": setting.fits and not is_long,
    }
    return GridView(
        caption=grid.caption,
        heads=tuple(
            Cell(text=text, is_number=number, share=share)
            for text, number, share in zip(grid.columns, numeric, shares, strict=True)
        ),
        rows=tuple(tuple(_cells(row, grid, numeric)) for row in grid.rows),
        notes=grid.notes,
        is_long=is_long,
        css=" ".join(name for name, is_so in names.items() if is_so),
        is_wide=setting.is_wide,
    )


def column_shares(grid: Grid) -> list[int]:
    """How much of the width each column takes, in per cent: by its usual text and its longest word."""
    wanted = [_wanted(grid, column) for column in range(len(grid.columns))]
    return [max(1, want * 100 // sum(wanted)) for want in wanted]


def _wanted(grid: Grid, column: int) -> int:
    texts = [grid.columns[column], *(row[column] for row in grid.rows if column < len(row))]
    lengths = sorted(map(len, texts))
    usual = lengths[len(lengths) * 9 // 10]
    longest_word = max(len(word) for text in texts for word in text.split() or [""])
    return max(min(longest_word, _WIDEST_WORD), min(usual, _WIDEST_CELL)) + _PADDING


def _cells(row: tuple[str, ...], grid: Grid, numeric: list[bool]) -> Iterator[Cell]:
    for at, text in enumerate(row):
        is_head = grid.row_heads and at == 0
        yield Cell(text=text, is_head=is_head, is_number=not is_head and at < len(numeric) and numeric[at])


def _is_numeric(grid: Grid, column: int) -> bool:
    """Figures stand to the right, with their heads, where most of a column is figures, or stands for withheld ones."""
    if grid.row_heads and column == 0:
        return False
    cells = [row[column] for row in grid.rows if column < len(row) and row[column].strip()]
    figures = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    withheld = [cell for cell in cells if is_hidden_mark(cell)]
    return bool(figures) and (len(figures) + len(withheld)) * 2 > len(cells)

"""What does a letter say? The public face of composing it, keeping it, and editing its wording."""

from __future__ import annotations

from datetime import date

from requests_app.domain.calendar import WorkingCalendar
from requests_app.domain.letterkinds import LetterKind
from requests_app.letters.compose import compose
from requests_app.letters.law import review_days
from requests_app.letters.model import (
    Address,
    Block,
    Bullets,
    Definition,
    Definitions,
    Grid,
    IssueStamp,
    LetterContent,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Section,
    Token,
)
from requests_app.letters.serial import (
    UnreadableLetter,
    content_hash,
    from_dict,
    stamp_from_dict,
    stamp_to_dict,
    to_dict,
)
from requests_app.letters.words import block_text, content_text, section_text

__all__ = [
    "Address",
    "Block",
    "Bullets",
    "Definition",
    "Definitions",
    "Grid",
    "IssueStamp",
    "LetterContent",
    "Numbered",
    "Paragraph",
    "Quote",
    "Run",
    "Section",
    "Token",
    "UnreadableLetter",
    "block_text",
    "compose",
    "content_hash",
    "content_text",
    "from_dict",
    "provisional_stamp",
    "section_text",
    "stamp_for",
    "stamp_from_dict",
    "stamp_to_dict",
    "to_dict",
]


def stamp_for(
    content: LetterContent, *, on: date, calendar: WorkingCalendar, deadline_on: date | None = None
) -> IssueStamp:
    """The dates of a letter that goes out on this day. A review may be asked for until `review_by`, and only once.

    CalendarExhausted where the bank holidays are not known that far.
    """
    late = calendar.working_days_between(deadline_on, on) if deadline_on and on > deadline_on else 0
    days = 0 if content.kind is LetterKind.REVIEW else review_days(content.authority, content.regime)
    return IssueStamp(
        issued_on=on,
        review_by=calendar.add_working_days(on, days) if days > 0 else None,
        late_by_days=max(0, late),
    )


def provisional_stamp(
    content: LetterContent, *, on: date, calendar: WorkingCalendar, deadline_on: date | None = None
) -> IssueStamp:
    """The dates that a preview shows: those of a letter that went out today."""
    stamp = stamp_for(content, on=on, calendar=calendar, deadline_on=deadline_on)
    return IssueStamp(
        issued_on=stamp.issued_on,
        review_by=stamp.review_by,
        late_by_days=stamp.late_by_days,
        is_provisional=True,
    )

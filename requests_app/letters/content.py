"""What does a letter say? The public face of composing it, keeping it, and editing its wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
    LateRequest,
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
    "LateRequest",
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
    content: LetterContent,
    *,
    on: date,
    calendar: WorkingCalendar,
    deadline_on: date | None = None,
    others: Mapping[str, date | None] | None = None,
) -> IssueStamp:
    """The dates of a letter that goes out on this day. A review may be asked for until `review_by`, and only once.

    `others` are the deadlines of the other requests that it answers, by reference. CalendarExhausted where the bank
    holidays are not known that far.
    """

    def late(due_on: date | None) -> int:
        return max(0, calendar.working_days_between(due_on, on)) if due_on and on > due_on else 0

    days = 0 if content.kind is LetterKind.REVIEW else review_days(content.authority, content.regime)
    each = {content.reference: late(deadline_on)} | {name: late(due) for name, due in (others or {}).items()}
    return IssueStamp(
        issued_on=on,
        review_by=calendar.add_working_days(on, days) if days > 0 else None,
        late_by_days=max(each.values()),
        late_requests=tuple(LateRequest(reference=name, days=number) for name, number in each.items())
        if others and any(each.values())
        else (),
    )


def provisional_stamp(
    content: LetterContent,
    *,
    on: date,
    calendar: WorkingCalendar,
    deadline_on: date | None = None,
    others: Mapping[str, date | None] | None = None,
) -> IssueStamp:
    """The dates that a preview shows: those of a letter that went out today."""
    stamp = stamp_for(content, on=on, calendar=calendar, deadline_on=deadline_on, others=others)
    return replace(stamp, is_provisional=True)

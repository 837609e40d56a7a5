"""Which letters without a decision have been sent in a case, and what did one of them say?"""

from __future__ import annotations

from django.db.models import QuerySet

from requests_app.domain.errors import NotVisible
from requests_app.domain.letterkinds import LetterKind
from requests_app.letters.content import IssueStamp, LetterContent, from_dict, stamp_from_dict
from requests_app.models import Case, Letter, Message

KINDS = frozenset(kind.value for kind in LetterKind if kind.is_correspondence)


def with_letters(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The messages with their letters, without what a list of them does not show."""
    heavy = ("letter__content", "letter__html", "letter__text", "letter__edits", "letter__stamp")
    return messages.select_related("letter").defer(*heavy)


def sent_letter(case: Case, kind: str, number: int) -> Letter:
    """A letter of this kind that has been drawn. NotVisible where there is none."""
    found = Letter.objects.filter(case=case, kind=kind, number=number, state=Letter.State.ISSUED)
    letter = found.first() if kind in KINDS and number < 32_768 else None
    if letter is None:
        raise NotVisible("No such letter has been sent.")
    return letter


def said_in(letter: Letter) -> tuple[LetterContent, IssueStamp]:
    """The frozen content and dates of a letter that has been drawn."""
    return from_dict(letter.content or {}), stamp_from_dict(letter.stamp or {})

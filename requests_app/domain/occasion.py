"""What is a letter without a decision about: what does the officer add, and which dates does it name?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from requests_app.domain.letterkinds import LetterKind


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What a person enters for such a letter. What its kind does not use is empty."""

    text: str = ""
    amount: Decimal | None = None
    to: str = ""
    contact: str = ""
    consent_on: date | None = None
    expected_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Occasion(Particulars):
    """A letter's kind and day, what was entered for it, and the dates that follow from the case's clock.

    `because` is the clock's own reason for `due_on`; `asked` is the question that a reminder repeats;
    `must_not_confirm` is set where the case neither confirms nor denies that something is held (s2(1)).
    """

    kind: LetterKind
    on: date
    due_on: date | None = None
    because: str = ""
    days: int = 20
    is_extended: bool = False
    asked: str = ""
    asked_on: date | None = None
    reply_by: date | None = None
    pay_by: date | None = None
    link: str = ""
    must_not_confirm: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the day by which the answer is due is past on the day of the letter."""
        return self.due_on is not None and self.due_on < self.on

"""What did a review find on a disputed question, and what does that make of the whole?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from requests_app.domain.tongue import later, tr


class ReviewResult(StrEnum):
    """What becomes of the first decision: on one disputed question, or on all of them together."""

    UPHELD = "upheld"
    PARTLY = "partly"
    OVERTURNED = "overturned"

    @property
    def label(self) -> str:
        return tr(_LABELS[self])


_LABELS = {
    ReviewResult.UPHELD: later("Upheld in full"),
    ReviewResult.PARTLY: later("Upheld in part"),
    ReviewResult.OVERTURNED: later("Overturned"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The fresh decision on one disputed question, with reasons in words for the applicant."""

    question: int
    result: ReviewResult
    reasons: str


@dataclass(frozen=True, kw_only=True)
class ReviewContent:
    """What the letter of a review rests on beside the case itself.

    `first_decision` is what our response said; `changed` are the questions on which the case now says something else;
    `new_decisions` are the keys of decisions that cite what the response did not.
    """

    requested_on: date
    grounds: str
    first_answered_on: date | None = None
    first_decision: str = ""
    findings: tuple[Finding, ...] = ()
    changed: tuple[int, ...] = ()
    new_decisions: tuple[str, ...] = ()

    @property
    def disputed(self) -> tuple[int, ...]:
        return tuple(finding.question for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """That a letter takes the place of an earlier one, and why."""

    of_letter_dated: date
    reason: str


def overall(results: Collection[ReviewResult]) -> ReviewResult | None:
    """The outcome of the whole review, computed from its findings; None while there is none."""
    if not results:
        return None
    distinct = set(results)
    return distinct.pop() if len(distinct) == 1 else ReviewResult.PARTLY

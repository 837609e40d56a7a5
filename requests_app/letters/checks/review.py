"""Does the outcome of a review decide what is disputed, and does the case say what its findings say (s45 Code)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from requests_app.domain.review import ReviewResult
from requests_app.letters.checks.finding import Finding, defect, warning
from requests_app.letters.model import LetterContent


def _provision(content: LetterContent) -> str:
    return "EIR reg 11(4)" if content.regime == "eir" else "FOIA s45 Code"


def no_finding(content: LetterContent, on: date) -> Iterator[Finding]:
    if content.review is not None and not content.review.findings:
        message = "Record a finding on each question that the applicant disputes"
        yield defect("review-without-finding", _provision(content), message, "review")


def changed_without_finding(content: LetterContent, on: date) -> Iterator[Finding]:
    """What the review changes, the applicant is told: without a finding the letter would not say it."""
    if content.review is None:
        return
    for number in content.review.changed:
        if number not in content.review.disputed:
            yield defect(
                "changed-without-finding",
                _provision(content),
                f"Question {number} is answered differently now than in our response, but has no finding: record one, "
                "or put the answer back",
                f"finding:{number}",
            )


def upheld_but_changed(content: LetterContent, on: date) -> Iterator[Finding]:
    yield from _out_of_step(
        content,
        {ReviewResult.UPHELD},
        is_changed=True,
        code="upheld-but-changed",
        says="is upheld, but what is given or relied on for it is no longer what our response said: check the finding",
    )


def overturned_but_unchanged(content: LetterContent, on: date) -> Iterator[Finding]:
    yield from _out_of_step(
        content,
        {ReviewResult.PARTLY, ReviewResult.OVERTURNED},
        is_changed=False,
        code="not-upheld-but-unchanged",
        says="is not upheld in full, but what is given and relied on for it is still what our response said: change "
        "the answer or the decision",
    )


def _out_of_step(
    content: LetterContent, results: set[ReviewResult], *, is_changed: bool, code: str, says: str
) -> Iterator[Finding]:
    if content.review is None:
        return
    for finding in content.review.findings:
        if finding.result in results and (finding.question in content.review.changed) is is_changed:
            place = f"finding:{finding.question}"
            yield warning(code, _provision(content), f"Question {finding.question} {says}", place)


def balance_undecided(content: LetterContent, on: date) -> Iterator[Finding]:
    """More time to weigh the public interest belongs to the response; a review decides."""
    for decision in content.decisions:
        if decision.is_undecided:
            yield defect(
                "review-undecided",
                "EIR reg 12(1)(b)" if content.regime == "eir" else "FOIA s17(3)",
                "A review decides: record how the public interest balances",
                f"decision:{decision.key}:public_interest.favours",
            )

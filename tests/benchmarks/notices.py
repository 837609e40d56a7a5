"""Which letter is measured? A refusal notice of three pages: prejudice, both sides of the public interest, rights."""

from __future__ import annotations

from datetime import date

from requests_app.domain.casefile import CaseContent
from requests_app.letters.content import IssueStamp
from tests.domain.letters.situations import ncnd_case

PAGES = 3
STAMP = IssueStamp(issued_on=date(2025, 12, 5), review_by=date(2026, 2, 5))


def notice() -> CaseContent:
    return ncnd_case()

"""One occasion for each kind of letter that decides nothing, complete in every way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from requests_app.domain.casefile import CaseContent
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion
from requests_app.letters.compose.correspondence import compose_correspondence
from requests_app.letters.model import LetterContent
from tests.domain.letters.situations import asked, case_of

DAY = date(2025, 11, 12)
DUE = date(2025, 12, 9)
CASE = case_of(asked(1, "How many vehicles did you recover from Harbour Road in 2025?"))
EIR = replace(CASE, regime="eir")
KINDS = [kind for kind in LetterKind if kind.is_correspondence]
_COMMON = {
    "on": DAY,
    "due_on": DUE,
    "because": "Received Monday 10 November 2025. Day 1 is Tuesday 11 November. Day 20 is Tuesday 9 December 2025.",
    "link": "https://foi.northmoor.example/track/Zx3vR8pQk2LmN7tYw5sHd1aBcEfGjUoI0iPqRsTuVwX/",
}
_OWN: dict[LetterKind, dict[str, object]] = {
    LetterKind.CLARIFICATION: {
        "text": "Which Harbour Road do you mean?\n\n- Harbour Road in Northmoor\n- Harbour Road in Eastmere",
        "asked_on": DAY,
        "reply_by": date(2026, 1, 12),
    },
    LetterKind.REMINDER: {
        "text": "You can also call me.",
        "asked": "Which Harbour Road do you mean?\n\n- Harbour Road in Northmoor\n- Harbour Road in Eastmere",
        "asked_on": date(2025, 11, 11),
        "reply_by": date(2026, 1, 9),
    },
    LetterKind.FEES_NOTICE: {
        "text": "450 pages are copied at 10p each. Pay by card on 01632 960 100, or by cheque to the address below.",
        "amount": Decimal("45"),
        "pay_by": date(2026, 2, 11),
    },
    LetterKind.EXTENSION: {
        "text": "The readings of ten years lie with four laboratories.",
        "due_on": date(2026, 1, 8),
        "is_extended": True,
    },
    LetterKind.TRANSFER: {
        "to": "Eastmere Borough Council",
        "contact": "Information Governance\n1 Town Square\nEastmere EM1 1AA\nfoi@eastmere.example",
        "consent_on": date(2025, 11, 11),
    },
    LetterKind.DELAY: {
        "text": "The officer who knows the register was away unexpectedly.",
        "due_on": date(2025, 11, 11),
        "expected_on": date(2025, 11, 21),
    },
    LetterKind.REVIEW_ACKNOWLEDGEMENT: {"due_on": date(2025, 12, 10)},
}


def occasion(kind: LetterKind, **given: object) -> Occasion:
    return Occasion(kind=kind, **{**_COMMON, **_OWN.get(kind, {}), **given})


def case_for(kind: LetterKind) -> CaseContent:
    return EIR if kind is LetterKind.EXTENSION else CASE


def letter(kind: LetterKind, case: CaseContent | None = None, **given: object) -> LetterContent:
    return compose_correspondence(case or case_for(kind), occasion(kind, **given))

"""What do the case files of these tests look like? A small good one, and ways to make it bad."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from datetime import date
from typing import Any

from requests_app.domain.roles import Role
from requests_app.services.casefile import ImportResult, import_cases
from tests.factories.cases import instant
from tests.factories.people import person_with
from tests.factories.settings import seed_installation

OFFICER, APPROVER = "officer@northmoor.example", "approver@northmoor.example"
AT = instant(date(2026, 11, 20))
NOTE = b"Counted on the day shift, both yards.\n"


def installation() -> None:
    """The authority of the tests with the two people whom the files name."""
    seed_installation()
    person_with(Role.OFFICER, email=OFFICER, name="Asha Pemberton")
    person_with(Role.APPROVER, email=APPROVER, name="Grace Okonjo")


def case(**changes: Any) -> dict[str, Any]:
    """A case in progress with one of everything that an unfinished case can have."""
    return copy.deepcopy(CASE) | changes


def text_of(*cases: dict[str, Any], **more: Any) -> str:
    return json.dumps({"format": 1, "about": "For a test", "cases": list(cases)} | more, indent=2)


def bring_in(text: str) -> ImportResult:
    return import_cases(text, at=AT)


def put(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The same with another value at a dotted path; a path that ends in a new name adds it."""
    data = copy.deepcopy(data)
    inner: Any = data
    *steps, last = path.split(".")
    for step in steps:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    inner[int(last) if isinstance(inner, list) else last] = value
    return data


def document(content: bytes = NOTE, name: str = "note.txt", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "title": "Working note",
        "purpose": "evidence",
        "media_type": "text/plain",
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    } | changes


def issued(**changes: Any) -> dict[str, Any]:
    """The case answered in full, with its letter left to be composed and rendered here."""
    letter = {
        "state": "issued",
        "submitted_by": OFFICER,
        "submitted_at": "2026-11-10T10:00:00+00:00",
        "issued_on": "2026-11-13",
        "issued_at": "2026-11-13T09:30:00+00:00",
        "issued_by": OFFICER,
        "sign_offs": [{"verdict": "approved", "given_by": APPROVER, "given_at": "2026-11-12T16:00:00+00:00"}],
    }
    return case(state="issued", letters=[letter], decisions=[]) | changes


CASE: dict[str, Any] = {
    "reference": "01.FOI.26.000500",
    "received_on": "2026-11-02",
    "logged_at": "2026-11-02T11:00:00+00:00",
    "logged_by": OFFICER,
    "officer": OFFICER,
    "state": "in_progress",
    "wording": "How many vehicles did you recover in 2025, and what did each recovery cost?",
    "applicant": {"name": "Rowan Achterberg", "email": "rowan@achterberg.example", "kind": "public"},
    "documents": [document()],
    "questions": [
        {
            "number": 1,
            "text": "How many vehicles did you recover in 2025?",
            "holding": "held",
            "note": "Both yards.",
            "searches": [
                {"where": "Fleet register", "by": "Fleet desk", "terms": "2025", "hits": 940, "minutes": 20}
            ],
            "answers": [
                {
                    "kind": "figure",
                    "figure": "940",
                    "unit": "vehicles",
                    "period_from": "2025-01-01",
                    "period_to": "2025-12-31",
                }
            ],
        },
        {
            "number": 2,
            "text": "What did each recovery cost?",
            "holding": "held",
            "answers": [
                {
                    "kind": "table",
                    "table": {
                        "caption": "",
                        "columns": ["Kind", "Cost"],
                        "rows": [["Car", "£192"], ["Van", ""]],
                    },
                }
            ],
        },
    ],
    "decisions": [
        {
            "key": "d1",
            "provision": "s12",
            "limbs": ["1"],
            "questions": [2],
            "cost_estimate": {"activities": [{"kind": "extract", "items": 940, "minutes_each": "3.5"}]},
        }
    ],
    "letters": [{"state": "draft", "edits": {"further": "Ask us if you need more."}}],
    "messages": [
        {"direction": "in", "kind": "note", "subject": "Thanks", "body": "Many thanks.", "on": "2026-11-03"}
    ],
    "events": [
        {"kind": "logged", "at": "2026-11-02T11:00:00+00:00", "by": OFFICER, "summary": "Request logged"},
        {
            "kind": "answer",
            "at": "2026-11-05T15:00:00+00:00",
            "by": "gone@elsewhere.example",
            "new": {"hits": 940},
        },
    ],
}

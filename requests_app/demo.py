"""What does the demonstration hold, and who can sign in to it? An invented authority, people and cases.

The dates of the packaged cases belong to the day on which they were written. They are moved by whole weeks
when they are loaded, so that weekdays stay what they were and something is due this week.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from requests_app.domain.roles import Role

PASSWORD: Final = "demo-pass-2026"  # noqa: S105 - for trying out only; the demonstration refuses a configured database
FILE: Final = Path(__file__).resolve().parent / "data" / "demo_cases.json"
PEOPLE: Final[tuple[tuple[str, str, str, tuple[Role, ...]], ...]] = (
    ("officer@northmoor.example", "Asha Pemberton", "FOI Officer", (Role.OFFICER,)),
    ("second.officer@northmoor.example", "Tomos Eldridge", "FOI Officer", (Role.OFFICER,)),
    ("approver@northmoor.example", "Grace Okonjo", "Head of Information Governance", (Role.APPROVER,)),
    ("qualified@northmoor.example", "Margaret Thornbury", "Chief Executive", (Role.QUALIFIED_PERSON,)),
    ("manager@northmoor.example", "Daniel Achebe", "FOI Manager", (Role.MANAGER,)),
    ("reviewer@northmoor.example", "Elin Marlowe", "Solicitor", (Role.REVIEWER,)),
    ("admin@northmoor.example", "Sam Whitlock", "Systems Administrator", (Role.ADMINISTRATOR,)),
    ("auditor@northmoor.example", "Priya Lindqvist", "Internal Auditor", (Role.AUDITOR,)),
)
_DATE = re.compile(r"(?<!\d)(20\d\d-\d\d-\d\d)(?!\d)")


def login_lines() -> Iterator[str]:
    """A login for each role, for the person who has just started the demonstration."""
    yield f"Sign in with one of these addresses; the password is {PASSWORD}"
    for email, name, title, roles in PEOPLE:
        yield f"  {email:<34} {name}, {title} ({', '.join(role.label.lower() for role in roles)})"


def case_file_for(today: date) -> str:
    """The packaged case file with its dates moved so that it was written this week."""
    text = FILE.read_text(encoding="utf-8")
    written_on = date.fromisoformat(json.loads(text)["about"].rpartition(" ")[2])
    weeks = (today - written_on).days // 7
    return shifted(text, timedelta(weeks=weeks))


def shifted(text: str, by: timedelta) -> str:
    """Every ISO date in the text, alone or at the head of a time, moved."""
    return _DATE.sub(lambda match: (date.fromisoformat(match[1]) + by).isoformat(), text)

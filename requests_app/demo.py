"""What does the demonstration hold, and who can sign in to it? An invented authority, people and cases.

The dates of the packaged cases belong to the day on which they were written. They are moved by whole weeks
when they are loaded, so that weekdays stay what they were and something is due this week.
"""

from __future__ import annotations

import json
import re
from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from requests_app.domain.roles import Role
from requests_app.domain.text import long_date

PASSWORD: Final = "demo-pass-2026"  # noqa: S105 - for trying out only; the demonstration refuses a configured database
FILE: Final = Path(__file__).resolve().parent / "data" / "demo_cases.json"
FACTORS: Final = FILE.with_name("demo_factors.json")
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
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_LONG = re.compile(rf"(?:{'|'.join(day_name)}) \d{{1,2}} (?:{'|'.join(month_name[1:])}) \d{{4}}")
_OF_THE_FIGURES: Final = frozenset({"period_from", "period_to"})


def login_lines() -> Iterator[str]:
    """A login for each role, for the person who has just started the demonstration."""
    yield f"Sign in with one of these addresses; the password is {PASSWORD}"
    for email, name, title, roles in PEOPLE:
        yield f"  {email:<34} {name}, {title} ({', '.join(role.label.lower() for role in roles)})"


def case_file_for(today: date) -> str:
    """The packaged case file with its dates moved so that it was written in the seven days before tomorrow."""
    file = json.loads(FILE.read_text(encoding="utf-8"))
    written_on = date.fromisoformat(file["about"].rpartition(" ")[2])
    by = timedelta(weeks=(today - written_on).days // 7)
    text = json.dumps(shifted(file, by), ensure_ascii=False, indent=2)
    for old, new in _references(file["cases"], by).items():
        text = text.replace(old, new)
    return text


def shifted(value: Any, by: timedelta) -> Any:
    """Every date moved: alone, at the head of a time, or in words with its weekday.

    The periods of figures stay: they belong to the words around them, which name years.
    """
    if isinstance(value, dict):
        return {key: item if key in _OF_THE_FIGURES else shifted(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [shifted(item, by) for item in value]
    if not isinstance(value, str):
        return value
    if _ISO.match(value):
        return (date.fromisoformat(value[:10]) + by).isoformat() + value[10:]
    return _LONG.sub(lambda found: _later(found[0], by), value)


def _later(words: str, by: timedelta) -> str:
    _, day, month, year = words.split()
    return long_date(date(int(year), list(month_name).index(month), int(day)) + by)


def _references(cases: list[dict[str, Any]], by: timedelta) -> dict[str, str]:
    """The year in a reference is that of receipt."""
    found = {}
    for case in cases:
        head, _, number = case["reference"].rpartition(".")
        received_on = date.fromisoformat(case["received_on"]) + by
        found[case["reference"]] = f"{head[:-2]}{received_on:%y}.{number}"
    return found


def factors() -> list[dict[str, str]]:
    """Public-interest factors to start a library from: provision, side and text."""
    found: list[dict[str, str]] = json.loads(FACTORS.read_text(encoding="utf-8"))
    return found

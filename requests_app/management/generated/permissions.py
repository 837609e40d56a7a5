"""Who may do what? The permission matrix, from the roles and the table of transitions."""

from __future__ import annotations

from requests_app.domain.roles import CASE_READERS, DESCRIPTIONS, Role
from requests_app.domain.transitions import TRANSITIONS


def text() -> str:
    roles = list(Role)
    lines = [
        "# Who may do what",
        "",
        "Written by `make docs` from `requests_app/domain/roles.py` and `requests_app/domain/transitions.py`; do not edit.",
        "",
        "## Roles",
        "",
        "| Role | What it is for |",
        "|---|---|",
        *(f"| {role.label} | {DESCRIPTIONS[role]} |" for role in roles),
        "",
        "## Acts",
        "",
        f"| Act | {' | '.join(role.label for role in roles)} | The system |",
        f"|---|{'---|' * len(roles)}---|",
        _row("Read cases", CASE_READERS, is_system=True, roles=roles),
        *(_row(row.label, row.roles, is_system=not row.roles, roles=roles) for row in TRANSITIONS.values()),
        "",
        "Whoever worked on a case cannot sign it off, return it or conclude its review, whatever their roles. "
        "Strangers to a page are answered as if it did not exist.",
        "",
    ]
    return "\n".join(lines)


def _row(label: str, allowed: frozenset[Role], *, is_system: bool, roles: list[Role]) -> str:
    cells = ["yes" if role in allowed else "" for role in roles]
    return f"| {label} | {' | '.join(cells)} | {'yes' if is_system else ''} |"

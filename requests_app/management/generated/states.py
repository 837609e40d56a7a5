"""How does a case move? The state diagram and the table behind it, from the table of transitions."""

from __future__ import annotations

from requests_app.domain.states import CaseState
from requests_app.domain.transitions import TRANSITIONS, Transition


def text() -> str:
    rows = list(TRANSITIONS.values())
    lines = [
        "# How a case moves",
        "",
        "Written by `make docs` from `requests_app/domain/transitions.py`; do not edit. Whether a case is in time, and how "
        "it ended, are different facts and not in this diagram.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state.value} : {state.label}" for state in CaseState),
        f"    [*] --> {CaseState.NEW.value} : Log a request",
        *_arrows(rows),
        "```",
        "",
        "| Act | From | To | Roles | What it does | Guard |",
        "|---|---|---|---|---|---|",
        *map(_table_row, rows),
        "",
    ]
    return "\n".join(lines)


def _arrows(rows: list[Transition]) -> list[str]:
    return [
        f"    {source.value} --> {row.target.value} : {row.label}"
        for row in rows
        if row.target is not None
        for source in sorted(row.sources)
    ]


def _table_row(row: Transition) -> str:
    sources = (
        "any"
        if row.sources == frozenset(CaseState)
        else ", ".join(each.label for each in sorted(row.sources))
    )
    target = row.target.label if row.target else "(stays)"
    roles = ", ".join(sorted(role.label for role in row.roles)) or "the system"
    guard = row.guard.__name__.replace("_", " ")
    return f"| {row.label} | {sources} | {target} | {roles} | {row.help} | {'' if guard == 'nothing' else guard} |"

"""What do the checks of a letter find? Every code with its weight, provision and meaning, from the catalogue."""

from __future__ import annotations

from itertools import groupby

from requests_app.letters.checks.catalogue import Entry, catalogue

_WEIGHTS = {"defect": "Defect", "warning": "Warning", "either": "Defect or warning"}


def text() -> str:
    lines = [
        "# What the checks of a letter find",
        "",
        "Written by `make docs` from `requests_app/data/letter_checks.json` and what the records of a decision must say; "
        "do not edit. A defect stops the letter; a warning may stand with a recorded reason. What lacks the rights is a "
        "defect in a refusal and a warning in an answer in full; what is unfinished is a defect in our own words and a "
        "warning in what is disclosed. How well the checks do is in [performance.md](performance.md).",
    ]
    for group, entries in groupby(catalogue(), key=lambda entry: entry.group):
        lines += ["", f"## {group}", "", "| Code | | Provision | What is wrong |", "|---|---|---|---|"]
        lines += map(_row, entries)
    return "\n".join([*lines, ""])


def _row(entry: Entry) -> str:
    provisions = "; ".join(entry.provisions) or "the limb itself"
    return f"| `{entry.code}` | {_WEIGHTS[entry.weight]} | {provisions} | {entry.meaning} |"

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
        "",
        "What officers type in Welsh is read for its days (`weekday-wrong`, `date-impossible`), its promises "
        "(`promise-past`, `day-not-working`), the two thresholds (`prejudice-hedged`), whether it tells what is held "
        "(`ncnd-says-held`), and the totals and hidden numbers of its tables. What rests on records, dates, figures, "
        "links and placeholders holds in every language. These read English words only, and are silent in Welsh: "
        "`figure-words-differ`, `figure-differs-from-table`, `first-data-protection-principle`, "
        "`words-of-other-regime`, citations in running text, and periods in words under `period-reversed` and "
        "`periods-overlap`.",
    ]
    for group, entries in groupby(catalogue(), key=lambda entry: entry.group):
        lines += ["", f"## {group}", "", "| Code | | Provision | What is wrong |", "|---|---|---|---|"]
        lines += map(_row, entries)
    return "\n".join([*lines, ""])


def _row(entry: Entry) -> str:
    provisions = "; ".join(entry.provisions) or "the limb itself"
    return f"| `{entry.code}` | {_WEIGHTS[entry.weight]} | {provisions} | {entry.meaning} |"

"""Which codes do the checks of a letter give, how bad is each, on what does it rest, and what does it mean?

Written down for people: `make docs` prints it, and a test holds it to what the checks give for the planted errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from exemptions.domain.requirements import REQUIREMENTS
from exemptions.statute import Record

_FILE: Final = Path(__file__).resolve().parents[2] / "data" / "letter_checks.json"
OF_CORRESPONDENCE: Final = "Letters that decide nothing"
"""The group of the codes that only those letters can have."""
_OF_SILENCE: Final = {Record.DATA_PROTECTION: ("FOIA s40(5B)", "EIR reg 13(5B)")}
"""What takes the place of the usual provision where a decision neither confirms nor denies."""


class Weight(StrEnum):
    """A refusal must carry the rights, an answer in full should: what lacks them weighs by the letter."""

    DEFECT = "defect"
    WARNING = "warning"
    EITHER = "either"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One code. `provisions` is empty where a finding names the limb that it is about."""

    code: str
    group: str
    weight: Weight
    provisions: tuple[str, ...]
    meaning: str


def catalogue() -> Iterator[Entry]:
    """Every code, in the order of the groups; those of the records of a decision follow from what each must say."""
    for group, rows in json.loads(_FILE.read_text(encoding="utf-8")).items():
        for code, weight, provisions, meaning in rows:
            yield Entry(
                code=code, group=group, weight=Weight(weight), provisions=tuple(provisions), meaning=meaning
            )
    yield from _of_records()


def _of_records() -> Iterator[Entry]:
    """What each record of a decision may lack: the record as a whole, then its fields."""
    for record, need in REQUIREMENTS.items():
        foia = (f"FOIA {need.foia}",) if need.foia else ()
        known = (*foia, f"EIR {need.eir}", *_OF_SILENCE.get(record, ()))
        lacking = {f"{record.value.replace('_', '-')}-missing": f"Lacking: {need.name}"}
        for field, instruction in need.fields.items():
            lacking.setdefault(
                f"{need.code}-{field.replace('_', '-')}-missing", f"Not yet done: {instruction}"
            )
        for code, meaning in lacking.items():
            told = meaning.format(disclosure="disclosure", exemption="exemption")
            yield Entry(code=code, group="Records", weight=Weight.DEFECT, provisions=known, meaning=told)

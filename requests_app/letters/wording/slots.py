"""Which paragraphs may an authority replace, what can each say, and what does the law need in it?

A slot is one entry in one of the files in `texts/`; those of the provisions are made from the statute. `SLOTS` is the
table that composing, the administration, the checks and the documents read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.wording.model import COMMON, Keep, Slot, Sort, Variable
from requests_app.letters.wording.provisions import explanation_slots

__all__ = ["COMMON", "SLOTS", "Keep", "Slot", "Variable", "slot"]

TEXTS: Final = Path(__file__).resolve().parent / "texts"


def slot(key: str) -> Slot:
    """The slot with this key; KeyError otherwise."""
    return SLOTS[key]


def _from_file(path: Path) -> Iterator[Slot]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["slot"]:
        yield _slot(entry)


def _slot(entry: Mapping[str, Any]) -> Slot:
    """One entry as a slot. A field that is not known stops the start: it was misspelt."""
    known = {"key", "label", "about", "kinds", "regime", "text", "variables", "flags", "blocks", "keeps"}
    if unknown := entry.keys() - known:
        raise ValueError(f"The slot {entry['key']!r} has fields that are not known: {sorted(unknown)}.")
    return Slot(
        key=entry["key"],
        label=entry["label"],
        about=entry.get("about", ""),
        kinds=tuple(LetterKind(kind) for kind in entry["kinds"]),
        regime=entry.get("regime", ""),
        texts=MappingProxyType({Language(code): text.strip() for code, text in entry["text"].items()}),
        own=(
            *_variables(entry.get("variables", {}), "text"),
            *_variables(entry.get("flags", {}), "flag"),
            *_variables(entry.get("blocks", {}), "blocks"),
        ),
        keeps=tuple(_keep(each) for each in entry.get("keeps", ())),
    )


def _variables(entries: Mapping[str, Any], sort: Sort) -> Iterator[Variable]:
    """As `name = ["what it is", "a sample"]`, or `name = "what it is"` for a yes or no."""
    for name, said in entries.items():
        means, sample = (said, "yes") if isinstance(said, str) else said
        yield Variable(name=name, means=means, sample=sample, sort=sort)


def _keep(entry: Mapping[str, Any]) -> Keep:
    phrases = {
        Language(code): re.compile(pattern, re.IGNORECASE)
        for code, pattern in entry.get("phrase", {}).items()
    }
    return Keep(
        why=entry["why"],
        provision=entry["provision"],
        variable=entry.get("variable", ""),
        phrases=MappingProxyType(phrases),
    )


def _table(slots: Iterable[Slot]) -> Mapping[str, Slot]:
    found: dict[str, Slot] = {}
    for each in slots:
        if each.key in found:
            raise ValueError(f"There are two slots {each.key!r}.")
        found[each.key] = each
    return MappingProxyType(found)


def _all() -> Iterator[Slot]:
    for path in sorted(TEXTS.glob("*.toml")):
        yield from _from_file(path)
    yield from explanation_slots()


SLOTS: Final[Mapping[str, Slot]] = _table(_all())

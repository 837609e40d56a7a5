"""Which cases of a file does one letter answer together, and is each of them in the file?

The letter stands in the case that leads. A case that is answered with it has no response of its own, and is read as if
the leading case's responses were its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from requests_app.domain.caserecord import CaseRecord, LetterFile
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import ENDED_UNANSWERED, OPEN, CaseState

_ENDED = ENDED_UNANSWERED | {CaseState.TRANSFERRED}
_UNSENT = frozenset({"draft", "cancelled"})


def in_groups(cases: Sequence[CaseRecord]) -> Iterator[list[int]]:
    """The positions of the cases by letter: each case that leads or stands alone, then those that are answered with it."""
    joined: dict[str, list[int]] = {}
    for position, case in enumerate(cases):
        if case.answered_with:
            joined.setdefault(case.answered_with, []).append(position)
    for position, case in enumerate(cases):
        if not case.answered_with:
            yield [position, *joined.get(case.reference, [])]


def group_faults(cases: Sequence[CaseRecord]) -> Iterator[tuple[str, str]]:
    """The path and the fault of each case that does not fit the case whose letter answers it, or whose letter answers one
    that is missing.
    """
    known = {case.reference: case for case in cases}
    for position, case in enumerate(cases):
        path = f"cases.{position}"
        if case.answered_with and (fault := _fault(case, known.get(case.answered_with))):
            yield f"{path}.answered_with", fault
        for at, letter in enumerate(case.letters):
            if missing := sorted(set(_also_answered(letter)) - known.keys()):
                message = f"this letter also answers {missing[0]}, which is not in this file: export the cases together."
                yield f"{path}.letters.{at}.content", message


def as_answered(record: CaseRecord, leading: CaseRecord | None) -> CaseRecord:
    """The case with the responses of the one that leads it, which are its own answer."""
    if leading is None:
        return record
    own = tuple(letter for letter in record.letters if letter.kind is not LetterKind.RESPONSE)
    theirs = tuple(letter for letter in leading.letters if letter.kind is LetterKind.RESPONSE)
    return replace(record, letters=own + theirs)


def _fault(case: CaseRecord, leading: CaseRecord | None) -> str:
    """Why the case cannot be answered with that one; empty where it can."""
    if leading is None:
        return f"{case.answered_with} is not in this file: export the cases together, since one letter answers both."
    if leading is case:
        return "this is the case itself: leave it out."
    if leading.answered_with:
        return (
            f"{leading.reference} is itself answered together with {leading.answered_with}: name that case."
        )
    if leading.regime != case.regime:
        return f"{leading.reference} falls under the other law: one letter answers under one."
    if leading.language is not case.language and case.state in OPEN:
        return f"{leading.reference} is answered in another language: one letter has one."
    if _ENDED & {case.state, leading.state}:
        return "a case that ended without an answer is answered together with none: leave it out."
    if any(each.kind is LetterKind.RESPONSE and each.state not in _UNSENT for each in case.letters):
        return f"this case has a response of its own, and cannot have that of {leading.reference} too."
    return ""


def _also_answered(letter: LetterFile) -> Iterator[str]:
    """The references of the other cases that a letter answers, as far as its content can be read here."""
    requests = (letter.content or {}).get("requests", [])
    if letter.state not in _UNSENT and isinstance(requests, list):
        for request in requests:
            reference = request.get("reference") if isinstance(request, dict) else None
            if isinstance(reference, str):
                yield reference

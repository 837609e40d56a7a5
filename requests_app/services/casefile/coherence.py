"""Do the parts of one case in a file agree: its state with its clock, its letters and its sign-offs?

A file is written elsewhere, so what the acts of this application guarantee is asked here. What is wrong in a
letter is not asked: unfinished and faulty cases travel too, and the letter's checks stop them from going out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from requests_app.domain.caserecord import CaseRecord, LetterFile
from requests_app.domain.clock import EventKind
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import ANSWERED, BEING_ISSUED, ENDED_UNANSWERED, OPEN, CaseState
from requests_app.services.casefile.arrival import wrong

_S, _E = CaseState, EventKind
_NEEDS: Final[dict[CaseState, EventKind]] = {
    _S.AWAITING_CLARIFICATION: _E.CLARIFICATION_ASKED,
    _S.AWAITING_FEE: _E.FEES_NOTICE,
    _S.WITHDRAWN: _E.WITHDRAWN,
    _S.TRANSFERRED: _E.TRANSFERRED,
    _S.LAPSED: _E.LAPSED,
    _S.SILENT: _E.CLOSED,
    _S.UNDER_REVIEW: _E.REVIEW_REQUESTED,
    _S.REVIEWED: _E.REVIEW_RESPONDED,
}
_LETTER: Final[dict[CaseState, tuple[str, ...]]] = {
    _S.AWAITING_SIGN_OFF: ("submitted",),
    _S.APPROVED: ("approved",),
    _S.ISSUED: ("issued",),
    _S.UNDER_REVIEW: ("issued",),
    _S.REVIEWED: ("issued",),
    _S.WITHDRAWN: ("", "draft", "submitted", "approved"),
}


def check_coherence(record: CaseRecord) -> None:
    """Raises InvalidInput at the first field that contradicts another."""
    if record.state in BEING_ISSUED:
        before = "approved" if record.state is CaseState.ISSUING else "under_review"
        raise wrong("state", f"a case cannot travel while its letter is being issued: write “{before}”.")
    _check_names(record)
    _check_clock(record)
    _check_letters(record)
    _check_correspondence(record)
    _check_reviews(record)


def owes_after_notice(record: CaseRecord) -> bool:
    """Whether what was issued so far is a notice of more time (s17(2)): the decision is owed, the clock runs on.

    The same letters stand in a case whose response is being corrected; but then a letter or an event says so.
    """
    kinds = {event.kind for event in record.clock_events}
    return (
        record.state in OPEN
        and _E.PIT_EXTENSION in kinds
        and _E.RESPONDED not in kinds
        and not any(letter.corrects for letter in record.letters)
    )


def _check_names(record: CaseRecord) -> None:
    for position, question in enumerate(record.questions):
        if question.number != position + 1:
            raise wrong(f"questions.{position}.number", "questions are numbered 1, 2, 3 … in their order.")
    _check_distinct("decisions", "key", [decision.key for decision in record.decisions])
    _check_distinct("letters", "number", [_letter_name(letter) for letter in record.letters])
    numbers = {question.number for question in record.questions}
    for position, decision in enumerate(record.decisions):
        if unknown := [number for number in decision.questions if number not in numbers]:
            raise wrong(f"decisions.{position}.questions", f"there is no question {unknown[0]} in this case.")


def _check_distinct(name: str, field: str, keys: Iterable[str | int]) -> None:
    counted: Counter[str | int] = Counter()
    for position, key in enumerate(keys):
        counted[key] += 1
        if counted[key] > 1:
            message = f"{key} stands here twice: give each a {field} of its own."
            raise wrong(f"{name}.{position}.{field}", message)


def _check_clock(record: CaseRecord) -> None:
    for position, event in enumerate(record.clock_events):
        if event.kind is EventKind.RECEIVED and event.on != record.received_on:
            message = "this is not the day in received_on: correct one of them."
            raise wrong(f"clock_events.{position}.on", message)
    kind = _NEEDS.get(record.state)
    if kind is not None and kind not in {event.kind for event in record.clock_events}:
        message = f"a case in this state has the clock event “{kind}” with its date: add it to clock_events."
        raise wrong("state", message)
    ends = {_E.WITHDRAWN, _E.LAPSED, _E.TRANSFERRED, _E.CLOSED}
    has_ended = {event.kind for event in record.clock_events} & ends
    if has_ended and record.state not in ENDED_UNANSWERED | {_S.TRANSFERRED}:
        message = f"the clock events say that the case has ended ({', '.join(has_ended)}): correct one."
        raise wrong("state", message)


def _check_letters(record: CaseRecord) -> None:
    kept = [letter for letter in record.letters if letter.state != "cancelled"]
    responses = [letter for letter in kept if letter.kind is LetterKind.RESPONSE]
    _check_review_letters(record, [letter.state for letter in kept if letter.kind is LetterKind.REVIEW])
    letters = sorted(responses, key=lambda letter: letter.number)
    last = letters[-1].state if letters else ""
    wanted = _LETTER.get(record.state, ("", "draft"))
    if record.state is CaseState.IN_PROGRESS and owes_after_notice(record):
        wanted += ("issued",)
    if last not in wanted:
        names = " or ".join(f"“{name}”" if name else "none" for name in wanted)
        found = f"it is “{last}”" if last else "there is none"
        raise wrong("state", f"the last letter of a case in this state is {names}; {found}.")
    for position, letter in enumerate(record.letters):
        _check_letter(record, letter, f"letters.{position}")
    responded = next((event.on for event in record.clock_events if event.kind is EventKind.RESPONDED), None)
    issued = [letter.issued_on for letter in letters if letter.state == "issued"]
    if responded and responded not in issued:
        message = "the clock event “responded” is of another day than the issued letters: correct one."
        raise wrong("clock_events", message)


def _letter_name(letter: LetterFile) -> str | int:
    return letter.number if letter.kind is LetterKind.RESPONSE else f"{letter.kind} {letter.number}"


def _check_correspondence(record: CaseRecord) -> None:
    """A letter that decides nothing has gone out, as exactly one message; a message names a letter that is here."""
    named = Counter((message.kind, message.letter) for message in record.messages if message.letter)
    known = set()
    for position, letter in enumerate(record.letters):
        if not letter.kind.is_correspondence:
            continue
        known.add((letter.kind.value, letter.number))
        if letter.state != "issued":
            raise wrong(f"letters.{position}.state", f"a letter of the kind “{letter.kind}” is “issued”.")
        if named[letter.kind.value, letter.number] != 1:
            message = (
                "exactly one of the messages, of the same kind, names this letter: correct the messages."
            )
            raise wrong(f"letters.{position}.number", message)
    for position, said in enumerate(record.messages):
        if said.letter and (said.kind, said.letter) not in known:
            message = f"there is no letter {said.letter} of the kind “{said.kind}” in this case."
            raise wrong(f"messages.{position}.letter", message)


def _check_review_letters(record: CaseRecord, states: list[str]) -> None:
    """A reviewer's letter is a draft while the case is under review, and has gone out when it is reviewed."""
    wanted = {CaseState.UNDER_REVIEW: "draft", CaseState.REVIEWED: "issued"}.get(record.state)
    if any(state != wanted for state in states):
        says = f"is “{wanted}”" if wanted else "does not exist"
        raise wrong(
            "letters", f"the letter of a review {says} for a case in this state: correct one of them."
        )


def _check_letter(record: CaseRecord, letter: LetterFile, path: str) -> None:
    if letter.state == "issued" and letter.issued_on is None:
        raise wrong(f"{path}.issued_on", "an issued letter has the date on which it was issued: add it.")
    if letter.posted_at is not None and letter.state != "issued":
        raise wrong(f"{path}.posted_at", "only an issued letter can have been posted: leave it out.")
    if letter.posted_by and letter.posted_at is None:
        raise wrong(f"{path}.posted_at", "whoever posted the letter did it at some time: add it.")
    if not all(isinstance(text, str) for text in (letter.edits or {}).values()):
        raise wrong(f"{path}.edits", "each edit is the wording of a section, as text.")
    if letter.state != "approved":
        return
    if not letter.sign_offs or letter.sign_offs[-1].verdict != "approved":
        message = "a letter that is signed off ends with the sign-off “approved”: add it."
        raise wrong(f"{path}.sign_offs", message)
    authors = {name.lower() for name in (letter.submitted_by, record.officer) if name}
    if letter.sign_offs[-1].given_by.lower() in authors:
        last = f"{path}.sign_offs.{len(letter.sign_offs) - 1}.given_by"
        raise wrong(last, "a letter is signed off by somebody who did not write it: name another person.")


def _check_reviews(record: CaseRecord) -> None:
    is_open = [not review.result for review in record.reviews]
    if sum(is_open) > 1:
        raise wrong("reviews", "at most one review can be open: record the result of the others.")
    if record.reviews and record.state not in ANSWERED:
        raise wrong("reviews", "a review follows a response: this case has none yet.")
    if (record.state is CaseState.UNDER_REVIEW) is not any(is_open):
        raise wrong("state", "a case is under review exactly while one of its reviews has no result.")
    numbers = {question.number for question in record.questions}
    for position, review in enumerate(record.reviews):
        disputed = [finding.question for finding in review.findings]
        if unknown := [number for number in disputed if number not in numbers]:
            raise wrong(f"reviews.{position}.findings", f"there is no question {unknown[0]} in this case.")
        if len(set(disputed)) != len(disputed):
            raise wrong(f"reviews.{position}.findings", "a question has one finding: keep one of them.")
        if review.result and review.concluded_on is None:
            message = "a review with a result has the date of its end: add it."
            raise wrong(f"reviews.{position}.concluded_on", message)

"""Is every question answered, once, and do its answer and its decisions agree?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import Answer, AnswerKind, Holding, QuestionFile
from requests_app.letters.checks.finding import ACCURACY, Finding, defect, warning
from requests_app.letters.compose.given import applying
from requests_app.letters.model import LetterContent

MOST_CELLS: Final = 20_000
"""Of all the tables of a letter: what is drawn in half the time that a letter may take, on a busy machine."""

_NEED_NO_HOLDING = frozenset({"s12", "s14"})


def _duty(content: LetterContent, paragraph: str = "") -> str:
    return "EIR reg 5(1)" if content.regime == "eir" else f"FOIA s1(1){paragraph}"


def no_questions(content: LetterContent, on: date) -> Iterator[Finding]:
    if not content.questions:
        yield defect("no-questions", _duty(content), "Split the request into at least one question", "case")


def unanswered(content: LetterContent, on: date) -> Iterator[Finding]:
    """Every question gets an answer (s1(1)): given, refused, or not held."""
    for question in content.questions:
        mine = applying(content.decisions, question.number)
        if question.answers or mine or question.holding in {Holding.NOT_HELD, Holding.NCND}:
            continue
        what = (
            "is held, but neither disclosed nor refused: record an answer or a decision"
            if question.holding is Holding.HELD
            else "has no answer: record what is disclosed, or why it is refused"
        )
        yield defect(
            "question-unanswered",
            _duty(content),
            f"Question {question.number} {what}",
            f"question:{question.number}:answer",
        )


def holding_not_established(content: LetterContent, on: date) -> Iterator[Finding]:
    """s1(1)(a): the applicant is told whether the information is held, unless a duty to say so falls away."""
    for question in content.questions:
        if question.holding is not Holding.UNKNOWN or question.is_advice:
            continue
        mine = applying(content.decisions, question.number)
        excused = any(
            decision.provision in _NEED_NO_HOLDING or decision.effect is Effect.NCND for decision in mine
        )
        if not excused:
            yield defect(
                "holding-unknown",
                _duty(content, "(a)"),
                f"Record whether the information asked for in question {question.number} is held",
                f"question:{question.number}",
            )


def silence_without_exemption(content: LetterContent, on: date) -> Iterator[Finding]:
    """Only an exemption from the duty in s1(1)(a) allows an authority to neither confirm nor deny."""
    for question in content.questions:
        mine = applying(content.decisions, question.number)
        if question.holding is Holding.NCND and not any(one.effect is Effect.NCND for one in mine):
            yield defect(
                "ncnd-without-exemption",
                "EIR reg 12(6)" if content.regime == "eir" else "FOIA s17(1)(b)",
                f"Question {question.number} is neither confirmed nor denied, but no decision allows "
                "that: record which exemption you rely on",
                f"question:{question.number}",
            )


def holding_contradicts_decision(content: LetterContent, on: date) -> Iterator[Finding]:
    """What is not held cannot be withheld; what is neither confirmed nor denied cannot be called held."""
    for question in content.questions:
        mine = applying(content.decisions, question.number)
        if question.holding is Holding.NOT_HELD:
            yield from _not_held_but(question, mine, content)
        elif question.holding is Holding.HELD and mine and not question.answers:
            yield from _held_but(question, mine)
        if question.holding is Holding.NCND and question.answers:
            yield warning(
                "ncnd-but-disclosed",
                "FOIA s2(1)",
                f"Question {question.number} is neither confirmed nor denied, and yet has an answer: "
                "check that the answer does not say what the decision hides",
                f"question:{question.number}",
            )


def _not_held_but(
    question: QuestionFile, mine: tuple[Decision, ...], content: LetterContent
) -> Iterator[Finding]:
    for decision in mine:
        place = f"question:{question.number}"
        if decision.effect is Effect.NCND:
            yield defect(
                "ncnd-says-held",
                "FOIA s2(1)" if content.regime == "foia" else "EIR reg 12(6)",
                f"Question {question.number} says that the information is not held, and a decision "
                "neither confirms nor denies it: keep one of them",
                place,
            )
        elif decision.provision not in _NEED_NO_HOLDING and not _is_reg_12_4_a(decision):
            yield defect(
                "not-held-but-withheld",
                _duty(content, "(a)"),
                f"Question {question.number} says that the information is not held, and a decision "
                "withholds it: keep one of them",
                place,
            )


def _held_but(question: QuestionFile, mine: tuple[Decision, ...]) -> Iterator[Finding]:
    if all(decision.effect is Effect.NCND for decision in mine):
        yield defect(
            "ncnd-says-held",
            "FOIA s2(1)",
            f"Question {question.number} is recorded as held, and its only decision neither confirms nor "
            "denies it: correct one of them",
            f"question:{question.number}",
        )


def _is_reg_12_4_a(decision: Decision) -> bool:
    return decision.provision == "reg12-4" and decision.limbs == ("4a",)


def not_held_without_exception(content: LetterContent, on: date) -> Iterator[Finding]:
    """Under the EIR what is not held is refused like anything else: by an exception, in a decision (reg 14(3)(a))."""
    if content.regime != "eir":
        return
    for question in content.questions:
        if question.holding is Holding.NOT_HELD and not applying(content.decisions, question.number):
            yield defect(
                "not-held-without-exception",
                "EIR reg 12(4)(a), reg 14(3)(a)",
                f"Question {question.number} is not held, which the Regulations make an exception: record it as a "
                "decision",
                f"question:{question.number}:not-held",
            )


def not_held_without_searches(content: LetterContent, on: date) -> Iterator[Finding]:
    """A bare "not held" is what requesters doubt first; the Commissioner asks where was looked."""
    for question in content.questions:
        if question.holding is Holding.NOT_HELD and not question.searches:
            yield warning(
                "not-held-without-searches",
                "FOIA s1(1)(a), s16" if content.regime == "foia" else "EIR reg 12(4)(a), reg 9",
                f"Question {question.number} is not held, and the letter does not say where you looked: "
                "record the searches",
                f"question:{question.number}",
            )


def empty_answers(content: LetterContent, on: date) -> Iterator[Finding]:
    """An answer that was begun and holds nothing, or a table whose rows do not fit its heads."""
    for question in content.questions:
        for answer in question.answers:
            if not _has_content(answer):
                yield defect(
                    "answer-empty",
                    _duty(content, "(b)"),
                    f"An answer to question {question.number} is empty: fill it in or take it out",
                    f"question:{question.number}:answer",
                )
            elif answer.table and any(len(row) != len(answer.table.columns) for row in answer.table.rows):
                yield defect(
                    "table-uneven",
                    _duty(content, "(b)"),
                    f"A table in the answer to question {question.number} has a row that is longer or "
                    "shorter than its heads: mend the row",
                    f"question:{question.number}:answer",
                )


def tables_without_title(content: LetterContent, on: date) -> Iterator[Finding]:
    """Who hears a table rather than sees it is told by its title what it is (WCAG 1.3.1)."""
    for question in content.questions:
        for answer in question.answers:
            table = answer.table if answer.kind is AnswerKind.TABLE else None
            if table is not None and table.columns and not table.caption.strip():
                yield warning(
                    "table-without-title",
                    "WCAG 2.2 criterion 1.3.1",
                    f"A table in the answer to question {question.number} has no title: say in a few words what "
                    "it shows",
                    f"question:{question.number}:answer",
                )


def tables_too_long(content: LetterContent, on: date) -> Iterator[Finding]:
    """More than a hundred pages of table take minutes to draw, and serve nobody who wants to reckon with them."""
    tables = [
        (question, answer.table)
        for question in content.questions
        for answer in question.answers
        if answer.kind is AnswerKind.TABLE and answer.table is not None
    ]
    if sum(len(table.columns) * len(table.rows) for _, table in tables) > MOST_CELLS:
        question, _ = max(tables, key=lambda each: len(each[1].columns) * len(each[1].rows))
        yield defect(
            "table-too-long",
            ACCURACY,
            f"The tables of this letter have more than {MOST_CELLS:,} cells, over a hundred pages: give the one in the "
            f"answer to question {question.number} as a document, such as a spreadsheet",
            f"question:{question.number}:answer",
        )


def _has_content(answer: Answer) -> bool:
    match answer.kind:
        case AnswerKind.WORDS:
            return bool(answer.text.strip())
        case AnswerKind.FIGURE:
            return answer.figure is not None
        case AnswerKind.TABLE:
            return answer.table is not None and bool(answer.table.columns) and bool(answer.table.rows)
        case AnswerKind.DOCUMENT:
            return answer.document is not None


def decisions_about_nothing(content: LetterContent, on: date) -> Iterator[Finding]:
    """A decision must be about questions that are there."""
    numbers = {question.number for question in content.questions}
    for decision in content.decisions:
        if set(decision.questions) - numbers:
            yield defect(
                "decision-question-unknown",
                "EIR reg 14(3)" if content.regime == "eir" else "FOIA s17(1)",
                "This decision applies to a question that the request does not have: choose its questions "
                "again",
                f"decision:{decision.key}:questions",
            )


def applicant_details(content: LetterContent, on: date) -> Iterator[Finding]:
    """A response goes to a person at an address for correspondence (s8(1)(b))."""
    applicant = content.applicant
    if not applicant.email.strip() and not applicant.postal_address.strip():
        yield defect(
            "applicant-address-missing",
            "FOIA s8(1)(b)" if content.regime == "foia" else "EIR reg 6",
            "There is no address to send this letter to: record an e-mail or postal address",
            "applicant",
        )
    if not applicant.name.strip() and content.regime == "foia":
        yield warning(
            "applicant-name-missing",
            "FOIA s8(1)(b)",
            "The requester has given no name: ask for it, or record why you answer all the same",
            "applicant",
        )

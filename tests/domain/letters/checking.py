"""Small changes to the invented cases, and what the checks find in them."""

from dataclasses import replace
from datetime import date

from requests_app.domain.casefile import Answer
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose
from tests.domain.letters.situations import ON, asked, case_of


def found(case, on: date = ON) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in check_letter(compose(case), on=on)}


def with_edit(case, key: str, text: str):
    return replace(case, edits={**case.edits, key: text})


def with_decision(case, at: int = 0, **changes):
    decisions = list(case.decisions)
    decisions[at] = replace(decisions[at], **changes)
    return replace(case, decisions=tuple(decisions))


def with_question(case, at: int = 0, **changes):
    questions = list(case.questions)
    questions[at] = replace(questions[at], **changes)
    return replace(case, questions=tuple(questions))


def answered(*answers: Answer, **more):
    return case_of(asked(1, "How many?", *answers), **more)

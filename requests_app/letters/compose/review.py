"""What does the letter say that answers a request for an internal review (section 45 Code; EIR reg 11)?

It tells only of what is disputed: the finding on each such question, what is given now, and what is still relied on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import CaseContent, QuestionFile
from requests_app.domain.letterkinds import Layout
from requests_app.domain.review import Finding, ReviewContent, ReviewResult, overall
from requests_app.domain.tongue import later, long_date, tr
from requests_app.letters.compose.answers import answer_to
from requests_app.letters.compose.closing import (
    advice_section,
    annex_section,
    further_section,
    regulator_lines,
    sign_off_section,
)
from requests_app.letters.compose.explain import explanation_sections
from requests_app.letters.compose.families import FAMILIES
from requests_app.letters.compose.say import say
from requests_app.letters.compose.weigh import balance_sections
from requests_app.letters.law import cited, words_of
from requests_app.letters.model import Block, Bullets, Quote, Section
from requests_app.letters.phrases import bullets, line, numbered_questions, para, written

_OVERALL: Final = {
    ReviewResult.UPHELD: later("I uphold the first decision in full."),
    ReviewResult.PARTLY: later("I uphold the first decision in part."),
    ReviewResult.OVERTURNED: later("I overturn the first decision."),
}
_EACH: Final = {
    ReviewResult.UPHELD: later("the first decision is upheld"),
    ReviewResult.PARTLY: later("the first decision is upheld in part"),
    ReviewResult.OVERTURNED: later("the first decision is overturned"),
}


def review_title(what: str) -> str:
    return tr("The outcome of our review of your request for {what}", what=what)


def disputed_only(case: CaseContent, review: ReviewContent) -> CaseContent:
    """The case as far as it is disputed: the questions with a finding, and what is relied on for them."""
    disputed = frozenset(review.disputed)
    return replace(
        case,
        questions=tuple(question for question in case.questions if question.number in disputed),
        decisions=tuple(
            _narrowed(each, disputed) for each in case.decisions if disputed & set(each.questions)
        ),
    )


def review_sections(case: CaseContent, review: ReviewContent) -> Iterator[Section]:
    yield _request_section(case, review)
    yield _first_decision_section(review)
    yield _outcome_section(case, review)
    disputed = disputed_only(case, review)
    yield from _finding_sections(disputed, review)
    yield _relied_on_section(disputed, review)
    yield from explanation_sections(disputed)
    yield from balance_sections(disputed, FAMILIES[Layout.DECISION_FIRST])
    yield advice_section(disputed)
    yield further_section()
    yield _rights_section(case)
    yield sign_off_section(case)
    yield annex_section(disputed)


def _narrowed(decision: Decision, disputed: frozenset[int]) -> Decision:
    return replace(decision, questions=tuple(number for number in decision.questions if number in disputed))


def _request_section(case: CaseContent, review: ReviewContent) -> Section:
    """What was asked to be reviewed, in the applicant's words."""
    day, asked_on = long_date(case.received_on), long_date(review.requested_on)
    received = (
        tr(
            "We received your request on {day}, and answered it on {answered_on}.",
            day=day,
            answered_on=long_date(review.first_answered_on),
        )
        if review.first_answered_on
        else tr("We received your request on {day}.", day=day)
    )
    asked = (
        tr(
            "On {day} you made representations to us under regulation 11 of the Environmental Information Regulations "
            "2004. You wrote:",
            day=asked_on,
        )
        if case.regime == "eir"
        else tr("On {day} you asked us to review our response. You wrote:", day=asked_on)
    )
    return Section(
        key="review_request",
        heading=tr("What you asked us to review"),
        blocks=(
            para(f"{received} {asked}"),
            Quote(text=review.grounds),
        ),
    )


def _first_decision_section(review: ReviewContent) -> Section:
    blocks: tuple[Block, ...] = ()
    if review.first_decision and review.first_answered_on:
        said = para(tr("Our response of {day} said:", day=long_date(review.first_answered_on)))
        blocks = (said, Quote(text=review.first_decision))
    return Section(key="first_decision", heading=tr("The first decision"), blocks=blocks)


def _outcome_section(case: CaseContent, review: ReviewContent) -> Section:
    """The whole outcome, computed from the findings; no editing changes it."""
    result = overall([finding.result for finding in review.findings])
    return Section(
        key="outcome",
        heading=tr("The outcome of my review"),
        fixed=tuple(_outcome_blocks(case, review, result)) if result else (),
    )


def _outcome_blocks(case: CaseContent, review: ReviewContent, result: ReviewResult) -> Iterator[Block]:
    yield para(
        f"{tr('I took no part in the first decision, and have decided afresh on what you dispute.')} "
        f"{tr(_OVERALL[result])}"
    )
    if len(case.questions) > 1:
        yield bullets(
            f"{numbered_questions([finding.question], capital=True)}: {tr(_EACH[finding.result])}."
            for finding in review.findings
        )
    rest = [question.number for question in case.questions if question.number not in review.disputed]
    if rest:
        yield para(
            tr(
                "Our answer to {questions}, which you do not dispute, stands as it was.",
                questions=numbered_questions(rest),
            )
        )
    if case.regime == "eir" and result is not ReviewResult.UPHELD:
        yield para(
            tr(
                "So far as I do not uphold the first decision, we did not comply with the Regulations; this letter "
                "puts that right (regulation 11(5))."
            )
        )


def _finding_sections(case: CaseContent, review: ReviewContent) -> Iterator[Section]:
    yield Section(key="findings", heading=tr("My findings") if len(review.findings) > 1 else tr("My finding"))
    by_number = {question.number: question for question in case.questions}
    for finding in review.findings:
        question = by_number.get(finding.question)
        if question is not None:
            yield _finding_section(question, finding, case)


def _finding_section(question: QuestionFile, finding: Finding, case: CaseContent) -> Section:
    """The finding with its reasons, and below it what is answered now where that is not what was answered first."""
    says = tr(_EACH[finding.result])
    blocks: list[Block] = [
        Quote(text=question.text),
        para(f"{says[:1].upper()}{says[1:]}.", lead=tr("My finding")),
        *written(finding.reasons, lead=tr("My reasons")),
    ]
    if finding.result is not ReviewResult.UPHELD:
        blocks += [para(tr("My answer to this question is now:")), *answer_to(question, case)]
    return Section(
        key=f"finding.{question.number}",
        heading=numbered_questions([question.number], capital=True),
        level=3,
        blocks=tuple(blocks),
    )


def _relied_on_section(case: CaseContent, review: ReviewContent) -> Section:
    """What is still relied on, or newly: the latter makes the letter a refusal notice of its own (s17(1))."""
    words = words_of(case.regime)
    cites: dict[str, list[int]] = {}
    for decision in case.decisions:
        numbers = cites.setdefault(cited(decision, with_title=True), [])
        numbers += [number for number in decision.questions if number not in numbers]
    named = words.exemption if len(cites) == 1 else words.exemptions
    fixed: tuple[Block, ...] = ()
    if cites:
        new = [decision for decision in case.decisions if decision.key in review.new_decisions]
        also = f"{words.notice} {tr('It relies on what our response did not cite.')}" if new else ""
        relied_on = (
            tr("After this review I rely on this provision:")
            if len(cites) == 1
            else tr("After this review I rely on these provisions:")
        )
        items = tuple(
            line(f"{text} ({numbered_questions(sorted(numbers))})") for text, numbers in cites.items()
        )
        fixed = (para(relied_on), Bullets(items=items))
        fixed += (para(also),) if also else ()
    return Section(
        key="exemptions",
        heading=tr("The {exemptions} that I rely on", exemptions=named),
        fixed=fixed,
    )


def _rights_section(case: CaseContent) -> Section:
    """There is no further review; what is left is the right under section 50 (EIR: as regulation 18 applies it)."""
    key = "rights.review.eir" if case.regime == "eir" else "rights.review.foia"
    return Section(
        key="rights",
        heading=tr("If you are not satisfied with this outcome"),
        blocks=say(case, key, regulator_contact=tuple(regulator_lines(case))),
        is_editable=True,
    )

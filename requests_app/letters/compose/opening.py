"""How does a response begin: what was asked, what was decided, and on which exemptions?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours
from requests_app.domain.casefile import CaseContent, Holding, QuestionFile
from requests_app.domain.text import long_date
from requests_app.letters.law import cited, is_cost_of_confirming, is_ncnd, words_of
from requests_app.letters.model import Block, Bullets, Numbered, Quote, Section
from requests_app.letters.phrases import bullets, line, numbered_questions, para

_NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\(?\d{1,2}[.):\s]", re.IGNORECASE | re.MULTILINE)


class Given(StrEnum):
    """What a question gets, as the decision is put in a sentence."""

    DISCLOSED = "disclosed"
    PARTLY = "partly"
    WITHHELD = "withheld"
    ACCESSIBLE = "accessible"
    NCND = "ncnd"
    NOT_HELD = "not_held"
    COST = "cost"
    COST_OF_CONFIRMING = "cost_of_confirming"
    REFUSED = "refused"
    ADVICE = "advice"
    UNDECIDED = "undecided"
    OPEN = "open"


_WHOLE: dict[Given, str] = {
    Given.DISCLOSED: "I have decided to disclose all of the information that you asked for.",
    Given.PARTLY: "I have decided to disclose some of the information that you asked for, and to withhold "
    "the rest.",
    Given.WITHHELD: "I have decided to withhold the information that you asked for.",
    Given.ACCESSIBLE: "I have decided not to provide the information that you asked for, because you can "
    "reasonably reach it by other means. I say below where it is.",
    Given.NCND: "I have decided neither to confirm nor to deny whether {authority} holds the information "
    "that you asked for.",
    Given.NOT_HELD: "{authority} does not hold the information that you asked for.",
    Given.COST: "I have decided to refuse your request, because complying with it would cost more than the "
    "appropriate limit.",
    Given.COST_OF_CONFIRMING: "I have decided to refuse your request, because finding out whether "
    "{authority} holds the information would by itself cost more than the appropriate limit.",
    Given.REFUSED: "I have decided to refuse your request.",
    Given.ADVICE: "You asked for an explanation, and I give it below.",
    Given.UNDECIDED: "I have decided that the {exemptions} named below apply, but I have not yet reached a "
    "decision on the balance of the public interest.",
    Given.OPEN: "No decision has been recorded yet.",
}

_EACH: dict[Given, str] = {
    Given.DISCLOSED: "{questions}: I disclose the information.",
    Given.PARTLY: "{questions}: I disclose some of the information and withhold the rest.",
    Given.WITHHELD: "{questions}: I withhold the information.",
    Given.ACCESSIBLE: "{questions}: you can reasonably reach the information by other means.",
    Given.NCND: "{questions}: I neither confirm nor deny whether the information is held.",
    Given.NOT_HELD: "{questions}: {authority} does not hold the information.",
    Given.COST: "{questions}: complying would cost more than the appropriate limit.",
    Given.COST_OF_CONFIRMING: "{questions}: finding out whether the information is held would cost more than "
    "the appropriate limit.",
    Given.REFUSED: "{questions}: I refuse the request.",
    Given.ADVICE: "{questions}: I give the explanation that you asked for.",
    Given.UNDECIDED: "{questions}: the {exemptions} named below apply; I have not yet reached a decision on "
    "the balance of the public interest.",
    Given.OPEN: "{questions}: no decision has been recorded yet.",
}


def applying(decisions: Sequence[Decision], number: int) -> tuple[Decision, ...]:
    """The decisions that cover this question."""
    return tuple(decision for decision in decisions if number in decision.questions)


def what_is_given(question: QuestionFile, decisions: Sequence[Decision]) -> Given:
    """The strongest thing that is true of a question; one that would not confirm never reads as held."""
    mine = applying(decisions, question.number)
    if any(is_cost_of_confirming(decision) for decision in mine):
        return Given.COST_OF_CONFIRMING
    for key, given in (("s12", Given.COST), ("s14", Given.REFUSED)):
        if any(decision.provision == key for decision in mine):
            return given
    if question.answers:
        return Given.PARTLY if mine else Given.ADVICE if question.is_advice else Given.DISCLOSED
    if any(_is_undecided(decision) for decision in mine):
        return Given.UNDECIDED
    if mine and all(is_ncnd(decision) for decision in mine):
        return Given.NCND
    if mine and all(decision.provision == "s21" for decision in mine):
        return Given.ACCESSIBLE
    if mine and not (question.holding is Holding.NOT_HELD and _says_not_held(mine)):
        return Given.WITHHELD
    return _without_decision(question)


def _is_undecided(decision: Decision) -> bool:
    """The exemption is engaged, but the balance of the public interest is still to be struck (s17(2))."""
    return decision.public_interest is not None and decision.public_interest.favours is Favours.UNDECIDED


def _says_not_held(mine: Sequence[Decision]) -> bool:
    """EIR reg 12(4)(a) makes an exception of information that is not held."""
    return all(decision.provision == "reg12-4" and decision.limbs == ("4a",) for decision in mine)


def _without_decision(question: QuestionFile) -> Given:
    match question.holding:
        case Holding.NOT_HELD:
            return Given.NOT_HELD
        case Holding.NCND:
            return Given.NCND
        case _:
            return Given.OPEN


def request_section(case: CaseContent) -> Section:
    """The request verbatim, then as numbered questions where the asker did not number them."""
    blocks: list[Block] = [
        para(f"We received your request on {long_date(case.received_on)}. You asked:"),
        Quote(text=case.wording),
    ]
    if case.clarified_on:
        blocks.append(para(f"You told us more about what you need on {long_date(case.clarified_on)}."))
    if len(case.questions) > 1 and len(_NUMBERED.findall(case.wording)) < len(case.questions):
        blocks.append(para("I have numbered your questions so that I can answer each of them:"))
        blocks.append(Numbered(items=tuple(line(question.text) for question in case.questions)))
    return Section(key="request", heading="Your request", blocks=tuple(blocks))


def decision_section(case: CaseContent) -> Section:
    """The decision in a sentence, and by question where they differ."""
    return Section(
        key="decision", heading="My decision", is_editable=True, blocks=tuple(_decision_blocks(case))
    )


def _decision_blocks(case: CaseContent) -> Iterator[Block]:
    by_given: dict[Given, list[int]] = {}
    for question in case.questions:
        by_given.setdefault(what_is_given(question, case.decisions), []).append(question.number)
    names = {"authority": case.authority.name, "exemptions": words_of(case.regime).exemptions}
    if len(by_given) <= 1:
        yield para(_WHOLE[next(iter(by_given), Given.OPEN)].format(**names))
        return
    yield para(_overall(frozenset(by_given)))
    yield bullets(
        _EACH[given].format(questions=numbered_questions(numbers, capital=True), **names)
        for given, numbers in by_given.items()
    )


def _overall(given: frozenset[Given]) -> str:
    gives = given & {Given.DISCLOSED, Given.PARTLY}
    withholds = given & {Given.WITHHELD, Given.PARTLY}
    if gives and withholds:
        return (
            "I have decided to disclose some of the information that you asked for, and to withhold the rest."
        )
    if gives:
        return "I have decided to disclose some of the information that you asked for. For each question:"
    if given & {Given.OPEN}:
        return "My decision on each question is:"
    return "I have decided to answer your questions as follows:"


def exemptions_section(case: CaseContent) -> Section:
    """States the fact and each exemption to its limbs; no editing removes it (s17(1)(a) and (b))."""
    if not case.decisions:
        return Section(key="exemptions", heading="Refusal notice")
    cites: dict[str, list[int]] = {}
    for decision in case.decisions:
        numbers = cites.setdefault(cited(decision, with_title=True), [])
        numbers += [number for number in decision.questions if number not in numbers]
    intro = f"{words_of(case.regime).notice} I rely on {_these(len(cites))}:"
    listed = Bullets(
        items=tuple(
            line(f"{text} ({numbered_questions(sorted(numbers))})" if numbers else text)
            for text, numbers in cites.items()
        )
    )
    return Section(key="exemptions", heading="Refusal notice", fixed=(para(intro), listed))


def _these(number: int) -> str:
    return "this provision" if number == 1 else "these provisions"

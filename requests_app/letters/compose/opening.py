"""How does a response begin: what was asked, what was decided, and on which exemptions?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from requests_app.domain.casefile import CaseContent, RequestMade
from requests_app.domain.tongue import long_date, tr
from requests_app.letters.compose.families import Family
from requests_app.letters.compose.given import (
    Gets,
    Given,
    overall_sentence,
    question_sentence,
    what_is_given,
    whole_sentence,
)
from requests_app.letters.compose.say import say
from requests_app.letters.law import cited, words_of
from requests_app.letters.model import Block, Bullets, Numbered, Paragraph, Quote, Section
from requests_app.letters.phrases import bullets, line, numbered_questions, para

# Within one line: across lines, a requester's thousands of empty ones would be tried from each of them
_NUMBERED = re.compile(r"^[^\S\n]*(?:q(?:uestion)?[^\S\n]*)?\(?\d{1,2}[.):\s]", re.IGNORECASE | re.MULTILINE)


def request_section(case: CaseContent, family: Family) -> Section:
    """The request verbatim, then as numbered questions where the asker did not number them.

    Where each question is asked again above its answer, the numbers are found there.
    """
    if case.requests:
        return _requests_section(case, family)
    blocks: list[Block] = [
        *say(case, "opening"),
        Quote(text=case.wording),
    ]
    if case.clarified_on:
        blocks.append(
            para(tr("You told us more about what you need on {day}.", day=long_date(case.clarified_on)))
        )
    if family.lists_questions and _needs_numbers(case):
        blocks += say(case, "opening.questions")
        blocks.append(Numbered(items=tuple(line(question.text) for question in case.questions)))
    return Section(key="request", heading=tr("Your request"), blocks=tuple(blocks))


def _requests_section(case: CaseContent, family: Family) -> Section:
    """Each of the requests that are answered together: its reference, its date, its wording, its questions."""
    blocks: list[Block] = [*say(case, "opening.together")]
    for request in case.requests:
        lead = tr(
            "Request {reference}, received on {day}",
            reference=request.reference,
            day=long_date(request.received_on),
        )
        blocks += [Paragraph(runs=(), lead=lead), Quote(text=request.wording)]
        if request.clarified_on:
            day = long_date(request.clarified_on)
            blocks.append(para(tr("You told us more about what you need on {day}.", day=day)))
        blocks += _which_questions(case, request, family)
    return Section(key="request", heading=tr("Your requests"), blocks=tuple(blocks))


def _which_questions(case: CaseContent, request: RequestMade, family: Family) -> Iterator[Block]:
    """The numbers that this request has in the letter, with the words of each where the family lists them."""
    numbers = request.questions
    if not numbers:
        return
    one = len(numbers) == 1
    these = numbered_questions(numbers)
    yield para(
        tr("In this letter, this is {question}.", question=these)
        if one
        else tr("In this letter, these are {questions}.", questions=these)
    )
    if family.lists_questions and not one:
        texts = {question.number: question.text for question in case.questions}
        yield bullets(f"{numbered_questions([number], capital=True)}: {texts[number]}" for number in numbers)


def _needs_numbers(case: CaseContent) -> bool:
    return len(case.questions) > 1 and len(_NUMBERED.findall(case.wording)) < len(case.questions)


def decision_section(case: CaseContent, family: Family) -> Section:
    """The decision in a sentence, and by question where they differ."""
    return Section(
        key="decision",
        heading=tr("My decision"),
        blocks=tuple(_decision_blocks(case, family)),
        fixed=tuple(_letter_to_come(case)),
        is_editable=True,
    )


def _decision_blocks(case: CaseContent, family: Family) -> Iterator[Block]:
    by_gets: dict[Gets, list[int]] = {}
    for question in case.questions:
        by_gets.setdefault(what_is_given(question, case.decisions), []).append(question.number)
    words, number = words_of(case.regime), len({cited(decision) for decision in case.decisions})
    names = {
        "authority": case.authority.name,
        "exemptions": words.exemption if number == 1 else words.exemptions,
        "apply": tr("applies") if number == 1 else tr("apply"),
    }
    if len(by_gets) <= 1:
        gets = next(iter(by_gets), frozenset({Given.OPEN}))
        yield para(whole_sentence(gets, is_of_several=bool(case.requests), **names))
        return
    yield para(overall_sentence(by_gets, is_listed=family.lists_decisions, **names))
    if not family.lists_decisions:
        return
    yield bullets(
        f"{numbered_questions(numbers, capital=True)}: {question_sentence(gets, **names)}"
        for gets, numbers in by_gets.items()
    )


def is_only_for_time(case: CaseContent) -> bool:
    """Whether nothing is decided but that more time is needed: an interim notice (s17(2))."""
    return bool(case.questions) and all(
        what_is_given(question, case.decisions) == {Given.UNDECIDED} for question in case.questions
    )


def _letter_to_come(case: CaseContent) -> Iterator[Block]:
    """The estimate of when the decision on the balance will be reached, whatever is edited above it (s17(2))."""
    owed = [decision for decision in case.decisions if decision.is_undecided]
    if not owed:
        return
    dates = [decision.public_interest.estimated_on for decision in owed if decision.public_interest]
    known = [day for day in dates if day]
    when = tr("I estimate that you will have it by {day}.", day=long_date(max(known))) if known else ""
    numbers = sorted({number for decision in owed for number in decision.questions})
    is_one_of_several = bool(numbers) and len(case.questions) > 1
    owes = (
        tr(
            "I need more time to weigh the public interest. A further letter will give you my decision on {questions}.",
            questions=numbered_questions(numbers),
        )
        if is_one_of_several
        else tr("I need more time to weigh the public interest. A further letter will give you my decision.")
    )
    yield para(f"{owes} {when}".strip())


def exemptions_section(case: CaseContent) -> Section:
    """States the fact and each exemption to its limbs; no editing removes it (s17(1)(a) and (b))."""
    if not case.decisions:
        return Section(key="exemptions", heading=tr("Refusal notice"))
    cites: dict[str, list[int]] = {}
    for decision in case.decisions:
        numbers = cites.setdefault(cited(decision, with_title=True), [])
        numbers += [number for number in decision.questions if number not in numbers]
    is_one_of_several = len(case.questions) > 1
    intro = f"{words_of(case.regime).notice} {_relied_on(len(cites))}"
    listed = Bullets(
        items=tuple(
            line(f"{text} ({numbered_questions(sorted(numbers))})" if numbers and is_one_of_several else text)
            for text, numbers in cites.items()
        )
    )
    return Section(key="exemptions", heading=tr("Refusal notice"), fixed=(para(intro), listed))


def _relied_on(number: int) -> str:
    return tr("I rely on this provision:") if number == 1 else tr("I rely on these provisions:")

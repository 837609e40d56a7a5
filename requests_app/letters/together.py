"""Which part of a letter that answers several requests belongs to one of them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from requests_app.domain.casefile import RequestMade
from requests_app.domain.text import join_words
from requests_app.domain.together import own_decisions, own_questions
from requests_app.letters.model import LetterContent, Section

_OF_A_QUESTION = "answer."


def references_of(content: LetterContent) -> tuple[str, ...]:
    """Every reference that the letter goes by, its own first."""
    return tuple(request.reference for request in content.requests) or (content.reference,)


def names_of(content: LetterContent) -> str:
    """As "FOI-2026-0012 and FOI-2026-0015"."""
    return join_words(list(references_of(content)))


def part_for(content: LetterContent, reference: str) -> LetterContent:
    """The letter as far as it answers this request, with its own numbers; the whole where it answers no other.

    Of its sections only the answers are left: what it says as a whole, under its own numbers, is of all the requests.
    """
    request = next((each for each in content.requests if each.reference == reference), None)
    if request is None:
        return content
    return replace(
        content,
        reference=request.reference,
        received_on=request.received_on,
        clarified_on=request.clarified_on,
        wording=request.wording,
        questions=own_questions(content.questions, request),
        decisions=own_decisions(content.decisions, request, content.requests),
        requests=(),
        sections=tuple(_own_sections(content.sections, request)),
    )


def _own_sections(sections: tuple[Section, ...], request: RequestMade) -> Iterator[Section]:
    own = {f"{_OF_A_QUESTION}{number}": at for at, number in enumerate(request.questions, start=1)}
    for section in sections:
        if section.key in own:
            yield replace(section, key=f"{_OF_A_QUESTION}{own[section.key]}")

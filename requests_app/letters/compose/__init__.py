"""What does a letter with a decision say? From the case as plain data to the one structure; nothing is read or raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from requests_app.domain.casefile import Answer, CaseContent, Holding, QuestionFile, SearchMade
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.tongue import speaking, tr
from requests_app.letters.compose.answers import answer_sections
from requests_app.letters.compose.closing import (
    advice_section,
    annex_section,
    further_section,
    reuse_section,
    rights_section,
    sign_off_section,
)
from requests_app.letters.compose.correction import correction_section
from requests_app.letters.compose.explain import distinct, explanation_sections
from requests_app.letters.compose.families import FAMILIES, Family, Part
from requests_app.letters.compose.opening import (
    decision_section,
    exemptions_section,
    is_only_for_time,
    request_section,
)
from requests_app.letters.compose.recipient import recipient_lines, salutation
from requests_app.letters.compose.review import disputed_only, review_sections, review_title
from requests_app.letters.compose.say import wording_faults
from requests_app.letters.compose.weigh import balance_sections
from requests_app.letters.model import LetterContent, Section
from requests_app.letters.phrases import text_to_blocks

__all__ = ["compose"]


def compose(case: CaseContent) -> LetterContent:
    """The response to a case as it stands, or the outcome of its review, however incomplete; with the officer's wording."""
    with speaking(case.language):
        return _composed(replace(case, questions=tuple(_printed(question) for question in case.questions)))


def _composed(case: CaseContent) -> LetterContent:
    told = _as_told(case)
    sections = _sections(told) if case.review is None else review_sections(told, case.review)
    case = case if case.review is None else disputed_only(case, case.review)
    return LetterContent(
        kind=LetterKind.RESPONSE if case.review is None else LetterKind.REVIEW,
        reference=case.reference,
        regime=case.regime,
        language=case.language,
        title=_title(case),
        received_on=case.received_on,
        clarified_on=case.clarified_on,
        is_extended=case.is_extended,
        wording=case.wording,
        applicant=case.applicant,
        authority=case.authority,
        regulator=case.regulator,
        questions=case.questions,
        decisions=case.decisions,
        review=case.review,
        correction=case.correction,
        requests=case.requests,
        officer_name=case.officer_name,
        officer_title=case.officer_title,
        recipient_lines=recipient_lines(case.applicant),
        salutation=salutation(case.applicant),
        sections=tuple(_edited(section, case.edits) for section in sections),
        wording_faults=wording_faults(case, LetterKind.RESPONSE),
    )


def _title(case: CaseContent) -> str:
    """An interim notice is no response yet, and its title does not promise one (s17(2))."""
    what = tr("environmental information") if case.regime == "eir" else tr("information")
    if case.review is not None:
        return review_title(what)
    if case.requests:
        return _title_of_several(case, what)
    if case.correction is not None:
        return tr("Corrected response to your request for {what}", what=what)
    if is_only_for_time(case):
        return tr("Your request for {what}: we need more time", what=what)
    return tr("Response to your request for {what}", what=what)


def _title_of_several(case: CaseContent, what: str) -> str:
    if case.correction is not None:
        return tr("Corrected response to your requests for {what}", what=what)
    if is_only_for_time(case):
        return tr("Your requests for {what}: we need more time", what=what)
    return tr("Response to your requests for {what}", what=what)


def _sections(case: CaseContent) -> Iterator[Section]:
    """The parts in the order of the authority's family of letters; that it is a correction stands above them."""
    if case.correction is not None:
        yield correction_section(case, case.correction)
    family = FAMILIES[case.authority.letter_layout]
    by_kind: dict[str, list[Section]] = {}
    for section in _parts(case, family):
        by_kind.setdefault(section.kind, []).append(section)
    for part in family.parts:
        yield from _in_turn(part, by_kind, case) if isinstance(part, tuple) else by_kind.get(part, [])


def _parts(case: CaseContent, family: Family) -> Iterator[Section]:
    yield request_section(case, family)
    yield decision_section(case, family)
    yield exemptions_section(case)
    yield from explanation_sections(case)
    yield from balance_sections(case, family)
    yield from answer_sections(case, family)
    yield advice_section(case)
    yield further_section()
    yield reuse_section(case)
    yield rights_section(case)
    yield sign_off_section(case)
    yield annex_section(case)


def _in_turn(kinds: Part, by_kind: Mapping[str, list[Section]], case: CaseContent) -> Iterator[Section]:
    """The sections about one exemption together, for each exemption in turn."""
    for group in distinct(case.decisions):
        keys = {decision.key for decision in group}
        for kind in kinds:
            yield from (each for each in by_kind.get(kind, []) if each.key.partition(".")[2] in keys)


def _edited(section: Section, edits: Mapping[str, str]) -> Section:
    """The officer's wording in place of ours; blank wording means ours."""
    text = edits.get(section.key, "")
    if not section.is_editable or not text.strip():
        return section
    return replace(section, blocks=text_to_blocks(text), is_edited=True)


def _as_told(case: CaseContent) -> CaseContent:
    """The case as the letter tells it: reasons that a decision leaves out are recorded and not printed (s17(4))."""
    return replace(case, decisions=tuple(decision.as_told for decision in case.decisions))


def _printed(question: QuestionFile) -> QuestionFile:
    """Without what is internal: notes, who searched, for how long, searches that are not told, figures withheld."""
    searches = question.searches if question.holding is Holding.NOT_HELD else ()
    return replace(
        question,
        note="",
        answers=tuple(_without_original(answer) for answer in question.answers),
        searches=tuple(SearchMade(where=each.where, terms=each.terms, on=each.on) for each in searches),
    )


def _without_original(answer: Answer) -> Answer:
    """The figures that a table had before small numbers were withheld stay in the case."""
    if answer.small_numbers is None:
        return answer
    return replace(answer, small_numbers=replace(answer.small_numbers, original=None))

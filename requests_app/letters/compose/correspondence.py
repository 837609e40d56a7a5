"""What do the letters say that decide nothing: acknowledgement, clarification, fees notice, extension and the others?

Composed like the response, into the same frozen structure; the officer's own words stand in it as they were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from requests_app.domain.casefile import CaseContent
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion
from requests_app.letters.compose import correspondence_texts as texts
from requests_app.letters.compose.closing import regulator_lines, rights_section, sign_off_section
from requests_app.letters.compose.recipient import recipient_lines, salutation
from requests_app.letters.model import Address, Block, LetterContent, Quote, Section
from requests_app.letters.phrases import text_to_blocks

Parts = Callable[[CaseContent, Occasion], Iterator[Section]]


def compose_correspondence(case: CaseContent, occasion: Occasion) -> LetterContent:
    """The letter of this kind as the case stands. What is missing is left for the checks to find."""
    return LetterContent(
        kind=occasion.kind,
        language=case.language,
        reference=case.reference,
        regime=case.regime,
        title=title_of(case, occasion.kind),
        received_on=case.received_on,
        clarified_on=case.clarified_on,
        is_extended=occasion.is_extended,
        wording=case.wording,
        applicant=case.applicant,
        authority=case.authority,
        regulator=case.regulator,
        officer_name=case.officer_name,
        officer_title=case.officer_title,
        recipient_lines=recipient_lines(case.applicant),
        salutation=salutation(case.applicant),
        sections=(*_PARTS[occasion.kind](case, occasion), sign_off_section(case)),
    )


def title_of(case: CaseContent, kind: LetterKind) -> str:
    return texts.title(case, kind)


def _acknowledgement(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.received(case))
    yield _section("dates", "When we will answer", *texts.when_answered(case, about))
    yield _section("next", "What happens next", *texts.what_next(case))
    yield _section(
        "follow", "How to follow your request and reach us", *texts.follow(about), *texts.reach(case)
    )


def _clarification(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.cannot_identify(case))
    yield _section("question", "What we need to know", *text_to_blocks(about.text))
    yield _section("dates", "By when to reply", *texts.reply_by(case, about))
    yield _section("help", "If you would like help", *texts.help_offered(case), *texts.reach(case))


def _reminder(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.no_reply_yet(about), *text_to_blocks(about.text))
    question = (Quote(text=about.asked),) if about.asked else ()
    yield _section("question", "What we asked you", *question)
    yield _section("dates", "By when to reply", *texts.reply_by(case, about))
    yield _section("help", "If you would like help", *texts.help_offered(case), *texts.reach(case))


def _fees_notice(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.fee(about))
    yield _section("fee", "What the fee is for", *text_to_blocks(about.text))
    yield _section("dates", "By when to pay", *texts.pay_by(about))
    yield _section("help", "If you have a question about the fee", *texts.fee_help(), *texts.reach(case))


def _extension(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.more_time(case))
    yield _section(
        "reasons", "Why we need more time", *texts.complex_and_voluminous(), *text_to_blocks(about.text)
    )
    yield _section("dates", "When we will answer", *texts.extended_to(about))
    yield _rights(case)


def _transfer(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.passed_on(case, about), *text_to_blocks(about.text))
    lines = (about.to, *about.contact.splitlines())
    yield _section(
        "to",
        "Who answers you now",
        *texts.who_answers(case),
        Address(lines=tuple(each for each in lines if each.strip())),
    )
    yield _rights(case)


def _delay(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.sorry(about))
    yield _section("reasons", "Why we are late", *text_to_blocks(about.text))
    yield _section("dates", "When we now expect to answer", *texts.expected(about))
    yield _section(
        "rights",
        "Your right to complain about the delay",
        *texts.complain_of_delay(case),
        *regulator_lines(case),
    )


def _review_acknowledgement(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *texts.review_received(case))
    yield _section("dates", "When we will answer", *texts.review_due(case, about))
    yield _section(
        "follow", "How to follow your request and reach us", *texts.follow(about), *texts.reach(case)
    )


_PARTS: Final[Mapping[LetterKind, Parts]] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
        LetterKind.CLARIFICATION: _clarification,
        LetterKind.REMINDER: _reminder,
        LetterKind.FEES_NOTICE: _fees_notice,
        LetterKind.EXTENSION: _extension,
        LetterKind.TRANSFER: _transfer,
        LetterKind.DELAY: _delay,
        LetterKind.REVIEW_ACKNOWLEDGEMENT: _review_acknowledgement,
    }
)


def _section(key: str, heading: str, *blocks: Block) -> Section:
    return Section(key=key, heading=heading, blocks=blocks)


def _rights(case: CaseContent) -> Section:
    """As under a response: an extension and a transfer can be put to review too (EIR regs 11 and 18)."""
    return replace(rights_section(case), heading="If you are not satisfied", is_editable=False)

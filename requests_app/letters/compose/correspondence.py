"""What do the letters say that decide nothing: acknowledgement, clarification, fees notice, extension and the others?

Composed like the response, into the same frozen structure. Each paragraph is a slot that an authority may put in its own
words; what the officer typed stands as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from requests_app.domain.casefile import CaseContent
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion
from requests_app.domain.tongue import later, long_date, speaking, tr, working_days
from requests_app.letters.compose.closing import regulator_lines, rights_section, sign_off_section
from requests_app.letters.compose.recipient import recipient_lines, salutation
from requests_app.letters.compose.say import say, wording_faults
from requests_app.letters.law import time_law, words_of
from requests_app.letters.model import Address, Block, LetterContent, Quote, Run, Section
from requests_app.letters.phrases import text_to_blocks

Parts = Callable[[CaseContent, Occasion], Iterator[Section]]

_TITLES: Final[Mapping[LetterKind, str]] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: later("We have received your request for {what}"),
        LetterKind.CLARIFICATION: later("We need more information to answer your request"),
        LetterKind.REMINDER: later("Reminder: we are waiting for your reply"),
        LetterKind.FEES_NOTICE: later("A fee for answering your request"),
        LetterKind.EXTENSION: later("We need more time to answer your request"),
        LetterKind.TRANSFER: later("We have transferred your request"),
        LetterKind.DELAY: later("We are sorry for the delay in answering your request"),
        LetterKind.REVIEW_ACKNOWLEDGEMENT: later("We have received your request for an internal review"),
    }
)


def compose_correspondence(case: CaseContent, occasion: Occasion) -> LetterContent:
    """The letter of this kind as the case stands. What is missing is left for the checks to find."""
    with speaking(case.language):
        return _composed(case, occasion)


def _composed(case: CaseContent, occasion: Occasion) -> LetterContent:
    what = tr("environmental information") if case.regime == "eir" else tr("information")
    return LetterContent(
        kind=occasion.kind,
        language=case.language,
        reference=case.reference,
        regime=case.regime,
        title=tr(_TITLES[occasion.kind], what=what),
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
        wording_faults=wording_faults(case, occasion.kind),
    )


def _acknowledgement(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *say(case, "acknowledgement.received"))
    yield _section("dates", tr("When we will answer"), *_when_answered(case, about))
    exemption = words_of(case.regime).exemption
    yield _section("next", tr("What happens next"), *say(case, "acknowledgement.next", exemption=exemption))
    yield _follow(case, about)


def _when_answered(case: CaseContent, about: Occasion) -> tuple[Block, ...]:
    """The last day with its reason; without one the time stands still. A day that is past is not promised."""
    if about.due_on is None:
        return say(case, "acknowledgement.waiting")
    if about.is_late:
        return say(case, "acknowledgement.late", due_on=_day(about.due_on))
    return say(
        case,
        "acknowledgement.due",
        due_on=_day(about.due_on),
        days=_days(about),
        law=time_law(case.regime),
        counted=about.because,
    )


def _clarification(case: CaseContent, about: Occasion) -> Iterator[Section]:
    """Only what is reasonably required to identify and locate the information (s1(3); EIR reg 9(2))."""
    law = (
        tr("regulation 9 of the Environmental Information Regulations 2004")
        if case.regime == "eir"
        else tr("section 1(3) of the Freedom of Information Act 2000")
    )
    yield _section("opening", "", *say(case, "clarification.why", law=law))
    yield _section("question", tr("What we need to know"), *text_to_blocks(about.text))
    yield from _reply(case, about)


def _reminder(case: CaseContent, about: Occasion) -> Iterator[Section]:
    opening = say(case, "reminder.why", asked_on=_day(about.asked_on))
    yield _section("opening", "", *opening, *text_to_blocks(about.text))
    yield _section("question", tr("What we asked you"), *((Quote(text=about.asked),) if about.asked else ()))
    yield from _reply(case, about)


def _reply(case: CaseContent, about: Occasion) -> Iterator[Section]:
    """By when, and the help that is owed with it (s16)."""
    until = say(case, "clarification.reply_by", reply_by=_day(about.reply_by), days=_days(about))
    yield _section("dates", tr("By when to reply"), *until)
    law = (
        tr("regulation 9 of the Environmental Information Regulations 2004")
        if case.regime == "eir"
        else tr("section 16 of the Freedom of Information Act 2000")
    )
    yield _section(
        "help", tr("If you would like help"), *say(case, "clarification.help", law=law), *_reach(case)
    )


def _fees_notice(case: CaseContent, about: Occasion) -> Iterator[Section]:
    amount = f"£{about.amount:,.2f}" if about.amount is not None else ""
    yield _section("opening", "", *say(case, "fees_notice.amount", amount=amount))
    yield _section("fee", tr("What the fee is for"), *text_to_blocks(about.text))
    until = say(case, "fees_notice.pay_by", pay_by=_day(about.pay_by), days=_days(about))
    yield _section("dates", tr("By when to pay"), *until)
    yield _section(
        "help", tr("If you have a question about the fee"), *say(case, "fees_notice.help"), *_reach(case)
    )


def _extension(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *say(case, "extension.told"))
    ground = say(case, "extension.ground")
    yield _section("reasons", tr("Why we need more time"), *ground, *text_to_blocks(about.text))
    yield _section(
        "dates", tr("When we will answer"), *say(case, "extension.until", due_on=_day(about.due_on))
    )
    yield _rights(case)


def _transfer(case: CaseContent, about: Occasion) -> Iterator[Section]:
    """With the requester's consent, as the section 45 Code asks."""
    law = (
        tr("regulation 10 of the Environmental Information Regulations 2004")
        if case.regime == "eir"
        else tr("the code of practice under section 45 of the Freedom of Information Act 2000")
    )
    done = say(case, "transfer.done", to=about.to, consent_on=_day(about.consent_on), law=law)
    yield _section("opening", "", *done, *text_to_blocks(about.text))
    lines = tuple(each for each in (about.to, *about.contact.splitlines()) if each.strip())
    who = say(case, "transfer.who_answers", law=time_law(case.regime))
    yield _section("to", tr("Who answers you now"), *who, Address(lines=lines))
    yield _rights(case)


def _delay(case: CaseContent, about: Occasion) -> Iterator[Section]:
    yield _section("opening", "", *say(case, "delay.sorry", due_on=_day(about.due_on), is_late=about.is_late))
    yield _section("reasons", tr("Why we are late"), *text_to_blocks(about.text))
    expected = say(case, "delay.expected", expected_on=_day(about.expected_on))
    yield _section("dates", tr("When we now expect to answer"), *expected)
    rights = say(
        case, "delay.rights", is_eir=case.regime == "eir", regulator_contact=tuple(regulator_lines(case))
    )
    yield _section("rights", tr("Your right to complain about the delay"), *rights)


def _review_acknowledgement(case: CaseContent, about: Occasion) -> Iterator[Section]:
    law = (
        tr("regulation 11(4) of the Environmental Information Regulations 2004 gives us 40 working days")
        if case.regime == "eir"
        else tr(
            "the code of practice under section 45 of the Freedom of Information Act 2000 gives us {days}",
            days=_days(about),
        )
    )
    yield _section("opening", "", *say(case, "review_acknowledgement.received"))
    day = _day(about.due_on)
    due = (
        say(case, "review_acknowledgement.late", due_on=day)
        if about.is_late
        else say(case, "review_acknowledgement.due", due_on=day, law=law)
    )
    yield _section("dates", tr("When we will answer"), *due)
    yield _follow(case, about)


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
    return replace(rights_section(case), heading=tr("If you are not satisfied"), is_editable=False)


def _follow(case: CaseContent, about: Occasion) -> Section:
    """The link stands alone: a full stop after it would be taken for a part of it."""
    link = say(case, "follow", link=Run(text=about.link, url=about.link)) if about.link else ()
    return _section("follow", tr("How to follow your request and reach us"), *link, *_reach(case))


def _reach(case: CaseContent) -> tuple[Block, ...]:
    """Where a reply reaches the authority; its postal address stands at the head of the letter."""
    authority = case.authority
    ways = [tr("write to {email}", email=authority.email)] if authority.email else []
    ways += [tr("call {telephone}", telephone=authority.telephone)] if authority.telephone else []
    ways += [tr("write to the address at the head of this letter")] if authority.address_lines else []
    first, last = ", ".join(ways[:-1]), "".join(ways[-1:])
    return say(case, "reach", ways=tr("{first} or {last}", first=first, last=last) if first else last)


def _day(on: date | None) -> str:
    return long_date(on) if on else ""


def _days(about: Occasion) -> str:
    return working_days(about.days)

"""In which words does an authority acknowledge, ask, remind, charge, extend, transfer and apologise? A paragraph each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from requests_app.domain.casefile import CaseContent
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion
from requests_app.domain.text import long_date, plural
from requests_app.letters.compose.say import the_regulator
from requests_app.letters.law import words_of
from requests_app.letters.model import Block, Run
from requests_app.letters.phrases import bullets, para

_TITLES: Final[Mapping[LetterKind, str]] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: "We have received your request for {what}",
        LetterKind.CLARIFICATION: "We need more information to answer your request",
        LetterKind.REMINDER: "Reminder: we are waiting for your reply",
        LetterKind.FEES_NOTICE: "A fee for answering your request",
        LetterKind.EXTENSION: "We need more time to answer your request",
        LetterKind.TRANSFER: "We have transferred your request",
        LetterKind.DELAY: "We are sorry for the delay in answering your request",
        LetterKind.REVIEW_ACKNOWLEDGEMENT: "We have received your request for an internal review",
    }
)


def title(case: CaseContent, kind: LetterKind) -> str:
    return _TITLES[kind].format(what="environmental information" if case.regime == "eir" else "information")


def received(case: CaseContent) -> Iterator[Block]:
    yield para(
        f"Thank you for your request for information, which we received on {long_date(case.received_on)}. Its reference "
        f"is {case.reference}. We are dealing with it under {words_of(case.regime).act}."
    )


def when_answered(case: CaseContent, about: Occasion) -> Iterator[Block]:
    """The last day with its reason; without one the time stands still (s10(1); EIR reg 5(2))."""
    if about.due_on is None:
        yield para(
            "We have asked you a question or for a fee, and the time for our answer stands still until we hear from you."
        )
        return
    law = "regulation 5(2) of the Regulations" if case.regime == "eir" else "section 10(1) of the Act"
    yield para(
        f"We will answer as soon as we can, and by {long_date(about.due_on)} at the latest. The law gives us "
        f"{plural(about.days, 'working day')} from the day after your request arrived ({law})."
    )
    yield para(about.because, lead="How we counted")


def what_next(case: CaseContent) -> Iterator[Block]:
    words = words_of(case.regime)
    yield bullets(
        (
            "We look for the information that you asked for.",
            "If we cannot tell which information you want, we will write and ask you.",
            f"Our answer will say whether we hold the information. If an {words.exemption} applies to any of it, we "
            "will tell you which one and why, and how you can ask us to look again.",
        )
    )


def follow(about: Occasion) -> Iterator[Block]:
    """The link stands alone: a full stop after it would be taken for a part of it."""
    if about.link:
        yield para("You can see at any time how far your request has got, without an account:")
        yield para(Run(text=about.link, url=about.link))


def reach(case: CaseContent) -> Iterator[Block]:
    """Where a reply reaches the authority; its postal address stands at the head of the letter."""
    authority = case.authority
    ways = [f"write to {authority.email}"] if authority.email else []
    ways += [f"call {authority.telephone}"] if authority.telephone else []
    ways += ["write to the address at the head of this letter"] if authority.address_lines else []
    first, last = ", ".join(ways[:-1]), "".join(ways[-1:])
    yield para(f"To reach us, {f'{first} or {last}' if first else last}. Please quote {case.reference}.")


def cannot_identify(case: CaseContent) -> Iterator[Block]:
    """Only what is reasonably required to identify and locate the information (s1(3); EIR reg 9(2))."""
    law = (
        "regulation 9 of the Environmental Information Regulations 2004"
        if case.regime == "eir"
        else "section 1(3) of the Freedom of Information Act 2000"
    )
    yield para(
        f"Thank you for your request for information, which we received on {long_date(case.received_on)}. We cannot "
        f"yet tell exactly which information you are asking for, so we need to ask you for more detail ({law})."
    )


def reply_by(case: CaseContent, about: Occasion) -> Iterator[Block]:
    days = plural(about.days, "working day")
    waits = f"The time for our answer stands still until we hear from you; it is {days} from the day after your reply."
    if about.reply_by is None:
        yield para(waits)
        return
    yield para(
        f"Please reply by {long_date(about.reply_by)}. {waits} If we have not heard from you by then, we will take it "
        "that you no longer want the information and close your request. You can make a new request at any time."
    )


def help_offered(case: CaseContent) -> Iterator[Block]:
    law = (
        "regulation 9 of the Environmental Information Regulations 2004"
        if case.regime == "eir"
        else "section 16 of the Freedom of Information Act 2000"
    )
    yield para(
        "If you are not sure what to ask for, or would like to know what kinds of information we might have, please "
        f"ask us. We will gladly help you to put your request ({law}), and you need not tell us why you want the "
        "information."
    )


def no_reply_yet(about: Occasion) -> Iterator[Block]:
    asked = f" on {long_date(about.asked_on)}" if about.asked_on else ""
    yield para(
        f"We wrote to you{asked}, because we cannot yet tell which information you are asking for. We have not had a "
        "reply from you, and cannot go on with your request without one. If you have replied already, please accept "
        "our apologies and send us your reply again."
    )


def fee(about: Occasion) -> Iterator[Block]:
    amount = f"£{about.amount:,.2f}" if about.amount is not None else "[the amount]"
    yield para(
        f"We can answer your request once you have paid a fee of {amount}. This letter is a fees notice under "
        "section 9 of the Freedom of Information Act 2000."
    )


def pay_by(about: Occasion) -> Iterator[Block]:
    last = f" by {long_date(about.pay_by)}, the last day of" if about.pay_by else " within"
    yield para(
        f"Please pay{last} the three months that begin with the day of this notice. If the fee is not paid by then, we "
        "need not answer your request (section 9(2) of the Act)."
    )
    yield para(
        "The days from the day of this notice to the day on which we receive the fee, both of them included, do not "
        f"count towards the {plural(about.days, 'working day')} that we have for our answer (section 10(2) of the Act)."
    )


def fee_help() -> Iterator[Block]:
    yield para(
        "To pay less, ask us whether a smaller request, or the information in another form, would cost less."
    )


def more_time(case: CaseContent) -> Iterator[Block]:
    yield para(
        "Thank you for your request for environmental information, which we received on "
        f"{long_date(case.received_on)}. We need longer than 20 working days to answer it, and are writing within that "
        "time to tell you so, as regulation 7(3) of the Environmental Information Regulations 2004 requires."
    )


def complex_and_voluminous() -> Iterator[Block]:
    """Both are needed (reg 7(1))."""
    yield para(
        "We reasonably believe that the complexity and the volume of the information that you have asked for make it "
        "impracticable to answer within 20 working days (regulation 7(1) of the Regulations)."
    )


def extended_to(about: Occasion) -> Iterator[Block]:
    by = _day(about.due_on)
    yield para(
        f"We will answer as soon as we can, and by {by} at the latest: 40 working days in all, the longest time that the "
        "Regulations allow."
    )


def passed_on(case: CaseContent, about: Occasion) -> Iterator[Block]:
    """With the requester's consent, as the section 45 Code asks."""
    law = (
        "regulation 10 of the Environmental Information Regulations 2004"
        if case.regime == "eir"
        else "the code of practice under section 45 of the Freedom of Information Act 2000"
    )
    yield para(
        f"Thank you for your request for information, which we received on {long_date(case.received_on)}. We believe that "
        f"{about.to or '[the other authority]'} holds the information that you asked for. You agreed on "
        f"{_day(about.consent_on)} that we may pass your request on, and we have done so today ({law})."
    )


def who_answers(case: CaseContent) -> Iterator[Block]:
    law = "regulation 5(2) of the Regulations" if case.regime == "eir" else "section 10(1) of the Act"
    yield para(
        "The time for an answer begins afresh on the day on which the other authority receives your request "
        f"({law}). It will write to you; you need not ask again. Our own work on your request has ended. Please put any "
        "question about it to:"
    )


def sorry(about: Occasion) -> Iterator[Block]:
    """Late, or about to be."""
    late = about.due_on is not None and about.due_on < about.on
    was = "was due" if late else "is due"
    due = (
        f" It {was} by {long_date(about.due_on)}, and we {'have missed' if late else 'will miss'} that day."
        if about.due_on
        else ""
    )
    yield para(
        f"I am writing to apologise: our answer to your request {'is' if late else 'will be'} late.{due} "
        "We are still working on it, and you need not do anything."
    )


def expected(about: Occasion) -> Iterator[Block]:
    yield para(
        f"We expect to answer by {_day(about.expected_on)}. If that changes, we will write to you again before that day."
    )


def complain_of_delay(case: CaseContent) -> Iterator[Block]:
    act = "the Freedom of Information Act 2000"
    through = (
        ", as regulation 18 of the Environmental Information Regulations 2004 applies it,"
        if case.regime == "eir"
        else ""
    )
    yield para(
        "If you are unhappy about the delay, please tell us; you need not wait for our answer. You also have the right "
        f"under section 50 of {act}{through} to complain to {the_regulator(case.regulator)} that we have not answered "
        "in time."
    )


def review_received(case: CaseContent) -> Iterator[Block]:
    yield para(
        f"Thank you for asking us to look again at our response to your request {case.reference}. Somebody who took no "
        "part in the first decision will look at your request afresh."
    )


def review_due(case: CaseContent, about: Occasion) -> Iterator[Block]:
    why = (
        "regulation 11(4) of the Environmental Information Regulations 2004 gives us 40 working days"
        if case.regime == "eir"
        else "the code of practice under section 45 of the Freedom of Information Act 2000 gives us "
        f"{plural(about.days, 'working day')}"
    )
    yield para(
        f"We will write to you with the outcome by {_day(about.due_on)}: {why} from the day after you asked."
    )
    yield para(
        f"If you are still not satisfied then, you can complain to {the_regulator(case.regulator)}; the letter with the "
        "outcome will say how."
    )


def _day(on: date | None) -> str:
    return long_date(on) if on else "[date]"


def _link(url: str) -> Run:
    return Run(text=url, url=url)

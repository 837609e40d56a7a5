"""What is wrong with a letter that nobody else signs off? Asked before it goes out; only a defect stops it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion
from requests_app.letters.checks.finding import ACCURACY, Finding, defect
from requests_app.letters.checks.own_wording import wording_unusable
from requests_app.letters.checks.reach import can_reach_authority, can_reach_regulator
from requests_app.letters.model import LetterContent
from requests_app.letters.words import block_text

Check = Callable[[LetterContent, Occasion], Iterator[Finding]]

_HELD: Final = re.compile(r"\b(?:hold|holds|held)\b|\byn\s+(?:cael\s+ei\s+)?(?:dal|ddal)\b", re.IGNORECASE)
_PROMISE: Final = re.compile(
    r"\b(?:we|I)(?:\s+will|'ll|\s+shall)\s+(?:\w+\s+)?(?:disclose|release|publish|provide\s+you|provide\s+the|"
    r"send\s+you\s+(?:the|all|this|that)\s+information|give\s+you\s+(?:the|all|this|that)\s+information)\b",
    re.IGNORECASE,
)
_S50: Final = re.compile(r"\b(?:section|adran)\s50\b")
_REG_11: Final = re.compile(r"\b(?:regulation|rh?eoliad)\s11\b")
_REG_18: Final = re.compile(r"\b(?:regulation|rh?eoliad)\s18\b")


def check_correspondence(content: LetterContent, occasion: Occasion) -> tuple[Finding, ...]:
    """Every finding on this letter, in the order of its kind's row in the table."""
    checks = (*_EVERY_LETTER, *_CHECKS[content.kind])
    return tuple(finding for check in checks for finding in check(content, occasion))


def recipient(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """There is somewhere to send it (s8(1)(b))."""
    if not (content.applicant.email.strip() or content.applicant.postal_address.strip()):
        message = "There is nowhere to send the letter: record an address for correspondence"
        yield defect("recipient-missing", "FOIA s8(1)(b)", message, "applicant")


def contact(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """The reader can reply: a name, and an address of some kind."""
    if not can_reach_authority(content.authority):
        message = "The letter does not say how to reach us: an administrator must enter the authority's name and address"
        yield defect("authority-details-missing", "FOIA s16", message, "authority")


def no_word_on_holding(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """Where it is neither confirmed nor denied whether information is held, no letter may let it slip (s2(1))."""
    if occasion.must_not_confirm and _HELD.search(occasion.text):
        message = (
            "You rely on neither confirming nor denying in this case: do not write whether anything is held"
        )
        yield defect("says-held", "FOIA s2(1)", message, "case")


def no_promise(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """What will be disclosed is decided, and signed off, in the response."""
    if _PROMISE.search(occasion.text):
        message = "Do not promise what will be disclosed before it is decided and signed off: say by when you will answer"
        yield defect("promises-disclosure", ACCURACY, message, "case")


def _needs(name: str, code: str, provision: str, message: str, where: str = "case") -> Check:
    """A fact of the occasion without which a letter of this kind says too little."""

    def check(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
        if getattr(occasion, name) in (None, ""):
            yield defect(code, provision, message, where)

    return check


def future_reply(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    if occasion.reply_by is not None and occasion.reply_by <= occasion.on:
        message = "The day by which to reply is not after the day of the letter: nobody could keep it"
        yield defect("reply-date-passed", "FOIA s16", message, "case")


def review_and_appeal(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """Regulations 11 and 18 under the EIR, section 50 under FOIA."""
    text = _rights_text(content)
    if content.regime != "eir":
        yield from complaint(content, occasion)
        return
    if not _REG_11.search(text):
        message = "The letter does not name the right to make representations under regulation 11"
        yield defect("regulation-11-missing", "EIR reg 11", message, "authority")
    if not _REG_18.search(text):
        message = "The letter does not name the appeal provisions that regulation 18 applies"
        yield defect("regulation-18-missing", "EIR reg 18", message, "authority")


def complaint(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    if not _S50.search(_rights_text(content)):
        message = "The letter does not give the right to complain to the regulator"
        yield defect("section-50-right-missing", "FOIA s50", message, "regulator")


def regulator_details(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    if not can_reach_regulator(content.regulator):
        message = (
            "The letter does not say where to complain to the regulator: an administrator must enter its name "
            "and address"
        )
        yield defect("regulator-details-missing", "FOIA s50", message, "regulator")


def own_wording(content: LetterContent, occasion: Occasion) -> Iterator[Finding]:
    """The packaged wording has taken the place of the authority's own: the letter is right, and somebody should know."""
    return wording_unusable(content, occasion.on)


_EVERY_LETTER: Final[tuple[Check, ...]] = (recipient, contact, no_word_on_holding, no_promise, own_wording)
_QUESTION = _needs(
    "text", "question-missing", "FOIA s1(3)", "Write what you need to know to identify the information"
)
_REPLY_DATE = _needs("reply_by", "reply-date-missing", "FOIA s16", "The letter does not say by when to reply")
_CHECKS: Final[Mapping[LetterKind, tuple[Check, ...]]] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: (),
        LetterKind.CLARIFICATION: (_QUESTION, _REPLY_DATE, future_reply),
        LetterKind.REMINDER: (
            _needs("asked", "question-missing", "FOIA s1(3)", "The case holds no question to remind of"),
            _REPLY_DATE,
            future_reply,
        ),
        LetterKind.FEES_NOTICE: (
            _needs("amount", "amount-missing", "FOIA s9(1)", "The letter does not say how much is to be paid"),
            _needs("text", "basis-missing", "SI 2004/3244 reg 6", "The letter does not say what the fee is for"),
            _needs("pay_by", "pay-date-missing", "FOIA s9(2)", "The letter does not say by when to pay"),
        ),
        LetterKind.EXTENSION: (
            _needs("text", "reason-missing", "EIR reg 7(1)", "The letter does not say why more time is needed"),
            _needs(
                "due_on",
                "extension-too-late",
                "EIR reg 7(3)",
                "The time can be extended only by a letter that goes out by day 20. Apologise for the delay instead",
            ),
            review_and_appeal,
            regulator_details,
        ),
        LetterKind.TRANSFER: (
            _needs("to", "transferee-missing", "s45 Code of Practice", "The letter does not say who answers now"),
            _needs("contact", "contact-missing", "s45 Code of Practice", "The letter does not say how to reach them"),
            _needs(
                "consent_on", "consent-missing", "s45 Code of Practice", "The letter does not say when the requester agreed"
            ),
            review_and_appeal,
            regulator_details,
        ),
        LetterKind.DELAY: (
            _needs("text", "reason-missing", "s45 Code of Practice", "The letter does not say why the answer is late"),
            _needs(
                "expected_on", "expected-date-missing", "s45 Code of Practice",
                "The letter does not say by when we now expect to answer",
            ),
            complaint,
            regulator_details,
        ),
        LetterKind.REVIEW_ACKNOWLEDGEMENT: (
            _needs("due_on", "review-date-missing", "s45 Code of Practice", "The letter does not say by when we answer"),
        ),
    }
)  # fmt: skip


def _rights_text(content: LetterContent) -> str:
    section = content.section("rights")
    return "\n".join(block_text(block) for block in section.all_blocks) if section else ""

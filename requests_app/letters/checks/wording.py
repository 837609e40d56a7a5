"""Which of the officers' words say what the law does not, or say too much?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.statute import PROVISIONS, Regime
from requests_app.letters.checks import welsh
from requests_app.letters.checks.finding import Finding, defect, warning
from requests_app.letters.checks.texts import (
    SET_APART,
    Written,
    officers_texts,
    sentences,
    without_quotations,
)
from requests_app.letters.law import is_cost_of_confirming, is_ncnd
from requests_app.letters.model import LetterContent
from requests_app.letters.words import section_text

S40_AMENDED_ON: Final = date(2018, 5, 25)

_HEDGE = re.compile(
    rf"\bwould,?\s+or\s+(?:would\s+|is\s+|are\s+)?(?:be\s+)?likely\s+to\b|{welsh.HEDGE}", re.IGNORECASE
)
_RECITAL = re.compile(
    r"\b(?:sections?|regulations?|exemptions?|exceptions?|the act|the regulations|it|the test|guidance"
    r"|commissioner|ico)\b[^.]{0,300}?"
    r"\b(?:provides?|exempts?|appl(?:y|ies)|allows?|protects?|states?|says?|sets? out|is engaged|(?:is|are) exempt"
    rf"|is whether|asks? whether)\b|\b(?:whether|if)\b[^.]{{0,80}}${welsh.RECITAL}",
    re.IGNORECASE,
)
_RECITED: Final = 400
"""How far before the words of the Act the one who says them is looked for."""
_FIRST_PRINCIPLE = re.compile(
    r"\bfirst\s+(?:data\s+protection(?:\s+act)?(?:\s+\d{4})?|dpa)(?:\s+\d{4})?\s+principle"
    r"|\bfirst\s+principle\s+of\s+the\s+(?:data\s+protection\s+act|dpa)",
    re.IGNORECASE,
)
_ARTICLE_5 = re.compile(r"\bart(?:icle|\.)?\s*5\s*\(1\)\s*\(a\)", re.IGNORECASE)
_S40 = re.compile(
    r"\b(?:sections?|sect\.?|ss?\.?)\s*40((?:\s*(?:\(\s*[0-9A-Za-z]+\s*\)|,|;|&|and|with|by virtue of"
    r"|\b\d[A-Za-z]?\b))+)",
    re.IGNORECASE,
)
_S40_PART = re.compile(r"\(?\s*([0-9]+[A-Za-z]?)\s*\)?")
_BARE = re.compile(
    r"\b(?:section|s\.?)\s?(12|14|2[1-9]|22A|3[0-9]|4[0-4])(?![0-9A-Za-z])(?!\s*\()(?!\s+of\s+the\s+(?!Act\b|Freedom|FOI))",
    re.IGNORECASE,
)
_RELIED_ON = re.compile(
    r"\b(?:exempt\w{0,5}|appl(?:y|ies|ied)|engaged?|withh\w{3,6}|rel(?:y|ies|ied|ying)|refus\w{1,4}|covered|protect\w{0,3})\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:is|are|was|were)\s+(?:indeed\s+|in\s+fact\s+)?(?:not\s+)?held\b"
    r"|\b(?:do|does|did)\s+not\s+hold\b"
    r"|\b(?:we|I|force|constabulary|police|council|authority|department|trust|university)\s+(?:also\s+)?holds?\b"
    r"|\bno\s+(?:such\s+|relevant\s+)?(?:information|records?)\s+(?:is|are|was|were)?\s*(?:held|found)\b"
    r"|\bthe\s+(?:requested\s+)?information\s+(?:that\s+)?(?:we|is)\s+h[eo]ld\b"
    r"|\b(?:nid\s+(?:yw|ydym|oes)|mae|rydym)\b[^.]{0,80}?\byn\s+(?:cael\s+ei\s+)?dal\b(?!\s+(?:i|yn|heb|ati)\b)"
    r"|\bnid\s+oes\s+gennym\b[^.]{0,40}\bwybodaeth\b",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"\bwithh(?:old|olds|olding|eld)\s+(?:the\s+)?(?:rest|remainder|remaining|other|requested|information|this|it)\b"
    r"|\b(?:rest|remainder|information|details)\s+(?:is|are|has\s+been|have\s+been)\s+withheld\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:whether|if|neither|nor|would|were\s+it|confirm\w*|deny\w*|denial|inference|either\s+way|or\s+not|"
    r"is\s+or\s+is\s+not|may\s+or\s+may\s+not|any\s+information"
    r"|a\s+(?:yw|ydym)|a\s+yw'r|[cgn]h?adarnhau|[gn]?wadu|casgliad)\b",
    re.IGNORECASE,
)
_OF_OTHERS = r"(?:\s?\(\w{1,4}\)){0,4}(?!\s+(?:and\s\d+\s)?of\s+(?:the\s+)?(?!act\b|freedom|environmental|eir\b|it\b)[a-z])"
"""Not followed by the name of another Act or of other regulations."""
_EIR_WORDS = re.compile(
    rf"\bregulations?\s+(?:5|7|8|9|1[0-8])\b{_OF_OTHERS}|\benvironmental\s+information\s+regulations\b|\bEIR\b(?!-)"
    r"|\bmanifestly\s+unreasonable\b|\badversely\s+affect|\b(?:this|the)\s+exceptions?\s+(?:in|under)\s+(?:the\s+)?reg"
    r"|\bthis\s+exception\s+(?:applies|is\s+engaged)\b|\bexceptions\s+(?:in|under)\s+(?:the\s+)?reg",
    re.IGNORECASE,
)
_FOIA_WORDS = re.compile(
    rf"\bexempt(?:ion|ions|ed)?\b(?!\s+from\b)|\bsections?\s+(?:1|12|14|16|17|2[1-9]|22A|3[0-9]|4[0-4])\b{_OF_OTHERS}"
    r"|\bappropriate\s+limit\b",
    re.IGNORECASE,
)
_OTHER_ACT = re.compile(
    r"\b(?!The\b|This\b|That\b|Information\b)[A-Z]\w+\s(?:Act|Order|Rules|Regulations|Code)\b"
)


def hedged_prejudice(content: LetterContent, on: date) -> Iterator[Finding]:
    """Would, and would be likely to, are two thresholds: the authority must choose (ICO prejudice test)."""
    for written in officers_texts(content):
        for sentence in sentences(without_quotations(written.text)):
            hedge = _HEDGE.search(sentence)
            if hedge and not _RECITAL.search(sentence[max(0, hedge.start() - _RECITED) : hedge.start()]):
                yield defect(
                    "prejudice-hedged",
                    "FOIA s17(1)(c), ICO prejudice test" if content.regime == "foia" else "EIR reg 12(5)",
                    f'"{hedge[0]}" leaves open which you claim: write "would" or "would be likely to"',
                    written.where,
                )
                break


def first_principle(content: LetterContent, on: date) -> Iterator[Finding]:
    """Since 2018 the principles are those of Article 5(1) of the UK GDPR (s40(7))."""
    for written in officers_texts(content):
        found = _FIRST_PRINCIPLE.search(written.text)
        if found and not _ARTICLE_5.search(written.text):
            yield defect(
                "first-data-protection-principle",
                "FOIA s40(7)",
                f'"{found[0]}" is the law as it was before 2018: name Article 5(1)(a) of the UK GDPR',
                written.where,
            )


def obsolete_section_40(content: LetterContent, on: date) -> Iterator[Finding]:
    """Section 40(3), (4) and (5) were replaced on 25 May 2018 by (3A), (3B), (4A), (5A) and (5B)."""
    if on < S40_AMENDED_ON:
        return
    for written in officers_texts(content):
        for cited in _S40.finditer(written.text):
            parts = {part.upper() for part in _S40_PART.findall(cited[1])}
            if parts & {"3", "4", "5"}:
                yield defect(
                    "obsolete-section-40",
                    "FOIA s40 as amended by DPA 2018 Sch 19",
                    f'"{cited[0].strip()}" was replaced in May 2018: cite (3A), (3B), (4A), (5A) or (5B)',
                    written.where,
                )
                break


def cited_without_subsection(content: LetterContent, on: date) -> Iterator[Finding]:
    """An exemption named only in prose, and nowhere to its limb, breaches s17(1)(b)."""
    if content.regime != "foia":
        return
    relied_on = {decision.provision for decision in content.decisions}
    for written in officers_texts(content):
        bare = next(_bare_citations(written.text, relied_on), None)
        if bare:
            yield warning(
                "citation-without-subsection",
                "FOIA s17(1)(b)",
                f'"{bare}" is cited without its subsection, and no decision relies on it: record one, '
                "or cite it to the subsection",
                written.where,
            )


def _bare_citations(text: str, relied_on: set[str]) -> Iterator[str]:
    for sentence in filter(_RELIED_ON.search, sentences(text)):
        for cited in _BARE.finditer(sentence):
            if f"s{cited[1].upper()}" not in relied_on and not _is_of_others(sentence):
                yield cited[0]


def _is_of_others(sentence: str) -> bool:
    """Whether the section is named in order not to rely on it, or is one of another Act."""
    return SET_APART.search(sentence) is not None or _OTHER_ACT.search(sentence) is not None


def says_held(content: LetterContent, on: date) -> Iterator[Finding]:
    """A letter that neither confirms nor denies, or refuses under s12(2), may not say which it is (s2(1))."""
    silent = [
        decision for decision in content.decisions if is_ncnd(decision) or is_cost_of_confirming(decision)
    ]
    keys = {decision.key for decision in silent}
    numbers = _wholly_silent(content, silent)
    all_silent = bool(content.questions) and numbers == {question.number for question in content.questions}
    withholds_nothing = bool(silent) and len(silent) == len(content.decisions)
    for written in (*officers_texts(content), *_our_decision(content)):
        is_about = (
            written.decision in keys or written.question in numbers or (all_silent and not written.decision)
        )
        speaks = is_about and _says(_HELD, written)
        reveals = (is_about or withholds_nothing) and _says(_WITHHELD, written)
        if (speaks or reveals) and not written.where.startswith("section:rights"):
            yield defect(
                "ncnd-says-held",
                "FOIA s2(1)" if content.regime == "foia" else "EIR reg 12(6)",
                "This says whether the information is held, in a letter that must not: take the "
                "statement out",
                written.where,
            )


def _our_decision(content: LetterContent) -> Iterator[Written]:
    """The decision as we put it: an officer reads it last, and the first thing that it must not do is tell."""
    section = content.section("decision")
    if section is not None and not section.is_edited:
        yield Written(where="section:decision", text=section_text(section))


def _wholly_silent(content: LetterContent, silent: list[Decision]) -> set[int]:
    """Questions that are answered by nothing but silence."""
    keys = {decision.key for decision in silent}
    covered = {number for decision in silent for number in decision.questions}
    spoken = {
        number for decision in content.decisions if decision.key not in keys for number in decision.questions
    }
    return covered - spoken - {question.number for question in content.questions if question.answers}


def _says(pattern: re.Pattern[str], written: Written) -> bool:
    """What is said outright; a sentence that leaves it open tells nothing."""
    return any(pattern.search(each) and not _OPEN.search(each) for each in sentences(written.text))


def words_of_the_other_regime(content: LetterContent, on: date) -> Iterator[Finding]:
    """EIR has exceptions and adverse effects, the Act exemptions and prejudice: a letter is under one."""
    is_eir = content.regime == "eir"
    if not is_eir and any(decision.provision == "s39" for decision in content.decisions):
        return
    pattern, provision = (_FOIA_WORDS, "EIR reg 14") if is_eir else (_EIR_WORDS, "FOIA s17")
    for written in officers_texts(content):
        found = pattern.search(written.text)
        if found and written.where != "section:rights":
            ours, theirs = ("EIR", "the Act") if is_eir else ("the Act", "EIR")
            yield warning(
                "words-of-other-regime",
                provision,
                f'"{found[0]}" belongs to {theirs}, and this letter is under {ours}: say it in its own terms',
                written.where,
            )


def provision_of_the_other_regime(content: LetterContent, on: date) -> Iterator[Finding]:
    """Using the wrong regime is a common loss before the Commissioner."""
    regime = Regime.EIR if content.regime == "eir" else Regime.FOIA
    for decision in content.decisions:
        one = PROVISIONS.get(decision.provision)
        if one is not None and one.regime is not regime:
            yield defect(
                "wrong-regime",
                "EIR reg 14" if regime is Regime.EIR else "FOIA s17(1)(b)",
                f"{one.name} belongs to the other regime: choose a provision of this one, or move the case",
                f"decision:{decision.key}",
            )

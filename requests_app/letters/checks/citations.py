"""Does the letter speak of its own request, and explain the provision that it relies on?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from exemptions.domain.decision import Decision
from exemptions.statute import Regime
from requests_app.letters.checks.finding import ACCURACY, Finding, defect, warning
from requests_app.letters.checks.texts import SET_APART, Written, officers_texts, sentences
from requests_app.letters.law import provision_of
from requests_app.letters.model import LetterContent
from requests_app.letters.together import references_of

_SPEAKS_OF_THIS = re.compile(
    r"\bthank|\b(?:our|your)\sref(?:erence)?\b|\bthis\s(?:request|letter|response|case)\b|\bquot(?:e|ing)\b"
    r"|\byour\srequest,?\s(?:ref|reference|number|no\b)",
    re.IGNORECASE,
)
_SPEAKS_OF_ANOTHER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|prior|other|another|related|linked|also|former|last|separate|recent|next|first|second"
    r"|responded|answered|published|disclosed|see)\b",
    re.IGNORECASE,
)
_SETS_APART = re.compile(
    r"\b(?:earlier|previous(?:ly)?|prior|former(?:ly)?|last|related|linked|separate(?:ly)?|another|different"
    r"|on\sits\sown|(?:letter|response|reply|answer)\sof)\b",
    re.IGNORECASE,
)
"""What says that a request is not answered here; "also" and "answered" do not."""
_EXEMPTION = re.compile(
    r"\b(?:sections?|s\.?)\s?(2[1-9]|22A|3\d|4[0-4])(?![\dA-Za-z])((?:\s?\(\w{1,4}\)){0,4})"
    r"(?!(?:,|\s)\s?of\sthe\s(?!act\b|freedom|foi))",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\breg(?:ulation|\.)?\s?(12\(4\)|12\(5\)|13)(?![\dA-Za-z])()", re.IGNORECASE)
_APPLIES = re.compile(
    r"\b(?:appl(?:y|ies|ied)|engaged|exempt|exempts|provides|withh\w{3,5}|rel(?:y|ies|ied|ying)|under|by\svirtue|covered|protects)\b",
    re.IGNORECASE,
)
_AS_WELL = re.compile(r"\b(?:as\swell|also|in\saddition)\b", re.IGNORECASE)
_S31 = re.compile(
    r"\b(?:section|s\.?)\s?31\s?((?:\([0-9a-z]{1,2}\)(?:,\s?|\s?and\s|\s)?){2,12})", re.IGNORECASE
)


def other_reference(content: LetterContent, on: date) -> Iterator[Finding]:
    """A letter written over another one thanks for the wrong request."""
    for written, sentence, other in _others_named(content):
        if _speaks_of_this(sentence):
            yield warning(
                "other-reference",
                ACCURACY,
                f"{other} is the reference of another request, and this one is {content.reference}: correct it, or "
                "say that it is another one",
                written.where,
            )


def reference_not_answered(content: LetterContent, on: date) -> Iterator[Finding]:
    """Wording from when the letter answered another request too, which has a letter of its own again."""
    for written, sentence, other in _others_named(content):
        is_own_wording = written.where.startswith("section:")
        if is_own_wording and not _SETS_APART.search(sentence) and not _speaks_of_this(sentence):
            yield warning(
                "reference-not-answered",
                ACCURACY,
                f"{other} is not among the requests that this letter answers: take out what was written about it, or "
                "say that it is a separate request",
                written.where,
            )


def _others_named(content: LetterContent) -> Iterator[tuple[Written, str, str]]:
    """Each sentence of an officer that names a reference like this letter's which is not recorded in it."""
    shape = _shape(content.reference)
    if shape is None:
        return
    known = {reference.lower() for reference in references_of(content)}
    known |= {
        one.earlier_request.reference.strip().lower() for one in content.decisions if one.earlier_request
    }
    for written in officers_texts(content):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n+", written.text):
            others = [found[0] for found in shape.finditer(sentence) if found[0].lower() not in known]
            if others:
                yield written, sentence, others[0]


def _speaks_of_this(sentence: str) -> bool:
    return bool(_SPEAKS_OF_THIS.search(sentence)) and not _SPEAKS_OF_ANOTHER.search(sentence)


def _shape(reference: str) -> re.Pattern[str] | None:
    """What looks like this reference: the same letters and signs, with any digits."""
    if sum(sign.isdigit() for sign in reference) < 4 or not re.search(r"\D", reference):
        return None
    signs = (r"\d" if sign.isdigit() else re.escape(sign) for sign in reference)
    return re.compile(rf"(?<![\w.]){''.join(signs)}(?!\w)", re.IGNORECASE)


def other_provision_explained(content: LetterContent, on: date) -> Iterator[Finding]:
    """Reasons copied from another letter: they speak of an exemption on which nobody relies (s17(1)(b))."""
    decisions = {decision.key: decision for decision in content.decisions}
    relied_on = {_number(decision) for decision in content.decisions}
    relied_on |= {
        each.removeprefix("s")
        for one in content.decisions
        if one.public_interest
        for each in one.public_interest.aggregated_with
    }
    for written in officers_texts(content):
        decision = decisions.get(written.decision)
        if decision is None or (law := provision_of(decision)) is None or not law.is_exemption:
            continue
        pattern = _EXCEPTION if law.regime is Regime.EIR else _EXEMPTION
        other = _explained(written, pattern, relied_on)
        if other:
            yield warning(
                "other-provision-explained",
                "EIR reg 14(3)(a)" if law.regime is Regime.EIR else "FOIA s17(1)(b)",
                f'This explains "{other}", and the decision is under {law.name.lower()}: write the reasons for the '
                "provision that you rely on, or choose the other one",
                written.where,
            )


def _explained(written: Written, pattern: re.Pattern[str], relied_on: set[str]) -> str:
    for sentence in sentences(written.text):
        for found in pattern.finditer(sentence):
            if found[1].upper() in relied_on or SET_APART.search(sentence) or _AS_WELL.search(sentence):
                continue
            if _APPLIES.search(sentence):
                return found[0].strip()
    return ""


def _number(decision: Decision) -> str:
    """As prose has it: 31, 22A, 12(4), 13."""
    if decision.provision.startswith("reg"):
        number, _, paragraph = decision.provision.removeprefix("reg").partition("-")
        return f"{number}({paragraph})" if paragraph else number
    return decision.provision.removeprefix("s").upper()


def purpose_without_limb_in_words(content: LetterContent, on: date) -> Iterator[Finding]:
    """A real letter printed "Section 31(1)(a)(b)(2)(b)": a purpose without the limb that brings it in (s31(2))."""
    if content.regime == "eir":
        return
    for written in officers_texts(content):
        for found in _S31.finditer(written.text):
            parts = re.findall(r"\(([0-9a-z]{1,2})\)", found[1].lower())
            if "1" in parts and "2" in parts and not {"g", "h", "i"} & set(parts[: parts.index("2")]):
                yield defect(
                    "purpose-without-limb",
                    "FOIA s31(2)",
                    f'"{found[0].strip()}" names a purpose without the limb that brings it in: add (1)(g), (h) or (i), '
                    "or take the purpose out",
                    written.where,
                )
                break

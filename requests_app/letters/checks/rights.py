"""Does the letter tell the requester how to complain, to whom, and until when (s17(7); EIR reg 14(5))?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from requests_app.domain.letterkinds import LetterKind
from requests_app.letters.checks.finding import Finding, defect, warning
from requests_app.letters.checks.reach import can_reach_authority, can_reach_regulator
from requests_app.letters.law import has_review, review_days
from requests_app.letters.model import Bullets, LetterContent, Numbered, Paragraph, Run, Section, Token
from requests_app.letters.words import block_text

_REVIEW = re.compile(
    r"\breviews?\b|\breconsider|\bcomplaints?\s+procedure|\bcomplain\s+to\s+us\b|\bh?adolygiad|\bailystyried",
    re.IGNORECASE,
)
_NO_REVIEW = re.compile(
    r"\b(?:no|not|neither|nor|without)\b[^.]{0,300}?\b(?:review|complaints?\s+procedure)"
    r"|\bnid?\s+oes\b[^.]{0,300}?(?:adolygiad|g?weithdrefn)",
    re.IGNORECASE,
)
_S50 = re.compile(r"\b(?:section|s\.?|adran)\s?50\b", re.IGNORECASE)
_COMPLAIN = re.compile(r"\bcomplain|\bapply\s+to\b|\brefer\s+your\b|\b[cg]h?wyno\b", re.IGNORECASE)
_REG_11 = re.compile(r"\breg(?:ulation|\.)?\s?11\b|\brepresentations\b|\brh?eoliad\s?11\b", re.IGNORECASE)
_REG_18 = re.compile(
    r"\breg(?:ulation|\.)?\s?18\b|\bsection\s?50\b|\brh?eoliad\s?18\b|\badran\s?50\b", re.IGNORECASE
)

_RIGHTS = "section:rights"
_Severe = Callable[[str, str, str, str], Finding]


def _how_severe(content: LetterContent) -> _Severe:
    """A refusal notice and the outcome of a review must carry the rights; an answer in full should (s45 Code)."""
    return defect if content.decisions or content.kind is LetterKind.REVIEW else warning


def _provision(content: LetterContent, paragraph: str) -> str:
    return "EIR reg 14(5)" if content.regime == "eir" else f"FOIA s17(7)({paragraph})"


def review_right(content: LetterContent, on: date) -> Iterator[Finding]:
    """Particulars of the authority's own procedure, or that there is none."""
    section, text = _rights(content)
    severe = _how_severe(content)
    if not has_review(content.authority, content.regime):
        if not _NO_REVIEW.search(text):
            yield severe(
                "no-procedure-unsaid",
                _provision(content, "a"),
                "The letter does not say that there is no complaints procedure: restore or rewrite the section on "
                "rights",
                _RIGHTS,
            )
        return
    if section is None or not _REVIEW.search(text):
        yield severe(
            "review-right-missing",
            _provision(content, "a"),
            "The letter does not say how to ask for an internal review: restore or rewrite the section "
            "on rights",
            _RIGHTS,
        )
    if content.regime == "eir" and not _REG_11.search(text):
        yield severe(
            "regulation-11-missing",
            "EIR reg 14(5)(a)",
            "The letter does not name the right to make representations under regulation 11: add it",
            _RIGHTS,
        )


def regulator_right(content: LetterContent, on: date) -> Iterator[Finding]:
    """Particulars of the right conferred by section 50; for EIR as regulation 18 applies it."""
    _, text = _rights(content)
    severe = _how_severe(content)
    if content.regime == "eir":
        if not _REG_18.search(text):
            yield severe(
                "regulation-18-missing",
                "EIR reg 14(5)(b)",
                "The letter does not name the enforcement and appeal provisions that regulation 18 "
                "applies: add them",
                _RIGHTS,
            )
        return
    name = _bare(content.regulator.name)
    names_regulator = bool(name) and name in text.lower()
    if not _S50.search(text) and not (names_regulator and _COMPLAIN.search(text)):
        yield severe(
            "section-50-right-missing",
            _provision(content, "b"),
            "The letter does not give the right to complain to the regulator under section 50: add it",
            _RIGHTS,
        )


def last_day_for_review(content: LetterContent, on: date) -> Iterator[Finding]:
    """A right with a time limit is worth little without its last day."""
    if not has_review(content.authority, content.regime):
        return
    section, _ = _rights(content)
    has_day = section is not None and any(run.token is Token.REVIEW_BY for run in _runs(section))
    if not has_day or review_days(content.authority, content.regime) < 1:
        yield _how_severe(content)(
            "review-date-missing",
            _provision(content, "a"),
            "The letter does not give the last day for asking for a review: set the number of working "
            "days in the authority's details",
            _RIGHTS,
        )


def authority_details(content: LetterContent, on: date) -> Iterator[Finding]:
    """To whom to write for a review: a name, and an address of some kind."""
    authority = content.authority
    if not has_review(authority, content.regime):
        return
    if not can_reach_authority(authority, *authority.review_contact_lines):
        yield _how_severe(content)(
            "authority-details-missing",
            _provision(content, "a"),
            "The letter does not say where to ask for a review: an administrator must enter the "
            "authority's name and address",
            _RIGHTS,
        )


def regulator_details(content: LetterContent, on: date) -> Iterator[Finding]:
    if not can_reach_regulator(content.regulator):
        yield _how_severe(content)(
            "regulator-details-missing",
            _provision(content, "b"),
            "The letter does not say where to complain to the regulator: an administrator must enter its "
            "name and address",
            _RIGHTS,
        )


def _rights(content: LetterContent) -> tuple[Section | None, str]:
    """The officers' part of the section on rights; the fixed last sentence alone is no particulars."""
    section = content.section("rights")
    return section, "\n".join(block_text(block) for block in section.blocks) if section else ""


def _runs(section: Section) -> Iterator[Run]:
    for block in section.all_blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Bullets | Numbered):
            for item in block.items:
                yield from item


def _bare(name: str) -> str:
    name = name.strip().lower()
    return name.removeprefix("the ")

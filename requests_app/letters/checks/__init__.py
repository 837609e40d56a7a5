"""What is wrong with this letter? One table of checks, each a small function over its structure."""

from __future__ import annotations

from datetime import date
from typing import Final

from exemptions.statute import Severity
from requests_app.letters.checks import answers, exemptions, figures, rights, small_numbers, wording
from requests_app.letters.checks.finding import Check, Finding
from requests_app.letters.model import LetterContent

__all__ = ["CHECKS", "Finding", "Severity", "check_letter", "has_defects"]

CHECKS: Final[tuple[Check, ...]] = (
    answers.no_questions,
    answers.unanswered,
    answers.holding_not_established,
    answers.silence_without_exemption,
    answers.holding_contradicts_decision,
    answers.not_held_without_searches,
    answers.empty_answers,
    answers.tables_without_title,
    answers.decisions_about_nothing,
    exemptions.unknown_citations,
    wording.provision_of_the_other_regime,
    exemptions.incomplete_decisions,
    exemptions.extension,
    exemptions.estimate_without_extension,
    wording.hedged_prejudice,
    wording.first_principle,
    wording.obsolete_section_40,
    wording.cited_without_subsection,
    wording.says_held,
    wording.words_of_the_other_regime,
    figures.period_reversed,
    figures.words_differ_from_figure,
    small_numbers.suppressed_cell_revealed,
    small_numbers.small_number_disclosed,
    rights.review_right,
    rights.regulator_right,
    rights.last_day_for_review,
    rights.authority_details,
    rights.regulator_details,
    answers.applicant_details,
    wording.requesters_name,
)


def check_letter(content: LetterContent, *, on: date) -> tuple[Finding, ...]:
    """Every finding on this letter as of a day, defects first, in the order of the table; each once.

    `on` is the day of the answer: what is cited must be in force on it.
    """
    found: dict[tuple[str, str], Finding] = {}
    for check in CHECKS:
        for finding in check(content, on):
            found.setdefault((finding.code, finding.where), finding)
    return tuple(sorted(found.values(), key=lambda finding: not finding.is_defect))


def has_defects(content: LetterContent, *, on: date) -> bool:
    """Whether the letter may not go out as it is."""
    return any(finding.is_defect for finding in check_letter(content, on=on))

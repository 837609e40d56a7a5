"""What is wrong with this letter? One table of checks, each a small function over its structure."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Final

from exemptions.statute import Severity
from requests_app.domain.calendar import WorkingCalendar, packaged_calendar
from requests_app.domain.letterkinds import LetterKind
from requests_app.letters.checks import (
    answers,
    citations,
    correction,
    costs,
    days,
    exemptions,
    figures,
    omissions,
    own_wording,
    periods,
    requester,
    review,
    rights,
    small_numbers,
    tables,
    unfinished,
    wording,
)
from requests_app.letters.checks.finding import CalendarCheck, Check, Finding
from requests_app.letters.model import LetterContent

__all__ = ["CALENDAR_CHECKS", "CHECKS", "Finding", "Severity", "check_letter", "has_defects"]

CHECKS: Final[tuple[Check, ...]] = (
    answers.no_questions,
    answers.unanswered,
    answers.holding_not_established,
    answers.silence_without_exemption,
    answers.holding_contradicts_decision,
    answers.not_held_without_exception,
    answers.not_held_without_searches,
    answers.empty_answers,
    answers.tables_without_title,
    answers.tables_too_long,
    answers.decisions_about_nothing,
    exemptions.unknown_citations,
    wording.provision_of_the_other_regime,
    exemptions.incomplete_decisions,
    omissions.own_words_where_reasons_are_left_out,
    exemptions.extension,
    exemptions.estimate_without_extension,
    costs.added_together,
    wording.hedged_prejudice,
    wording.first_principle,
    wording.obsolete_section_40,
    wording.cited_without_subsection,
    wording.says_held,
    wording.words_of_the_other_regime,
    citations.other_provision_explained,
    citations.purpose_without_limb_in_words,
    citations.other_reference,
    citations.reference_not_answered,
    periods.period_reversed,
    periods.periods_overlap,
    days.weekday_wrong,
    days.day_impossible,
    days.promise_past,
    figures.words_differ_from_figure,
    tables.total_differs_from_parts,
    figures.figure_differs_from_table,
    unfinished.unfinished,
    unfinished.markup_in_text,
    unfinished.link_broken,
    unfinished.link_without_scheme,
    unfinished.link_internal,
    small_numbers.suppressed_cell_revealed,
    small_numbers.small_number_disclosed,
    small_numbers.suppressed_without_decision,
    rights.review_right,
    rights.regulator_right,
    rights.last_day_for_review,
    rights.authority_details,
    rights.regulator_details,
    answers.applicant_details,
    requester.requesters_name,
    own_wording.wording_unusable,
)
_OF_A_RESPONSE: Final = frozenset(
    {
        answers.no_questions,
        citations.reference_not_answered,
        exemptions.extension,
        exemptions.estimate_without_extension,
        rights.review_right,
        rights.last_day_for_review,
        rights.authority_details,
    }
)
"""What the outcome of a review does not need: time is not extended for it, no further review can be asked for, and it may
speak of whatever was answered in the letter that is looked at again."""

REVIEW_CHECKS: Final[tuple[Check, ...]] = (
    review.no_finding,
    review.changed_without_finding,
    review.upheld_but_changed,
    review.overturned_but_unchanged,
    review.balance_undecided,
    *(check for check in CHECKS if check not in _OF_A_RESPONSE),
)


CALENDAR_CHECKS: Final[tuple[CalendarCheck, ...]] = (days.day_not_working, costs.added_too_far_apart)
"""Those that must know which days are working days."""


def check_letter(
    content: LetterContent,
    *,
    on: date,
    calendar: WorkingCalendar | None = None,
    replaced: LetterContent | None = None,
) -> tuple[Finding, ...]:
    """Every finding on this letter as of a day, defects first, in the order of the tables; each once.

    `on` is the day of the answer: what is cited must be in force on it. Without a calendar the packaged one counts.
    `replaced` is the issued letter that a correction takes the place of.
    """
    known = calendar or packaged_calendar()
    checks = REVIEW_CHECKS if content.kind is LetterKind.REVIEW else CHECKS
    every = chain(
        (finding for check in checks for finding in check(content, on)),
        (finding for check in CALENDAR_CHECKS for finding in check(content, on, known)),
        correction.nothing_corrected(content, replaced) if replaced else (),
    )
    found: dict[tuple[str, str], Finding] = {}
    for finding in every:
        found.setdefault((finding.code, finding.where), finding)
    return tuple(sorted(found.values(), key=lambda finding: not finding.is_defect))


def has_defects(content: LetterContent, *, on: date) -> bool:
    """Whether the letter may not go out as it is."""
    return any(finding.is_defect for finding in check_letter(content, on=on))

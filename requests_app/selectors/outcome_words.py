"""How is a stored outcome said in words? Empty while there is none."""

from __future__ import annotations

from exemptions.domain.outcomes import CaseOutcome, QuestionOutcome


def outcome_of_case(value: str) -> str:
    return CaseOutcome(value).label if value in set(CaseOutcome) else _plain(value)


def outcome_of_question(value: str) -> str:
    return QuestionOutcome(value).label if value in set(QuestionOutcome) else _plain(value)


def _plain(value: str) -> str:
    """An outcome of an older case that the present list does not have."""
    return value.replace("_", " ").capitalize()

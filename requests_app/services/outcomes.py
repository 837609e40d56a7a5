"""How did it end? Computed from what was recorded when the response went out, never typed."""

from __future__ import annotations

from exemptions.domain.outcomes import CaseOutcome, QuestionOutcome, case_outcome, question_outcome
from exemptions.services.decisions import load_decisions
from requests_app.models import Case


def set_outcomes(case: Case) -> None:
    """Set the outcome of each question, and of the locked case, which the caller saves."""
    decisions = load_decisions(case.pk)
    outcomes: list[QuestionOutcome] = []
    for row in case.questions.prefetch_related("disclosures"):
        outcome = question_outcome(
            holding=row.holding,
            is_advice=row.is_advice,
            has_disclosure=bool(row.disclosures.all()),
            decisions=[decision for decision in decisions if row.number in decision.questions],
        )
        row.outcome = outcome.value
        row.save(update_fields=["outcome"])
        outcomes.append(outcome)
    case.outcome = case_outcome(outcomes).value


def set_transferred(case: Case) -> None:
    """Another authority answers it: no question has an outcome here. The caller saves the locked case."""
    case.outcome = CaseOutcome.TRANSFERRED.value

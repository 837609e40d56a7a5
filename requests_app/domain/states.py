"""Where can a case stand in the work?

Workflow status only. Whether it is in time (compliance) and how it ended (outcome) are different facts, and derived.
"""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """The workflow status of a case."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    AWAITING_CLARIFICATION = "awaiting_clarification"
    AWAITING_FEE = "awaiting_fee"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    APPROVED = "approved"
    ISSUING = "issuing"
    ISSUED = "issued"
    UNDER_REVIEW = "under_review"
    ISSUING_REVIEW = "issuing_review"
    REVIEWED = "reviewed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    SILENT = "silent"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    CaseState.NEW: "New",
    CaseState.IN_PROGRESS: "In progress",
    CaseState.AWAITING_CLARIFICATION: "Waiting for clarification",
    CaseState.AWAITING_FEE: "Waiting for a fee",
    CaseState.AWAITING_SIGN_OFF: "Waiting for sign-off",
    CaseState.APPROVED: "Signed off",
    CaseState.ISSUING: "Being issued",
    CaseState.ISSUED: "Issued",
    CaseState.UNDER_REVIEW: "Under internal review",
    CaseState.ISSUING_REVIEW: "Review being issued",
    CaseState.REVIEWED: "Review answered",
    CaseState.LAPSED: "Lapsed",
    CaseState.WITHDRAWN: "Withdrawn",
    CaseState.TRANSFERRED: "Transferred",
    CaseState.SILENT: "Closed without a further notice",
}

EDITABLE: frozenset[CaseState] = frozenset({CaseState.NEW, CaseState.IN_PROGRESS})
WAITING: frozenset[CaseState] = frozenset({CaseState.AWAITING_CLARIFICATION, CaseState.AWAITING_FEE})
BEING_ISSUED: frozenset[CaseState] = frozenset({CaseState.ISSUING, CaseState.ISSUING_REVIEW})
REVIEWING: frozenset[CaseState] = frozenset({CaseState.UNDER_REVIEW, CaseState.ISSUING_REVIEW})
ANSWERED: frozenset[CaseState] = REVIEWING | {CaseState.ISSUED, CaseState.REVIEWED, CaseState.TRANSFERRED}
ENDED_UNANSWERED: frozenset[CaseState] = frozenset({CaseState.LAPSED, CaseState.WITHDRAWN, CaseState.SILENT})
OPEN: frozenset[CaseState] = frozenset(CaseState) - ANSWERED - ENDED_UNANSWERED

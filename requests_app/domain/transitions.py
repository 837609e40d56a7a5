"""What can be done with a case, from where to where, by whom, and what stands in the way?

One table. The buttons, the services, the permission matrix, the state diagram in docs/ and the tests all read it.
Guards sit on the act itself: issuing looks for the approval of this very letter, whatever path led there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from requests_app.domain import guards
from requests_app.domain.errors import NotPermitted, NotReady, WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.roles import CASE_WORKERS, Role
from requests_app.domain.states import EDITABLE, ENDED_UNANSWERED, OPEN, CaseState

S = CaseState
Guard = Callable[[CaseFacts], None]


class Act(StrEnum):
    """An act on a case: a verb of the trade."""

    EDIT = "edit"
    ATTACH = "attach"
    ASSIGN = "assign"
    CORRECT_RECEIPT = "correct_receipt"
    CHANGE_LANGUAGE = "change_language"
    JOIN = "join"
    SEPARATE = "separate"
    START = "start"
    ACKNOWLEDGE = "acknowledge"
    ASK_CLARIFICATION = "ask_clarification"
    REMIND = "remind"
    RECEIVE_CLARIFICATION = "receive_clarification"
    SEND_FEES_NOTICE = "send_fees_notice"
    RECEIVE_FEE = "receive_fee"
    EXTEND = "extend"
    APOLOGISE = "apologise"
    TRANSFER = "transfer"
    LAPSE = "lapse"
    SUBMIT = "submit"
    RECALL = "recall"
    RECALL_FAILED = "recall_failed"
    APPROVE = "approve"
    RETURN = "return"
    ISSUE = "issue"
    COMPLETE_ISSUE = "complete_issue"
    COMPLETE_NOTICE = "complete_notice"
    CORRECT = "correct"
    CANCEL_CORRECTION = "cancel_correction"
    REQUEST_REVIEW = "request_review"
    DECIDE_AFRESH = "decide_afresh"
    CONCLUDE_REVIEW = "conclude_review"
    COMPLETE_REVIEW = "complete_review"
    RECALL_REVIEW = "recall_review"
    WITHDRAW = "withdraw"
    CLOSE_WITHOUT_NOTICE = "close_without_notice"
    REOPEN = "reopen"
    ROTATE_LINK = "rotate_link"


OF_THE_LETTER = frozenset(
    {
        *(Act.SUBMIT, Act.APPROVE, Act.RETURN, Act.RECALL, Act.RECALL_FAILED, Act.ISSUE, Act.COMPLETE_ISSUE),
        *(Act.COMPLETE_NOTICE, Act.CORRECT, Act.CANCEL_CORRECTION),
    }
)
"""What happens to the letter of a response: every case that it answers goes along."""

_SENDS_TO_ALL = frozenset({Act.SUBMIT, Act.APPROVE, Act.ISSUE})

WITHOUT_ANSWER = frozenset({Act.WITHDRAW, Act.LAPSE, Act.TRANSFER, Act.CLOSE_WITHOUT_NOTICE})
"""How a case ends without a letter of its own decision: then it is answered together with no other."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of the table. `target` None leaves the state as it is; no roles means that only the system acts."""

    act: Act
    label: str
    sources: frozenset[CaseState]
    target: CaseState | None
    roles: frozenset[Role]
    help: str
    guard: Guard = guards.nothing

    @property
    def looks_at_letter(self) -> bool:
        """Whether the guard reads what the letter says, which takes composing and checking it."""
        return self.guard in guards.READ_THE_LETTER

    def judge(self, facts: CaseFacts) -> None:
        """Raise the error that keeps the act off."""
        if self.act in OF_THE_LETTER:
            guards.goes_together(facts)
        if self.act in _SENDS_TO_ALL:
            guards.is_one_applicant(facts)
        self.guard(facts)


_REVIEWERS = frozenset({Role.REVIEWER})
_APPROVERS = frozenset({Role.APPROVER, Role.MANAGER})
_MANAGERS = frozenset({Role.MANAGER})
_WAITABLE = EDITABLE
_ON_HOLD = frozenset({S.AWAITING_CLARIFICATION, S.AWAITING_FEE})
_IN_SIGN_OFF = frozenset({S.AWAITING_SIGN_OFF, S.APPROVED})


def _row(
    act: Act,
    label: str,
    sources: frozenset[CaseState],
    target: CaseState | None,
    roles: frozenset[Role],
    what: str,
    guard: Guard = guards.nothing,
) -> Transition:
    return Transition(
        act=act, label=label, sources=sources, target=target, roles=roles, help=what, guard=guard
    )


_ROWS = (
    _row(
        Act.START, "Start work", frozenset({S.NEW}), S.IN_PROGRESS, CASE_WORKERS,
        "Confirm the questions and begin.", guards.has_questions,
    ),
    _row(
        Act.EDIT, "Work on the case", EDITABLE, None, CASE_WORKERS,
        "Change questions, searches, answers, decisions and the letter.",
    ),
    _row(
        Act.ATTACH, "Attach or remove documents", EDITABLE | _ON_HOLD, None, CASE_WORKERS,
        "Files may come in while the case waits for the applicant; nothing else of it changes then.",
    ),
    _row(
        Act.SUBMIT, "Submit for sign-off", frozenset({S.IN_PROGRESS}), S.AWAITING_SIGN_OFF, CASE_WORKERS,
        "Freeze the letter and ask somebody else to sign it off.", guards.letter_is_complete,
    ),
    _row(
        Act.APPROVE, "Sign off", frozenset({S.AWAITING_SIGN_OFF}), S.APPROVED, _APPROVERS,
        "Approve this exact version of the letter.", guards.may_sign_off,
    ),
    _row(
        Act.RETURN, "Return with a reason", _IN_SIGN_OFF, S.IN_PROGRESS, _APPROVERS,
        "Send the letter back to its author.", guards.is_somebody_else,
    ),
    _row(
        Act.RECALL, "Recall from sign-off", _IN_SIGN_OFF, S.IN_PROGRESS, CASE_WORKERS,
        "Take the letter back to change it; it then needs a new sign-off.",
    ),
    _row(
        Act.RECALL_FAILED, "Take the letter back", frozenset({S.ISSUING}), S.IN_PROGRESS, CASE_WORKERS,
        "The letter could not be made: change what it says; it then needs a new sign-off.", guards.letter_has_failed,
    ),
    _row(
        Act.ISSUE, "Issue the response", frozenset({S.APPROVED}), S.ISSUING, CASE_WORKERS,
        "Render, freeze and send the letter that was signed off.", guards.may_issue,
    ),
    _row(
        Act.COMPLETE_ISSUE, "Complete the issue", frozenset({S.ISSUING}), S.ISSUED, frozenset(),
        "The worker has rendered the letter: record it, send it, stop the clock.",
    ),
    _row(
        Act.COMPLETE_NOTICE, "Complete the notice of more time", frozenset({S.ISSUING}), S.IN_PROGRESS, frozenset(),
        "The worker has rendered a notice under s17(1) and (2): record it and send it; the decision is still owed.",
    ),
    _row(
        Act.ACKNOWLEDGE, "Acknowledge the request", EDITABLE | _ON_HOLD, None, CASE_WORKERS,
        "Tell the applicant, once, that the request has arrived, when it is due and why.", guards.may_acknowledge,
    ),
    _row(
        Act.ASK_CLARIFICATION, "Ask for clarification", _WAITABLE, S.AWAITING_CLARIFICATION, CASE_WORKERS,
        "Ask what is reasonably needed to identify the information (s1(3)); the clock starts afresh with the answer.",
        guards.may_ask,
    ),
    _row(
        Act.REMIND, "Send a reminder", frozenset({S.AWAITING_CLARIFICATION}), None, CASE_WORKERS,
        "Remind the applicant of the question before the case can lapse.", guards.may_remind,
    ),
    _row(
        Act.RECEIVE_CLARIFICATION, "Record the clarification", frozenset({S.AWAITING_CLARIFICATION}), S.IN_PROGRESS,
        CASE_WORKERS, "The date of receipt becomes the day on which the answer arrived.",
    ),
    _row(
        Act.SEND_FEES_NOTICE, "Send a fees notice", _WAITABLE, S.AWAITING_FEE, CASE_WORKERS,
        "Ask for a fee (s9); the days until it is paid do not count.", guards.may_charge,
    ),
    _row(
        Act.RECEIVE_FEE, "Record the fee", frozenset({S.AWAITING_FEE}), S.IN_PROGRESS, CASE_WORKERS,
        "The fee has arrived; the clock goes on.",
    ),
    _row(
        Act.EXTEND, "Extend the time", frozenset({S.IN_PROGRESS}), None, CASE_WORKERS,
        "More time for the public-interest test (s10(3)), or for a complex and voluminous EIR request (reg 7).",
        guards.may_extend,
    ),
    _row(
        Act.APOLOGISE, "Apologise for lateness", EDITABLE | _IN_SIGN_OFF, None, CASE_WORKERS,
        "Say sorry for an answer that is late or will be, why, and by when it is expected. No deadline moves.",
        guards.may_ask,
    ),
    _row(
        Act.TRANSFER, "Transfer to another authority", EDITABLE, S.TRANSFERRED, CASE_WORKERS,
        "With the applicant's consent only: another authority answers, and the clock stops (s45 Code; EIR reg 10).",
        guards.may_ask,
    ),
    _row(
        Act.LAPSE, "Close as lapsed", _ON_HOLD, S.LAPSED, CASE_WORKERS,
        "No answer, or no fee, within the period.", guards.period_is_over,
    ),
    _row(
        Act.WITHDRAW, "Record a withdrawal", OPEN - {S.ISSUING}, S.WITHDRAWN, CASE_WORKERS,
        "The applicant has withdrawn the request.", guards.is_not_answered,
    ),
    _row(
        Act.CORRECT_RECEIPT, "Correct the date of receipt", OPEN - {S.ISSUING} - _IN_SIGN_OFF, None, CASE_WORKERS,
        "Everything that depends on the date is worked out again.",
    ),
    # Not while a letter waits for its sign-off or to be made: that very version is what somebody answers for.
    _row(
        Act.CHANGE_LANGUAGE, "Change the language", EDITABLE | _ON_HOLD | {S.ISSUED, S.UNDER_REVIEW}, None,
        CASE_WORKERS | _REVIEWERS, "Write to the applicant in English or in Welsh from now on.",
        guards.speaks_for_itself,
    ),
    _row(Act.ASSIGN, "Assign", OPEN - {S.ISSUING}, None, CASE_WORKERS, "Give the case to an officer or a team."),
    _row(
        Act.JOIN, "Answer together with another case", EDITABLE, None, CASE_WORKERS,
        "One letter answers several requests of one applicant: that of the case that was chosen.", guards.may_join,
    ),
    _row(
        Act.SEPARATE, "Answer on its own after all", EDITABLE | _ON_HOLD, None, CASE_WORKERS,
        "Take the case out of the other case's letter; it then gets a letter of its own.", guards.is_joined,
    ),
    _row(
        Act.ROTATE_LINK, "Renew the tracking link", frozenset(S), None, CASE_WORKERS,
        "The old link stops working at once.",
    ),
    # Not after a review: what stands then is the reviewer's decision, which those who took the first do not change.
    _row(
        Act.CORRECT, "Correct the response", frozenset({S.ISSUED}), S.IN_PROGRESS, CASE_WORKERS,
        "The response was wrong: write a new version that takes its place. Both are kept.",
    ),
    _row(
        Act.CANCEL_CORRECTION, "Take the correction back", frozenset({S.IN_PROGRESS}), S.ISSUED, CASE_WORKERS,
        "The response that was issued stands after all.", guards.is_a_correction,
    ),
    _row(
        Act.REQUEST_REVIEW, "Record a request for review", frozenset({S.ISSUED}), S.UNDER_REVIEW,
        CASE_WORKERS | _REVIEWERS, "The applicant asks for an internal review.",
    ),
    _row(
        Act.DECIDE_AFRESH, "Decide afresh", frozenset({S.UNDER_REVIEW}), None, _REVIEWERS,
        "Record findings, and change answers, decisions and documents, as somebody who took no part in the first "
        "decision.", guards.decides_afresh,
    ),
    _row(
        Act.CONCLUDE_REVIEW, "Issue the outcome of the review", frozenset({S.UNDER_REVIEW}), S.ISSUING_REVIEW,
        _REVIEWERS, "Freeze the reviewer's letter, render it and send it.", guards.may_conclude,
    ),
    _row(
        Act.COMPLETE_REVIEW, "Complete the review", frozenset({S.ISSUING_REVIEW}), S.REVIEWED, frozenset(),
        "The worker has rendered the reviewer's letter: record it, send it, end the review.",
    ),
    _row(
        Act.RECALL_REVIEW, "Take the letter back", frozenset({S.ISSUING_REVIEW}), S.UNDER_REVIEW, _REVIEWERS,
        "The letter could not be made: change what it says and issue it again.", guards.letter_has_failed,
    ),
    _row(
        Act.CLOSE_WITHOUT_NOTICE, "Close without a further notice", EDITABLE, S.SILENT, _MANAGERS,
        "A section 14 notice was given on an earlier request, and another would be unreasonable (s17(6)).",
        guards.may_stay_silent,
    ),
    _row(
        Act.REOPEN, "Reopen", ENDED_UNANSWERED | {S.TRANSFERRED}, S.IN_PROGRESS, _MANAGERS,
        "Closed by mistake, or the applicant has come back.",
    ),
)  # fmt: skip

TRANSITIONS: Mapping[Act, Transition] = MappingProxyType({row.act: row for row in _ROWS})


def check(act: Act, facts: CaseFacts, roles: frozenset[Role] | None) -> Transition:
    """Return the row for `act`, or raise the error that says why not. `roles` None is the system itself.

    Permission is judged before the state, so that nobody learns of a case's state from an act that is not theirs.
    """
    row = TRANSITIONS[act]
    require_role(row, roles)
    if facts.state not in row.sources:
        raise WrongState(
            f"{row.label} is not possible: this case is now “{facts.state.label}”. "
            "Somebody may have moved it on since you opened the page."
        )
    row.judge(facts)
    return row


# These have screens of their own, which the parts of the case lead to.
_WITHOUT_A_BUTTON = frozenset({Act.EDIT, Act.ATTACH, Act.DECIDE_AFRESH})


def require_role(row: Transition, roles: frozenset[Role] | None) -> None:
    """Raise NotPermitted unless one of `roles` may take this act. `roles` None is the system itself."""
    if roles is not None and not roles & row.roles:
        raise NotPermitted(_who_may(row))


@dataclass(frozen=True, kw_only=True)
class Step:
    """A button: the row, and the text of the error that keeps it off (empty when the act is possible)."""

    transition: Transition
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.why_not


def next_steps(facts: CaseFacts, roles: frozenset[Role]) -> tuple[Step, ...]:
    """The acts that this person could take from this state, with the reason for each one that is off."""
    steps = []
    for row in TRANSITIONS.values():
        if facts.state not in row.sources or not roles & row.roles or row.act in _WITHOUT_A_BUTTON:
            continue
        try:
            row.judge(facts)
        except (NotPermitted, NotReady, WrongState) as error:
            steps.append(Step(transition=row, why_not=error.message))
        else:
            steps.append(Step(transition=row))
    return tuple(steps)


def _who_may(row: Transition) -> str:
    if not row.roles:
        return f"{row.label} is done by the system itself."
    names = " or ".join(sorted(role.label.lower() for role in row.roles))
    return f"{row.label} needs the role of {names}. Ask your administrator if you should have it."

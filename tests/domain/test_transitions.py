"""Who may do what from which state? The table of the code against one written by hand, row for row."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from requests_app.domain import guards
from requests_app.domain.errors import Missing, NotPermitted, NotReady, WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.roles import Role
from requests_app.domain.states import (
    ANSWERED,
    EDITABLE,
    ENDED_UNANSWERED,
    OPEN,
    WAITING,
    CaseState,
)
from requests_app.domain.transitions import TRANSITIONS, Act, check, next_steps

TODAY = date(2026, 3, 2)
OFFICERS = "officer manager"

# act: from these states | to this one ("=" stays) | by these roles ("-" is the system alone)
BY_HAND = {
    "start": ("new", "in_progress", OFFICERS),
    "edit": ("new in_progress", "=", OFFICERS),
    "attach": ("new in_progress awaiting_clarification awaiting_fee", "=", OFFICERS),
    "submit": ("in_progress", "awaiting_sign_off", OFFICERS),
    "approve": ("awaiting_sign_off", "approved", "approver manager"),
    "return": ("awaiting_sign_off approved", "in_progress", "approver manager"),
    "recall": ("awaiting_sign_off approved", "in_progress", OFFICERS),
    "recall_failed": ("issuing", "in_progress", OFFICERS),
    "issue": ("approved", "issuing", OFFICERS),
    "complete_issue": ("issuing", "issued", "-"),
    "complete_notice": ("issuing", "in_progress", "-"),
    "acknowledge": ("new in_progress awaiting_clarification awaiting_fee", "=", OFFICERS),
    "remind": ("awaiting_clarification", "=", OFFICERS),
    "apologise": ("new in_progress awaiting_sign_off approved", "=", OFFICERS),
    "transfer": ("new in_progress", "transferred", OFFICERS),
    "ask_clarification": ("new in_progress", "awaiting_clarification", OFFICERS),
    "receive_clarification": ("awaiting_clarification", "in_progress", OFFICERS),
    "send_fees_notice": ("new in_progress", "awaiting_fee", OFFICERS),
    "receive_fee": ("awaiting_fee", "in_progress", OFFICERS),
    "extend": ("in_progress", "=", OFFICERS),
    "lapse": ("awaiting_clarification awaiting_fee", "lapsed", OFFICERS),
    "withdraw": (
        "new in_progress awaiting_clarification awaiting_fee awaiting_sign_off approved",
        "withdrawn",
        OFFICERS,
    ),
    "correct_receipt": ("new in_progress awaiting_clarification awaiting_fee", "=", OFFICERS),
    "change_language": (
        "new in_progress awaiting_clarification awaiting_fee issued under_review",
        "=",
        "officer manager reviewer",
    ),
    "assign": (
        "new in_progress awaiting_clarification awaiting_fee awaiting_sign_off approved",
        "=",
        OFFICERS,
    ),
    "join": ("new in_progress", "=", OFFICERS),
    "separate": ("new in_progress awaiting_clarification awaiting_fee", "=", OFFICERS),
    "rotate_link": (" ".join(CaseState), "=", OFFICERS),
    "request_review": ("issued", "under_review", "officer manager reviewer"),
    "correct": ("issued", "in_progress", OFFICERS),
    "cancel_correction": ("in_progress", "issued", OFFICERS),
    "decide_afresh": ("under_review", "=", "reviewer"),
    "conclude_review": ("under_review", "issuing_review", "reviewer"),
    "complete_review": ("issuing_review", "reviewed", "-"),
    "recall_review": ("issuing_review", "under_review", "reviewer"),
    "close_without_notice": ("new in_progress", "silent", "manager"),
    "reopen": ("lapsed withdrawn transferred silent", "in_progress", "manager"),
}
MISSING = (Missing(message="Say why section 31 applies."),)
HASH = "a" * 64
# what some acts are for, and others are refused by
WANTED: dict[Act, dict[str, object]] = {
    Act.RECALL_FAILED: {"letter_has_failed": True},
    Act.RECALL_REVIEW: {"letter_has_failed": True},
    Act.CANCEL_CORRECTION: {"is_correction": True},
    Act.SEPARATE: {"answered_with": "01.FOI.26.000001"},
}


def facts(state: CaseState = CaseState.NEW, act: Act | None = None, **given: object) -> CaseFacts:
    """A case on which every guard is content, but for what is given: a reminder comes before the end that lapsing needs."""
    values: dict[str, object] = {
        "today": TODAY,
        "actor_id": 1,
        "question_numbers": (1,),
        "contributors": frozenset({2}),
        "has_undecided_public_interest": True,
        "lapses_on": TODAY if act is Act.REMIND else date(2026, 3, 1),
        "letter_hash": HASH,
        "composed_hash": HASH,
        "approved_hash": HASH,
    }
    return CaseFacts(state=state, **{**values, **(WANTED.get(act, {}) if act else {}), **given})


def test_the_table_has_every_act_once_and_no_other():
    assert set(TRANSITIONS) == set(Act) == {Act(name) for name in BY_HAND}
    assert all(row.act is act for act, row in TRANSITIONS.items())
    assert all(row.label and row.help for row in TRANSITIONS.values())


@pytest.mark.parametrize("act", Act)
def test_every_act_from_every_state_by_every_role(act: Act):
    sources, target, roles = BY_HAND[act]
    for state, role in product(CaseState, Role):
        if role not in roles.split():
            with pytest.raises(NotPermitted):
                check(act, facts(state, act), frozenset({role}))
        elif state not in sources.split():
            with pytest.raises(WrongState, match=state.label):
                check(act, facts(state, act), frozenset({role}))
        else:
            row = check(act, facts(state, act), frozenset({role}))
            assert (row.target or "=") == target


@pytest.mark.parametrize(("act", "state"), list(product(Act, CaseState)))
def test_the_system_may_do_what_the_state_allows(act: Act, state: CaseState):
    if state in BY_HAND[act][0].split():
        assert check(act, facts(state, act), None).act is act
    else:
        with pytest.raises(WrongState):
            check(act, facts(state, act), None)


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_role_does_anything(act: Act):
    with pytest.raises(NotPermitted):
        check(act, facts(), frozenset())


def test_a_stranger_to_the_act_does_not_learn_the_state():
    with pytest.raises(NotPermitted) as caught:
        check(Act.REOPEN, facts(CaseState.APPROVED), frozenset({Role.OFFICER}))
    assert "Signed off" not in caught.value.message
    assert "manager" in caught.value.message


def test_the_groups_of_states_leave_none_out_and_do_not_overlap():
    assert frozenset(CaseState) == OPEN | ANSWERED | ENDED_UNANSWERED
    assert not (OPEN & ANSWERED) | (OPEN & ENDED_UNANSWERED) | (ANSWERED & ENDED_UNANSWERED)
    assert OPEN > EDITABLE | WAITING
    assert len({state.label for state in CaseState}) == len(CaseState)


def test_every_state_can_be_reached_from_new():
    reached = {CaseState.NEW}
    while True:
        further = {
            row.target for row in TRANSITIONS.values() if row.target and row.sources & reached
        } - reached
        if not further:
            break
        reached |= further
    assert reached == set(CaseState)


# one row for each way in which a guard refuses: the act, what is amiss, the error, words of its sentence
REFUSALS = [
    (Act.START, {"question_numbers": ()}, NotReady, "at least one question"),
    (Act.SUBMIT, {"defects": MISSING}, NotReady, "1 defect to mend"),
    (Act.SUBMIT, {"defects": MISSING * 2}, NotReady, "2 defects to mend"),
    (Act.SUBMIT, {"open_warnings": MISSING}, NotReady, "1 warning to mend or explain"),
    (Act.SUBMIT, {"defects": MISSING, "open_warnings": MISSING * 2}, NotReady, "1 defect .* and 2 warnings"),
    (Act.APPROVE, {"contributors": frozenset({1})}, NotPermitted, "worked on this case yourself"),
    (Act.APPROVE, {"composed_hash": "b"}, NotReady, "changed since the letter was submitted"),
    (Act.APPROVE, {"needs_qualified_person": True}, NotReady, "qualified person's opinion"),
    (Act.APPROVE, {"defects": MISSING}, NotReady, "not ready"),
    (Act.RETURN, {"contributors": frozenset({1})}, NotPermitted, "Somebody else"),
    (Act.ISSUE, {"approved_hash": ""}, NotReady, "has not been signed off"),
    (Act.ISSUE, {"approved_hash": "b"}, NotReady, "has not been signed off"),
    (Act.ISSUE, {"letter_hash": "", "approved_hash": ""}, NotReady, "has not been signed off"),
    (Act.ISSUE, {"composed_hash": "b"}, NotReady, "changed since"),
    (Act.ISSUE, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.ISSUE, {"defects": MISSING}, NotReady, "not ready"),
    (Act.ASK_CLARIFICATION, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.ACKNOWLEDGE, {"is_acknowledged": True}, NotReady, "acknowledged already"),
    (Act.ACKNOWLEDGE, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.REMIND, {"lapses_on": None}, NotReady, "period for a reply is over"),
    (Act.REMIND, {"lapses_on": date(2026, 3, 1)}, NotReady, "period for a reply is over"),
    (Act.REMIND, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.APOLOGISE, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.TRANSFER, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.SEND_FEES_NOTICE, {"regime": "eir"}, NotReady, "regulation 8"),
    (Act.SEND_FEES_NOTICE, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.EXTEND, {"is_extended": True}, NotReady, "extended already"),
    (Act.SUBMIT, {"notice_has_gone_out": True}, NotReady, "notice of more time has gone out already"),
    (Act.EXTEND, {"has_undecided_public_interest": False}, NotReady, "qualified exemption"),
    (Act.CLOSE_WITHOUT_NOTICE, {"is_correction": True}, NotReady, "this is the correction of a response"),
    (Act.CLOSE_WITHOUT_NOTICE, {"regime": "eir"}, NotReady, "given in writing"),
    (Act.LAPSE, {"lapses_on": None}, NotReady, "the end of the period"),
    (Act.LAPSE, {"lapses_on": TODAY}, NotReady, "after Monday 2 March 2026"),
    (Act.CONCLUDE_REVIEW, {"contributors": frozenset({1})}, NotPermitted, "Somebody else"),
    (Act.CONCLUDE_REVIEW, {"signatories": frozenset({1})}, NotPermitted, "signed off"),
    (Act.CONCLUDE_REVIEW, {"defects": MISSING}, NotReady, "1 defect to mend"),
    (Act.CONCLUDE_REVIEW, {"has_correspondence_address": False}, NotReady, "address for correspondence"),
    (Act.DECIDE_AFRESH, {"contributors": frozenset({1})}, NotPermitted, "Somebody else"),
    (Act.DECIDE_AFRESH, {"signatories": frozenset({1})}, NotPermitted, "signed off"),
    (Act.RECALL_FAILED, {}, NotReady, "only if it could not be made"),
    (Act.RECALL_REVIEW, {}, NotReady, "only if it could not be made"),
    (Act.CANCEL_CORRECTION, {}, NotReady, "no correction to take back"),
    (Act.ASK_CLARIFICATION, {"is_correction": True}, NotReady, "has been answered"),
    (Act.SEND_FEES_NOTICE, {"is_correction": True}, NotReady, "has been answered"),
    (Act.EXTEND, {"is_correction": True}, NotReady, "has been answered"),
    (Act.WITHDRAW, {"is_correction": True}, NotReady, "has been answered"),
    (Act.JOIN, {"answered_with": "FOI-9"}, NotReady, "together with FOI-9 already"),
    (Act.JOIN, {"together": (("FOI-9", CaseState.NEW),)}, NotReady, "join this case's own letter"),
    (Act.JOIN, {"is_correction": True}, NotReady, "has been answered"),
    (Act.SEPARATE, {"answered_with": ""}, NotReady, "on its own already"),
    (Act.SEPARATE, {"answered_with": "FOI-9", "is_correction": True}, NotReady, "has been answered"),
    (
        Act.CHANGE_LANGUAGE,
        {"answered_with": "FOI-9"},
        NotReady,
        "answers this case and FOI-9, in one language",
    ),
    (Act.CHANGE_LANGUAGE, {"together": (("FOI-9", CaseState.NEW),)}, NotReady, "this case and FOI-9"),
]
ACCEPTED = [
    (Act.EXTEND, {"regime": "eir", "has_undecided_public_interest": False}),
    (Act.APPROVE, {"needs_qualified_person": True, "has_qualified_opinion": True}),
    (Act.APPROVE, {"signatories": frozenset({1})}),
    (Act.SUBMIT, {"actor_id": 2}),
    (Act.RECALL, {"actor_id": 2, "composed_hash": "b"}),
]


def a_source(act: Act) -> CaseState:
    return sorted(TRANSITIONS[act].sources)[0]


@pytest.mark.parametrize(("act", "amiss", "error", "words"), REFUSALS)
def test_a_guard_refuses_with_a_sentence(act: Act, amiss: dict, error: type, words: str):
    with pytest.raises(error, match=words):
        check(act, facts(a_source(act), **amiss), None)


@pytest.mark.parametrize(("act", "given"), ACCEPTED)
def test_a_guard_lets_pass_what_is_right(act: Act, given: dict):
    assert check(act, facts(a_source(act), **given), None)


def test_every_guard_of_the_table_has_a_row_that_it_refuses():
    guarded = {act for act, row in TRANSITIONS.items() if row.guard is not guards.nothing}
    assert guarded == {act for act, _, _, _ in REFUSALS}


def test_what_is_missing_comes_with_the_refusal():
    with pytest.raises(NotReady) as caught:
        check(Act.SUBMIT, facts(CaseState.IN_PROGRESS, defects=MISSING, open_warnings=MISSING), None)
    assert caught.value.findings == MISSING * 2


@pytest.mark.parametrize(("act", "amiss", "error", "words"), REFUSALS)
def test_a_button_that_is_off_shows_the_text_of_the_error(act: Act, amiss: dict, error: type, words: str):
    here = facts(a_source(act), **amiss)
    with pytest.raises(error) as caught:
        check(act, here, None)
    if act is Act.DECIDE_AFRESH:
        return  # it has screens of its own, and no button
    steps = {step.transition.act: step for step in next_steps(here, frozenset(Role))}
    assert steps[act].why_not == caught.value.message
    assert not steps[act].is_possible


@pytest.mark.parametrize(("state", "role"), list(product(CaseState, Role)))
def test_the_buttons_are_the_rows_of_the_table(state: CaseState, role: Role):
    shown = {str(step.transition.act) for step in next_steps(facts(state), frozenset({role}))}
    assert shown == {
        act
        for act, (sources, _, roles) in BY_HAND.items()
        if act not in ("edit", "attach", "decide_afresh")
        and state in sources.split()
        and role in roles.split()
    }
    for act in map(Act, shown):
        steps = {step.transition.act: step for step in next_steps(facts(state, act), frozenset({role}))}
        assert steps[act].is_possible


LETTER_ACTS = [
    Act(name)
    for name in [
        "submit",
        "approve",
        "return",
        "recall",
        "recall_failed",
        "issue",
        "complete_issue",
        "complete_notice",
        "correct",
        "cancel_correction",
    ]
]


@pytest.mark.parametrize("act", LETTER_ACTS)
def test_the_letter_of_a_case_that_is_answered_with_another_is_worked_on_there(act: Act):
    state = CaseState(BY_HAND[act][0].split()[0])
    with pytest.raises(NotReady, match="answered together with"):
        check(act, facts(state, act, answered_with="01.FOI.26.000009"), None)


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.APPROVE, Act.ISSUE])
def test_a_letter_for_two_people_goes_no_further(act: Act):
    with pytest.raises(NotReady, match="applicant of FOI-9 looks like somebody else"):
        check(act, facts(a_source(act), strangers=("FOI-9",)), None)


@pytest.mark.parametrize("act", LETTER_ACTS)
def test_all_that_one_letter_answers_stand_at_one_step(act: Act):
    state = CaseState(BY_HAND[act][0].split()[0])
    with pytest.raises(NotReady, match=r"is answered (together with this case|by the same letter)"):
        check(act, facts(state, act, together=(("01.FOI.26.000009", CaseState.UNDER_REVIEW),)), None)
    assert check(act, facts(state, act, together=(("01.FOI.26.000009", state),)), None).act is act


def test_a_letter_is_corrected_while_all_that_it_answers_are_issued():
    together = (("01.FOI.26.000009", CaseState.REVIEWED),)
    with pytest.raises(NotReady, match="only while all the cases"):
        check(Act.CORRECT, facts(CaseState.ISSUED, together=together), None)
    issued = facts(CaseState.ISSUED, together=(("01.FOI.26.000009", CaseState.ISSUED),))
    assert check(Act.CHANGE_LANGUAGE, issued, None).act is Act.CHANGE_LANGUAGE

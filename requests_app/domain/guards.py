"""What must be true of a case before an act, whatever path led to it?

A guard returns nothing when all is well, and raises the error that the person is shown otherwise.
"""

from __future__ import annotations

from requests_app.domain.errors import NotPermitted, NotReady
from requests_app.domain.facts import CaseFacts
from requests_app.domain.states import ANSWERED, OPEN
from requests_app.domain.text import join_words, long_date


def nothing(facts: CaseFacts) -> None:
    """No condition beyond state and role."""


def goes_together(facts: CaseFacts) -> None:
    """One letter answers several cases: its acts are those of the case that leads, and no other stays behind."""
    if facts.answered_with:
        raise NotReady(
            f"This case is answered together with {facts.answered_with}: its letter is written, signed off and issued "
            "there."
        )
    for reference, state in facts.together:
        if state is not facts.state and facts.state in ANSWERED:
            raise NotReady(
                f"{reference} is answered by the same letter, and is now “{state.label}”: a letter is corrected only "
                f"while all the cases that it answers are “{facts.state.label}”."
            )
        if state is not facts.state:
            raise NotReady(
                f"{reference} is answered together with this case, and is now “{state.label}”. Bring it to the same "
                "step, or have it answered on its own."
            )


def is_one_applicant(facts: CaseFacts) -> None:
    """One person reads the letter: nobody else's answer is in it, whatever has happened since the cases were joined."""
    if facts.strangers:
        raise NotReady(
            f"The applicant of {join_words(list(facts.strangers))} looks like somebody else than this case's. Put their "
            "details right in both cases, or have each answered on its own and join them again with a reason."
        )


def may_join(facts: CaseFacts) -> None:
    is_not_answered(facts)
    if facts.answered_with:
        raise NotReady(f"This case is answered together with {facts.answered_with} already.")
    if facts.together:
        raise NotReady(
            f"{facts.together[0][0]} is answered together with this case: join this case's own letter instead."
        )


def is_joined(facts: CaseFacts) -> None:
    if not facts.answered_with:
        raise NotReady("This case is answered on its own already.")
    is_not_answered(facts)


def speaks_for_itself(facts: CaseFacts) -> None:
    """One letter has one language. Once it is out, each case goes on in its own."""
    others = [facts.answered_with] if facts.answered_with else [name for name, _ in facts.together]
    if others and facts.state in OPEN:
        raise NotReady(
            f"One letter answers this case and {join_words(others)}, in one language. Have each answered on its own "
            "first, change the language of each, and join them again."
        )


def has_questions(facts: CaseFacts) -> None:
    if not facts.question_numbers:
        raise NotReady("Split the request into at least one question before you start (FOIA s1(1)).")


def may_ask(facts: CaseFacts) -> None:
    """Nothing is asked of the applicant any more once the request is answered."""
    is_not_answered(facts)
    has_correspondence_address(facts)


def has_correspondence_address(facts: CaseFacts) -> None:
    if not facts.has_correspondence_address:
        raise NotReady(
            "Record an address for correspondence first: there is nowhere to send the letter (FOIA s8(1)(b))."
        )


def may_acknowledge(facts: CaseFacts) -> None:
    is_not_answered(facts)
    if facts.is_acknowledged:
        raise NotReady("The request has been acknowledged already; that is done once.")
    has_correspondence_address(facts)


def may_remind(facts: CaseFacts) -> None:
    """A reminder that comes when the period is over asks for what would no longer help."""
    has_correspondence_address(facts)
    if facts.lapses_on is None or facts.today > facts.lapses_on:
        raise NotReady("The period for a reply is over: close the case as lapsed, or record the reply.")


def is_not_answered(facts: CaseFacts) -> None:
    """A response that is being corrected has stopped the clock for good."""
    if facts.is_correction:
        raise NotReady(
            "The request has been answered, and its clock has stopped: this is the correction of a response. "
            "Finish the correction, or take it back."
        )


def may_charge(facts: CaseFacts) -> None:
    is_not_answered(facts)
    if facts.regime != "foia":
        raise NotReady("A fees notice belongs to FOIA; a charge under the EIR follows regulation 8.")
    has_correspondence_address(facts)


def may_stay_silent(facts: CaseFacts) -> None:
    """Only the Act excuses from a further notice; the Regulations refuse every request in writing (reg 14(1))."""
    is_not_answered(facts)
    if facts.regime != "foia":
        raise NotReady(
            "Every refusal under the EIR is given in writing: record the exception for a manifestly unreasonable request "
            "(EIR reg 12(4)(b), reg 14(1))."
        )


def may_extend(facts: CaseFacts) -> None:
    """Once, and under FOIA only where a qualified exemption is engaged and its balance is not yet struck (s10(3))."""
    is_not_answered(facts)
    if facts.is_extended:
        raise NotReady("The time has been extended already; it is extended once.")
    if facts.regime == "foia" and not facts.has_undecided_public_interest:
        raise NotReady(
            "Record a qualified exemption whose public-interest test is not yet decided before you extend "
            "(FOIA s10(3), s17(2))."
        )


def period_is_over(facts: CaseFacts) -> None:
    if facts.lapses_on is None or facts.today <= facts.lapses_on:
        until = long_date(facts.lapses_on) if facts.lapses_on else "the end of the period"
        raise NotReady(f"The applicant still has time: the case can lapse after {until}.")


def letter_is_complete(facts: CaseFacts) -> None:
    """Nothing goes out incomplete (s17): no defect, and a recorded reason for every warning."""
    open_findings = facts.defects + facts.open_warnings
    if not open_findings:
        return _is_not_a_second_notice(facts)
    defects, warnings = len(facts.defects), len(facts.open_warnings)
    parts = []
    if defects:
        parts.append(f"{defects} defect{'s' if defects != 1 else ''} to mend")
    if warnings:
        parts.append(f"{warnings} warning{'s' if warnings != 1 else ''} to mend or explain")
    raise NotReady(f"The letter is not ready: {' and '.join(parts)}.", findings=open_findings)


def _is_not_a_second_notice(facts: CaseFacts) -> None:
    """The notice of more time goes out once; what follows it is the decision (s17(2) and (3))."""
    if facts.notice_has_gone_out and facts.has_undecided_public_interest:
        raise NotReady(
            "The notice of more time has gone out already. Record how the public interest balances before the "
            "response goes out (FOIA s17(3))."
        )


def is_somebody_else(facts: CaseFacts) -> None:
    if facts.actor_id in facts.contributors:
        raise NotPermitted("You have worked on this case yourself. Somebody else must do this.")


def decides_afresh(facts: CaseFacts) -> None:
    """A review is taken by somebody who neither wrote nor signed off the first decision (s45 Code)."""
    is_somebody_else(facts)
    if facts.actor_id in facts.signatories:
        raise NotPermitted("You signed off the response yourself. Somebody else must review it.")


def may_conclude(facts: CaseFacts) -> None:
    """The reviewer answers for the letter alone; complete, and with somewhere to send it."""
    decides_afresh(facts)
    has_correspondence_address(facts)
    letter_is_complete(facts)


def letter_has_failed(facts: CaseFacts) -> None:
    """While the worker has the letter nobody takes it away; one that could not be made would stay for ever."""
    if not facts.letter_has_failed:
        raise NotReady("The letter is being made. It can be taken back only if it could not be made.")


def is_a_correction(facts: CaseFacts) -> None:
    if not facts.is_correction:
        raise NotReady("There is no correction to take back: the request has not been answered yet.")


def may_sign_off(facts: CaseFacts) -> None:
    """By somebody else, of the very content that was submitted, and complete; section 36 needs its opinion first."""
    is_somebody_else(facts)
    _letter_is_unchanged(facts)
    if facts.needs_qualified_person and not facts.has_qualified_opinion:
        raise NotReady("Record the qualified person's opinion before sign-off (FOIA s36(2)).")
    letter_is_complete(facts)


def may_issue(facts: CaseFacts) -> None:
    """Every required approval is recorded for this very version of the letter."""
    if not facts.letter_hash or facts.approved_hash != facts.letter_hash:
        raise NotReady("This version of the letter has not been signed off. Submit it for sign-off.")
    _letter_is_unchanged(facts)
    has_correspondence_address(facts)
    letter_is_complete(facts)


def _letter_is_unchanged(facts: CaseFacts) -> None:
    if facts.letter_hash != facts.composed_hash:
        raise NotReady("The case has changed since the letter was submitted. Recall it and submit it again.")


READ_THE_LETTER = frozenset({may_extend, letter_is_complete, may_sign_off, may_issue, may_conclude})

"""How did it end, for a question and for the case? Computed from what was recorded, never typed.

The words are those of the Cabinet Office return: "not held" and "advice" are not resolvable; to neither confirm nor
deny counts as withholding by an exemption; sections 12 and 14 refuse without one.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from exemptions.domain.decision import Decision


class QuestionOutcome(StrEnum):
    """What one question got."""

    DISCLOSED = "disclosed"
    PARTLY_WITHHELD = "partly_withheld"
    WITHHELD = "withheld"
    NCND = "ncnd"
    NOT_HELD = "not_held"
    ADVICE = "advice"
    COST = "cost"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"
    UNANSWERED = "unanswered"

    @property
    def label(self) -> str:
        return _QUESTION_LABELS[self]


class CaseOutcome(StrEnum):
    """What the whole request got, as it is counted."""

    GRANTED = "granted"
    PARTIALLY_WITHHELD = "partially_withheld"
    FULLY_WITHHELD = "fully_withheld"
    REFUSED_COST = "refused_cost"
    REFUSED_VEXATIOUS = "refused_vexatious"
    REFUSED_REPEATED = "refused_repeated"
    NOT_HELD = "not_held"
    ADVICE = "advice"
    TRANSFERRED = "transferred"
    UNANSWERED = "unanswered"

    @property
    def label(self) -> str:
        return _CASE_LABELS[self]

    @property
    def is_resolvable(self) -> bool:
        """Whether the return counts it as a request that could be granted or withheld."""
        return self not in {CaseOutcome.NOT_HELD, CaseOutcome.ADVICE, CaseOutcome.TRANSFERRED}


_QUESTION_LABELS = {
    QuestionOutcome.DISCLOSED: "Disclosed",
    QuestionOutcome.PARTLY_WITHHELD: "Disclosed in part",
    QuestionOutcome.WITHHELD: "Withheld",
    QuestionOutcome.NCND: "Neither confirmed nor denied",
    QuestionOutcome.NOT_HELD: "Not held",
    QuestionOutcome.ADVICE: "Advice given",
    QuestionOutcome.COST: "Refused: cost limit",
    QuestionOutcome.VEXATIOUS: "Refused: vexatious",
    QuestionOutcome.REPEATED: "Refused: repeated",
    QuestionOutcome.UNANSWERED: "Not yet answered",
}
_CASE_LABELS = {
    CaseOutcome.GRANTED: "Granted in full",
    CaseOutcome.PARTIALLY_WITHHELD: "Partially withheld",
    CaseOutcome.FULLY_WITHHELD: "Fully withheld",
    CaseOutcome.REFUSED_COST: "Refused: cost limit",
    CaseOutcome.REFUSED_VEXATIOUS: "Refused: vexatious",
    CaseOutcome.REFUSED_REPEATED: "Refused: repeated",
    CaseOutcome.NOT_HELD: "Information not held",
    CaseOutcome.ADVICE: "Advice and assistance",
    CaseOutcome.TRANSFERRED: "Transferred to another authority",
    CaseOutcome.UNANSWERED: "Not yet answered",
}
_REFUSALS = {
    QuestionOutcome.COST: CaseOutcome.REFUSED_COST,
    QuestionOutcome.VEXATIOUS: CaseOutcome.REFUSED_VEXATIOUS,
    QuestionOutcome.REPEATED: CaseOutcome.REFUSED_REPEATED,
}
_GIVEN = frozenset({QuestionOutcome.DISCLOSED, QuestionOutcome.PARTLY_WITHHELD})


def question_outcome(
    *, holding: str, is_advice: bool, has_disclosure: bool, decisions: Sequence[Decision]
) -> QuestionOutcome:
    """What a question got. `holding` is "held", "not_held", "ncnd" or "unknown"; `decisions` cover it.

    Regulation 12(4)(a) EIR calls "not held" an exception; it is counted as not held all the same.
    """
    refusing = [decision for decision in decisions if not _says_not_held(decision)]
    if refusing:
        return QuestionOutcome.PARTLY_WITHHELD if has_disclosure else _refusal(refusing)
    if decisions and not has_disclosure:
        return QuestionOutcome.NOT_HELD
    if is_advice:
        return QuestionOutcome.ADVICE if has_disclosure else QuestionOutcome.UNANSWERED
    if holding == "not_held":
        return QuestionOutcome.NOT_HELD
    return QuestionOutcome.DISCLOSED if has_disclosure else QuestionOutcome.UNANSWERED


def case_outcome(outcomes: Iterable[QuestionOutcome]) -> CaseOutcome:
    """What a case got from what its questions got; given and withheld together: partially withheld."""
    found = set(outcomes)
    if not found or QuestionOutcome.UNANSWERED in found:
        return CaseOutcome.UNANSWERED
    resolved = found - {QuestionOutcome.NOT_HELD, QuestionOutcome.ADVICE}
    if not resolved:
        return CaseOutcome.NOT_HELD if QuestionOutcome.NOT_HELD in found else CaseOutcome.ADVICE
    if resolved == {QuestionOutcome.DISCLOSED}:
        return CaseOutcome.GRANTED
    if resolved & _GIVEN:
        return CaseOutcome.PARTIALLY_WITHHELD
    if resolved & {QuestionOutcome.WITHHELD, QuestionOutcome.NCND}:
        return CaseOutcome.FULLY_WITHHELD
    # Refused as a whole, without an exemption: the ground that the return counts first.
    return next(_REFUSALS[each] for each in _REFUSALS if each in resolved)


def _says_not_held(decision: Decision) -> bool:
    return decision.provision == "reg12-4" and decision.limbs == ("4a",)


def _refusal(decisions: Sequence[Decision]) -> QuestionOutcome:
    """Cost and section 14 refuse the question as a whole, whatever exemption stands beside them (s17(5))."""
    for decision in decisions:
        if decision.provision == "s12":
            return QuestionOutcome.COST
        if decision.provision == "s14":
            return QuestionOutcome.REPEATED if "2" in decision.limbs else QuestionOutcome.VEXATIOUS
    if all(decision.effect == "ncnd" for decision in decisions):
        return QuestionOutcome.NCND
    return QuestionOutcome.WITHHELD

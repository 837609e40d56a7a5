"""Does every combination of what was recorded end in the outcome that the return counts?"""

from itertools import chain, combinations, product

import pytest

from exemptions.domain.decision import Decision
from exemptions.domain.outcomes import CaseOutcome, QuestionOutcome, case_outcome, question_outcome
from exemptions.statute import Effect

Q, C = QuestionOutcome, CaseOutcome


def decision(provision: str, *limbs: str, effect: Effect = Effect.WITHHOLD) -> Decision:
    return Decision(key="d1", provision=provision, limbs=limbs, effect=effect)


WITHHELD = decision("s31", "1a")
DENIED = decision("s40", "5Bai", effect=Effect.NCND)
COST = decision("s12", "1")
COST_OF_CONFIRMING = decision("s12", "2", effect=Effect.NCND)
VEXATIOUS = decision("s14", "1")
REPEATED = decision("s14", "2")
NOT_HELD = decision("reg12-4", "4a")


@pytest.mark.parametrize(
    ("decisions", "disclosed", "expected"),
    [
        ([WITHHELD], False, Q.WITHHELD),
        ([WITHHELD], True, Q.PARTLY_WITHHELD),
        ([DENIED], False, Q.NCND),
        ([DENIED], True, Q.PARTLY_WITHHELD),
        ([DENIED, WITHHELD], False, Q.WITHHELD),
        ([COST], False, Q.COST),
        ([COST], True, Q.PARTLY_WITHHELD),
        ([COST_OF_CONFIRMING], False, Q.COST),
        ([WITHHELD, COST], False, Q.COST),
        ([VEXATIOUS], False, Q.VEXATIOUS),
        ([REPEATED], False, Q.REPEATED),
        ([NOT_HELD], False, Q.NOT_HELD),
        ([NOT_HELD], True, Q.DISCLOSED),
        ([NOT_HELD, WITHHELD], False, Q.WITHHELD),
        ([decision("reg12-4", "4b")], False, Q.WITHHELD),
    ],
)
def test_a_refused_question_ends_by_what_refuses_it(decisions, disclosed, expected):
    for holding, is_advice in product(["held", "not_held", "ncnd", "unknown"], [True, False]):
        if not (decisions == [NOT_HELD] and disclosed and (is_advice or holding == "not_held")):
            outcome = question_outcome(
                holding=holding, is_advice=is_advice, has_disclosure=disclosed, decisions=decisions
            )
            assert outcome is expected


@pytest.mark.parametrize(
    ("holding", "is_advice", "disclosed", "expected"),
    [
        ("held", False, True, Q.DISCLOSED),
        ("held", False, False, Q.UNANSWERED),
        ("unknown", False, True, Q.DISCLOSED),
        ("unknown", False, False, Q.UNANSWERED),
        ("ncnd", False, False, Q.UNANSWERED),
        ("not_held", False, False, Q.NOT_HELD),
        ("not_held", False, True, Q.NOT_HELD),
        ("held", True, True, Q.ADVICE),
        ("not_held", True, True, Q.ADVICE),
        ("held", True, False, Q.UNANSWERED),
    ],
)
def test_a_question_without_decisions_ends_by_what_is_held_and_given(holding, is_advice, disclosed, expected):
    outcome = question_outcome(holding=holding, is_advice=is_advice, has_disclosure=disclosed, decisions=[])
    assert outcome is expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], C.UNANSWERED),
        ([Q.DISCLOSED], C.GRANTED),
        ([Q.DISCLOSED, Q.NOT_HELD], C.GRANTED),
        ([Q.DISCLOSED, Q.ADVICE], C.GRANTED),
        ([Q.DISCLOSED, Q.WITHHELD], C.PARTIALLY_WITHHELD),
        ([Q.DISCLOSED, Q.NCND], C.PARTIALLY_WITHHELD),
        ([Q.DISCLOSED, Q.COST], C.PARTIALLY_WITHHELD),
        ([Q.PARTLY_WITHHELD], C.PARTIALLY_WITHHELD),
        ([Q.WITHHELD], C.FULLY_WITHHELD),
        ([Q.NCND], C.FULLY_WITHHELD),
        ([Q.WITHHELD, Q.NOT_HELD], C.FULLY_WITHHELD),
        ([Q.WITHHELD, Q.COST], C.FULLY_WITHHELD),
        ([Q.COST], C.REFUSED_COST),
        ([Q.COST, Q.VEXATIOUS, Q.REPEATED], C.REFUSED_COST),
        ([Q.VEXATIOUS, Q.NOT_HELD], C.REFUSED_VEXATIOUS),
        ([Q.REPEATED], C.REFUSED_REPEATED),
        ([Q.NOT_HELD], C.NOT_HELD),
        ([Q.NOT_HELD, Q.ADVICE], C.NOT_HELD),
        ([Q.ADVICE], C.ADVICE),
        ([Q.DISCLOSED, Q.UNANSWERED], C.UNANSWERED),
    ],
)
def test_a_case_ends_by_what_its_questions_got(outcomes, expected):
    assert case_outcome(outcomes) is expected


SETS = list(chain.from_iterable(combinations(Q, size) for size in range(1, len(Q) + 1)))
GIVEN = {Q.DISCLOSED, Q.PARTLY_WITHHELD}
REFUSED = {Q.PARTLY_WITHHELD, Q.WITHHELD, Q.NCND, Q.COST, Q.VEXATIOUS, Q.REPEATED}


def test_every_set_of_outcomes_has_one_that_agrees_with_what_was_given_and_refused():
    for each in SETS:
        found, outcome = set(each), case_outcome(each)
        is_given, is_refused = bool(found & GIVEN), bool(found & REFUSED)
        assert (outcome is C.UNANSWERED) == (Q.UNANSWERED in found)
        if outcome is not C.UNANSWERED:
            assert (outcome is C.GRANTED) == (is_given and not is_refused)
            assert (outcome is C.PARTIALLY_WITHHELD) == (is_given and is_refused)
            assert outcome.is_resolvable == (is_given or is_refused)


def test_the_order_of_questions_does_not_matter():
    for each in SETS:
        assert case_outcome(each) is case_outcome(reversed(each))


def test_every_outcome_has_words_of_its_own():
    for kind in (Q, C):
        labels = [outcome.label for outcome in kind]
        assert len(set(labels)) == len(labels)
        assert all(label[0].isupper() for label in labels)

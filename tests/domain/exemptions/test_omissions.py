"""Reasons that would themselves disclose exempt information stay out of the notice, and on the file (s17(4))."""

from dataclasses import replace

import pytest

from exemptions.domain.completeness import gaps
from exemptions.domain.decision import Decision, decision_from_dict
from exemptions.domain.records import Omission
from exemptions.statute import PROVISIONS, Record, Regime
from tests.domain.exemptions.test_completeness import BURGLARY, LOOK_UP, ON, RESIDENTS, TENDER

WHY = "The reasons name the operation."
BOTH = Omission(reasons=True, public_interest=True, why=WHY)


def codes(decision: Decision) -> dict[str, str]:
    return {gap.code: gap.field for gap in gaps(decision, ON)}


@pytest.mark.parametrize("one", PROVISIONS.values(), ids=lambda one: one.key)
def test_it_is_offered_for_every_exemption_of_the_act_and_nowhere_else(one):
    offered = Record.OMISSION in one.optional_records([one.limbs[0].key])
    assert offered is (one.regime is Regime.FOIA and one.key not in {"s12", "s14"})
    assert Record.OMISSION not in one.optional_records([])


def test_an_omission_with_its_reason_on_the_file_lacks_nothing():
    assert codes(replace(BURGLARY, omission=BOTH)) == {}
    assert codes(replace(RESIDENTS, omission=replace(BOTH, public_interest=False))) == {}


def test_the_reasons_are_demanded_on_the_file_though_they_are_not_printed():
    bare = replace(BURGLARY, omission=BOTH, prejudice=None, explanation="")
    assert set(codes(bare)) == {"prejudice-missing", "explanation-missing"}


@pytest.mark.parametrize(
    ("omission", "code", "field"),
    [
        (replace(BOTH, why=" "), "omission-why-missing", "omission.why"),
        (Omission(why=WHY), "omission-of-nothing", "omission.reasons"),
    ],
)
def test_what_an_omission_itself_lacks_is_said_at_its_field(omission, code, field):
    assert codes(replace(BURGLARY, omission=omission)) == {code: field}


def test_where_nothing_is_weighed_no_balance_can_be_left_out():
    assert codes(replace(RESIDENTS, omission=BOTH)) == {
        "omission-without-balance": "omission.public_interest"
    }


@pytest.mark.parametrize(("decision", "provision"), [(TENDER, "EIR reg 14(3)"), (LOOK_UP, "FOIA s17(5)")])
def test_the_regulations_and_a_refusal_on_cost_have_no_such_rule(decision, provision):
    (gap,) = gaps(replace(decision, omission=BOTH), ON)
    assert (gap.code, gap.provision) == ("omission-not-allowed", provision)


def test_the_notice_is_told_all_but_what_is_left_out():
    told = replace(BURGLARY, omission=Omission(reasons=True, why=WHY)).as_told
    assert (told.covers, told.explanation, told.prejudice) == (BURGLARY.covers, "", None)
    assert told.public_interest == BURGLARY.public_interest
    weighed = replace(BURGLARY, omission=Omission(public_interest=True, why=WHY)).as_told
    assert weighed.prejudice == BURGLARY.prejudice
    assert (weighed.public_interest.factors, weighed.public_interest.balance) == ((), "")
    assert weighed.public_interest.favours is BURGLARY.public_interest.favours
    assert BURGLARY.as_told == BURGLARY
    unweighed = replace(RESIDENTS, omission=BOTH)
    assert unweighed.as_told.public_interest is None


def test_an_omission_is_kept_as_json():
    left = replace(BURGLARY, omission=BOTH)
    assert decision_from_dict(left.to_dict()) == left

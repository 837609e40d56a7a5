"""Regulation 12(5)(d) to (g) does not protect information on emissions, so that it is asked first (reg 12(9))."""

from dataclasses import replace

import pytest

from exemptions.domain.completeness import gaps
from exemptions.domain.decision import Decision, decision_from_dict
from exemptions.domain.records import Emissions, OnEmissions
from exemptions.statute import Effect, Record, provision
from tests.domain.exemptions.test_completeness import NOT_ON_EMISSIONS, ON, TENDER

YES = Emissions(answer=OnEmissions.YES, why="It lists what leaves the chimney.")


def codes(decision: Decision) -> dict[str, str]:
    return {gap.code: gap.field for gap in gaps(decision, ON)}


@pytest.mark.parametrize(("limb", "is_asked"), [(f"5{each}", each in "defg") for each in "abcdefg"])
def test_it_is_asked_for_the_exceptions_that_give_way_to_emissions_and_no_others(limb, is_asked):
    asked = provision("reg12-5").records([limb], Effect.WITHHOLD)
    assert (Record.EMISSIONS in asked) is is_asked


@pytest.mark.parametrize("limb", ["5d", "5e", "5f", "5g"])
def test_what_is_on_emissions_cannot_be_withheld(limb):
    assert codes(replace(TENDER, limbs=(limb,))) == {}
    (gap,) = gaps(replace(TENDER, limbs=(limb,), emissions=YES), ON)
    assert (gap.code, gap.provision, gap.field) == ("emissions-withheld", "EIR reg 12(9)", "emissions.answer")


def test_the_answer_is_demanded_and_its_reason_is_not():
    assert codes(replace(TENDER, emissions=None)) == {"emissions-missing": "emissions"}
    unanswered = replace(TENDER, emissions=Emissions(why="?"))
    assert codes(unanswered) == {"emissions-answer-missing": "emissions.answer"}
    assert codes(replace(TENDER, emissions=Emissions(answer=OnEmissions.NO))) == {}


def test_another_exception_may_protect_what_is_on_emissions():
    assert codes(replace(TENDER, limbs=("5c",), emissions=YES)) == {}


def test_the_answer_is_kept_as_json():
    kept = replace(TENDER, emissions=NOT_ON_EMISSIONS)
    assert decision_from_dict(kept.to_dict()) == kept

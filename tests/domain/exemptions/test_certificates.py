"""A signed certificate is conclusive evidence for a few exemptions, and none is ever demanded (s23(2), s24(3))."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exemptions.domain.completeness import gaps
from exemptions.domain.decision import Decision, decision_from_dict
from exemptions.domain.records import Certificate
from exemptions.statute import PROVISIONS, Body, Effect, Record, provision
from tests.domain.exemptions.test_completeness import (
    BALANCE,
    BURGLARY,
    ON,
    PREJUDICE,
    TENDER,
    VIEWS,
    decision,
)

SIGNED = Certificate(name="Ada Penhallow", office="Home Secretary", signed_on=date(2024, 3, 1))
SECURITY = decision("s23", "1")
NATION = decision("s24", "1", public_interest=BALANCE)
PRIVILEGE = decision("s34", "1")
DEFENCE = decision("reg12-5", "5a", prejudice=PREJUDICE, public_interest=BALANCE)
HOUSE = Body.HOUSE_OF_PARLIAMENT


def found(of: Decision, body: Body | None = None) -> dict[str, tuple[str, str]]:
    return {gap.code: (gap.provision, gap.field) for gap in gaps(of, ON, body=body)}


@pytest.mark.parametrize("one", PROVISIONS.values(), ids=lambda one: one.key)
def test_it_is_offered_for_the_exemptions_that_know_one_and_demanded_for_none(one):
    offered = {
        limb.key for limb in one.limbs if Record.CERTIFICATE in one.optional_records([limb.key], body=HOUSE)
    }
    known = {"s23": {"1", "5"}, "s24": {"1", "2"}, "s34": {"1", "2"}, "reg12-5": {"5a"}}
    assert offered == ({limb.key for limb in one.limbs} if one.key == "s36" else known.get(one.key, set()))
    for effect in Effect:
        assert Record.CERTIFICATE not in one.records([limb.key for limb in one.limbs], effect)


@pytest.mark.parametrize("body", [each for each in Body if each is not HOUSE])
def test_under_section_36_only_the_houses_of_parliament_have_one(body):
    assert provision("s36").certificate(["2c"], body=body) == ""
    assert Record.CERTIFICATE not in provision("s36").optional_records(["2c"], body=body)


@pytest.mark.parametrize(
    ("of", "under"),
    [
        (SECURITY, "FOIA s23(2)"),
        (NATION, "FOIA s24(3)"),
        (PRIVILEGE, "FOIA s34(3)"),
        (replace(VIEWS, public_interest=None), "FOIA s36(7)"),
        (DEFENCE, "EIR reg 15(3)"),
    ],
)
def test_one_that_is_begun_must_be_whole_and_signed_before_the_letter(of, under):
    assert found(replace(of, certificate=SIGNED), HOUSE) == found(of, HOUSE) == {}
    assert found(replace(of, certificate=replace(SIGNED, signed_on=ON)), HOUSE) == {}
    assert found(replace(of, certificate=replace(SIGNED, name=" ", office="", signed_on=None)), HOUSE) == {
        "certificate-name-missing": (under, "certificate.name"),
        "certificate-office-missing": (under, "certificate.office"),
        "certificate-date-missing": (under, "certificate.signed_on"),
    }
    late = replace(SIGNED, signed_on=ON + timedelta(days=1))
    assert found(replace(of, certificate=late), HOUSE) == {
        "certificate-after-letter": (under, "certificate.signed_on")
    }


@pytest.mark.parametrize(
    ("of", "under"),
    [
        (BURGLARY, "FOIA s23(2), s24(3), s34(3), s36(7)"),
        (VIEWS, "FOIA s23(2), s24(3), s34(3), s36(7)"),
        (TENDER, "EIR reg 15(3)"),
    ],
)
def test_where_no_certificate_is_conclusive_none_may_be_recorded(of, under):
    expected = {"certificate-not-allowed": (under, "certificate")}
    assert found(replace(of, certificate=SIGNED)) == expected
    assert found(replace(of, certificate=Certificate())) == expected


def test_while_no_limb_is_chosen_the_limb_is_what_is_asked_for():
    assert set(found(replace(SECURITY, limbs=(), certificate=SIGNED))) == {"limb-missing"}


def test_it_is_kept_as_json():
    kept = replace(SECURITY, certificate=SIGNED)
    assert decision_from_dict(kept.to_dict()) == kept

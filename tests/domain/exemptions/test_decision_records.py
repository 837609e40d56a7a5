"""Do records keep what they are given, refuse what they cannot be, and reckon cost rightly?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exemptions.domain.decision import Decision, decision_from_dict
from exemptions.domain.records import (
    RECORD_TYPES,
    ActivityKind,
    CostActivity,
    CostEstimate,
    Factor,
    Favours,
    Likelihood,
    Prejudice,
    PublicInterest,
    QualifiedPerson,
    RecordError,
    Side,
    Weight,
    from_dict,
    to_dict,
)
from exemptions.statute import Body, CitationError, Effect, Record, Test, UnknownProvision

WHOLE = Decision(
    key="d1",
    provision="s31",
    limbs=("1a", "1b"),
    covers="The patrol times",
    explanation="They show when nobody is there.",
    questions=(2, 3),
    prejudice=Prejudice(interest="Crime", harm="More", causal_link="So", likelihood=Likelihood.WOULD),
    public_interest=PublicInterest(
        factors=(
            Factor(side=Side.FOR, text="Openness", weight=Weight.HIGH),
            Factor(side=Side.AGAINST, text="Harm"),
        ),
        balance="Harm weighs more.",
        favours=Favours.MAINTAIN,
        estimated_on=date(2026, 3, 2),
        aggregated_with=("s38",),
    ),
    cost_estimate=CostEstimate(
        activities=(CostActivity(kind=ActivityKind.LOCATE, items=3, minutes_each=Decimal("1.5")),)
    ),
)


def test_a_decision_comes_back_from_json_as_it_was():
    assert decision_from_dict(WHOLE.to_dict()) == WHOLE


def test_a_decision_is_written_in_plain_values():
    written = WHOLE.to_dict()
    assert "enactment" not in written
    assert written["public_interest"]["estimated_on"] == "2026-03-02"
    assert written["public_interest"]["factors"][0] == {"side": "for", "text": "Openness", "weight": "high"}
    assert written["cost_estimate"]["activities"][0]["minutes_each"] == "1.5"


@pytest.mark.parametrize("record", Record)
def test_every_record_has_a_type_and_a_field_of_its_name_in_the_decision(record):
    empty = RECORD_TYPES[record]()
    decision = Decision(key="d1", provision="s31", **{record.value: empty})
    assert decision.record(record) is empty
    assert decision_from_dict(decision.to_dict()) == decision


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"key": "d1"}, "provision is missing from Decision"),
        (
            {"key": "d1", "provision": "s31", "wings": 2},
            "wings is not a field of Decision: it has certificate, completion",
        ),
        ({"key": 1, "provision": "s31"}, "key cannot be 1: it must be text"),
        ({"key": "d1", "provision": "s31", "limbs": "1a"}, "limbs must be a list"),
        (
            {"key": "d1", "provision": "s31", "questions": [True]},
            "questions.0 cannot be True: it must be a wh",
        ),
        (
            {"key": "d1", "provision": "s31", "effect": "hide"},
            "effect cannot be 'hide': choose one of withhold, ncnd",
        ),
        ({"key": "d1", "provision": "s31", "prejudice": "bad"}, "prejudice must be an object"),
        (
            {"key": "d1", "provision": "s31", "public_interest": {"factors": [{"side": "for"}]}},
            "public_interest.factors.0.text is missing from Factor",
        ),
        (
            {"key": "d1", "provision": "s31", "public_interest": {"estimated_on": "2 March"}},
            "public_interest.estimated_on cannot be '2 March': write a date as 2025-12-05",
        ),
        (
            {"key": "d1", "provision": "s12", "cost_estimate": {"limit_pounds": "much"}},
            "cost_estimate.limit_pounds cannot be 'much': write a number as text",
        ),
        (
            {"key": "d1", "provision": "s12", "cost_estimate": {"limit_pounds": 450.5}},
            "cost_estimate.limit_pounds cannot be 450.5",
        ),
        (
            {"key": "d1", "provision": "s12", "cost_estimate": {"limit_pounds": "NaN"}},
            "cost_estimate.limit_pounds cannot be 'NaN'",
        ),
        (
            {"key": "d1", "provision": "s22", "publication_plan": {"intended_when_requested": "yes"}},
            "publication_plan.intended_when_requested cannot be 'yes': it must be true or false",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(data, reason):
    with pytest.raises(RecordError) as caught:
        decision_from_dict(data)
    assert reason in str(caught.value)


@dataclass(frozen=True, kw_only=True)
class Stamped:
    """Stands for the structures of other packages that are written by the same reader."""

    at: datetime
    on: date | None = None
    free: dict[str, Any] | None = None


def test_times_and_free_objects_are_read_too():
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    stamped = Stamped(at=at, on=date(2026, 3, 2), free={"a": 1})
    assert from_dict(Stamped, to_dict(stamped)) == stamped
    assert from_dict(Stamped, {"at": at, "on": date(2026, 3, 2)}).at is at
    with pytest.raises(RecordError, match="at cannot be 'noon': write a time as 2025-12-05T09:30:00"):
        from_dict(Stamped, {"at": "noon"})
    with pytest.raises(RecordError, match="free must be an object"):
        from_dict(Stamped, {"at": at, "free": "x"})


def estimate(*minutes: str, **given) -> CostEstimate:
    return CostEstimate(
        activities=tuple(
            CostActivity(kind=ActivityKind.RETRIEVE, items=1, minutes_each=Decimal(each)) for each in minutes
        ),
        **given,
    )


@pytest.mark.parametrize(
    ("minutes", "limit", "exceeds"),
    [
        ("1080", 450, False),
        ("1080.01", 450, True),
        ("1440", 600, False),
        ("1441", 600, True),
        ("0", 450, False),
    ],
)
def test_only_more_than_the_limit_exceeds_it(minutes, limit, exceeds):
    assert estimate(minutes, limit_pounds=Decimal(limit)).exceeds is exceeds


def test_an_estimate_is_reckoned_at_25_pounds_an_hour():
    reckoned = estimate("600", "500.5")
    assert (reckoned.hours, reckoned.cost) == (Decimal("18.34"), Decimal("458.54"))
    assert (reckoned.limit_hours, estimate(limit_pounds=Decimal(600)).limit_hours) == (18, 24)


def test_items_multiply_their_minutes():
    activity = CostActivity(kind=ActivityKind.EXTRACT, items=2300, minutes_each=Decimal("0.5"))
    assert activity.minutes == 1150


def test_a_rate_of_nothing_is_refused():
    with pytest.raises(RecordError, match="rate_pounds must be above 0"):
        CostEstimate(rate_pounds=Decimal(0))


@settings(deadline=None)  # other work on the machine may slow one example
@given(st.lists(st.decimals(min_value=0, max_value=10_000, places=2), max_size=5))
def test_an_estimate_exceeds_exactly_when_its_cost_does(minutes):
    reckoned = estimate(*(str(each) for each in minutes))
    assert reckoned.exceeds == (sum(minutes) > 18 * 60)


def test_factors_are_told_apart_by_side():
    test = WHOLE.public_interest
    assert [factor.text for factor in test.on_side(Side.AGAINST)] == ["Harm"]


def test_a_decision_knows_its_citation_test_and_records():
    assert str(WHOLE.citation) == "Section 31(1)(a) and (b) – Law enforcement"
    assert WHOLE.test is Test.QUALIFIED
    assert WHOLE.needed_records == {Record.PREJUDICE, Record.PUBLIC_INTEREST}
    assert WHOLE.record(Record.ENACTMENT) is None


def test_a_house_of_parliament_needs_no_balance_for_section_36():
    decision = Decision(key="d1", provision="s36", limbs=("2c",), qualified_person=QualifiedPerson())
    assert decision.records_needed_by(Body.HOUSE_OF_PARLIAMENT) == {Record.QUALIFIED_PERSON}


@pytest.mark.parametrize(("provision", "error"), [("s31", CitationError), ("s99", UnknownProvision)])
def test_a_decision_may_hold_what_the_statute_lacks_but_cannot_cite_it(provision, error):
    decision = Decision(key="d1", provision=provision, limbs=("9z",), effect=Effect.NCND)
    with pytest.raises(error):
        decision.citation  # noqa: B018 - reading it is the act

"""Is every gap of a decision found, at its field and with its provision, and none in one that is whole?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from exemptions.domain.completeness import Gap, gaps
from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    ActivityKind,
    Confidence,
    CostActivity,
    CostEstimate,
    DataProtection,
    EarlierRequest,
    Emissions,
    Enactment,
    Factor,
    Favours,
    LawfulBasis,
    Likelihood,
    OnEmissions,
    Prejudice,
    PublicationPlan,
    PublicInterest,
    QualifiedPerson,
    Side,
    Vexatious,
    WhereAvailable,
)
from exemptions.domain.requirements import REQUIREMENTS
from exemptions.statute import PROVISIONS, Body, Citation, Effect, Record, Severity

ON = date(2026, 3, 2)

PREJUDICE = Prejudice(
    interest="Detecting burglary",
    harm="Burglars avoid patrols",
    causal_link="Times",
    likelihood=Likelihood.WOULD,
)
BALANCE = PublicInterest(
    factors=(Factor(side=Side.FOR, text="Openness"), Factor(side=Side.AGAINST, text="Safety")),
    balance="Safety weighs more.",
    favours=Favours.MAINTAIN,
)
DATA = DataProtection(
    whose="Two residents", purpose="Openness", necessity="No", balance="Theirs", expectations="Privacy"
)
OPINION = QualifiedPerson(
    office="Monitoring officer",
    opinion="It would inhibit",
    given_on=ON,
    likelihood=Likelihood.WOULD_BE_LIKELY,
)
NINETEEN_HOURS = (CostActivity(kind=ActivityKind.RETRIEVE, items=19, minutes_each=Decimal(60)),)
COST = CostEstimate(activities=NINETEEN_HOURS, advice="Ask for one year.")


def decision(provision: str, limbs: str, effect: Effect = Effect.WITHHOLD, **records: Any) -> Decision:
    said = {"covers": "The times of patrols", "explanation": "They are operational.", "questions": (1,)}
    return Decision(
        key="d1", provision=provision, limbs=tuple(limbs.split()), effect=effect, **(said | records)
    )


BURGLARY = decision("s31", "1a", prejudice=PREJUDICE, public_interest=BALANCE)
RESIDENTS = decision("s40", "2 3Aa", data_protection=DATA)
LOOK_UP = decision("s12", "1", cost_estimate=COST)
VIEWS = decision("s36", "2bii", qualified_person=OPINION, public_interest=BALANCE)
PATROLS = decision("s31", "3", Effect.NCND, prejudice=PREJUDICE, public_interest=BALANCE)
NOT_ON_EMISSIONS = Emissions(answer=OnEmissions.NO, why="A price.")
TENDER = decision("reg12-5", "5e", prejudice=PREJUDICE, public_interest=BALANCE, emissions=NOT_ON_EMISSIONS)
REPORT = decision(
    "s22",
    "1a 1b 1c",
    publication_plan=PublicationPlan(plan="In June", why_reasonable="Soon", intended_when_requested=True),
    public_interest=BALANCE,
)
WHOLE = [
    BURGLARY,
    RESIDENTS,
    LOOK_UP,
    VIEWS,
    PATROLS,
    TENDER,
    REPORT,
    decision("s12", "2", Effect.NCND, cost_estimate=COST),
    decision("s14", "1", vexatious=Vexatious(conclusion="A burden without value")),
    decision(
        "s14",
        "2",
        earlier_request=EarlierRequest(
            reference="26-1", answered_on=date(2026, 1, 5), similarity="Same", interval="Two months"
        ),
    ),
    decision("s21", "1", where_available=WhereAvailable(where="On our website")),
    decision(
        "s41",
        "1a 1b",
        confidence=Confidence(source="A", quality="B", obligation="C", public_interest_defence="D"),
    ),
    decision("s44", "1a", enactment=Enactment(name="An Act", provision="section 1", how="It forbids")),
    decision("s40", "5Bai", Effect.NCND, data_protection=DATA),
    decision(
        "s40",
        "2 3Aa",
        data_protection=DataProtection(whose="A", lawful_basis=LawfulBasis.NONE, expectations="B"),
    ),
    decision("reg12-4", "4a"),
]


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: f"{whole.provision}({'-'.join(whole.limbs)})")
def test_a_whole_decision_has_no_gaps(whole):
    assert gaps(whole, ON) == []


def only(decision: Decision, on: date = ON, **around: Any) -> Gap:
    (gap,) = gaps(decision, on, **around)
    return gap


def without(whole: Decision, record: str, **changes: Any) -> Decision:
    return replace(whole, **{record: replace(getattr(whole, record), **changes)})


@pytest.mark.parametrize("record", REQUIREMENTS)
def test_a_record_that_is_needed_and_not_written_is_a_defect_at_its_field(record):
    whole = next(one for one in WHOLE if record in one.needed_records)
    gap = only(replace(whole, **{record.value: None}))
    assert gap.code == f"{record.value.replace('_', '-')}-missing"
    assert gap.field == record.value
    assert gap.severity is Severity.DEFECT
    assert gap.message == f"Record {REQUIREMENTS[record].name} ({gap.provision}).".replace(
        "{disclosure}", "disclosure"
    )


FIELDS = [(record, name) for record, one in REQUIREMENTS.items() for name in one.fields]


@pytest.mark.parametrize(("record", "name"), FIELDS)
def test_each_field_that_a_record_must_fill_is_asked_for_by_name(record, name):
    whole = next(one for one in WHOLE if record in one.needed_records)
    empty = None if name in {"likelihood", "given_on", "answered_on"} else "  "
    gap = only(without(whole, record.value, **{name: empty}))
    assert gap.code == f"{REQUIREMENTS[record].code}-{name.replace('_', '-')}-missing"
    assert gap.field == f"{record.value}.{name}"
    assert gap.message.endswith(f"({gap.provision}).")
    assert "{" not in gap.message


@pytest.mark.parametrize(
    ("whole", "changes", "code", "where", "field"),
    [
        (BURGLARY, {"questions": ()}, "decision-without-question", "FOIA s17(1)", "questions"),
        (BURGLARY, {"covers": " "}, "covers-missing", "FOIA s17(1)(b)", "covers"),
        (BURGLARY, {"explanation": ""}, "explanation-missing", "FOIA s17(1)(c)", "explanation"),
        (TENDER, {"questions": ()}, "decision-without-question", "EIR reg 14(3)", "questions"),
        (TENDER, {"covers": ""}, "covers-missing", "EIR reg 14(3)(a)", "covers"),
        (TENDER, {"explanation": ""}, "explanation-missing", "EIR reg 14(3)", "explanation"),
        (PATROLS, {"explanation": ""}, "explanation-missing", "FOIA s17(1)(c)", "explanation"),
    ],
)
def test_a_decision_says_what_it_covers_why_and_for_which_question(whole, changes, code, where, field):
    gap = only(replace(whole, **changes))
    assert (gap.code, gap.provision, gap.field) == (code, where, field)


def test_a_denial_and_a_refusal_for_cost_cover_no_particular_information():
    assert gaps(replace(PATROLS, covers=""), ON) == []
    assert gaps(replace(LOOK_UP, covers="", explanation=""), ON) == []


@pytest.mark.parametrize(
    ("whole", "record", "changes", "code", "where", "field"),
    [
        (
            TENDER,
            "prejudice",
            {"likelihood": Likelihood.WOULD_BE_LIKELY},
            "likelihood-too-low",
            "EIR reg 12(5)",
            "likelihood",
        ),
        (
            BURGLARY,
            "public_interest",
            {"factors": BALANCE.factors[:1]},
            "factors-against-missing",
            "FOIA s17(3)(b)",
            "factors",
        ),
        (
            BURGLARY,
            "public_interest",
            {"factors": BALANCE.factors[1:]},
            "factors-for-missing",
            "FOIA s17(3)(b)",
            "factors",
        ),
        (
            TENDER,
            "public_interest",
            {"factors": BALANCE.factors[1:]},
            "factors-for-missing",
            "EIR reg 14(3)(b)",
            "factors",
        ),
        (
            BURGLARY,
            "public_interest",
            {"favours": Favours.DISCLOSE},
            "balance-favours-disclosure",
            "FOIA s2(2)(b)",
            "favours",
        ),
        (
            PATROLS,
            "public_interest",
            {"favours": Favours.DISCLOSE},
            "balance-favours-disclosure",
            "FOIA s2(1)(b)",
            "favours",
        ),
        (
            TENDER,
            "public_interest",
            {"favours": Favours.DISCLOSE},
            "balance-favours-disclosure",
            "EIR reg 12(1)(b)",
            "favours",
        ),
        (
            BURGLARY,
            "public_interest",
            {"favours": Favours.UNDECIDED},
            "estimate-missing",
            "FOIA s17(2)",
            "estimated_on",
        ),
        (
            BURGLARY,
            "public_interest",
            {"favours": Favours.UNDECIDED, "estimated_on": ON},
            "estimate-past",
            "FOIA s17(2)",
            "estimated_on",
        ),
        (
            TENDER,
            "public_interest",
            {"favours": Favours.UNDECIDED, "estimated_on": date(2026, 3, 30)},
            "balance-undecided",
            "EIR reg 14(3)(b)",
            "favours",
        ),
        (
            VIEWS,
            "qualified_person",
            {"given_on": date(2026, 3, 3)},
            "opinion-after-letter",
            "FOIA s36(2)",
            "given_on",
        ),
        (
            LOOK_UP,
            "cost_estimate",
            {"activities": ()},
            "estimate-without-activities",
            "FOIA s12(1)",
            "activities",
        ),
        (
            LOOK_UP,
            "cost_estimate",
            {"limit_pounds": Decimal(475)},
            "estimate-within-limit",
            "FOIA s12(1)",
            "activities",
        ),
        (LOOK_UP, "cost_estimate", {"advice": ""}, "advice-missing", "FOIA s16", "advice"),
        (
            REPORT,
            "publication_plan",
            {"intended_when_requested": False},
            "no-intention-when-requested",
            "FOIA s22(1)(b)",
            "intended_when_requested",
        ),
    ],
)
def test_a_record_that_does_not_carry_the_decision_is_a_defect(whole, record, changes, code, where, field):
    gap = only(without(whole, record, **changes))
    assert (gap.code, gap.provision, gap.field) == (code, where, f"{record}.{field}")
    assert gap.severity is Severity.DEFECT
    assert gap.message.endswith(f"({where}).")


def test_a_balance_not_yet_struck_needs_only_its_date():
    undecided = PublicInterest(estimated_on=date(2026, 3, 30))
    assert gaps(replace(BURGLARY, public_interest=undecided), ON) == []


def test_an_estimate_for_section_12_2_is_measured_against_section_12_2():
    whole = decision("s12", "2", Effect.NCND, cost_estimate=replace(COST, activities=()))
    assert only(whole).provision == "FOIA s12(2)"


def test_the_hours_are_in_the_finding():
    message = only(without(LOOK_UP, "cost_estimate", limit_pounds=Decimal(600))).message
    assert message.startswith("The estimate of 19.00 hours does not exceed the limit of 24.00 hours: answer")


def test_consent_is_a_warning_since_it_may_make_disclosure_lawful():
    gap = only(without(RESIDENTS, "data_protection", lawful_basis=LawfulBasis.CONSENT))
    assert (gap.code, gap.severity) == ("consent-allows-disclosure", Severity.WARNING)
    assert gap.field == "data_protection.lawful_basis"


def test_a_denial_is_asked_about_confirming_and_not_about_disclosure():
    messages = [gap.message for gap in gaps(replace(PATROLS, prejudice=Prejudice()), ON)]
    assert "Show how confirming or denying would cause that harm (FOIA s17(1)(c))." in messages
    denial = decision("s40", "5Bai", Effect.NCND)
    assert only(denial).provision == "FOIA s40(5B)"
    assert only(decision("reg13", "1 2Aa")).provision == "EIR reg 13(2A)"


@pytest.mark.parametrize(
    ("whole", "where"),
    [
        (replace(RESIDENTS, public_interest=BALANCE), "FOIA s2(3)"),
        (replace(LOOK_UP, public_interest=BALANCE), "FOIA s17(5)"),
        (decision("reg13", "1 2Aa", data_protection=DATA, public_interest=BALANCE), "EIR reg 13(1)(a)"),
    ],
)
def test_a_balance_where_none_is_to_be_struck_is_a_defect(whole, where):
    gap = only(whole)
    assert (gap.code, gap.provision, gap.field) == ("balance-for-absolute", where, "public_interest")


def test_a_balance_is_not_called_needless_while_no_limb_is_chosen_or_nothing_is_held():
    assert only(replace(BURGLARY, limbs=())).code == "limb-missing"
    assert gaps(decision("reg12-4", "4a", public_interest=BALANCE), ON) == []


@pytest.mark.parametrize(
    ("whole", "field", "where"),
    [
        (decision("s31", "9z"), "limbs", "FOIA s17(1)(b)"),
        (decision("s99", "1"), "provision", "FOIA s17(1)(b)"),
        (decision("reg12-9", "1"), "provision", "EIR reg 14(3)(a)"),
    ],
)
def test_a_citation_that_the_statute_lacks_is_the_only_finding(whole, field, where):
    gap = only(whole)
    assert (gap.code, gap.field, gap.provision) == ("citation-unknown", field, where)


def test_problems_of_the_citation_come_first_and_point_to_the_limbs():
    found = gaps(replace(BURGLARY, limbs=("1a", "2b"), covers=""), ON)
    assert [(gap.code, gap.field) for gap in found] == [
        ("purpose-without-limb", "limbs"),
        ("covers-missing", "covers"),
    ]


def test_what_stands_beside_the_decision_and_who_decides_are_passed_on():
    assert only(BURGLARY, other=[Citation("s30", ("1b",))]).code == "s30-with-s31"
    parliament = replace(VIEWS, public_interest=None)
    assert gaps(parliament, ON, body=Body.HOUSE_OF_PARLIAMENT) == []
    assert only(parliament, body=Body.OTHER).code == "public-interest-missing"


@pytest.mark.parametrize("key", PROVISIONS)
@pytest.mark.parametrize("effect", Effect)
def test_an_empty_decision_under_any_provision_is_reported_in_sentences(key, effect):
    limbs = tuple(limb.key for limb in PROVISIONS[key].limbs if limb.effect is effect)
    records = {record.value: None for record in Record}
    found = gaps(Decision(key="d1", provision=key, limbs=limbs, effect=effect, **records), ON)
    assert found
    for gap in found:
        assert gap.message.endswith(f"({gap.provision}).")
        assert gap.message[0].isupper()
        assert ("EIR" in gap.provision) == key.startswith("reg")

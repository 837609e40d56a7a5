"""What does a decision still lack before a letter can rest on it?

Which records it needs, the statute says; whether each says enough, the small functions of this module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours, Side
from exemptions.statute import Body, Citation, Effect, Record, Regime, Severity, Test, problems, provision


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing. `field` is the dotted path of the field that mends it, such as "public_interest.balance"."""

    code: str
    severity: Severity
    provision: str
    message: str
    field: str


Found = Iterator[Gap]
Check = Callable[[Decision], Found]


def gaps(decision: Decision, on: date, *, other: Iterable[Citation] = (), body: Body | None = None) -> list[Gap]:
    """Everything that a decision lacks in a letter of this date, the citation first.

    `other` are the citations relied on for the same information; `body` the kind of authority, None while unknown.
    """
    found = [
        Gap(problem.code, problem.severity, problem.provision, problem.message, "limbs")
        for problem in problems(decision.citation, on, other, body=body)
    ]
    found += _itself(decision)
    needed = decision.records_needed_by(body or Body.OTHER)
    for record, check in _CHECKS.items():
        if record in needed:
            found += _missing_or_thin(decision, record, check)
    found += _unwanted_balance(decision, needed)
    return found


def _itself(decision: Decision) -> Found:
    law = provision(decision.provision)
    if not decision.questions:
        yield _defect(
            "decision-without-question", "s17(1)", "Say which questions this decision applies to", "questions", decision
        )
    if not decision.covers.strip() and decision.effect is Effect.WITHHOLD and law.is_exemption:
        yield _defect(
            "covers-missing", "s17(1)(b)", f"Say which information {law.name} covers", "covers", decision
        )
    if not decision.explanation.strip() and not _explains_itself(decision):
        yield _defect(
            "explanation-missing", "s17(1)(c)", f"Say why {law.name} applies", "explanation", decision
        )


def _explains_itself(decision: Decision) -> bool:
    """The record of these says why they apply: where it is, what it would cost, why it is vexatious."""
    own = {Record.COST_ESTIMATE, Record.WHERE_AVAILABLE, Record.VEXATIOUS, Record.EARLIER_REQUEST}
    return bool(own & decision.needed_records)


def _missing_or_thin(decision: Decision, record: Record, check: Check) -> Found:
    if decision.record(record) is None:
        name = _NAMES[record]
        code, where = _PROVISIONS[record]
        yield _defect(f"{record.value.replace('_', '-')}-missing", where, f"Record {name}", record.value, decision)
        return
    yield from check(decision)


def _empty(decision: Decision, record: Record, fields: Mapping[str, str]) -> Found:
    """A defect for each named field of the record that says nothing; `fields` maps it to the instruction."""
    value: Any = decision.record(record)
    code, where = _PROVISIONS[record]
    for name, instruction in fields.items():
        said = getattr(value, name)
        if said is None or (isinstance(said, str) and not said.strip()):
            yield _defect(
                f"{code}-{name.replace('_', '-')}-missing", where, instruction, f"{record.value}.{name}", decision
            )


def _prejudice(decision: Decision) -> Found:
    yield from _empty(
        decision,
        Record.PREJUDICE,
        {
            "interest": "Name the interest that the exemption protects",
            "harm": "Describe the harm that disclosure would do: real, actual or of substance",
            "causal_link": "Show how disclosure would cause that harm",
            "likelihood": "Choose whether disclosure “would” or “would be likely to” cause the harm",
        },
    )
    assert decision.prejudice is not None
    limbs = [limb for limb in provision(decision.provision).chosen(decision.limbs) if limb.likelihood_must_be_would]
    if limbs and decision.prejudice.likelihood == "would_be_likely":
        yield _defect(
            "likelihood-too-low",
            "reg 12(5)",
            "Choose “would”: an exception of regulation 12(5) applies only where disclosure would adversely affect",
            "prejudice.likelihood",
            decision,
        )


def _public_interest(decision: Decision) -> Found:
    test = decision.public_interest
    assert test is not None
    if test.favours is Favours.UNDECIDED:
        yield from _undecided(decision)
        return
    for side, words in ((Side.FOR, "for"), (Side.AGAINST, "against")):
        if not any(factor.text.strip() for factor in test.on_side(side)):
            yield _defect(
                f"factors-{side.value}-missing",
                "s17(3)(b)",
                f"Weigh at least one factor {words} disclosure",
                "public_interest.factors",
                decision,
            )
    yield from _empty(
        decision, Record.PUBLIC_INTEREST, {"balance": "Say why the public interest falls on this side"}
    )
    if test.favours is Favours.DISCLOSE:
        yield _defect(
            "balance-favours-disclosure",
            "s2(2)(b)",
            "The balance favours disclosure, so the information cannot be withheld: disclose it, or weigh again",
            "public_interest.favours",
            decision,
        )


def _undecided(decision: Decision) -> Found:
    assert decision.public_interest is not None
    if decision.public_interest.estimated_on is None:
        yield _defect(
            "estimate-missing",
            "s17(2)",
            "Strike the balance, or estimate the date on which you will",
            "public_interest.estimated_on",
            decision,
        )


def _data_protection(decision: Decision) -> Found:
    fields = {"whose": "Say whose personal data it is"}
    test = decision.data_protection
    if test is not None and test.lawful_basis == "legitimate_interests":
        fields |= {
            "purpose": "Name the legitimate interest in disclosure",
            "necessity": "Say whether disclosure is necessary for it",
            "balance": "Weigh it against the people's rights and freedoms",
        }
    fields["expectations"] = "Say what the people would expect"
    yield from _empty(decision, Record.DATA_PROTECTION, fields)


def _qualified_person(decision: Decision) -> Found:
    yield from _empty(
        decision,
        Record.QUALIFIED_PERSON,
        {
            "opinion": "Record the qualified person's opinion",
            "office": "Name the office by which they are the qualified person",
            "given_on": "Enter the date of the opinion",
            "likelihood": "Choose whether the opinion is “would” or “would be likely to”",
        },
    )


def _cost_estimate(decision: Decision) -> Found:
    estimate = decision.cost_estimate
    assert estimate is not None
    if not estimate.activities:
        yield _defect(
            "estimate-without-activities",
            "s12",
            "Estimate the work by activity: determining, locating, retrieving, extracting",
            "cost_estimate.activities",
            decision,
        )
    elif not estimate.exceeds:
        yield _defect(
            "estimate-within-limit",
            "s12(1)",
            f"The estimate of {estimate.hours} hours does not exceed the limit of {estimate.limit_hours} hours: "
            "answer the request, or mend the estimate",
            "cost_estimate.activities",
            decision,
        )
    if not estimate.advice.strip():
        yield _defect(
            "advice-missing",
            "s16",
            "Advise how the request could be brought within the limit",
            "cost_estimate.advice",
            decision,
        )


def _where_available(decision: Decision) -> Found:
    yield from _empty(
        decision, Record.WHERE_AVAILABLE, {"where": "Say where the applicant can find the information"}
    )


def _publication_plan(decision: Decision) -> Found:
    plan = decision.publication_plan
    assert plan is not None
    yield from _empty(
        decision,
        Record.PUBLICATION_PLAN,
        {
            "plan": "Describe the plan to publish",
            "why_reasonable": "Say why it is reasonable to wait until then",
        },
    )
    if not plan.intended_when_requested:
        yield _defect(
            "no-intention-when-requested",
            "s22(1)(b)",
            "Confirm that publication was intended when the request was received; otherwise section 22 cannot apply",
            "publication_plan.intended_when_requested",
            decision,
        )


def _earlier_request(decision: Decision) -> Found:
    yield from _empty(
        decision,
        Record.EARLIER_REQUEST,
        {
            "reference": "Give the reference of the earlier request",
            "answered_on": "Enter when the earlier request was answered",
            "similarity": "Say why this request is identical or substantially similar",
            "interval": "Say why no reasonable interval has passed",
        },
    )


def _vexatious(decision: Decision) -> Found:
    yield from _empty(
        decision, Record.VEXATIOUS, {"conclusion": "Conclude why the request, not the person, is vexatious"}
    )


def _enactment(decision: Decision) -> Found:
    yield from _empty(
        decision,
        Record.ENACTMENT,
        {"name": "Name the enactment that prohibits disclosure", "how": "Say how it prohibits this disclosure"},
    )


def _confidence(decision: Decision) -> Found:
    yield from _empty(
        decision,
        Record.CONFIDENCE,
        {
            "source": "Say from whom the information was obtained",
            "quality": "Say why it has the quality of confidence",
            "obligation": "Say why an obligation of confidence arose",
            "public_interest_defence": "Say why no public-interest defence would succeed",
        },
    )


def _unwanted_balance(decision: Decision, needed: frozenset[Record]) -> Found:
    """An absolute exemption has no balance to strike; one that is written invites the wrong argument."""
    if decision.public_interest is not None and Record.PUBLIC_INTEREST not in needed and decision.limbs:
        if decision.test is Test.ABSOLUTE:
            yield _defect(
                "balance-for-absolute",
                "s2(3)",
                "Remove the public-interest test: this exemption is absolute",
                "public_interest",
                decision,
            )


def _defect(code: str, where: str, message: str, field: str, decision: Decision) -> Gap:
    act = _law_of(decision, where)
    return Gap(code, Severity.DEFECT, act, f"{message} ({act}).", field)


def _law_of(decision: Decision, where: str) -> str:
    if where.startswith("reg"):
        return f"EIR {where}"
    if provision(decision.provision).regime is Regime.EIR:
        return f"EIR {_EIR.get(where, 'reg 14(3)')}"
    return f"FOIA {where}"


_EIR = MappingProxyType({"s17(3)(b)": "reg 14(3)(b)", "s2(2)(b)": "reg 12(1)(b)", "s16": "reg 9", "s17(1)(b)": "reg 14(3)(a)"})
_NAMES = MappingProxyType(
    {
        Record.PREJUDICE: "the prejudice test: interest, harm, causal link and likelihood",
        Record.PUBLIC_INTEREST: "the public-interest test with factors on both sides and the balance",
        Record.DATA_PROTECTION: "the data-protection test: whose data, purpose, necessity, balance and expectations",
        Record.QUALIFIED_PERSON: "the qualified person's opinion",
        Record.COST_ESTIMATE: "the estimate of the cost, by activity",
        Record.WHERE_AVAILABLE: "where the applicant can find the information",
        Record.PUBLICATION_PLAN: "the plan to publish",
        Record.EARLIER_REQUEST: "the earlier request that this one repeats",
        Record.VEXATIOUS: "burden, motive, value and distress, and the conclusion",
        Record.ENACTMENT: "the enactment that prohibits disclosure",
        Record.CONFIDENCE: "what makes disclosure an actionable breach of confidence",
    }
)
_PROVISIONS = MappingProxyType(
    {
        Record.PREJUDICE: ("prejudice", "s17(1)(c)"),
        Record.PUBLIC_INTEREST: ("public-interest", "s17(3)(b)"),
        Record.DATA_PROTECTION: ("data-protection", "s40(3A)"),
        Record.QUALIFIED_PERSON: ("opinion", "s36(2)"),
        Record.COST_ESTIMATE: ("cost", "s12"),
        Record.WHERE_AVAILABLE: ("where-available", "s21(1)"),
        Record.PUBLICATION_PLAN: ("publication", "s22(1)"),
        Record.EARLIER_REQUEST: ("earlier-request", "s14(2)"),
        Record.VEXATIOUS: ("vexatious", "s14(1)"),
        Record.ENACTMENT: ("enactment", "s44(1)"),
        Record.CONFIDENCE: ("confidence", "s41(1)"),
    }
)
_CHECKS: Mapping[Record, Check] = MappingProxyType(
    {
        Record.PREJUDICE: _prejudice,
        Record.QUALIFIED_PERSON: _qualified_person,
        Record.DATA_PROTECTION: _data_protection,
        Record.PUBLIC_INTEREST: _public_interest,
        Record.COST_ESTIMATE: _cost_estimate,
        Record.WHERE_AVAILABLE: _where_available,
        Record.PUBLICATION_PLAN: _publication_plan,
        Record.EARLIER_REQUEST: _earlier_request,
        Record.VEXATIOUS: _vexatious,
        Record.ENACTMENT: _enactment,
        Record.CONFIDENCE: _confidence,
    }
)

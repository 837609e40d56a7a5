"""How does each record that a decision rests on read in the letter?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    ActivityKind,
    Completion,
    Confidence,
    CostActivity,
    CostEstimate,
    DataProtection,
    EarlierRequest,
    Enactment,
    LawfulBasis,
    Likelihood,
    PublicationPlan,
    QualifiedPerson,
    Vexatious,
    WhereAvailable,
)
from exemptions.statute import Effect, Record
from requests_app.domain.text import long_date
from requests_app.letters.law import RegimeWords, cited
from requests_app.letters.model import Block, Grid
from requests_app.letters.phrases import inside, para, written

ACTIVITIES: Final[dict[ActivityKind, str]] = {
    ActivityKind.DETERMINE: "Determining whether it is held",
    ActivityKind.LOCATE: "Locating it",
    ActivityKind.RETRIEVE: "Retrieving it",
    ActivityKind.EXTRACT: "Extracting it",
}
_FIRST_CONDITION: Final = frozenset({"3Aa", "3Ab", "5Bai", "5Baii", "2Aa", "2Ab"})


def record_blocks(decision: Decision, words: RegimeWords) -> Iterator[Block]:
    """Every record but the prejudice test and the public-interest test, in the order of an argument."""
    if decision.data_protection:
        yield from _data_protection(decision, decision.data_protection, words)
    if decision.qualified_person:
        yield from _qualified_person(decision.qualified_person, _what_would_occur(decision))
    if decision.cost_estimate:
        yield from _cost_estimate(decision, decision.cost_estimate)
    for record, said in _PLAIN.items():
        found = decision.record(record)
        if found is not None:
            yield from said(found)


def _data_protection(decision: Decision, record: DataProtection, words: RegimeWords) -> Iterator[Block]:
    """The three parts of the legitimate-interests test, then Article 5(1)(a) (s40(7))."""
    act = "confirming or denying that information is held" if decision.effect is Effect.NCND else "disclosure"
    yield para(
        "Personal data is information that relates to an identified or identifiable living individual."
    )
    yield from written(record.whose, lead="Whose personal data it is")
    if record.special_category:
        yield para("Some of it is special category data, which the law protects most strictly.")
    if record.criminal_offence:
        yield para(
            "Some of it is about criminal allegations or offences, which the law protects more strictly."
        )
    yield from _lawful_basis(record, act)
    yield from written(record.purpose, lead="Purpose")
    yield from written(record.necessity, lead="Necessity")
    yield from written(record.balance, lead="Balance with the rights of those concerned")
    yield from written(record.expectations, lead="Their reasonable expectations")
    if _FIRST_CONDITION & set(decision.limbs):
        yield para(
            f"I have therefore concluded that {act} would contravene the principle in Article 5(1)(a) of "
            "the UK GDPR, that personal data is to be processed lawfully, fairly and in a transparent "
            f"manner. The condition in {cited(decision)} is met."
        )


def _lawful_basis(record: DataProtection, act: str) -> Iterator[Block]:
    start = (
        f"{act[0].upper()}{act[1:]} is lawful only if one of the bases in Article 6(1) of the UK GDPR is met."
    )
    match record.lawful_basis:
        case LawfulBasis.CONSENT:
            yield para(f"{start} The basis that I have considered is consent, in Article 6(1)(a).")
        case LawfulBasis.LEGITIMATE_INTERESTS:
            yield para(
                f"{start} The basis that I have considered is legitimate interests, in Article 6(1)(f), "
                "which asks three questions in turn."
            )
        case LawfulBasis.NONE:
            yield para(f"{start} I have found none that is.")


def _what_would_occur(decision: Decision) -> str:
    """Section 36(2)(b) is about inhibition, (a) and (c) about prejudice, and (3) about any of them."""
    inhibits = [limb.startswith("2b") for limb in decision.limbs]
    if decision.effect is Effect.NCND or not inhibits or (any(inhibits) and not all(inhibits)):
        return "prejudice or inhibition"
    return "inhibition" if all(inhibits) else "prejudice"


def _qualified_person(record: QualifiedPerson, what: str) -> Iterator[Block]:
    who = ", ".join(part for part in (record.name.strip(), record.office.strip()) if part)
    if who:
        yield para(f"The qualified person is {who}.")
    given = f", given on {long_date(record.given_on)}," if record.given_on else ""
    match record.likelihood:
        case Likelihood.WOULD:
            yield para(f"Their reasonable opinion{given} is that the {what} would occur.")
        case Likelihood.WOULD_BE_LIKELY:
            yield para(f"Their reasonable opinion{given} is that the {what} would be likely to occur.")
        case None:
            if record.given_on:
                yield para(f"Their opinion was given on {long_date(record.given_on)}.")
    yield from written(record.opinion, lead="The opinion")
    yield from written(record.seen, lead="What they considered")


def _cost_estimate(decision: Decision, record: CostEstimate) -> Iterator[Block]:
    """Records times minutes, in hours against the limit, naming the Fees Regulations (ICO on s17(5))."""
    what = "Finding out whether we hold the information" if decision.effect is Effect.NCND else "Complying"
    yield para(
        "The appropriate limit is set by the Freedom of Information and Data Protection (Appropriate "
        f"Limit and Fees) Regulations 2004. For us it is {_pounds(record.limit_pounds)}, which is "
        f"{_number(record.limit_hours)} hours at {_pounds(record.rate_pounds)} an hour."
    )
    if record.activities:
        yield para(
            f"{what} would take {_number(record.hours)} hours, at a cost of {_pounds(record.cost)}. "
            + " ".join(_sum_of(activity) for activity in record.activities if activity.items)
        )


def cost_grid(record: CostEstimate) -> Grid:
    """The estimate by activity (SI 2004/3244 reg 4(3)); it stands though the words are edited."""
    rows = [
        (
            inside(activity.description) or ACTIVITIES[activity.kind],
            f"{activity.items:,}",
            _number(activity.minutes_each),
            _number((activity.minutes / 60).quantize(Decimal("0.01"))),
        )
        for activity in record.activities
    ]
    total = ("Total", "", "", _number(record.hours))
    return Grid(
        caption=f"Estimate of the work, against a limit of {_number(record.limit_hours)} hours",
        columns=("Activity", "Records", "Minutes each", "Hours"),
        rows=(*rows, total),
    )


def _sum_of(activity: CostActivity) -> str:
    hours = (activity.minutes / 60).quantize(Decimal("0.01"))
    return (
        f"{activity.items:,} {'record' if activity.items == 1 else 'records'} × "
        f"{_number(activity.minutes_each)} minutes = {_number(hours)} hours."
    )


def _number(value: Decimal) -> str:
    """As 40, 18.5: without noughts that say nothing."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _pounds(value: Decimal) -> str:
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def _where_available(record: WhereAvailable) -> Iterator[Block]:
    yield from written(record.where, lead="Where it is")
    yield from written(record.how, lead="How you can reach it")


def _publication_plan(record: PublicationPlan) -> Iterator[Block]:
    if record.intended_when_requested:
        yield para(
            "When your request was received, the information was already held with a view to publication."
        )
    yield from written(record.plan, lead="The plan to publish")
    if record.publication_on:
        yield para(f"It is to be published on {long_date(record.publication_on)}.")
    yield from written(record.why_reasonable, lead="Why it is reasonable to wait")


def _earlier_request(record: EarlierRequest) -> Iterator[Block]:
    if record.reference or record.answered_on:
        on = f", which was answered on {long_date(record.answered_on)}" if record.answered_on else ""
        yield para(f"The earlier request is {record.reference.strip() or 'yours'}{on}.")
    yield from written(record.similarity, lead="How alike the requests are")
    yield from written(record.interval, lead="The interval between them")


def _vexatious(record: Vexatious) -> Iterator[Block]:
    yield para("It is the request that I have considered, not the person who made it.")
    yield from written(record.burden, lead="Burden")
    yield from written(record.motive, lead="Motive")
    yield from written(record.value, lead="Value or serious purpose")
    yield from written(record.distress, lead="Harassment or distress")
    yield from written(record.conclusion, lead="Conclusion")


def _enactment(record: Enactment) -> Iterator[Block]:
    name = " ".join(part for part in (record.provision.strip(), record.name.strip()) if part)
    if name:
        yield para(f"The enactment that prohibits disclosure is {inside(name)}.")
    yield from written(record.how, lead="How it applies")


def _confidence(record: Confidence) -> Iterator[Block]:
    yield from written(record.source, lead="From whom it was obtained")
    yield from written(record.quality, lead="Its quality of confidence")
    yield from written(record.obligation, lead="The obligation of confidence")
    yield from written(record.detriment, lead="The detriment of disclosure")
    yield from written(record.public_interest_defence, lead="Whether a public-interest defence would succeed")


def completion_blocks(record: Completion) -> Iterator[Block]:
    """Who prepares it and when it will be finished, if known (EIR reg 14(4))."""
    if record.prepared_by.strip():
        yield para(f"The information is being prepared by {inside(record.prepared_by)}.")
    if record.expected_on:
        yield para(f"We expect it to be finished by {long_date(record.expected_on)}.")


_PLAIN: Final[Mapping[Record, Callable[[Any], Iterator[Block]]]] = MappingProxyType(
    {
        Record.WHERE_AVAILABLE: _where_available,
        Record.PUBLICATION_PLAN: _publication_plan,
        Record.EARLIER_REQUEST: _earlier_request,
        Record.VEXATIOUS: _vexatious,
        Record.ENACTMENT: _enactment,
        Record.CONFIDENCE: _confidence,
    }
)
"""The records that read the same whatever the decision, in the order in which they are printed."""

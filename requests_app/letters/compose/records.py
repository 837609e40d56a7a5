"""How does each record that a decision rests on read in the letter?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
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
    Emissions,
    Enactment,
    LawfulBasis,
    Likelihood,
    OnEmissions,
    PublicationPlan,
    QualifiedPerson,
    Vexatious,
    WhereAvailable,
)
from exemptions.statute import Effect, Record
from requests_app.domain.tongue import join_words, later, long_date, tr
from requests_app.letters.aggregate import Aggregate
from requests_app.letters.compose.certificates import certificate_blocks
from requests_app.letters.law import RegimeWords, cited_inside
from requests_app.letters.model import Block, Grid
from requests_app.letters.phrases import inside, para, sentence, written

ACTIVITIES: Final[dict[ActivityKind, str]] = {
    ActivityKind.DETERMINE: later("Determining whether it is held"),
    ActivityKind.LOCATE: later("Locating it"),
    ActivityKind.RETRIEVE: later("Retrieving it"),
    ActivityKind.EXTRACT: later("Extracting it"),
}
_BASES: Final[dict[LawfulBasis | None, str]] = {
    LawfulBasis.CONSENT: later("The basis that I have considered is consent, in Article 6(1)(a)."),
    LawfulBasis.LEGITIMATE_INTERESTS: later(
        "The basis that I have considered is legitimate interests, in Article 6(1)(f), which asks three questions in "
        "turn."
    ),
    LawfulBasis.NONE: later("I have found none that is."),
}
_FIRST_CONDITION: Final = frozenset({"3Aa", "3Ab", "5Bai", "5Baii", "2Aa", "2Ab"})


def common_blocks(decision: Decision) -> Iterator[Block]:
    """What is true of every decision under a provision that needs this one's records: said once, before them all."""
    if decision.data_protection:
        yield para(
            tr(
                "Personal data is information that relates to an identified or identifiable living individual."
            )
        )
    if decision.cost_estimate:
        yield _cost_limit(decision.cost_estimate)


def record_blocks(decision: Decision, words: RegimeWords) -> Iterator[Block]:
    """Every record but the prejudice test and the public-interest test, in the order of an argument."""
    if decision.data_protection:
        yield from _data_protection(decision, decision.data_protection)
    if decision.qualified_person and not decision.is_statistical:
        yield from _qualified_person(decision.qualified_person, _what_would_occur(decision))
    if decision.certificate:
        yield from certificate_blocks(decision, decision.certificate)
    if decision.cost_estimate:
        yield from _cost_estimate(decision, decision.cost_estimate)
    for record, said in _PLAIN.items():
        found = decision.record(record)
        if found is not None:
            yield from said(found)


def _data_protection(decision: Decision, record: DataProtection) -> Iterator[Block]:
    """The three parts of the legitimate-interests test, then Article 5(1)(a) (s40(7))."""
    is_silent = decision.effect is Effect.NCND
    act = tr("confirming or denying that information is held") if is_silent else tr("disclosure")
    yield from written(sentence(record.whose), lead=tr("Whose personal data it is"))
    if record.special_category:
        yield para(tr("Some of it is special category data, which the law protects most strictly."))
    if record.criminal_offence:
        yield para(
            tr("Some of it is about criminal allegations or offences, which the law protects more strictly.")
        )
    yield from _lawful_basis(record, is_silent=is_silent)
    yield from written(record.purpose, lead=tr("Purpose"))
    yield from written(record.necessity, lead=tr("Necessity"))
    yield from written(record.balance, lead=tr("Balance with the rights of those concerned"))
    yield from written(record.expectations, lead=tr("Their reasonable expectations"))
    condition = tuple(limb for limb in decision.limbs if limb in _FIRST_CONDITION)
    if condition:
        yield para(
            tr(
                "I have therefore concluded that {act} would contravene the principle in Article 5(1)(a) of "
                "the UK GDPR, that personal data is to be processed lawfully, fairly and in a transparent "
                "manner. The condition in {citation} is met.",
                act=act,
                citation=cited_inside(replace(decision, limbs=condition)),
            )
        )


def _lawful_basis(record: DataProtection, *, is_silent: bool) -> Iterator[Block]:
    start = (
        tr(
            "Confirming or denying that information is held is lawful only if one of the bases in Article 6(1) of the "
            "UK GDPR is met."
        )
        if is_silent
        else tr("Disclosure is lawful only if one of the bases in Article 6(1) of the UK GDPR is met.")
    )
    if (basis := _BASES.get(record.lawful_basis)) is not None:
        yield para(f"{start} {tr(basis)}")


def _what_would_occur(decision: Decision) -> str:
    """Section 36(2)(b) is about inhibition, (a) and (c) about prejudice, and (3) about any of them."""
    inhibits = [limb.startswith("2b") for limb in decision.limbs]
    if decision.effect is Effect.NCND or not inhibits or (any(inhibits) and not all(inhibits)):
        return tr("prejudice or inhibition")
    return tr("inhibition") if all(inhibits) else tr("prejudice")


def _qualified_person(record: QualifiedPerson, what: str) -> Iterator[Block]:
    who = ", ".join(part for part in (record.name.strip(), record.office.strip()) if part)
    if who:
        yield para(tr("The qualified person is {who}.", who=who))
    day = long_date(record.given_on) if record.given_on else ""
    match record.likelihood, bool(day):
        case Likelihood.WOULD, True:
            said = tr(
                "Their reasonable opinion, given on {day}, is that the {what} would occur.",
                day=day,
                what=what,
            )
        case Likelihood.WOULD, False:
            said = tr("Their reasonable opinion is that the {what} would occur.", what=what)
        case Likelihood.WOULD_BE_LIKELY, True:
            said = tr(
                "Their reasonable opinion, given on {day}, is that the {what} would be likely to occur.",
                day=day,
                what=what,
            )
        case Likelihood.WOULD_BE_LIKELY, False:
            said = tr("Their reasonable opinion is that the {what} would be likely to occur.", what=what)
        case _:
            said = tr("Their opinion was given on {day}.", day=day) if day else ""
    if said:
        yield para(said)
    yield from written(record.opinion, lead=tr("The opinion"))
    yield from written(record.seen, lead=tr("What they considered"))


def _cost_limit(record: CostEstimate) -> Block:
    return para(
        tr(
            "The appropriate limit is set by the Freedom of Information and Data Protection (Appropriate "
            "Limit and Fees) Regulations 2004. For us it is {limit}, which is {hours} hours at {rate} an hour.",
            limit=_pounds(record.limit_pounds),
            hours=_number(record.limit_hours),
            rate=_pounds(record.rate_pounds),
        )
    )


def _cost_estimate(decision: Decision, record: CostEstimate) -> Iterator[Block]:
    """Records times minutes, in hours against the limit (ICO on s17(5))."""
    if record.activities:
        sums = " ".join(_sum_of(activity) for activity in record.activities if activity.items)
        yield para(f"{_would_take(decision, record)} {sums}".rstrip())


def _would_take(decision: Decision, record: CostEstimate) -> str:
    hours, cost = _number(record.hours), _pounds(record.cost)
    if decision.effect is Effect.NCND:
        return tr(
            "I estimate that finding out whether we hold the information would take {hours} hours, at a cost of {cost}.",
            hours=hours,
            cost=cost,
        )
    return tr(
        "I estimate that complying would take {hours} hours, at a cost of {cost}.", hours=hours, cost=cost
    )


def aggregate_said(found: Aggregate) -> Block:
    """That several estimates count as one, and why they may (s12(4); SI 2004/3244 reg 5)."""
    return para(
        tr(
            "I have added together the estimates for your requests {references}. Section 12(4) of the Act and "
            "regulation 5 of the Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations "
            "2004 allow this for requests that one person, or several people who act together, make for the same or "
            "similar information within 60 consecutive working days. Complying with all of them would take {hours} "
            "hours, at a cost of {cost}, which counts as the cost of each.",
            references=join_words([request.reference for request in found.requests]),
            hours=_number(found.whole.hours),
            cost=_pounds(found.whole.cost),
        )
    )


def cost_grid(record: CostEstimate, *, of: str = "") -> Grid:
    """The estimate by activity (SI 2004/3244 reg 4(3)); it stands though the words are edited. `of` names the request."""
    rows = [
        (
            inside(activity.description) or tr(ACTIVITIES[activity.kind]),
            f"{activity.items:,}",
            _number(activity.minutes_each),
            _number((activity.minutes / 60).quantize(Decimal("0.01"))),
        )
        for activity in record.activities
    ]
    total = (tr("Total"), "", "", _number(record.hours))
    hours = _number(record.limit_hours)
    return Grid(
        caption=tr(
            "Estimate of the work for your request {reference}, against a limit of {hours} hours",
            reference=of,
            hours=hours,
        )
        if of
        else tr("Estimate of the work, against a limit of {hours} hours", hours=hours),
        columns=(tr("Activity"), tr("Records"), tr("Minutes each"), tr("Hours")),
        rows=(*rows, total),
    )


def _sum_of(activity: CostActivity) -> str:
    hours = (activity.minutes / 60).quantize(Decimal("0.01"))
    each = {"minutes": _number(activity.minutes_each), "hours": _number(hours)}
    if activity.items == 1:
        return tr("1 record × {minutes} minutes = {hours} hours.", **each)
    return tr("{items} records × {minutes} minutes = {hours} hours.", items=f"{activity.items:,}", **each)


def _number(value: Decimal) -> str:
    """As 40, 18.5: without noughts that say nothing."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _pounds(value: Decimal) -> str:
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def _where_available(record: WhereAvailable) -> Iterator[Block]:
    yield from written(record.where, lead=tr("Where it is"))
    yield from written(record.how, lead=tr("How you can reach it"))


def _publication_plan(record: PublicationPlan) -> Iterator[Block]:
    if record.intended_when_requested:
        yield para(
            tr("When your request was received, the information was already held with a view to publication.")
        )
    yield from written(record.plan, lead=tr("The plan to publish"))
    if record.publication_on:
        yield para(tr("It is to be published on {day}.", day=long_date(record.publication_on)))
    yield from written(record.why_reasonable, lead=tr("Why it is reasonable to wait"))


def _earlier_request(record: EarlierRequest) -> Iterator[Block]:
    if record.reference or record.answered_on:
        which = record.reference.strip() or tr("yours")
        yield para(
            tr(
                "The earlier request is {which}, which was answered on {day}.",
                which=which,
                day=long_date(record.answered_on),
            )
            if record.answered_on
            else tr("The earlier request is {which}.", which=which)
        )
    yield from written(record.similarity, lead=tr("How alike the requests are"))
    yield from written(record.interval, lead=tr("The interval between them"))


def _vexatious(record: Vexatious) -> Iterator[Block]:
    yield para(tr("It is the request that I have considered, not the person who made it."))
    yield from written(record.burden, lead=tr("Burden"))
    yield from written(record.motive, lead=tr("Motive"))
    yield from written(record.value, lead=tr("Value or serious purpose"))
    yield from written(record.distress, lead=tr("Harassment or distress"))
    yield from written(record.conclusion, lead=tr("Conclusion"))


def _enactment(record: Enactment) -> Iterator[Block]:
    name = " ".join(part for part in (record.provision.strip(), record.name.strip()) if part)
    if name:
        yield para(tr("The enactment that prohibits disclosure is {name}.", name=inside(name)))
    yield from written(record.how, lead=tr("How it applies"))


def _confidence(record: Confidence) -> Iterator[Block]:
    yield from written(record.source, lead=tr("From whom it was obtained"))
    yield from written(record.quality, lead=tr("Its quality of confidence"))
    yield from written(record.obligation, lead=tr("The obligation of confidence"))
    yield from written(record.detriment, lead=tr("The detriment of disclosure"))
    yield from written(
        record.public_interest_defence, lead=tr("Whether a public-interest defence would succeed")
    )


def _emissions(record: Emissions) -> Iterator[Block]:
    """Nothing where the answer is yes: no letter goes out then (EIR reg 12(9))."""
    if record.answer is OnEmissions.NO:
        yield para(
            tr(
                "This exception cannot be used for information that relates to emissions (regulation 12(9)). The "
                "information that I am withholding does not relate to emissions."
            )
        )
        yield from written(record.why)


def statistics_blocks(decision: Decision) -> Iterator[Block]:
    """Why the prejudice that follows is the authority's own judgement (s36(4))."""
    if decision.is_statistical:
        yield para(
            tr(
                "The information is statistical, so that we judge the effects of disclosure ourselves (section 36(4))."
            )
        )


def completion_blocks(record: Completion) -> Iterator[Block]:
    """Who prepares it and when it will be finished, if known (EIR reg 14(4))."""
    if record.prepared_by.strip():
        yield para(tr("The information is being prepared by {who}.", who=inside(record.prepared_by)))
    if record.expected_on:
        yield para(tr("We expect it to be finished by {day}.", day=long_date(record.expected_on)))


_PLAIN: Final[Mapping[Record, Callable[[Any], Iterator[Block]]]] = MappingProxyType(
    {
        Record.WHERE_AVAILABLE: _where_available,
        Record.PUBLICATION_PLAN: _publication_plan,
        Record.EARLIER_REQUEST: _earlier_request,
        Record.VEXATIOUS: _vexatious,
        Record.ENACTMENT: _enactment,
        Record.CONFIDENCE: _confidence,
        Record.EMISSIONS: _emissions,
    }
)
"""The records that read the same whatever the decision, in the order in which they are printed."""

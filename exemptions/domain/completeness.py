"""What does a decision still lack before a letter can rest on it?

Which records it needs, the statute says; what each must say, `requirements`; what is amiss beyond an empty field, the
small functions of this module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    CostEstimate,
    DataProtection,
    Emissions,
    Favours,
    LawfulBasis,
    Likelihood,
    OnEmissions,
    Prejudice,
    PublicationPlan,
    PublicInterest,
    QualifiedPerson,
    Side,
)
from exemptions.domain.requirements import REQUIREMENTS
from exemptions.statute import (
    Body,
    Citation,
    CitationError,
    Effect,
    Record,
    Regime,
    Severity,
    Test,
    UnknownProvision,
    problems,
    provision,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing or amiss. `field` is the dotted path that mends it: "public_interest.balance"."""

    code: str
    severity: Severity
    provision: str
    message: str
    field: str


Found = Iterator[Gap]
Check = Callable[[Decision, Any, date], Found]
"""Any: each check takes the record under which it stands in the table at the end."""


def gaps(
    decision: Decision, on: date, *, other: Iterable[Citation] = (), body: Body | None = None
) -> list[Gap]:
    """Everything that a decision lacks in a letter of this date, the citation first.

    `other` are the citations relied on for the same information; `body` the kind of authority, None while
    unknown. A citation that the statute does not have is the only finding: nothing else can be read from it.
    """
    try:
        citation = decision.citation
    except (UnknownProvision, CitationError) as error:
        return [_unknown(decision, error)]
    found = [
        Gap(problem.code, problem.severity, problem.provision, problem.message, "limbs")
        for problem in problems(citation, on, other, body=body)
    ]
    found += _itself(decision)
    needed = decision.records_needed_by(body or Body.OTHER)
    for record in REQUIREMENTS:
        if record in needed:
            found += _missing_or_thin(decision, record, on)
    found += _unwanted_balance(decision, needed)
    found += _omitted(decision, needed)
    found += _certified(decision, on, body or Body.OTHER)
    return found


def _unknown(decision: Decision, error: Exception) -> Gap:
    field = "provision" if isinstance(error, UnknownProvision) else "limbs"
    where = "EIR reg 14(3)(a)" if decision.provision.startswith("reg") else "FOIA s17(1)(b)"
    message = f"{str(error).rstrip('.')}: choose what exists ({where})."
    return Gap("citation-unknown", Severity.DEFECT, where, message, field)


def _itself(decision: Decision) -> Found:
    law = provision(decision.provision)
    if not decision.questions:
        where = _of(decision, "s17(1)", "reg 14(3)")
        message = "Say which questions this decision applies to"
        yield _defect("decision-without-question", where, message, "questions")
    if not decision.covers.strip() and decision.effect is Effect.WITHHOLD and law.is_exemption:
        where = _of(decision, "s17(1)(b)", "reg 14(3)(a)")
        yield _defect("covers-missing", where, f"Say which information {law.name} covers", "covers")
    if not decision.explanation.strip() and not _explains_itself(decision):
        where = _of(decision, "s17(1)(c)", "reg 14(3)")
        yield _defect("explanation-missing", where, f"Say why {law.name} applies", "explanation")


def _explains_itself(decision: Decision) -> bool:
    """The record of these says why they apply: where it is, what it would cost, why it is vexatious."""
    own = {Record.COST_ESTIMATE, Record.WHERE_AVAILABLE, Record.VEXATIOUS, Record.EARLIER_REQUEST}
    return bool(own & decision.needed_records)


def _missing_or_thin(decision: Decision, record: Record, on: date) -> Found:
    """The record is not written; or else its empty fields, then what else is amiss in it."""
    requirement = REQUIREMENTS[record]
    written = decision.record(record)
    if written is None:
        code = f"{record.value.replace('_', '-')}-missing"
        message = f"Record {_spoken(decision, requirement.name)}"
        yield _defect(code, _where(decision, record), message, record.value)
        return
    for name, instruction in requirement.fields.items():
        said = getattr(written, name)
        if (said is None or not str(said).strip()) and _must_say(written, name):
            code = f"{requirement.code}-{name.replace('_', '-')}-missing"
            message = _spoken(decision, instruction)
            yield _defect(code, _where(decision, record), message, f"{record.value}.{name}")
    if check := _CHECKS.get(record):
        yield from check(decision, written, on)


def _must_say(written: object, name: str) -> bool:
    """Reasons wait for the balance (s17(2)); the three parts are for legitimate interests (Article 6(1)(f))."""
    match written:
        case PublicInterest():
            return written.favours is not Favours.UNDECIDED
        case DataProtection() if name in {"purpose", "necessity", "balance"}:
            return written.lawful_basis is LawfulBasis.LEGITIMATE_INTERESTS
        case _:
            return True


def _prejudice(decision: Decision, test: Prejudice, on: date) -> Found:
    limbs = provision(decision.provision).chosen(decision.limbs)
    must_be_would = any(limb.likelihood_must_be_would for limb in limbs)
    if must_be_would and test.likelihood is Likelihood.WOULD_BE_LIKELY:
        message = "Choose “would”: regulation 12(5) applies only where disclosure would adversely affect the interest"
        yield _defect("likelihood-too-low", "EIR reg 12(5)", message, "prejudice.likelihood")


def _public_interest(decision: Decision, test: PublicInterest, on: date) -> Found:
    if test.favours is Favours.UNDECIDED:
        yield from _undecided(decision, test.estimated_on, on)
        return
    for side in Side:
        if not any(factor.text.strip() for factor in test.on_side(side)):
            message = _spoken(decision, f"Weigh at least one factor {side.value} {{disclosure}}")
            where = _where(decision, Record.PUBLIC_INTEREST)
            yield _defect(f"factors-{side.value}-missing", where, message, "public_interest.factors")
    if test.favours is Favours.DISCLOSE:
        yield _favours_disclosure(decision)


def _favours_disclosure(decision: Decision) -> Gap:
    if decision.effect is Effect.NCND:
        where = _of(decision, "s2(1)(b)", "reg 12(6)")
        message = "The balance favours confirming or denying: say whether it is held, or weigh again"
    else:
        where = _of(decision, "s2(2)(b)", "reg 12(1)(b)")
        message = "The balance favours disclosure, so the information cannot be withheld: disclose it, or weigh again"
    return _defect("balance-favours-disclosure", where, message, "public_interest.favours")


def _undecided(decision: Decision, estimated_on: date | None, on: date) -> Found:
    """Only FOIA lets a notice go out before the balance is struck, and then with a date (s10(3), s17(2))."""
    field = "public_interest.estimated_on"
    if provision(decision.provision).regime is Regime.EIR:
        message = "Strike the balance: the Regulations give no further time for it"
        yield _defect("balance-undecided", "EIR reg 14(3)(b)", message, "public_interest.favours")
    elif estimated_on is None:
        message = "Strike the balance, or estimate the date on which you will"
        yield _defect("estimate-missing", "FOIA s17(2)", message, field)
    elif estimated_on <= on:
        message = "The date estimated for the balance is not after the letter: estimate a later one"
        yield _defect("estimate-past", "FOIA s17(2)", message, field)


def _data_protection(decision: Decision, test: DataProtection, on: date) -> Found:
    if test.lawful_basis is LawfulBasis.CONSENT:
        where = _where(decision, Record.DATA_PROTECTION)
        message = "The people consent, so disclosure may be lawful: disclose it, or choose another basis"
        yield Gap(
            "consent-allows-disclosure",
            Severity.WARNING,
            where,
            f"{message} ({where}).",
            "data_protection.lawful_basis",
        )


def _qualified_person(decision: Decision, opinion: QualifiedPerson, on: date) -> Found:
    if opinion.given_on is not None and opinion.given_on > on:
        message = "The opinion is dated after the letter: obtain it first, or mend the date"
        yield _defect("opinion-after-letter", "FOIA s36(2)", message, "qualified_person.given_on")


def _cost_estimate(decision: Decision, estimate: CostEstimate, on: date) -> Found:
    where = "FOIA s12(2)" if decision.effect is Effect.NCND else "FOIA s12(1)"
    field = "cost_estimate.activities"
    if not estimate.activities:
        message = "Estimate the work by activity: determining, locating, retrieving, extracting"
        yield _defect("estimate-without-activities", where, message, field)
    elif not estimate.exceeds:
        message = (
            f"The estimate of {estimate.hours} hours does not exceed the limit of {estimate.limit_hours} hours: "
            "answer the request, or mend the estimate"
        )
        yield _defect("estimate-within-limit", where, message, field)
    if not estimate.advice.strip():
        message = "Advise how the request could be brought within the limit"
        yield _defect("advice-missing", "FOIA s16", message, "cost_estimate.advice")


def _publication_plan(decision: Decision, plan: PublicationPlan, on: date) -> Found:
    if not plan.intended_when_requested:
        message = (
            "Confirm that publication was intended when the request was received; otherwise section 22 cannot "
            "apply"
        )
        field = "publication_plan.intended_when_requested"
        yield _defect("no-intention-when-requested", "FOIA s22(1)(b)", message, field)


def _emissions(decision: Decision, asked: Emissions, on: date) -> Found:
    """Commercial confidence and the like give way to what is emitted into the environment (EIR reg 12(9))."""
    if asked.answer is OnEmissions.YES:
        message = (
            "Information on emissions cannot be withheld under regulation 12(5)(d) to (g): disclose it, or rely on "
            "another exception"
        )
        yield _defect("emissions-withheld", "EIR reg 12(9)", message, "emissions.answer")


def _unwanted_balance(decision: Decision, needed: frozenset[Record]) -> Found:
    """Where there is no balance to strike, one that is written invites the wrong argument (s2(3), s17(5))."""
    if decision.public_interest is None or Record.PUBLIC_INTEREST in needed or not decision.limbs:
        return
    if not provision(decision.provision).is_exemption:
        message = "Remove the public-interest test: none follows a refusal under section 12 or 14"
        yield _defect("balance-for-absolute", "FOIA s17(5)", message, "public_interest")
    elif decision.test is Test.ABSOLUTE:
        where = _of(decision, "s2(3)", "reg 13(1)(a)")
        ground = _spoken(decision, "{exemption}")
        message = f"Remove the public-interest test: this {ground} is absolute"
        yield _defect("balance-for-absolute", where, message, "public_interest")


def _omitted(decision: Decision, needed: frozenset[Record]) -> Found:
    """Reasons may stay out of the notice, never off the file: the Commissioner will ask for them (s17(4))."""
    left = decision.omission
    if left is None:
        return
    law = provision(decision.provision)
    if not law.may_omit_reasons:
        where = "EIR reg 14(3)" if law.regime is Regime.EIR else "FOIA s17(5)"
        message = (
            "Take out that reasons are left out: only a notice about an exemption of the Act may do that"
        )
        yield _defect("omission-not-allowed", where, message, "omission")
        return
    if not (left.reasons or left.public_interest):
        message = "Choose which reasons the notice leaves out, or empty this record"
        yield _defect("omission-of-nothing", "FOIA s17(4)", message, "omission.reasons")
    if left.public_interest and Record.PUBLIC_INTEREST not in needed:
        message = "No public interest is weighed here, so no reasons about it can be left out: untick it"
        yield _defect("omission-without-balance", "FOIA s17(3), s17(4)", message, "omission.public_interest")
    if not left.why.strip():
        message = "Record why stating the reasons would itself disclose exempt information; it is not printed"
        yield _defect("omission-why-missing", "FOIA s17(4)", message, "omission.why")


def _certified(decision: Decision, on: date, body: Body) -> Found:
    """No certificate is ever demanded; one that is relied on must exist, and be of a kind that the law knows."""
    signed = decision.certificate
    if signed is None or not decision.limbs:
        return
    law = provision(decision.provision)
    where = law.certificate(decision.limbs, body=body)
    if not where:
        where = _of(decision, "s23(2), s24(3), s34(3), s36(7)", "reg 15(3)")
        message = "Take out the certificate: none is conclusive evidence for what is relied on here"
        yield _defect("certificate-not-allowed", where, message, "certificate")
        return
    for name, asked in (
        ("name", "who signed the certificate"),
        ("office", "in which office the certificate was signed"),
    ):
        if not getattr(signed, name).strip():
            yield _defect(f"certificate-{name}-missing", where, f"Say {asked}", f"certificate.{name}")
    if signed.signed_on is None:
        message = "Say when the certificate was signed"
        yield _defect("certificate-date-missing", where, message, "certificate.signed_on")
    elif signed.signed_on > on:
        message = "The certificate is dated after the letter: obtain it first, or mend the date"
        yield _defect("certificate-after-letter", where, message, "certificate.signed_on")


def _spoken(decision: Decision, text: str) -> str:
    """The text in the words of this decision: what it refuses, and what its regime calls the ground."""
    law = provision(decision.provision)
    return text.format(
        disclosure="disclosure" if decision.effect is Effect.WITHHOLD else "confirming or denying",
        exemption="exemption" if law.regime is Regime.FOIA else "exception",
    )


def _where(decision: Decision, record: Record) -> str:
    requirement = REQUIREMENTS[record]
    if record is Record.DATA_PROTECTION and decision.effect is Effect.NCND:
        return _of(decision, "s40(5B)", "reg 13(5B)")
    return _of(decision, requirement.foia, requirement.eir)


def _of(decision: Decision, foia: str, eir: str) -> str:
    is_foia = provision(decision.provision).regime is Regime.FOIA
    return f"FOIA {foia}" if is_foia else f"EIR {eir}"


def _defect(code: str, where: str, message: str, field: str) -> Gap:
    return Gap(code, Severity.DEFECT, where, f"{message} ({where}).", field)


_CHECKS: Mapping[Record, Check] = MappingProxyType(
    {
        Record.PREJUDICE: _prejudice,
        Record.PUBLIC_INTEREST: _public_interest,
        Record.DATA_PROTECTION: _data_protection,
        Record.QUALIFIED_PERSON: _qualified_person,
        Record.COST_ESTIMATE: _cost_estimate,
        Record.PUBLICATION_PLAN: _publication_plan,
        Record.EMISSIONS: _emissions,
    }
)

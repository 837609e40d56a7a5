"""What is recorded to defend a decision? One frozen record for each question that the Commissioner asks.

Text may be empty and a choice None while an officer is still writing; completeness says what is missing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from exemptions.domain.serial import Json, RecordError, from_dict, to_dict
from exemptions.statute import Record

__all__ = [
    "RECORD_TYPES",
    "ActivityKind",
    "Certificate",
    "Completion",
    "Confidence",
    "CostActivity",
    "CostEstimate",
    "DataProtection",
    "EarlierRequest",
    "Emissions",
    "Enactment",
    "Factor",
    "Favours",
    "Json",
    "LawfulBasis",
    "Likelihood",
    "Omission",
    "OnEmissions",
    "Prejudice",
    "PublicInterest",
    "PublicationPlan",
    "QualifiedPerson",
    "RecordError",
    "Side",
    "Statistics",
    "Vexatious",
    "Weight",
    "WhereAvailable",
    "from_dict",
    "to_dict",
]


class Likelihood(StrEnum):
    """Would: more likely than not. Would be likely: a real and significant risk."""

    WOULD = "would"
    WOULD_BE_LIKELY = "would_be_likely"


class Side(StrEnum):
    """For or against disclosure (or, for NCND, for or against confirming)."""

    FOR = "for"
    AGAINST = "against"


class Weight(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Favours(StrEnum):
    MAINTAIN = "maintain"
    DISCLOSE = "disclose"
    UNDECIDED = "undecided"


class LawfulBasis(StrEnum):
    """UK GDPR Article 6(1)(a) and (f): the two bases on which disclosure to the world can rest."""

    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    NONE = "none"


class ActivityKind(StrEnum):
    """The four activities that count towards the limit (SI 2004/3244 reg 4(3))."""

    DETERMINE = "determine"
    LOCATE = "locate"
    RETRIEVE = "retrieve"
    EXTRACT = "extract"


class OnEmissions(StrEnum):
    """Whether the information relates to information on emissions (EIR reg 12(9))."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prejudice:
    interest: str = ""
    harm: str = ""
    causal_link: str = ""
    likelihood: Likelihood | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    side: Side
    text: str
    weight: Weight = Weight.MODERATE


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInterest:
    """One balance; `aggregated_with` names provisions weighed with this one (DBT v IC [2025] UKSC 27)."""

    factors: tuple[Factor, ...] = ()
    balance: str = ""
    favours: Favours = Favours.UNDECIDED
    estimated_on: date | None = None
    aggregated_with: tuple[str, ...] = ()

    def on_side(self, side: Side) -> tuple[Factor, ...]:
        return tuple(factor for factor in self.factors if factor.side is side)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtection:
    whose: str = ""
    special_category: bool = False
    criminal_offence: bool = False
    lawful_basis: LawfulBasis = LawfulBasis.LEGITIMATE_INTERESTS
    purpose: str = ""
    necessity: str = ""
    balance: str = ""
    expectations: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifiedPerson:
    name: str = ""
    office: str = ""
    opinion: str = ""
    given_on: date | None = None
    likelihood: Likelihood | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostActivity:
    kind: ActivityKind
    description: str = ""
    items: int = 0
    minutes_each: Decimal = Decimal(0)

    @property
    def minutes(self) -> Decimal:
        return self.items * self.minutes_each


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEstimate:
    """Pounds and hours under SI 2004/3244: £25 a person an hour, so £450 is 18 hours and £600 is 24."""

    activities: tuple[CostActivity, ...] = ()
    limit_pounds: Decimal = Decimal(450)
    rate_pounds: Decimal = Decimal(25)
    advice: str = ""

    def __post_init__(self) -> None:
        if self.rate_pounds <= 0:
            raise RecordError("rate_pounds must be above 0: £25 an hour is set (SI 2004/3244 reg 4(4)).")

    @property
    def minutes(self) -> Decimal:
        return sum((activity.minutes for activity in self.activities), Decimal(0))

    @property
    def hours(self) -> Decimal:
        """Hours to two places, for printing."""
        return _to_hundredths(self.minutes / 60)

    @property
    def cost(self) -> Decimal:
        """Pounds and pence, for printing."""
        return _to_hundredths(self.minutes * self.rate_pounds / 60)

    @property
    def limit_hours(self) -> Decimal:
        return _to_hundredths(self.limit_pounds / self.rate_pounds)

    @property
    def exceeds(self) -> bool:
        """Unrounded: a minute over the limit is over it, the limit itself is not (s12(1): "exceed")."""
        return self.minutes * self.rate_pounds > self.limit_pounds * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereAvailable:
    where: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlan:
    plan: str = ""
    publication_on: date | None = None
    intended_when_requested: bool = False
    why_reasonable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRequest:
    reference: str = ""
    answered_on: date | None = None
    similarity: str = ""
    interval: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vexatious:
    burden: str = ""
    motive: str = ""
    value: str = ""
    distress: str = ""
    conclusion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enactment:
    name: str = ""
    provision: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    source: str = ""
    quality: str = ""
    obligation: str = ""
    detriment: str = ""
    public_interest_defence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What the notice leaves out because stating it would itself disclose exempt information (s17(4)).

    `reasons` are those of s17(1)(c), `public_interest` those of s17(3); `why` is for the file and is never printed.
    """

    reasons: bool = False
    public_interest: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """Who else prepares unfinished information, and when it will be finished, if known (EIR reg 14(4))."""

    prepared_by: str = ""
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emissions:
    """Is the information on emissions, which regulation 12(5)(d) to (g) cannot protect, and why is it or is it not?"""

    answer: OnEmissions | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Whether the information is statistical, so that section 36 needs no qualified person's opinion (s36(4))."""

    is_statistical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Who signed a certificate that is conclusive evidence for what is relied on, in which office, and when (s23(2))."""

    name: str = ""
    office: str = ""
    signed_on: date | None = None


RECORD_TYPES: dict[Record, type] = {
    Record.PREJUDICE: Prejudice,
    Record.PUBLIC_INTEREST: PublicInterest,
    Record.DATA_PROTECTION: DataProtection,
    Record.QUALIFIED_PERSON: QualifiedPerson,
    Record.COST_ESTIMATE: CostEstimate,
    Record.WHERE_AVAILABLE: WhereAvailable,
    Record.PUBLICATION_PLAN: PublicationPlan,
    Record.EARLIER_REQUEST: EarlierRequest,
    Record.VEXATIOUS: Vexatious,
    Record.ENACTMENT: Enactment,
    Record.CONFIDENCE: Confidence,
    Record.OMISSION: Omission,
    Record.COMPLETION: Completion,
    Record.EMISSIONS: Emissions,
    Record.STATISTICS: Statistics,
    Record.CERTIFICATE: Certificate,
}


def _to_hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

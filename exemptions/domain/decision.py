"""What is one decision to withhold, or to neither confirm nor deny, and on what does it rest?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from exemptions.domain.records import (
    Certificate,
    Completion,
    Confidence,
    CostEstimate,
    DataProtection,
    EarlierRequest,
    Emissions,
    Enactment,
    Favours,
    Json,
    Omission,
    Prejudice,
    PublicationPlan,
    PublicInterest,
    QualifiedPerson,
    Statistics,
    Vexatious,
    WhereAvailable,
)
from exemptions.domain.serial import from_dict, to_dict
from exemptions.statute import Body, Citation, Effect, Record, Test, provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One provision relied on for some information; `key` is unique in its case."""

    key: str
    provision: str
    limbs: tuple[str, ...] = ()
    effect: Effect = Effect.WITHHOLD
    covers: str = ""
    explanation: str = ""
    questions: tuple[int, ...] = ()
    prejudice: Prejudice | None = None
    public_interest: PublicInterest | None = None
    data_protection: DataProtection | None = None
    qualified_person: QualifiedPerson | None = None
    cost_estimate: CostEstimate | None = None
    where_available: WhereAvailable | None = None
    publication_plan: PublicationPlan | None = None
    earlier_request: EarlierRequest | None = None
    vexatious: Vexatious | None = None
    enactment: Enactment | None = None
    confidence: Confidence | None = None
    omission: Omission | None = None
    completion: Completion | None = None
    emissions: Emissions | None = None
    statistics: Statistics | None = None
    certificate: Certificate | None = None

    @property
    def citation(self) -> Citation:
        """UnknownProvision or CitationError for what the statute does not have."""
        return Citation(self.provision, self.limbs, self.effect)

    @property
    def needed_records(self) -> frozenset[Record]:
        return self.records_needed_by(Body.OTHER)

    @property
    def test(self) -> Test:
        return provision(self.provision).test_of(self.limbs, self.effect)

    @property
    def is_undecided(self) -> bool:
        """The exemption is engaged, but the balance of the public interest is still to be struck (s17(2))."""
        return self.public_interest is not None and self.public_interest.favours is Favours.UNDECIDED

    @property
    def is_statistical(self) -> bool:
        """No opinion of a qualified person is needed, nor told, under section 36 (s36(4))."""
        return self.statistics is not None and self.statistics.is_statistical

    def records_needed_by(self, body: Body) -> frozenset[Record]:
        """What this decision must carry; the Houses of Parliament need no public-interest test for s36."""
        return provision(self.provision).records(
            self.limbs, self.effect, body=body, is_statistical=self.is_statistical
        )

    def record(self, record: Record) -> object | None:
        """The record of this kind, if it has been written."""
        found: object | None = getattr(self, record.value)
        return found

    @property
    def as_told(self) -> "Decision":
        """The decision as the notice gives it: without the reasons that it leaves out (s17(4))."""
        left, told = self.omission, self
        if left is not None and left.reasons:
            unsaid: dict[str, Any] = dict.fromkeys((record.value for record in _REASONS), None)
            told = replace(told, explanation="", **unsaid)
        if left is not None and left.public_interest and told.public_interest is not None:
            bare = replace(told.public_interest, factors=(), balance="", aggregated_with=())
            told = replace(told, public_interest=bare)
        return told

    def to_dict(self) -> Json:
        """JSON-friendly; a record that was not written is left out."""
        return {key: value for key, value in to_dict(self).items() if value is not None}


_REASONS = frozenset(Record) - {Record.PUBLIC_INTEREST, Record.OMISSION}
"""The records that say why an exemption applies (s17(1)(c)); the balance is a matter of its own (s17(3))."""


def decision_from_dict(data: Mapping[str, Any]) -> Decision:
    """The decision that to_dict wrote; RecordError names the key that does not fit."""
    return from_dict(Decision, data)

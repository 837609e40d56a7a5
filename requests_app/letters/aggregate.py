"""Which estimates of a letter that answers several requests are added together, and what do they come to?

Section 12(4) and regulation 5 of SI 2004/3244 let the cost of complying with each of several requests be taken to be
that of all. That is relied on only where the estimate for one of them would not exceed the limit by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exemptions.domain.decision import Decision
from exemptions.domain.records import CostEstimate
from requests_app.domain.casefile import RequestMade
from requests_app.domain.together import request_of

_COST_OF_COMPLYING = ("s12", ("1",))


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """Estimates that count as one, and the requests whose they are, in the order of the letter."""

    decisions: tuple[Decision, ...]
    requests: tuple[RequestMade, ...]
    whole: CostEstimate


def aggregate(decisions: Sequence[Decision], requests: Sequence[RequestMade]) -> Aggregate | None:
    """The estimates under section 12(1) as one; None where each stands, or falls, by itself."""
    costed = [
        (decision, decision.cost_estimate)
        for decision in decisions
        if (decision.provision, tuple(decision.limbs)) == _COST_OF_COMPLYING and decision.cost_estimate
    ]
    names = {request_of(requests, decision.key).reference for decision, _ in costed} if requests else set()
    if len(names) < 2 or all(estimate.exceeds for _, estimate in costed):
        return None
    first = costed[0][1]
    whole = CostEstimate(
        activities=tuple(activity for _, estimate in costed for activity in estimate.activities),
        limit_pounds=first.limit_pounds,
        rate_pounds=first.rate_pounds,
    )
    return (
        Aggregate(
            decisions=tuple(decision for decision, _ in costed),
            requests=tuple(request for request in requests if request.reference in names),
            whole=whole,
        )
        if whole.exceeds
        else None
    )

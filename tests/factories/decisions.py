"""Which decisions do the tests take? Complete ones, in the words of an officer of the invented authority."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    Factor,
    Favours,
    Likelihood,
    Prejudice,
    PublicInterest,
    Side,
    Weight,
)
from exemptions.statute import Effect
from requests_app.models import Case, User
from requests_app.services.decide import record_decision

PREJUDICE = Prejudice(
    interest="The detection of vehicle theft around Harbour Road.",
    harm="Thieves would learn on which nights recoveries are made and move their work to the others.",
    causal_link="The dates show a weekly pattern; read together they give the nights without a patrol.",
    likelihood=Likelihood.WOULD_BE_LIKELY,
)
BALANCE = PublicInterest(
    factors=(
        Factor(
            side=Side.FOR, text="The public can see how vehicle crime is policed.", weight=Weight.MODERATE
        ),
        Factor(
            side=Side.AGAINST, text="More vehicles would be stolen on the other nights.", weight=Weight.HIGH
        ),
    ),
    balance="The yearly figure, which is disclosed, serves openness; the dates would mainly serve thieves.",
    favours=Favours.MAINTAIN,
)


def law_enforcement(*questions: int, **changes: object) -> Decision:
    """Section 31(1)(a), complete, for the dates of the recoveries."""
    values: dict[str, object] = {
        "key": "",
        "provision": "s31",
        "limbs": ("1a",),
        "covers": "the dates of the recoveries",
        "explanation": "The recoveries follow patrols whose pattern is not known outside the force.",
        "questions": questions or (1,),
        "prejudice": PREJUDICE,
        "public_interest": BALANCE,
    }
    return Decision(**{**values, **changes})


def ncnd_law_enforcement(*questions: int, **changes: object) -> Decision:
    """Section 31(3): neither confirming nor denying whether an operation took place."""
    values = {
        "limbs": ("1a", "3"),
        "effect": Effect.NCND,
        "covers": "whether an operation took place on Harbour Road",
        "explanation": "Confirming would show whether this road was watched.",
    }
    return law_enforcement(*questions, **{**values, **changes})


def decided(case: Case, decision: Decision, *, by: User, at: datetime | None = None) -> Decision:
    """Record the decision and return it with its key."""
    return record_decision(case.pk, decision, by=by, at=at or timezone.now())[0]

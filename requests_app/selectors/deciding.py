"""What does an officer need before her to take a decision? Read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from exemptions.domain.decision import Decision
from exemptions.domain.records import Side
from exemptions.models import LibraryFactor
from exemptions.services.decisions import decision_rows, to_domain
from exemptions.statute import (
    PROVISIONS,
    Basis,
    Body,
    Citation,
    CitationError,
    Effect,
    Problem,
    Provision,
    Test,
    UnknownProvision,
    find,
    format_citation,
    problems,
)
from requests_app.models import Case, Question
from requests_app.selectors.settings import authority, authority_details


@dataclass(frozen=True, kw_only=True)
class RecordedDecision:
    """A decision of the case and the version in which it stands."""

    decision: Decision
    version: int


@dataclass(frozen=True, kw_only=True)
class DecidingView:
    """The case as the decision form needs it."""

    question_texts: Mapping[int, str]
    recorded: tuple[RecordedDecision, ...]
    body: Body
    limit_pounds: Decimal

    def find(self, key: str) -> RecordedDecision | None:
        return next((each for each in self.recorded if each.decision.key == key), None)

    def others(self, key: str) -> tuple[Decision, ...]:
        return tuple(each.decision for each in self.recorded if each.decision.key != key)

    def weighed_with(self, key: str) -> tuple[tuple[str, str], ...]:
        """The case's other qualified exemptions, whose public interests may be added to this one's."""
        found: dict[str, str] = {}
        for other in self.others(key):
            citation = citation_of(other)
            if citation is not None and other.test is Test.QUALIFIED:
                found.setdefault(other.provision, format_citation(citation))
        return tuple(found.items())


@dataclass(frozen=True, kw_only=True)
class LibraryChoice:
    """A factor that the authority keeps ready."""

    id: int
    side: Side
    text: str


@dataclass(frozen=True, kw_only=True)
class ProvisionChoice:
    """A provision as the list shows it."""

    key: str
    number: str
    title: str
    nature: str
    guidance: str


@dataclass(frozen=True, kw_only=True)
class ProvisionGroup:
    heading: str
    choices: tuple[ProvisionChoice, ...]


def deciding_view(case: Case) -> DecidingView:
    questions = Question.objects.filter(case=case).order_by("number").values_list("number", "text")
    details = authority_details(authority())
    return DecidingView(
        question_texts=dict(questions),
        recorded=tuple(
            RecordedDecision(decision=to_domain(row), version=row.version) for row in decision_rows(case.pk)
        ),
        body=details.body,
        limit_pounds=details.appropriate_limit,
    )


def library_for(provision: str) -> tuple[LibraryChoice, ...]:
    """The authority's own factors for this provision, and those for every provision."""
    rows = LibraryFactor.objects.filter(is_active=True, provision__in=["", provision]).order_by("side", "id")
    return tuple(
        LibraryChoice(id=pk, side=Side(side), text=text)
        for pk, side, text in rows.values_list("pk", "side", "text")
    )


def citation_of(decision: Decision) -> Citation | None:
    try:
        return decision.citation
    except (UnknownProvision, CitationError):
        return None


def combination_problems(
    law: Provision,
    limbs: Sequence[str],
    effect: Effect,
    *,
    questions: Iterable[int],
    others: Iterable[Decision],
    today: date,
    body: Body,
) -> tuple[Problem, ...]:
    """What is impossible in this choice of limbs, by itself and beside the other decisions on the same
    questions.
    """
    wanted = set(questions)
    beside = [citation_of(other) for other in others if wanted & set(other.questions)]
    citation = Citation(law.key, tuple(limbs), effect)
    return tuple(problems(citation, today, [other for other in beside if other is not None], body=body))


def provision_groups(regime: str, words: str = "") -> tuple[ProvisionGroup, ...]:
    """The provisions of a regime, all of them in the order of the Act or those that `words` find, grouped."""
    found = find(words) if words.strip() else list(PROVISIONS.values())
    ours = [one for one in found if one.regime == regime]
    if words.strip():
        return (
            (ProvisionGroup(heading="Best match first", choices=tuple(map(_choice, ours))),) if ours else ()
        )
    return tuple(
        ProvisionGroup(heading=heading, choices=tuple(map(_choice, group)))
        for heading, group in groupby(sorted(ours, key=_heading), key=_heading)
    )


def _heading(one: Provision) -> str:
    """Exemptions by the test that follows; refusals of Part I, which are no exemptions, apart."""
    if not one.is_exemption:
        return "Refusals because of cost or conduct"
    return {
        "absolute": "Absolute: no public-interest test",
        "qualified": "Qualified: the public interest is weighed",
        "mixed": "It depends on the limb",
    }[_test_of(one)]


def _test_of(one: Provision) -> str:
    tests = {limb.test for limb in one.limbs if limb.in_force_to is None}
    return tests.pop().value if len(tests) == 1 else "mixed"


def _choice(one: Provision) -> ProvisionChoice:
    bases = {limb.basis for limb in one.withhold_limbs if limb.in_force_to is None and not limb.is_purpose}
    basis = {
        frozenset({Basis.CLASS}): "class-based",
        frozenset({Basis.PREJUDICE}): "prejudice-based",
    }.get(frozenset(bases), "class- or prejudice-based by limb")
    test = {"absolute": "Absolute", "qualified": "Qualified", "mixed": "Absolute or qualified by limb"}[
        _test_of(one)
    ]
    nature = f"{test}, {basis}" if one.is_exemption else "No public-interest test"
    return ProvisionChoice(
        key=one.key, number=_number(one), title=one.title, nature=nature, guidance=one.guidance
    )


def _number(one: Provision) -> str:
    """ "Section 31"; where several entries share a regulation, with the paragraph that tells them apart."""
    shared = (
        sum(other.regime is one.regime and other.section == one.section for other in PROVISIONS.values()) > 1
    )
    firsts = {limb.path[0] for limb in one.withhold_limbs}
    return f"{one.name}({firsts.pop()})" if shared and len(firsts) == 1 else one.name

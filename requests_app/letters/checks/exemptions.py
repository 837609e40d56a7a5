"""Is each decision whole, cited to its limbs, and of a kind that can stand beside the others?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exemptions.domain.completeness import gaps
from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours
from exemptions.statute import Citation, Record
from requests_app.letters.aggregate import aggregate
from requests_app.letters.checks.finding import Finding, defect
from requests_app.letters.law import citation_of, limbs_of, provision_of
from requests_app.letters.model import LetterContent


def unknown_citations(content: LetterContent, on: date) -> Iterator[Finding]:
    """A provision or limb that the statute does not have."""
    for decision in content.decisions:
        if citation_of(decision) is None:
            yield defect(
                "citation-unknown",
                "EIR reg 14(3)(a)" if content.regime == "eir" else "FOIA s17(1)(b)",
                f"There is no {decision.provision} with the limbs "
                f"{', '.join(decision.limbs) or '(none)'}: choose what exists",
                f"decision:{decision.key}:limbs",
            )


def incomplete_decisions(content: LetterContent, on: date) -> Iterator[Finding]:
    """Whatever a decision lacks: limbs, harm, factors, balance, opinion, estimate, place, plan (s17)."""
    added = aggregate(content.decisions, content.requests)
    for decision in content.decisions:
        if citation_of(decision) is None:
            continue
        beside = _beside(decision, content)
        for gap in gaps(decision, on, other=beside, body=content.authority.body):
            if gap.code == "estimate-within-limit" and added and decision in added.decisions:
                continue  # it counts with the others, which together exceed it (s12(4))
            yield Finding(
                code=gap.code,
                severity=gap.severity,
                provision=gap.provision,
                message=gap.message,
                where=f"decision:{decision.key}:{gap.field}",
            )


def _beside(decision: Decision, content: LetterContent) -> tuple[Citation, ...]:
    """What else is relied on for the same question: as near as a letter comes to the same information."""
    others = (
        other
        for other in content.decisions
        if other is not decision and set(other.questions) & set(decision.questions)
    )
    return tuple(citation for other in others if (citation := citation_of(other)) is not None)


def extension(content: LetterContent, on: date) -> Iterator[Finding]:
    """Time to weigh the public interest is there only where a qualified exemption is engaged (s10(3))."""
    if content.regime != "foia" or not content.is_extended:
        return
    if not any(_is_qualified(decision) for decision in content.decisions):
        yield defect(
            "extension-without-qualified-exemption",
            "FOIA s10(3)",
            "The time was extended to weigh the public interest, but no qualified exemption is relied "
            "on: record which one is engaged, or end the extension",
            "case",
        )


def _is_qualified(decision: Decision) -> bool:
    one = provision_of(decision)
    if one is None or not limbs_of(decision):
        return False
    return Record.PUBLIC_INTEREST in decision.needed_records


def estimate_without_extension(content: LetterContent, on: date) -> Iterator[Finding]:
    """More time for the balance is had by extending, with a notice that says so (s10(3), s17(2))."""
    if content.regime == "eir" or content.is_extended:
        return
    for decision in content.decisions:
        record = decision.public_interest
        if record is not None and record.favours is Favours.UNDECIDED and record.estimated_on is not None:
            yield defect(
                "estimate-without-extension",
                "FOIA s10(3), s17(2)",
                "A date is estimated for the balance of the public interest, but the time was not extended: "
                "record the extension, or decide now",
                f"decision:{decision.key}:public_interest.favours",
            )

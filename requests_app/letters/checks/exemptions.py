"""Is each decision whole, cited to its limbs, and of a kind that can stand beside the others?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exemptions.domain.completeness import gaps

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours
from exemptions.statute import Citation, Record, problems
from requests_app.letters.checks.finding import Finding, defect
from requests_app.letters.law import citation_of, is_absolute, limbs_of, provision_of
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
                f"decision:{decision.key}",
            )


def incomplete_decisions(content: LetterContent, on: date) -> Iterator[Finding]:
    """What each decision still needs: harm, factors and balance, opinion, estimate, place, plan …"""
    for decision in content.decisions:
        if citation_of(decision) is None:
            continue
        for gap in gaps(decision, on, body=content.authority.body):
            yield Finding(
                code=gap.code,
                severity=gap.severity,
                provision=gap.provision,
                message=gap.message,
                where=f"decision:{decision.key}" + (f":{gap.field}" if gap.field else ""),
            )


def faulty_citations(content: LetterContent, on: date) -> Iterator[Finding]:
    """No limb, a purpose without the limb that brings it in, a repealed limb, s30 with s31 (s17(1)(b))."""
    for decision in content.decisions:
        citation = citation_of(decision)
        if citation is None:
            continue
        for problem in problems(citation, on, _beside(decision, content), body=content.authority.body):
            yield Finding(
                code=problem.code,
                severity=problem.severity,
                provision=problem.provision,
                message=problem.message,
                where=f"decision:{decision.key}",
            )


def _beside(decision: Decision, content: LetterContent) -> tuple[Citation, ...]:
    """What else is relied on for the same question: as near as a letter comes to the same information."""
    others = (
        other
        for other in content.decisions
        if other is not decision and set(other.questions) & set(decision.questions)
    )
    return tuple(citation for other in others if (citation := citation_of(other)) is not None)


def weighed_though_absolute(content: LetterContent, on: date) -> Iterator[Finding]:
    """No public-interest test follows an absolute exemption, nor section 12 or 14 (s2(3), s17(5))."""
    for decision in content.decisions:
        if decision.public_interest is None or not limbs_of(decision) or not is_absolute(decision):
            continue
        one = provision_of(decision)
        is_exemption = one is not None and one.is_exemption
        yield defect(
            "public-interest-for-absolute",
            "FOIA s2(3)" if is_exemption else "FOIA s17(5)",
            "A public-interest test is written where none applies: take it out",
            f"decision:{decision.key}:public_interest",
        )


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


def undecided_balance(content: LetterContent, on: date) -> Iterator[Finding]:
    """While the balance is open, the notice says so and estimates when it will be struck (s17(2))."""
    for decision in content.decisions:
        record = decision.public_interest
        if record is None or record.favours is not Favours.UNDECIDED or content.regime == "eir":
            continue
        if content.is_extended and record.estimated_on is None:
            yield defect(
                "estimate-missing",
                "FOIA s17(2)(b)",
                "The balance of the public interest is undecided and no date is estimated: record the "
                "date by which you expect to decide",
                f"decision:{decision.key}:public_interest.estimated_on",
            )
        if not content.is_extended and record.estimated_on is not None:
            yield defect(
                "estimate-without-extension",
                "FOIA s10(3), s17(2)",
                "A date is estimated for the balance of the public interest, but the time was not "
                "extended: record the extension, or decide now",
                f"decision:{decision.key}:public_interest.favours",
            )


def advice_for_cost(content: LetterContent, on: date) -> Iterator[Finding]:
    """A refusal for cost says how the request could be brought within the limit (s16)."""
    section = content.section("advice")
    has_advice = section is not None and bool(section.all_blocks)
    for decision in content.decisions:
        if decision.provision == "s12" and not has_advice:
            yield defect(
                "cost-advice-missing",
                "FOIA s16",
                "The letter does not say how the request could be brought within the cost limit: write "
                "the advice",
                f"decision:{decision.key}:cost_estimate.advice",
            )

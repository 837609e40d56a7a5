"""Why does each exemption apply? One explanation for each distinct one (s17(1)(c))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.domain.records import Likelihood, Prejudice
from exemptions.statute import Basis, Effect, Limb
from requests_app.domain.casefile import CaseContent, Holding
from requests_app.domain.together import request_of
from requests_app.domain.tongue import is_welsh, later, term, tr
from requests_app.letters.aggregate import aggregate
from requests_app.letters.compose.records import (
    aggregate_said,
    common_blocks,
    completion_blocks,
    cost_grid,
    record_blocks,
    statistics_blocks,
)
from requests_app.letters.compose.say import say
from requests_app.letters.law import (
    RegimeWords,
    cited,
    cited_inside,
    is_absolute,
    is_cost_of_confirming,
    is_ncnd,
    limbs_of,
    provision_of,
    words_of,
)
from requests_app.letters.model import Block, Paragraph, Section
from requests_app.letters.phrases import bullets, inside, numbered_questions, of_the_law, para, written
from requests_app.letters.wording.provisions import ON_AN_OPINION

LIMITS: Final = frozenset({"s12", "s14"})
"""Nothing is withheld under them: the work is not done, or the request is refused."""

NOT_STATED = later(
    "Under section 17(4) of the Act I need not, because the statement would involve the disclosure of information "
    "which would itself be exempt information."
)
ENGLISH_ONLY = "Dim ond yn Saesneg y mae testun y Ddeddf a'r Rheoliadau ar gael: yn Saesneg, felly, y dyfynnir eu geiriau."
"""That the Act and the Regulations are in English only. It has no English: only a Welsh letter says it."""
_CLASS_BASED = later(
    "This {exemption} is absolute and class-based. I do not have to show harm, and no public-interest test applies."
)
_WEIGHED = later("This {exemption} is qualified, so I have considered the public interest below.")
_STILL_WEIGHED = later("This {exemption} is qualified, so I am weighing the public interest below.")
_ABSOLUTE = later("This {exemption} is absolute. No public-interest test applies.")


def distinct(decisions: Sequence[Decision]) -> tuple[tuple[Decision, ...], ...]:
    """Decisions grouped by what they cite, in the order of the case: one explanation for each group."""
    groups: dict[tuple[str, tuple[str, ...], Effect], list[Decision]] = {}
    for decision in decisions:
        limbs = tuple(sorted(decision.limbs))
        groups.setdefault((decision.provision, limbs, decision.effect), []).append(decision)
    return tuple(tuple(group) for group in groups.values())


def explanation_sections(case: CaseContent) -> Iterator[Section]:
    quotes = is_welsh() and bool(case.decisions)
    yield Section(
        key="reasons",
        heading=tr("Reasons for this decision"),
        blocks=(para(ENGLISH_ONLY),) if quotes else (),
    )
    groups = distinct(case.decisions)
    last_silent = next((group for group in reversed(groups) if is_ncnd(group[0])), None)
    is_part = not all(map(is_ncnd, case.decisions)) or _says_something(case)
    inference = say(case, "ncnd.no_inference", is_part=is_part)
    for group in groups:
        first = group[0]
        yield Section(
            key=f"explanation.{first.key}",
            heading=cited(first, with_title=True),
            level=3,
            blocks=tuple(_explanation(group, case)),
            fixed=(*_closing(group, case), *(inference if group is last_silent else ())),
            is_editable=True,
        )


def _explanation(group: Sequence[Decision], case: CaseContent) -> Iterator[Block]:
    first, words = group[0], words_of(case.regime)
    yield from _what_it_provides(first, case)
    is_told_apart = len({decision.questions for decision in group}) > 1
    yield from common_blocks(first)
    for decision in group:
        if is_told_apart and decision.questions:
            yield Paragraph(runs=(), lead=_whose(decision, group, case))
        if decision.covers.strip():
            is_withheld = decision.effect is Effect.WITHHOLD and decision.provision not in LIMITS
            lead = tr("What I have applied it to") if is_withheld else tr("What it concerns")
            yield from written(_ended(decision.covers), lead=lead)
        yield from statistics_blocks(decision)
        if decision.prejudice:
            yield from _prejudice(decision, decision.prejudice)
        yield from record_blocks(decision, words)
        yield from written(decision.explanation)
    yield from _test_of(first, words)


def _whose(decision: Decision, group: Sequence[Decision], case: CaseContent) -> str:
    """Of which questions an explanation of several decisions speaks now, and of which request, as their answers do."""
    reference = _reference(decision, group, case)
    name = numbered_questions(decision.questions, capital=True)
    return f"{name} – {reference}" if reference else name


def _says_something(case: CaseContent) -> bool:
    """Whether a question is answered beside those on which silence is kept."""
    return any(question.answers or question.holding is Holding.NOT_HELD for question in case.questions)


def _ended(text: str) -> str:
    return f"{inside(text)}."


def _closing(group: Sequence[Decision], case: CaseContent) -> Iterator[Block]:
    """What stands whatever the officer writes: that reasons are left out, the sum of an estimate and of several, where
    the search stopped, and when what is unfinished will be ready (reg 14(4)).
    """
    silent = [decision for decision in group if decision.omission and decision.omission.reasons]
    if silent:
        why = (
            tr("I do not say why this exemption applies.")
            if len(silent) == len(group)
            else tr("I do not say for some of this information why this exemption applies.")
        )
        yield para(f"{why} {tr(NOT_STATED)}")
    for decision in group:
        if decision.cost_estimate and decision.cost_estimate.activities:
            yield cost_grid(decision.cost_estimate, of=_reference(decision, group, case))
        if decision.completion:
            yield from completion_blocks(decision.completion)
    if found := aggregate(group, case.requests):
        yield aggregate_said(found)
    if is_cost_of_confirming(group[0]):
        yield para(tr("I have therefore not gone on to find out whether the information exists."))


def _reference(decision: Decision, group: Sequence[Decision], case: CaseContent) -> str:
    """Whose estimate it is, where there are several."""
    return request_of(case.requests, decision.key).reference if len(group) > 1 and case.requests else ""


def _what_it_provides(decision: Decision, case: CaseContent) -> tuple[Block, ...]:
    """In words that never say "would, or would be likely to": which of them is for the officer to choose."""
    one, limbs = provision_of(decision), limbs_of(decision)
    if one is None or not limbs:
        return ()
    cite, key = cited_inside(decision), f"explain.{one.key}"
    if not one.is_exemption:
        conditions = " and where ".join(limb.words for limb in limbs)
        return say(case, key, citation=cite, conditions=of_the_law(conditions) if is_welsh() else conditions)
    shown = [limb for limb in limbs if not limb.is_purpose and limb.effect is decision.effect]
    flags = {"is_statistical": decision.is_statistical} if one.key == ON_AN_OPINION else {}
    return say(
        case,
        key,
        **flags,
        citation=cite,
        is_silent=decision.effect is Effect.NCND,
        duty_to_confirm=words_of(case.regime).duty_to_confirm,
        harm=_verb(next((limb.harm for limb in shown if limb.basis is Basis.PREJUDICE), "")),
        limbs=_listed(shown),
        purposes=_listed([limb for limb in limbs if limb.is_purpose]),
    )


def _verb(harm: str) -> str:
    return term(f"to {harm}") if harm and is_welsh() else harm


def _listed(limbs: Sequence[Limb]) -> tuple[Block, ...]:
    return (bullets(of_the_law(f"{limb.printed} {limb.words}") for limb in limbs),) if limbs else ()


_SHOWN: Final = {
    "prejudice": later("this prejudice"),
    "inhibit": later("this inhibition"),
    "endanger": later("this danger"),
    "adversely affect": later("this adverse effect"),
}
_SEVERAL_SHOWN: Final = later("this harm")


def _what_is_shown(decision: Decision) -> str:
    """In the statute's own word: to endanger, or to inhibit, is not to prejudice."""
    harms = {limb.harm for limb in limbs_of(decision) if limb.harm}
    return _SHOWN.get(harms.pop(), _SEVERAL_SHOWN) if len(harms) == 1 else _SEVERAL_SHOWN


def _prejudice(decision: Decision, record: Prejudice) -> Iterator[Block]:
    """Interest, harm and causal link, and which likelihood is claimed (the ICO's prejudice test)."""
    yield from written(record.interest, lead=tr("The interest protected"))
    yield from written(record.harm, lead=tr("The harm"))
    act = tr("confirming or denying") if decision.effect is Effect.NCND else tr("disclosure")
    yield from written(record.causal_link, lead=tr("How {act} would lead to it", act=act))
    shown = _what_is_shown(decision)
    what = tr(shown)
    match record.likelihood:
        case Likelihood.WOULD:
            yield para(tr("I am satisfied that {act} would cause {what}.", act=act, what=what))
        case Likelihood.WOULD_BE_LIKELY:
            yield para(
                tr(
                    "I am satisfied that {act} would be likely to cause {what}: the risk is real and significant.",
                    act=act,
                    what=what,
                )
            )
        case None:
            pass


def _test_of(decision: Decision, words: RegimeWords) -> Iterator[Block]:
    """Whether harm and public interest have to be shown at all (s2(3); none under sections 12 and 14)."""
    one, limbs = provision_of(decision), limbs_of(decision)
    if one is None or not limbs:
        return
    if not one.is_exemption:
        yield para(tr("No public-interest test applies to a refusal under this section."))
    elif is_absolute(decision):
        says = _CLASS_BASED if all(limb.basis is Basis.CLASS for limb in limbs) else _ABSOLUTE
        yield para(tr(says, exemption=words.exemption))
    else:
        says = _STILL_WEIGHED if decision.is_undecided else _WEIGHED
        yield para(tr(says, exemption=words.exemption))

"""Where does the balance of the public interest lie, for each qualified exemption (s17(3))?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours, PublicInterest, Side
from exemptions.statute import Effect
from requests_app.domain.casefile import CaseContent
from requests_app.domain.tongue import join_words, long_date, tr
from requests_app.letters.compose.explain import NOT_STATED, distinct
from requests_app.letters.compose.families import Family
from requests_app.letters.compose.say import say
from requests_app.letters.law import RegimeWords, cited, cited_inside, words_of
from requests_app.letters.model import Block, Paragraph, Section
from requests_app.letters.phrases import bullets, numbered_questions, para, written


def balance_sections(case: CaseContent, family: Family) -> Iterator[Section]:
    """One balance for each distinct exemption weighed; disclosing and confirming are weighed apart."""
    words = words_of(case.regime)
    weighed = weighed_alike(case.decisions)
    effects = frozenset(decision.effect for group in weighed for decision in group)
    intro = _intro(case, effects) if weighed else ()
    heading, level = tr(family.weighing_heading), family.weighing_level
    yield Section(key="public_interest", heading=heading, level=level, blocks=intro)
    times = Counter(cited(group[0], with_title=True) for group in weighed)
    for decisions in weighed:
        first, named = decisions[0], cited(decisions[0], with_title=True)
        assert first.public_interest is not None
        heading = tr(family.balance_heading, short=cited(first), cited=named)
        yield Section(
            key=f"balance.{first.key}",
            heading=f"{heading} ({_questions(decisions)})" if times[named] > 1 else heading,
            level=family.balance_level,
            blocks=tuple(_balance(first, first.public_interest, case, words)),
            fixed=tuple(_left_out(first)),
            is_editable=True,
        )


def weighed_alike(decisions: Sequence[Decision]) -> tuple[tuple[Decision, ...], ...]:
    """Decisions with one balance between them: what they cite and what was weighed are the same."""
    groups: dict[tuple[str, PublicInterest], list[Decision]] = {}
    for group in distinct(decisions):
        for decision in group:
            if decision.public_interest is not None:
                named = cited(decision, with_title=True)
                groups.setdefault((named, decision.public_interest), []).append(decision)
    return tuple(tuple(group) for group in groups.values())


def _questions(decisions: Sequence[Decision]) -> str:
    return numbered_questions(sorted({number for each in decisions for number in each.questions}))


def _left_out(decision: Decision) -> Iterator[Block]:
    if decision.omission and decision.omission.public_interest:
        yield para(f"{tr('I do not give my reasons for where the public interest lies.')} {tr(NOT_STATED)}")


def _intro(case: CaseContent, effects: frozenset[Effect]) -> tuple[Block, ...]:
    against = {
        frozenset({Effect.NCND}): tr("confirming or denying"),
        frozenset({Effect.WITHHOLD}): tr("disclosure"),
    }.get(effects, tr("disclosure, or in confirming or denying"))
    key = "public_interest.eir" if case.regime == "eir" else "public_interest.foia"
    return say(case, key, disclosing=against)


def _balance(
    decision: Decision, record: PublicInterest, case: CaseContent, words: RegimeWords
) -> Iterator[Block]:
    act = tr("confirming or denying") if decision.effect is Effect.NCND else tr("disclosure")
    yield from _factors(record, Side.FOR, tr("Factors favouring {act}", act=act))
    yield from _factors(record, Side.AGAINST, tr("Factors against {act}", act=act))
    if record.aggregated_with:
        yield para(
            tr(
                "I have weighed the public interest in maintaining this {exemption} together with that "
                "in maintaining {others}, which concern the same information.",
                exemption=words.exemption,
                others=join_words(_names(record, case)),
            )
        )
    if record.favours is Favours.UNDECIDED:
        yield from _undecided(record, case, words)
        yield from written(record.balance)
        return
    yield from written(record.balance, lead=tr("The balance"))
    yield para(_concluded(record.favours, decision.effect, words))


def _factors(record: PublicInterest, side: Side, lead: str) -> Iterator[Block]:
    texts = [factor.text.strip() for factor in record.on_side(side) if factor.text.strip()]
    if texts:
        yield Paragraph(runs=(), lead=lead)
        yield bullets(texts)


def _names(record: PublicInterest, case: CaseContent) -> list[str]:
    """The other exemptions as this letter cites them; by their number where it does not."""
    by_key: dict[str, str] = {}
    for decision in case.decisions:
        by_key.setdefault(decision.provision, cited_inside(decision))
        by_key.setdefault(decision.key, cited_inside(decision))
    return [by_key.get(key, key) for key in record.aggregated_with]


def _undecided(record: PublicInterest, case: CaseContent, words: RegimeWords) -> Iterator[Block]:
    """s17(2): no decision is reached, and the estimate of when it will be."""
    yield para(
        tr(
            "I have not yet reached a decision on the balance of the public interest (section 17(2) of the Act)."
        )
        if case.regime == "foia"
        else tr("I have not yet reached a decision on the balance of the public interest.")
    )
    if record.estimated_on:
        yield para(
            tr(
                "I estimate that I will have reached it by {day}, and will write then.",
                day=long_date(record.estimated_on),
            )
        )


def _concluded(favours: Favours, effect: Effect, words: RegimeWords) -> str:
    match favours, effect:
        case Favours.MAINTAIN, Effect.NCND:
            return tr(
                "I have concluded that the public interest in neither confirming nor denying outweighs "
                "the public interest in confirming or denying."
            )
        case Favours.MAINTAIN, _:
            return tr(
                "I have concluded that the public interest in maintaining the {exemption} outweighs "
                "the public interest in disclosure.",
                exemption=words.exemption,
            )
        case _:
            return tr(
                "I have concluded that the public interest does not favour maintaining the {exemption}.",
                exemption=words.exemption,
            )

"""How does a response end: advice, rights, who signs, and the words of the Act?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from requests_app.domain.casefile import CaseContent, Holding
from requests_app.domain.tongue import is_welsh, language_of_the_law, later, tr, working_days
from requests_app.letters.compose.opening import is_only_for_time
from requests_app.letters.compose.say import say, the_regulator
from requests_app.letters.law import has_review, limbs_of, provision_of, provision_words, review_days
from requests_app.letters.model import (
    Address,
    Block,
    Definition,
    Definitions,
    Paragraph,
    Run,
    Section,
    Token,
)
from requests_app.letters.phrases import para, written

_DISSATISFIED: Final = {
    False: later("If you are not satisfied with this response"),
    True: later("If you are not satisfied with this notice"),
}
"""A notice of more time is no response yet (s17(2))."""


def advice_section(case: CaseContent) -> Section:
    """How the request could be brought within the limit, and whatever else helps (s16; EIR reg 9)."""
    blocks: list[Block] = []
    for decision in case.decisions:
        if decision.cost_estimate and decision.cost_estimate.advice.strip():
            for block in written(decision.cost_estimate.advice):
                if block not in blocks:
                    blocks.append(block)
    always = say(
        case,
        "advice",
        is_over_the_limit=any(decision.provision == "s12" for decision in case.decisions),
        is_not_held=any(question.holding is Holding.NOT_HELD for question in case.questions),
        is_refused=bool(case.decisions),
    )
    return Section(
        key="advice", heading=tr("Advice and assistance"), blocks=(*blocks, *always), is_editable=True
    )


def further_section() -> Section:
    """Room for what an authority wishes to add; not printed while it is empty."""
    return Section(key="further", heading=tr("Further information"), is_editable=True)


def reuse_section(case: CaseContent) -> Section:
    """How what is disclosed may be used again, if the authority says so in every letter."""
    is_disclosed = any(question.answers for question in case.questions)
    return Section(
        key="reuse",
        heading=tr("Using this information again"),
        blocks=say(case, "reuse", is_disclosed=is_disclosed),
    )


def rights_section(case: CaseContent) -> Section:
    """The complaints procedure and the section 50 right (s17(7)); for EIR regs 11 and 18 (reg 14(5))."""
    last_day = para(Token.REVIEW_BY, ".", lead=tr("The last day on which you can ask us for a review"))
    can_ask = has_review(case.authority, case.regime)
    return Section(
        key="rights",
        heading=tr(_DISSATISFIED[is_only_for_time(case)]),
        blocks=_rights(case, tuple(regulator_lines(case))),
        fixed=(last_day,) if can_ask else (),
        is_editable=True,
    )


def _rights(case: CaseContent, regulator: tuple[Block, ...]) -> tuple[Block, ...]:
    """Particulars of the procedure, "or that there is none" (s17(7)(a)): then the regulator is the first to ask."""
    if not has_review(case.authority, case.regime):
        return say(case, "rights.foia_without_review", regulator_contact=regulator)
    return say(
        case,
        "rights.eir" if case.regime == "eir" else "rights.foia",
        review_days=working_days(review_days(case.authority, case.regime)),
        review_contact=tuple(_review_contact(case)),
        regulator_contact=regulator,
    )


def _review_contact(case: CaseContent) -> Iterator[Block]:
    authority = case.authority
    lines = authority.review_contact_lines or (
        authority.name,
        *authority.address_lines,
        *((authority.email,) if authority.email else ()),
    )
    if any(each.strip() for each in lines):
        yield Paragraph(runs=(), lead=tr("Ask for a review from"))
        yield Address(lines=tuple(each for each in lines if each.strip()))


def regulator_lines(case: CaseContent) -> Iterator[Block]:
    regulator = case.regulator
    extras = (
        tr("Telephone {telephone}", telephone=regulator.telephone) if regulator.telephone else "",
        regulator.website,
    )
    address = ", ".join(each.strip() for each in regulator.address_lines if each.strip())
    name = the_regulator(regulator) if is_welsh() else regulator.name
    lines = tuple(each for each in (_capital(name), address, *extras) if each.strip())
    if lines:
        yield Paragraph(runs=(), lead=tr("Complain to"))
        yield Address(lines=lines)
    if regulator.complaint_url:
        yield para(
            tr("You can complain online at "),
            Run(text=regulator.complaint_url, url=regulator.complaint_url),
            ".",
        )


def sign_off_section(case: CaseContent) -> Section:
    lines = tuple(
        each for each in (case.officer_name, case.officer_title, case.authority.name) if each.strip()
    )
    valediction = say(case, "valediction", is_named=bool(case.applicant.name.strip()))
    fixed: tuple[Block, ...] = (*valediction, Address(lines=lines)) if lines else ()
    return Section(key="sign_off", heading="", level=0, fixed=fixed)


def annex_section(case: CaseContent) -> Section:
    """The short words of each limb that is cited, once; some authorities send letters without."""
    items: dict[str, Definition] = {}
    for decision in case.decisions if case.authority.letter_has_annex else ():
        one = provision_of(decision)
        if one is None:
            continue
        for limb in limbs_of(decision):
            name = provision_words(f"{one.name}{limb.printed}")
            items.setdefault(
                name,
                Definition(term=name, description=_capital(limb.words), language=language_of_the_law()),
            )
    fixed: tuple[Block, ...] = (Definitions(items=tuple(items.values())),) if items else ()
    return Section(key="annex", heading=tr("Legal annex: the provisions cited"), fixed=fixed)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

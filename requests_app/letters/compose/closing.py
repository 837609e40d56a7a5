"""How does a response end: advice, rights, who signs, and the words of the Act?"""

from __future__ import annotations

from collections.abc import Iterator

from requests_app.domain.casefile import CaseContent, RegulatorDetails
from requests_app.domain.text import plural
from requests_app.letters.law import has_review, limbs_of, provision_of, review_days
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


def advice_section(case: CaseContent) -> Section:
    """How the request could be brought within the limit, and whatever else helps (s16; EIR reg 9)."""
    blocks: list[Block] = []
    for decision in case.decisions:
        if decision.cost_estimate and decision.cost_estimate.advice.strip():
            for block in written(decision.cost_estimate.advice):
                if block not in blocks:
                    blocks.append(block)
    return Section(key="advice", heading="Advice and assistance", blocks=tuple(blocks), is_editable=True)


def further_section() -> Section:
    """Room for what an authority wishes to add; not printed while it is empty."""
    return Section(key="further", heading="Further information", is_editable=True)


def rights_section(case: CaseContent) -> Section:
    """The complaints procedure and the section 50 right (s17(7)); for EIR regs 11 and 18 (reg 14(5))."""
    blocks = _eir_rights(case) if case.regime == "eir" else _foia_rights(case)
    last_day = para(Token.REVIEW_BY, ".", lead="The last day on which you can ask us for a review")
    can_ask = has_review(case.authority, case.regime)
    return Section(
        key="rights",
        heading="If you are not satisfied with this response",
        blocks=tuple(blocks),
        fixed=(last_day,) if can_ask else (),
        is_editable=True,
    )


def _foia_rights(case: CaseContent) -> Iterator[Block]:
    yield from _own_procedure(case) if case.authority.has_review else _no_procedure(case)
    yield from _regulator(case)


def _no_procedure(case: CaseContent) -> Iterator[Block]:
    """Particulars of the procedure, "or that there is none" (s17(7)(a)): the regulator is the first to ask."""
    yield para(
        "We have no complaints procedure of our own for requests for information, so that there is no internal "
        "review to ask for."
    )
    yield para(
        "You have the right under section 50 of the Freedom of Information Act 2000 to complain to "
        f"{the_regulator(case.regulator)} at once, and to ask for a decision on whether we dealt with your "
        "request as the Act requires."
    )


def _own_procedure(case: CaseContent) -> Iterator[Block]:
    days = plural(case.authority.review_request_days, "working day")
    yield para(
        "You have the right to ask us for an internal review: somebody who took no part in this decision "
        f"will look at your request afresh. Ask within {days} of the date of this letter, and say what you "
        "disagree with."
    )
    yield from _review_contact(case)
    yield para(
        "If you are still not satisfied after the review, you have the right under section 50 of the "
        f"Freedom of Information Act 2000 to complain to {the_regulator(case.regulator)} and ask for a "
        "decision on whether we dealt with your request as the Act requires. You will normally be "
        "expected to have asked us for a review first."
    )


def _eir_rights(case: CaseContent) -> Iterator[Block]:
    days = plural(review_days(case.authority, case.regime), "working day")
    yield para(
        "You have the right under regulation 11 of the Environmental Information Regulations 2004 to make "
        "representations to us if you think that we have not complied with the Regulations. We will then "
        f"reconsider our decision in an internal review, free of charge. Write to us within {days} of the "
        "date of this letter; we will reply within 40 working days of hearing from you."
    )
    yield from _review_contact(case)
    yield para(
        "If you are still not satisfied, regulation 18 applies the enforcement and appeal provisions of "
        "the Freedom of Information Act 2000, so that you have the right under section 50 of that Act to "
        f"complain to {the_regulator(case.regulator)}."
    )
    yield from _regulator(case)


def _review_contact(case: CaseContent) -> Iterator[Block]:
    authority = case.authority
    lines = authority.review_contact_lines or (
        authority.name,
        *authority.address_lines,
        *((authority.email,) if authority.email else ()),
    )
    if any(each.strip() for each in lines):
        yield Paragraph(runs=(), lead="Ask for a review from")
        yield Address(lines=tuple(each for each in lines if each.strip()))


def _regulator(case: CaseContent) -> Iterator[Block]:
    regulator = case.regulator
    extras = (f"Telephone {regulator.telephone}" if regulator.telephone else "", regulator.website)
    address = ", ".join(each.strip() for each in regulator.address_lines if each.strip())
    lines = tuple(each for each in (_capital(regulator.name), address, *extras) if each.strip())
    if lines:
        yield Paragraph(runs=(), lead="Complain to")
        yield Address(lines=lines)
    if regulator.complaint_url:
        yield para(
            "You can complain online at ", Run(text=regulator.complaint_url, url=regulator.complaint_url), "."
        )


def sign_off_section(case: CaseContent) -> Section:
    lines = tuple(
        each for each in (case.officer_name, case.officer_title, case.authority.name) if each.strip()
    )
    valediction = "Yours sincerely," if case.applicant.name.strip() else "Yours faithfully,"
    fixed: tuple[Block, ...] = (para(valediction), Address(lines=lines)) if lines else ()
    return Section(key="sign_off", heading="", level=0, fixed=fixed)


def annex_section(case: CaseContent) -> Section:
    """The short words of each limb that is cited, once; some authorities send letters without."""
    items: dict[str, Definition] = {}
    for decision in case.decisions if case.authority.letter_has_annex else ():
        one = provision_of(decision)
        if one is None:
            continue
        for limb in limbs_of(decision):
            term = f"{one.name}{limb.printed}"
            items.setdefault(term, Definition(term=term, description=_capital(limb.words)))
    fixed: tuple[Block, ...] = (Definitions(items=tuple(items.values())),) if items else ()
    return Section(key="annex", heading="Legal annex: the provisions cited", fixed=fixed)


def the_regulator(regulator: RegulatorDetails) -> str:
    """The name inside a sentence: with its article, whether or not it was entered with one."""
    name = regulator.name.strip()
    return name if not name or name.lower().startswith("the ") else f"the {name}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

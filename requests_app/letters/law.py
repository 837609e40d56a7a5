"""How does a letter speak of a decision, even of one that the statute does not know?

A letter must be able to hold what is wrong, so that the checks can report it: nothing here raises.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.statute import (
    Citation,
    CitationError,
    Effect,
    Limb,
    Provision,
    Test,
    UnknownProvision,
    format_citation,
)
from exemptions.statute import provision as provision_called
from requests_app.domain import welsh
from requests_app.domain.casefile import AuthorityDetails
from requests_app.domain.tongue import is_welsh, later, term, tr


@dataclass(frozen=True, kw_only=True)
class RegimeWords:
    """What one regime calls the things that both have."""

    act: str
    act_short: str
    exemption: str
    exemptions: str
    notice: str
    duty_to_confirm: str


FOIA: Final = RegimeWords(
    act=later("the Freedom of Information Act 2000"),
    act_short=later("the Act"),
    exemption=later("exemption"),
    exemptions=later("exemptions"),
    notice=later("This letter is a refusal notice under section 17 of the Freedom of Information Act 2000."),
    duty_to_confirm=later(
        "the duty in section 1(1)(a) of the Act to confirm or deny whether information is held"
    ),
)
EIR: Final = RegimeWords(
    act=later("the Environmental Information Regulations 2004"),
    act_short=later("the Regulations"),
    exemption=later("exception"),
    exemptions=later("exceptions"),
    notice=later(
        "This letter is a refusal under regulation 14 of the Environmental Information Regulations 2004."
    ),
    duty_to_confirm=later("any duty to confirm or deny whether information is held"),
)


EIR_REVIEW_DAYS: Final = 40


def has_review(authority: AuthorityDetails, regime: str) -> bool:
    """Whether the authority looks again itself: by choice under FOIA (s17(7)(a)), by duty under the EIR (reg 11)."""
    return authority.has_review or regime == "eir"


def review_days(authority: AuthorityDetails, regime: str) -> int:
    """Working days for asking for a review: the authority's own, and under reg 11(2) never fewer than 40.

    0 where there is none to ask for.
    """
    if not has_review(authority, regime):
        return 0
    days = authority.review_request_days
    return max(days, EIR_REVIEW_DAYS) if regime == "eir" else days


def words_of(regime: str) -> RegimeWords:
    """In the language of the letter."""
    words = EIR if regime == "eir" else FOIA
    return RegimeWords(**{name: tr(text) for name, text in asdict(words).items()})


def provision_of(decision: Decision) -> Provision | None:
    """The provision relied on; None for one that the statute does not have."""
    try:
        return provision_called(decision.provision)
    except UnknownProvision:
        return None


def limbs_of(decision: Decision) -> tuple[Limb, ...]:
    """The limbs relied on, in the order of the Act, leaving out those that do not exist."""
    one = provision_of(decision)
    if one is None:
        return ()
    return one.chosen(key for key in decision.limbs if one.has_limb(key))


def citation_of(decision: Decision) -> Citation | None:
    """The citation, or None where it names something that the statute does not have."""
    try:
        return decision.citation
    except (UnknownProvision, CitationError):
        return None


def cited(decision: Decision, *, with_title: bool = False) -> str:
    """As "Section 31(1)(a) and (b)", with its title if asked; for an impossible one, what was recorded."""
    citation = citation_of(decision)
    if citation is None:
        return " ".join((decision.provision, *(f"({key})" for key in decision.limbs)))
    if not is_welsh():
        return format_citation(citation, with_title=with_title)
    named, _, title = format_citation(citation).partition(" – ")
    return f"{welsh.citation(named)} – {term(title)}" if with_title else welsh.citation(named)


def cited_inside(decision: Decision) -> str:
    """As "section 31(1)(a) and (b)": how a sentence has it, which does not begin with it."""
    citation = cited(decision)
    return f"{citation[:1].lower()}{citation[1:]}"


def provision_words(named: str) -> str:
    """ "Section 31(1)(a)" as the language of the letter has it."""
    return welsh.citation(named) if is_welsh() else named


def is_absolute(decision: Decision) -> bool:
    one = provision_of(decision)
    if one is None:
        return False
    return one.test_of((limb.key for limb in limbs_of(decision)), decision.effect) is Test.ABSOLUTE


def is_ncnd(decision: Decision) -> bool:
    """Neither confirming nor denying, by an exemption: s12(2) is a limit, not an answer."""
    return decision.effect is Effect.NCND and decision.provision != "s12"


def is_cost_of_confirming(decision: Decision) -> bool:
    """s12(2): already the search for whether it is held costs more than the limit."""
    return decision.provision == "s12" and decision.effect is Effect.NCND


def time_law(regime: str) -> str:
    """The provision on the time for an answer, in a letter that has named its Act."""
    if regime == "eir":
        return tr("regulation 5(2) of the Regulations")
    return tr("section 10(1) of the Act")

"""What do sections 21 to 24 of the Freedom of Information Act 2000 exempt, limb by limb?"""

from dataclasses import replace
from datetime import date

from exemptions.statute.model import (
    ABSOLUTE,
    QUALIFIED,
    Limb,
    Provision,
    Record,
    Regime,
    classed,
    harmed,
    ncnd,
)

RESEARCH_IN_FORCE_FROM = date(2014, 10, 1)
"""Section 22A was inserted by the Intellectual Property Act 2014, section 20."""

_WHERE = frozenset({Record.WHERE_AVAILABLE})
_PLAN = frozenset({Record.PUBLICATION_PLAN})

ACCESSIBLE = Provision(
    key="s21",
    regime=Regime.FOIA,
    section="21",
    title="Information accessible to applicant by other means",
    limbs=(
        replace(
            classed("(1)", "reasonably accessible to the applicant otherwise than under section 1", ABSOLUTE),
            needs=_WHERE,
        ),
        classed("(2)(a)", "accessible even though only on payment", ABSOLUTE, requires=(("1",),)),
        classed(
            "(2)(b)",
            "information that an enactment obliges the authority or another person to communicate to the "
            "public on "
            "request",
            ABSOLUTE,
            requires=(("1",),),
        ),
        classed(
            "(3)",
            "available from the authority on request, in accordance with its publication scheme",
            ABSOLUTE,
            requires=(("1",),),
        ),
    ),
    guidance="Say exactly where the information is and how this applicant can reach it.",
    notes=("There is no limb that allows an authority to neither confirm nor deny.",),
    synonyms=("published", "website", "available", "publication scheme", "accessible"),
)


def _publish(printed: str, words: str, others: tuple[str, str]) -> Limb:
    requires = tuple((key,) for key in others)
    return replace(classed(printed, words, QUALIFIED, requires=requires), needs=_PLAN)


FUTURE_PUBLICATION = Provision(
    key="s22",
    regime=Regime.FOIA,
    section="22",
    title="Information intended for future publication",
    limbs=(
        _publish(
            "(1)(a)",
            "held with a view to its publication, by the authority or any other person, at some future date",
            ("1b", "1c"),
        ),
        _publish(
            "(1)(b)",
            "already held with a view to such publication at the time when the request was made",
            ("1a", "1c"),
        ),
        _publish(
            "(1)(c)",
            "reasonable in all the circumstances to withhold until the date of publication",
            ("1a", "1b"),
        ),
        ncnd("(2)", "confirming or denying would disclose information within subsection (1)", QUALIFIED),
    ),
    guidance="Show that publication was intended when the request arrived, and why waiting is reasonable.",
    notes=("All three paragraphs of subsection (1) must be met.",),
    synonyms=("publish", "publication", "future", "draft", "statistics"),
)


def _research(printed: str, words: str) -> Limb:
    limb = replace(harmed(printed, words), requires=(("1a",),))
    return replace(limb, in_force_from=RESEARCH_IN_FORCE_FROM)


_EFFECTS = ("1bi", "1bii", "1biii", "1biv")

RESEARCH = Provision(
    key="s22A",
    regime=Regime.FOIA,
    section="22A",
    title="Research",
    limbs=(
        replace(
            classed(
                "(1)(a)",
                "a programme of research that is continuing with a view to the publication of a report",
                QUALIFIED,
                requires=(_EFFECTS,),
            ),
            in_force_from=RESEARCH_IN_FORCE_FROM,
        ),
        _research("(1)(b)(i)", "the programme"),
        _research("(1)(b)(ii)", "the interests of any individual participating in the programme"),
        _research("(1)(b)(iii)", "the interests of the authority which holds the information"),
        _research("(1)(b)(iv)", "the interests of the authority that intends to publish the report"),
        replace(
            ncnd(
                "(2)",
                "confirming or denying would, or would be likely to, prejudice any of the matters mentioned "
                "in "
                "subsection (1)(b)",
                QUALIFIED,
                harm="prejudice",
            ),
            in_force_from=RESEARCH_IN_FORCE_FROM,
        ),
    ),
    guidance=(
        "Show that the programme continues towards a published report, and what early disclosure would harm."
    ),
    synonyms=("research", "study", "university", "unpublished"),
)

SECURITY_BODIES = Provision(
    key="s23",
    regime=Regime.FOIA,
    section="23",
    title="Information supplied by, or relating to, bodies dealing with security matters",
    limbs=(
        classed(
            "(1)",
            "supplied by, or relates to, a body specified in subsection (3)",
            ABSOLUTE,
            certificate="FOIA s23(2)",
        ),
        ncnd(
            "(5)",
            "confirming or denying would disclose information supplied by, or relating to, a body specified in "
            "subsection (3)",
            ABSOLUTE,
            certificate="FOIA s23(2)",
        ),
    ),
    guidance="Show that the information came from or relates to a listed body.",
    notes=("A Minister's certificate is conclusive, subject to appeal (s23(2), s60).",),
    excluded_with=("s24",),
    synonyms=("security", "mi5", "mi6", "gchq", "intelligence", "special branch"),
)

NATIONAL_SECURITY = Provision(
    key="s24",
    regime=Regime.FOIA,
    section="24",
    title="National security",
    limbs=(
        classed(
            "(1)",
            "exemption is required for the purpose of safeguarding national security",
            QUALIFIED,
            certificate="FOIA s24(3)",
        ),
        ncnd(
            "(2)",
            "exemption from section 1(1)(a) is required for the purpose of safeguarding national security",
            QUALIFIED,
            certificate="FOIA s24(3)",
        ),
    ),
    guidance="Explain why withholding is reasonably necessary to safeguard national security.",
    notes=(
        "Only for information that does not fall within section 23(1).",
        "A Minister's certificate is conclusive, subject to appeal (s24(3), s60).",
    ),
    excluded_with=("s23",),
    synonyms=("security", "terrorism", "national security"),
)

S21_TO_S24 = (ACCESSIBLE, FUTURE_PUBLICATION, RESEARCH, SECURITY_BODIES, NATIONAL_SECURITY)

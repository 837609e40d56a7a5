"""What do sections 41 to 44 of the Freedom of Information Act 2000 exempt, limb by limb?"""

from dataclasses import replace

from exemptions.statute.model import (
    ABSOLUTE,
    QUALIFIED,
    Provision,
    Record,
    Regime,
    classed,
    harmed,
    ncnd,
)

_CONFIDENCE = frozenset({Record.CONFIDENCE})
_ENACTMENT = frozenset({Record.ENACTMENT})

CONFIDENCE = Provision(
    key="s41",
    regime=Regime.FOIA,
    section="41",
    title="Information provided in confidence",
    limbs=(
        replace(
            classed(
                "(1)(a)", "obtained by the authority from any other person", ABSOLUTE, requires=(("1b",),)
            ),
            needs=_CONFIDENCE,
        ),
        replace(
            classed(
                "(1)(b)",
                "disclosure would constitute a breach of confidence actionable by that or any other person",
                ABSOLUTE,
                requires=(("1a",),),
            ),
            needs=_CONFIDENCE,
        ),
        ncnd("(2)", "confirming or denying would constitute an actionable breach of confidence", ABSOLUTE),
    ),
    guidance=(
        "Show who gave it, its quality of confidence, the obligation, the detriment, and why a "
        "public-interest "
        "defence would fail."
    ),
    notes=("Both paragraphs of subsection (1) must be met.",),
    synonyms=("confidence", "confidential", "third party", "breach"),
)

PRIVILEGE = Provision(
    key="s42",
    regime=Regime.FOIA,
    section="42",
    title="Legal professional privilege",
    limbs=(
        classed(
            "(1)",
            "a claim to legal professional privilege could be maintained in legal proceedings",
            QUALIFIED,
        ),
        ncnd("(2)", "confirming or denying would disclose information within subsection (1)", QUALIFIED),
    ),
    guidance=(
        "Say whether advice or litigation privilege is claimed, whose it is, and that it was not waived."
    ),
    synonyms=("legal advice", "privilege", "lawyer", "solicitor", "litigation"),
)

COMMERCIAL_INTERESTS = Provision(
    key="s43",
    regime=Regime.FOIA,
    section="43",
    title="Commercial interests",
    limbs=(
        classed("(1)", "the information constitutes a trade secret", QUALIFIED),
        harmed("(2)", "the commercial interests of any person (including the public authority holding it)"),
        ncnd(
            "(3)",
            "confirming or denying would, or would be likely to, prejudice the interests mentioned in "
            "subsection (2)",
            QUALIFIED,
            harm="prejudice",
        ),
    ),
    guidance=(
        "Say whose commercial interests, ask them where they are a third party's, and show how harm follows."
    ),
    synonyms=("commercial", "contract", "tender", "trade secret", "price", "bid"),
)

PROHIBITIONS = Provision(
    key="s44",
    regime=Regime.FOIA,
    section="44",
    title="Prohibitions on disclosure",
    limbs=(
        replace(classed("(1)(a)", "prohibited by or under any enactment", ABSOLUTE), needs=_ENACTMENT),
        replace(
            classed("(1)(b)", "incompatible with any assimilated obligation", ABSOLUTE), needs=_ENACTMENT
        ),
        classed("(1)(c)", "would constitute or be punishable as a contempt of court", ABSOLUTE),
        replace(
            ncnd("(2)", "confirming or denying would fall within any of subsection (1)(a) to (c)", ABSOLUTE),
            needs=_ENACTMENT,
        ),
    ),
    guidance="Name the enactment and its provision, and show how it prohibits this disclosure.",
    synonyms=("enactment", "prohibited", "statutory bar", "contempt", "secrecy"),
)

S41_TO_S44 = (CONFIDENCE, PRIVILEGE, COMMERCIAL_INTERESTS, PROHIBITIONS)

"""Which refusals does Part I of the Freedom of Information Act 2000 itself provide? Sections 12 and 14."""

from exemptions.statute.model import Basis, Effect, Limb, Provision, Record, Regime, Test

COST = Provision(
    key="s12",
    regime=Regime.FOIA,
    section="12",
    title="Cost of compliance exceeds appropriate limit",
    limbs=(
        Limb(
            printed="(1)",
            words="the estimated cost of complying with the request would exceed the appropriate limit",
            test=Test.ABSOLUTE,
            basis=Basis.CLASS,
            needs=frozenset({Record.COST_ESTIMATE}),
        ),
        Limb(
            printed="(2)",
            words="the estimated cost of confirming or denying alone would exceed the appropriate limit",
            test=Test.ABSOLUTE,
            basis=Basis.CLASS,
            effect=Effect.NCND,
            needs=frozenset({Record.COST_ESTIMATE}),
        ),
    ),
    guidance=(
        "Give a reasonable estimate from cogent evidence, counting only determining, locating, retrieving "
        "and "
        "extracting, and advise how the request could be brought within the limit."
    ),
    notes=(
        "No public-interest test follows (s17(5)).",
        "Redaction and deciding exemptions do not count (reg 4).",
    ),
    synonyms=("cost", "limit", "hours", "estimate", "fees"),
    is_exemption=False,
)

VEXATIOUS = Provision(
    key="s14",
    regime=Regime.FOIA,
    section="14",
    title="Vexatious or repeated requests",
    limbs=(
        Limb(
            printed="(1)",
            words="the request is vexatious",
            test=Test.ABSOLUTE,
            basis=Basis.CLASS,
            needs=frozenset({Record.VEXATIOUS}),
        ),
        Limb(
            printed="(2)",
            words=(
                "an identical or substantially similar request was complied with, and no reasonable "
                "interval has elapsed"
            ),
            test=Test.ABSOLUTE,
            basis=Basis.CLASS,
            needs=frozenset({Record.EARLIER_REQUEST}),
        ),
    ),
    guidance=(
        "Weigh burden, motive, value and distress to staff together: it is the request that is vexatious, "
        "never "
        "the person. For a repeated request show what was answered, and when."
    ),
    notes=("No public-interest test follows (s17(5)).", "A notice may be left out in the case of s17(6)."),
    synonyms=("vexatious", "repeated", "burden", "harassment", "repeat"),
    is_exemption=False,
)

PART_1 = (COST, VEXATIOUS)

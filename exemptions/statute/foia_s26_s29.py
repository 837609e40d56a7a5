"""What do sections 26 to 29 of the Freedom of Information Act 2000 exempt, limb by limb?"""

from exemptions.statute.model import QUALIFIED, Limb, Provision, Regime, classed, harmed, ncnd


def _deny(printed: str, of: str = "any of the matters mentioned in subsection (1)") -> Limb:
    words = f"confirming or denying would, or would be likely to, prejudice {of}"
    return ncnd(printed, words, QUALIFIED, harm="prejudice")


DEFENCE = Provision(
    key="s26",
    regime=Regime.FOIA,
    section="26",
    title="Defence",
    limbs=(
        harmed("(1)(a)", "the defence of the British Islands or of any colony"),
        harmed("(1)(b)", "the capability, effectiveness or security of any relevant forces"),
        _deny("(3)"),
    ),
    guidance="Say which forces or which defence interest would be harmed, and how.",
    synonyms=("defence", "military", "armed forces", "army", "navy"),
)

INTERNATIONAL_RELATIONS = Provision(
    key="s27",
    regime=Regime.FOIA,
    section="27",
    title="International relations",
    limbs=(
        harmed("(1)(a)", "relations between the United Kingdom and any other State"),
        harmed(
            "(1)(b)",
            "relations between the United Kingdom and any international organisation or international court",
        ),
        harmed("(1)(c)", "the interests of the United Kingdom abroad"),
        harmed("(1)(d)", "the promotion or protection by the United Kingdom of its interests abroad"),
        classed(
            "(2)",
            "confidential information obtained from another State, an international organisation or an "
            "international court",
            QUALIFIED,
        ),
        _deny("(4)(a)"),
        ncnd(
            "(4)(b)",
            "confirming or denying would disclose confidential information within subsection (2)",
            QUALIFIED,
        ),
    ),
    guidance="Name the State, organisation or court, and the harm to relations or to the interest abroad.",
    synonyms=("foreign", "international", "embassy", "treaty", "abroad"),
)

RELATIONS_WITHIN_UK = Provision(
    key="s28",
    regime=Regime.FOIA,
    section="28",
    title="Relations within the United Kingdom",
    limbs=(
        harmed(
            "(1)",
            "relations between any administration in the United Kingdom and any other such administration",
        ),
        _deny("(3)", "the matter mentioned in subsection (1)"),
    ),
    guidance="Name the two administrations and the harm to relations between them.",
    synonyms=("devolved", "scottish government", "welsh government", "executive committee", "devolution"),
)

ECONOMY = Provision(
    key="s29",
    regime=Regime.FOIA,
    section="29",
    title="The economy",
    limbs=(
        harmed("(1)(a)", "the economic interests of the United Kingdom or of any part of the United Kingdom"),
        harmed("(1)(b)", "the financial interests of any administration in the United Kingdom"),
        _deny("(2)"),
    ),
    guidance="Say which economic or financial interest would be harmed, and how.",
    synonyms=("economy", "economic", "financial", "budget", "market"),
)

S26_TO_S29 = (DEFENCE, INTERNATIONAL_RELATIONS, RELATIONS_WITHIN_UK, ECONOMY)

"""What do sections 36 to 39 of the Freedom of Information Act 2000 exempt, limb by limb?"""

from dataclasses import replace
from datetime import date

from exemptions.statute.model import (
    ABSOLUTE,
    QUALIFIED,
    Limb,
    Provision,
    Record,
    Regime,
    Test,
    classed,
    harmed,
    ncnd,
)

ROYAL_PARAGRAPHS_IN_FORCE_FROM = date(2011, 1, 19)
"""Constitutional Reform and Governance Act 2010, Schedule 7: s37(1)(aa) to (ad), and (a) to (ab) absolute."""

_OPINION = frozenset({Record.QUALIFIED_PERSON})
_PREJUDICE = frozenset({Record.PREJUDICE})
_STATISTICS = frozenset({Record.STATISTICS})


def _opinion(limb: Limb) -> Limb:
    """The qualified person's opinion takes the place of the authority's own prejudice test (s36(2))."""
    return replace(limb, needs=_OPINION, without=_PREJUDICE, may_need=_STATISTICS, certificate="FOIA s36(7)")


EFFECTIVE_CONDUCT = Provision(
    key="s36",
    regime=Regime.FOIA,
    section="36",
    title="Prejudice to effective conduct of public affairs",
    limbs=(
        _opinion(
            harmed(
                "(2)(a)(i)",
                "the maintenance of the convention of the collective responsibility of Ministers of the "
                "Crown",
            )
        ),
        _opinion(
            harmed("(2)(a)(ii)", "the work of the Executive Committee of the Northern Ireland Assembly"),
        ),
        _opinion(harmed("(2)(a)(iii)", "the work of the Cabinet of the Welsh Government")),
        _opinion(harmed("(2)(b)(i)", "the free and frank provision of advice", harm="inhibit")),
        _opinion(
            harmed(
                "(2)(b)(ii)",
                "the free and frank exchange of views for the purposes of deliberation",
                harm="inhibit",
            )
        ),
        _opinion(harmed("(2)(c)", "otherwise, the effective conduct of public affairs")),
        _opinion(
            ncnd(
                "(3)",
                "confirming or denying would, or would be likely to, have any of the effects mentioned in "
                "subsection (2)",
                QUALIFIED,
                harm="prejudice",
            )
        ),
    ),
    guidance=(
        "Record the qualified person's reasonable opinion: who, in which office, when, and what they saw."
    ),
    notes=(
        "Absolute for information held by the House of Commons or the House of Lords (s2(3)(e)).",
        "No qualified person is needed for statistical information (s36(4)).",
        "Not for information that is exempt by virtue of section 35 (s36(1)(a)).",
        "For either House, a certificate signed by its qualified person is conclusive (s36(7)).",
    ),
    excluded_with=("s35",),
    synonyms=("qualified person", "advice", "free and frank", "deliberation", "collective responsibility"),
)


def _royal(printed: str, words: str, test: Test = ABSOLUTE) -> Limb:
    return replace(classed(printed, words, test), in_force_from=ROYAL_PARAGRAPHS_IN_FORCE_FROM)


COMMUNICATIONS_WITH_SOVEREIGN = Provision(
    key="s37",
    regime=Regime.FOIA,
    section="37",
    title="Communications with His Majesty, etc. and honours",
    limbs=(
        classed("(1)(a)", "communications with the Sovereign", ABSOLUTE),
        _royal("(1)(aa)", "communications with the heir to, or the person second in line to, the Throne"),
        _royal(
            "(1)(ab)", "communications with a person who has since acceded or become heir or second in line"
        ),
        _royal("(1)(ac)", "communications with other members of the Royal Family", QUALIFIED),
        _royal("(1)(ad)", "communications with the Royal Household", QUALIFIED),
        classed("(1)(b)", "the conferring by the Crown of any honour or dignity", QUALIFIED),
        ncnd("(2)", "the information is, or if held would be, exempt by virtue of subsection (1)", QUALIFIED),
    ),
    guidance=(
        "Say with whom the communication was, since that decides whether a public-interest test is needed."
    ),
    notes=("(1)(a) to (ab) are absolute, and (2) so far as it relates to them (s2(3)(ea)).",),
    synonyms=("royal", "king", "queen", "honours", "palace", "sovereign"),
)

HEALTH_AND_SAFETY = Provision(
    key="s38",
    regime=Regime.FOIA,
    section="38",
    title="Health and safety",
    limbs=(
        harmed("(1)(a)", "the physical or mental health of any individual", harm="endanger"),
        harmed("(1)(b)", "the safety of any individual", harm="endanger"),
        ncnd(
            "(2)",
            "confirming or denying would, or would be likely to, have either of the effects mentioned in "
            "subsection (1)",
            QUALIFIED,
            harm="endanger",
        ),
    ),
    guidance="Say who would be endangered, how disclosure would cause it, and how likely it is.",
    synonyms=("health", "safety", "endanger", "danger", "animal research"),
)

ENVIRONMENTAL = Provision(
    key="s39",
    regime=Regime.FOIA,
    section="39",
    title="Environmental information",
    limbs=(
        classed(
            "(1)(a)",
            "the authority is obliged by the environmental information regulations to make it available to "
            "the "
            "public",
            QUALIFIED,
        ),
        classed("(1)(b)", "it would be so obliged but for an exemption in those regulations", QUALIFIED),
        ncnd("(2)", "the information is, or if held would be, exempt by virtue of subsection (1)", QUALIFIED),
    ),
    guidance="Answer the request under the Environmental Information Regulations 2004 instead.",
    synonyms=("environment", "environmental", "eir"),
)

S36_TO_S39 = (EFFECTIVE_CONDUCT, COMMUNICATIONS_WITH_SOVEREIGN, HEALTH_AND_SAFETY, ENVIRONMENTAL)

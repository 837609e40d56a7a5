"""Which exceptions do the Environmental Information Regulations 2004 provide (regs 12(3) to (6) and 13)?"""

from dataclasses import replace
from datetime import date

from exemptions.statute.model import (
    ABSOLUTE,
    QUALIFIED,
    Basis,
    Effect,
    Limb,
    Provision,
    Record,
    Regime,
    Test,
    classed,
    harmed,
    ncnd,
)

DPA_2018_IN_FORCE_FROM = date(2018, 5, 25)

_TEST_RECORD = frozenset({Record.DATA_PROTECTION})


def _request(printed: str, title: str, words: str) -> Limb:
    return replace(classed(printed, words, QUALIFIED), title=title)


def _adverse(printed: str, title: str, words: str) -> Limb:
    return replace(harmed(printed, words, harm="adversely affect"), title=title)


def _not_for_emissions(printed: str, title: str, words: str) -> Limb:
    """Paragraphs (5)(d) to (g): whether the information is on emissions must be asked first (reg 12(9))."""
    return replace(_adverse(printed, title, words), needs=frozenset({Record.EMISSIONS}))


PERSONAL_DATA_OUT = Provision(
    key="reg12-3",
    regime=Regime.EIR,
    section="12",
    title="Personal data",
    limbs=(
        replace(
            classed("(3)", "personal data of which the applicant is not the data subject", ABSOLUTE),
            needs=_TEST_RECORD,
        ),
    ),
    guidance="Cite regulation 13 as well, with the condition that is met.",
    synonyms=("personal data", "privacy", "names"),
)

REQUEST_EXCEPTIONS = Provision(
    key="reg12-4",
    regime=Regime.EIR,
    section="12",
    title="Exceptions to the duty to disclose",
    limbs=(
        replace(
            _request("(4)(a)", "Information not held", "not held when the request was received"),
            # Nothing can be weighed where nothing is held, though reg 12(1)(b) reads as if it must be.
            without=frozenset({Record.PUBLIC_INTEREST}),
        ),
        replace(
            _request("(4)(b)", "Manifestly unreasonable request", "the request is manifestly unreasonable"),
            may_need=frozenset({Record.COST_ESTIMATE, Record.VEXATIOUS}),
        ),
        _request(
            "(4)(c)",
            "Request formulated in too general a manner",
            "formulated in too general a manner, and regulation 9 complied with",
        ),
        replace(
            _request(
                "(4)(d)",
                "Material in the course of completion",
                "material still in the course of completion, unfinished documents or incomplete data",
            ),
            may_need=frozenset({Record.COMPLETION}),
        ),
        _request("(4)(e)", "Internal communications", "the disclosure of internal communications"),
    ),
    guidance=(
        "Show why the exception is met, then weigh the public interest with a presumption of disclosure."
    ),
    notes=(
        "A presumption in favour of disclosure applies (reg 12(2)).",
        "For (4)(d) name the authority preparing the material and when it will be finished (reg 14(4)).",
    ),
    synonyms=("not held", "manifestly unreasonable", "too general", "unfinished", "draft", "internal"),
)

ADVERSE_EFFECT = Provision(
    key="reg12-5",
    regime=Regime.EIR,
    section="12",
    title="Exceptions to the duty to disclose",
    limbs=(
        replace(
            _adverse(
                "(5)(a)",
                "International relations, defence, national security or public safety",
                "international relations, defence, national security or public safety",
            ),
            certificate="EIR reg 15(3)",
        ),
        _adverse(
            "(5)(b)",
            "The course of justice, fair trial and inquiries",
            "the course of justice, the ability of a person to receive a fair trial or the ability of a "
            "public "
            "authority to conduct an inquiry of a criminal or disciplinary nature",
        ),
        _adverse("(5)(c)", "Intellectual property rights", "intellectual property rights"),
        _not_for_emissions(
            "(5)(d)",
            "Confidentiality of proceedings",
            "the confidentiality of the proceedings of a public authority where provided by law",
        ),
        _not_for_emissions(
            "(5)(e)",
            "Commercial or industrial confidentiality",
            "the confidentiality of commercial or industrial information where provided by law to protect a "
            "legitimate economic interest",
        ),
        _not_for_emissions(
            "(5)(f)",
            "Interests of the person who provided the information",
            "the interests of a person who supplied it without obligation, so that it may not otherwise be "
            "disclosed, and who has not consented",
        ),
        _not_for_emissions(
            "(5)(g)",
            "Protection of the environment",
            "the protection of the environment to which the information relates",
        ),
        replace(
            ncnd(
                "(6)",
                "confirming or denying would adversely affect an interest in paragraph (5)(a) and would not "
                "be in "
                "the public interest",
                QUALIFIED,
                harm="adversely affect",
            ),
            title="Neither confirming nor denying",
        ),
    ),
    guidance="Show that disclosure would (more probably than not) adversely affect the interest, then weigh.",
    notes=(
        "A presumption in favour of disclosure applies (reg 12(2)).",
        "Paragraphs (5)(d) to (g) do not protect information on emissions (reg 12(9)).",
    ),
    synonyms=("justice", "commercial", "confidential", "intellectual property", "volunteered", "safety"),
)

_CONDITIONS = ("2Aa", "2Ab", "2B", "3Aa", "3Ab", "3Ac", "2ai", "2aii", "2b", "3")


def _condition(printed: str, words: str, test: Test, *, old: bool = False) -> Limb:
    limb = replace(
        classed(printed, words, test, requires=(("1",),)),
        needs=_TEST_RECORD if test is ABSOLUTE else frozenset(),
    )
    if old:
        return replace(limb, in_force_to=DPA_2018_IN_FORCE_FROM)
    return replace(limb, in_force_from=DPA_2018_IN_FORCE_FROM)


def _deny(printed: str, words: str, test: Test) -> Limb:
    return Limb(
        printed=printed,
        words=words,
        test=test,
        basis=Basis.CLASS,
        effect=Effect.NCND,
        needs=_TEST_RECORD if test is ABSOLUTE else frozenset(),
        in_force_from=DPA_2018_IN_FORCE_FROM,
    )


PERSONAL_DATA = Provision(
    key="reg13",
    regime=Regime.EIR,
    section="13",
    title="Personal data",
    limbs=(
        classed(
            "(1)",
            "personal data of which the applicant is not the data subject",
            ABSOLUTE,
            requires=(_CONDITIONS,),
        ),
        _condition(
            "(2)(a)(i)", "disclosure would contravene the principles of the 1998 Act", ABSOLUTE, old=True
        ),
        _condition(
            "(2)(a)(ii)", "disclosure would contravene section 10 of the 1998 Act", QUALIFIED, old=True
        ),
        _condition(
            "(2)(b)",
            "disclosure of manual data would contravene the principles of the 1998 Act",
            ABSOLUTE,
            old=True,
        ),
        _condition(
            "(2A)(a)",
            "disclosure to a member of the public would contravene any of the data protection principles",
            ABSOLUTE,
        ),
        _condition(
            "(2A)(b)",
            "disclosure would do so if the exemptions for manual unstructured data were disregarded",
            ABSOLUTE,
        ),
        _condition(
            "(2B)", "disclosure would contravene Article 21 of the UK GDPR (right to object)", QUALIFIED
        ),
        _condition("(3)", "exempt from the data subject's access under the 1998 Act", QUALIFIED, old=True),
        _condition(
            "(3A)(a)",
            "on a request by the data subject under Article 15(1) of the UK GDPR it would be withheld",
            QUALIFIED,
        ),
        _condition(
            "(3A)(b)",
            "on a request by the data subject under section 45(1)(b) of the Data Protection Act 2018 it "
            "would be "
            "withheld",
            QUALIFIED,
        ),
        _condition(
            "(3A)(c)",
            "on a request by the data subject under section 94(1)(b) of the Data Protection Act 2018 it "
            "would be "
            "withheld",
            QUALIFIED,
        ),
        replace(
            ncnd("(5)", "confirming or denying would contravene the 1998 Act", ABSOLUTE),
            in_force_to=DPA_2018_IN_FORCE_FROM,
        ),
        _deny(
            "(5A)", "the authority may neither confirm nor deny where a condition in (5B) is met", ABSOLUTE
        ),
        _deny("(5B)(a)(i)", "confirming or denying would contravene a data protection principle", ABSOLUTE),
        _deny(
            "(5B)(a)(ii)",
            "confirming or denying would do so if the exemptions for manual unstructured data were "
            "disregarded",
            ABSOLUTE,
        ),
        _deny("(5B)(b)", "confirming or denying would contravene Article 21 of the UK GDPR", QUALIFIED),
        _deny("(5B)(c)", "the data subject would be refused confirmation under Article 15(1)", QUALIFIED),
        _deny("(5B)(d)", "the data subject would be refused confirmation under section 45(1)(a)", QUALIFIED),
        _deny("(5B)(e)", "the data subject would be refused confirmation under section 94(1)(b)", QUALIFIED),
    ),
    guidance=(
        "Say whose personal data it is and why disclosure to the world would be unlawful: purpose, "
        "necessity, then "
        "the balance with the person's rights."
    ),
    notes=("The first condition, (2A), needs no public-interest test; (2B) and (3A) do (reg 13(1)(b)).",),
    synonyms=("personal data", "privacy", "gdpr", "names", "individuals"),
)

EIR = (PERSONAL_DATA_OUT, REQUEST_EXCEPTIONS, ADVERSE_EFFECT, PERSONAL_DATA)

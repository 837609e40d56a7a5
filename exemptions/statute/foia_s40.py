"""What does section 40 of the Freedom of Information Act 2000 exempt, before and since 25 May 2018?"""

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
)

DPA_2018_IN_FORCE_FROM = date(2018, 5, 25)
"""Data Protection Act 2018, Schedule 19, paragraph 58: the first day of section 40 as it now reads."""

_TEST_RECORD = frozenset({Record.DATA_PROTECTION})
_THIRD_PARTY = (("2",),)
_CONDITIONS = ("3Aa", "3Ab", "3B", "4Aa", "4Ab", "3", "3a", "3ai", "3aii", "3b", "4")


def _condition(printed: str, words: str, test: Test) -> Limb:
    return Limb(
        printed=printed,
        words=words,
        test=test,
        basis=Basis.CLASS,
        requires=_THIRD_PARTY,
        needs=_TEST_RECORD if test is ABSOLUTE else frozenset(),
        in_force_from=DPA_2018_IN_FORCE_FROM,
    )


def _deny(printed: str, words: str, *, needs: frozenset[Record] = frozenset()) -> Limb:
    return Limb(
        printed=printed,
        words=words,
        test=ABSOLUTE,
        basis=Basis.CLASS,
        effect=Effect.NCND,
        needs=needs,
        in_force_from=DPA_2018_IN_FORCE_FROM,
    )


def _old(printed: str, words: str, test: Test = ABSOLUTE, *, effect: Effect = Effect.WITHHOLD) -> Limb:
    """A limb repealed on 25 May 2018, kept because letters still print it."""
    return Limb(
        printed=printed,
        words=words,
        test=test,
        basis=Basis.CLASS,
        effect=effect,
        requires=_THIRD_PARTY if effect is Effect.WITHHOLD else (),
        needs=_TEST_RECORD if test is ABSOLUTE and effect is Effect.WITHHOLD else frozenset(),
        in_force_to=DPA_2018_IN_FORCE_FROM,
    )


PERSONAL_INFORMATION = Provision(
    key="s40",
    regime=Regime.FOIA,
    section="40",
    title="Personal information",
    limbs=(
        Limb(
            printed="(1)",
            words="personal data of which the applicant is the data subject",
            test=ABSOLUTE,
            basis=Basis.CLASS,
        ),
        Limb(
            printed="(2)",
            words="personal data of which the applicant is not the data subject",
            test=ABSOLUTE,
            basis=Basis.CLASS,
            requires=(_CONDITIONS,),
        ),
        _old("(3)", "the first condition, as it read before 25 May 2018"),
        _old(
            "(3)(a)",
            "disclosure of data held electronically or in a filing system would contravene the 1998 Act",
        ),
        _old(
            "(3)(a)(i)", "disclosure would contravene any of the data protection principles of the 1998 Act"
        ),
        _old(
            "(3)(a)(ii)",
            "disclosure would contravene section 10 of the 1998 Act (damage or distress)",
            QUALIFIED,
        ),
        _old(
            "(3)(b)", "disclosure of unstructured manual data would contravene the principles of the 1998 Act"
        ),
        _condition(
            "(3A)(a)",
            "disclosure to a member of the public would contravene any of the data protection principles",
            ABSOLUTE,
        ),
        _condition(
            "(3A)(b)",
            "disclosure would do so if the exemptions for manual unstructured data in section 24(1) of the "
            "Data "
            "Protection Act 2018 were disregarded",
            ABSOLUTE,
        ),
        _condition(
            "(3B)",
            "disclosure to a member of the public would contravene Article 21 of the UK GDPR (right to "
            "object)",
            QUALIFIED,
        ),
        _old(
            "(4)",
            "the information was exempt from the data subject's access under Part IV of the 1998 Act",
            QUALIFIED,
        ),
        _condition(
            "(4A)(a)",
            "on a request by the data subject under Article 15(1) of the UK GDPR the information would be "
            "withheld",
            QUALIFIED,
        ),
        _condition(
            "(4A)(b)",
            "on a request by the data subject under section 45(1)(b) of the Data Protection Act 2018 the "
            "information would be withheld",
            QUALIFIED,
        ),
        _old("(5)(a)", "exempt, or would be if held, by virtue of subsection (1)", effect=Effect.NCND),
        _old(
            "(5)(b)(i)",
            "confirming or denying would contravene the principles of the 1998 Act",
            effect=Effect.NCND,
        ),
        _old(
            "(5)(b)(ii)",
            "the data subject had no right to be told under Part IV of the 1998 Act",
            effect=Effect.NCND,
        ),
        _deny("(5A)", "the information is, or if held would be, exempt by virtue of subsection (1)"),
        _deny(
            "(5B)(a)(i)",
            "giving the confirmation or denial would contravene any of the data protection principles",
            needs=_TEST_RECORD,
        ),
        _deny(
            "(5B)(a)(ii)",
            "giving the confirmation or denial would do so if the exemptions for manual unstructured data "
            "were "
            "disregarded",
            needs=_TEST_RECORD,
        ),
        _deny("(5B)(b)", "giving the confirmation or denial would contravene Article 21 of the UK GDPR"),
        _deny(
            "(5B)(c)",
            "on a request by the data subject under Article 15(1) of the UK GDPR confirmation would be "
            "withheld",
        ),
        _deny(
            "(5B)(d)",
            "on a request by the data subject under section 45(1)(a) of the Data Protection Act 2018 "
            "confirmation "
            "would be withheld",
        ),
    ),
    guidance=(
        "Say whose personal data it is and why disclosure to the world would be unlawful: purpose, "
        "necessity, then "
        "the balance with the person's rights."
    ),
    notes=(
        "The first condition, (3A), is absolute; (3B) and (4A) are qualified (s2(3)(fa)).",
        "The Commissioner treats every limb of (5B) as absolute.",
        "The applicant's own data is dealt with as a subject access request.",
    ),
    synonyms=("personal data", "privacy", "gdpr", "names", "individuals", "small numbers", "subject access"),
)

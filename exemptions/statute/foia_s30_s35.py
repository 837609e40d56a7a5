"""What do sections 30 to 35 of the Freedom of Information Act 2000 exempt, limb by limb?"""

from exemptions.statute.model import (
    ABSOLUTE,
    QUALIFIED,
    Basis,
    Body,
    Limb,
    Provision,
    Regime,
    classed,
    harmed,
    ncnd,
)

_FUNCTIONS = ("2ai", "2aii", "2aiii", "2aiv")
_CONFIDENTIAL_SOURCE = (("2b",),)

INVESTIGATIONS = Provision(
    key="s30",
    regime=Regime.FOIA,
    section="30",
    title="Investigations and proceedings conducted by public authorities",
    limbs=(
        classed(
            "(1)(a)(i)",
            "an investigation that the authority has a duty to conduct, to ascertain whether a person "
            "should be "
            "charged with an offence",
            QUALIFIED,
        ),
        classed(
            "(1)(a)(ii)",
            "an investigation that the authority has a duty to conduct, to ascertain whether a person "
            "charged with "
            "an offence is guilty of it",
            QUALIFIED,
        ),
        classed(
            "(1)(b)",
            "an investigation that may lead to a decision by the authority to institute criminal "
            "proceedings which "
            "it has power to conduct",
            QUALIFIED,
        ),
        classed("(1)(c)", "criminal proceedings which the authority has power to conduct", QUALIFIED),
        classed(
            "(2)(a)(i)",
            "functions relating to investigations within subsection (1)(a) or (b)",
            QUALIFIED,
            requires=_CONFIDENTIAL_SOURCE,
        ),
        classed(
            "(2)(a)(ii)",
            "functions relating to criminal proceedings which the authority has power to conduct",
            QUALIFIED,
            requires=_CONFIDENTIAL_SOURCE,
        ),
        classed(
            "(2)(a)(iii)",
            "functions relating to other investigations for a purpose specified in section 31(2)",
            QUALIFIED,
            requires=_CONFIDENTIAL_SOURCE,
        ),
        classed(
            "(2)(a)(iv)",
            "functions relating to civil proceedings that arise out of such investigations",
            QUALIFIED,
            requires=_CONFIDENTIAL_SOURCE,
        ),
        classed(
            "(2)(b)",
            "it relates to the obtaining of information from confidential sources",
            QUALIFIED,
            requires=(_FUNCTIONS,),
        ),
        ncnd(
            "(3)",
            "the information is, or if held would be, exempt by virtue of subsection (1) or (2)",
            QUALIFIED,
        ),
    ),
    guidance=(
        "Show which investigation or proceedings the information was held for, and under what duty or power."
    ),
    notes=("Class-based: no prejudice need be shown, but the public-interest test follows.",),
    excluded_with=("s31",),
    synonyms=("investigation", "police", "prosecution", "confidential sources", "informant"),
)


def _purpose(letter: str, words: str) -> Limb:
    return Limb(printed=f"(2)({letter})", words=words, test=QUALIFIED, basis=Basis.CLASS, is_purpose=True)


LAW_ENFORCEMENT = Provision(
    key="s31",
    regime=Regime.FOIA,
    section="31",
    title="Law enforcement",
    limbs=(
        harmed("(1)(a)", "the prevention or detection of crime"),
        harmed("(1)(b)", "the apprehension or prosecution of offenders"),
        harmed("(1)(c)", "the administration of justice"),
        harmed(
            "(1)(d)",
            "the assessment or collection of any tax or duty or of any imposition of a similar nature",
        ),
        harmed("(1)(e)", "the operation of the immigration controls"),
        harmed(
            "(1)(f)",
            "the maintenance of security and good order in prisons or in other institutions where persons "
            "are "
            "lawfully detained",
        ),
        harmed(
            "(1)(g)",
            "the exercise by any public authority of its functions for any of the purposes specified in "
            "subsection (2)",
            needs_purpose=True,
        ),
        harmed(
            "(1)(h)",
            "civil proceedings brought by or on behalf of a public authority that arise out of an "
            "investigation "
            "for any of the purposes specified in subsection (2)",
            needs_purpose=True,
        ),
        harmed(
            "(1)(i)",
            "a fatal accident inquiry in Scotland, to the extent that it arises out of an investigation for "
            "any "
            "of the purposes specified in subsection (2)",
            needs_purpose=True,
        ),
        _purpose("a", "ascertaining whether any person has failed to comply with the law"),
        _purpose("b", "ascertaining whether any person is responsible for any conduct which is improper"),
        _purpose(
            "c",
            "ascertaining whether circumstances which would justify regulatory action in pursuance of any "
            "enactment exist or may arise",
        ),
        _purpose(
            "d",
            "ascertaining a person's fitness or competence in relation to the management of bodies "
            "corporate or "
            "in relation to any profession or other activity which he is, or seeks to become, authorised to "
            "carry on",
        ),
        _purpose("e", "ascertaining the cause of an accident"),
        _purpose(
            "f",
            "protecting charities against misconduct or mismanagement (whether by trustees or other "
            "persons) in "
            "their administration",
        ),
        _purpose("g", "protecting the property of charities from loss or misapplication"),
        _purpose("h", "recovering the property of charities"),
        _purpose("i", "securing the health, safety and welfare of persons at work"),
        _purpose(
            "j",
            "protecting persons other than persons at work against risk to health or safety arising out of "
            "or in "
            "connection with the actions of persons at work",
        ),
        ncnd(
            "(3)",
            "confirming or denying would, or would be likely to, prejudice any of the matters mentioned in "
            "subsection (1)",
            QUALIFIED,
            harm="prejudice",
        ),
    ),
    guidance=(
        "Name the law-enforcement interest, the real harm and how disclosure would cause it, and say "
        "whether it "
        "would or would be likely to happen."
    ),
    notes=("Applies only to information that is not exempt by virtue of section 30.",),
    excluded_with=("s30",),
    synonyms=("police", "crime", "law", "prison", "immigration", "tax", "regulator", "charity", "detection"),
)

COURT_RECORDS = Provision(
    key="s32",
    regime=Regime.FOIA,
    section="32",
    title="Court records, etc.",
    limbs=(
        classed(
            "(1)(a)",
            "a document filed with, or otherwise placed in the custody of, a court for the purposes of "
            "proceedings in a particular cause or matter",
            ABSOLUTE,
        ),
        classed("(1)(b)", "a document served upon, or by, a public authority for those purposes", ABSOLUTE),
        classed("(1)(c)(i)", "a document created by a court for those purposes", ABSOLUTE),
        classed(
            "(1)(c)(ii)",
            "a document created by a member of the administrative staff of a court for those purposes",
            ABSOLUTE,
        ),
        classed(
            "(2)(a)",
            "a document placed in the custody of a person conducting an inquiry or arbitration",
            ABSOLUTE,
        ),
        classed("(2)(b)", "a document created by a person conducting an inquiry or arbitration", ABSOLUTE),
        ncnd("(3)", "the information is, or if held would be, exempt by virtue of this section", ABSOLUTE),
    ),
    guidance="Show that the information is held only because it is in such a document.",
    synonyms=("court", "inquiry", "arbitration", "tribunal", "proceedings"),
)

AUDIT = Provision(
    key="s33",
    regime=Regime.FOIA,
    section="33",
    title="Audit functions",
    limbs=(
        classed(
            "(1)(a)", "the audit of the accounts of other public authorities", QUALIFIED, requires=(("2",),)
        ),
        classed(
            "(1)(b)",
            "the examination of the economy, efficiency and effectiveness with which other public "
            "authorities use "
            "their resources",
            QUALIFIED,
            requires=(("2",),),
        ),
        harmed("(2)", "the exercise of the authority's audit functions mentioned in subsection (1)"),
        ncnd(
            "(3)",
            "confirming or denying would, or would be likely to, prejudice any of the matters mentioned in "
            "subsection (1)",
            QUALIFIED,
            harm="prejudice",
        ),
    ),
    guidance="Name the function of auditing other authorities, and the harm to it.",
    notes=("Only for an authority with functions of auditing other public authorities (s33(1)).",),
    synonyms=("audit", "auditor", "accounts"),
)

PARLIAMENTARY_PRIVILEGE = Provision(
    key="s34",
    regime=Regime.FOIA,
    section="34",
    title="Parliamentary privilege",
    limbs=(
        classed(
            "(1)",
            "exemption is required for the purpose of avoiding an infringement of the privileges of either "
            "House "
            "of Parliament",
            ABSOLUTE,
            certificate="FOIA s34(3)",
        ),
        ncnd("(2)", "exemption from section 1(1)(a) is so required", ABSOLUTE, certificate="FOIA s34(3)"),
    ),
    guidance="Say which privilege would be infringed; a certificate of the House is conclusive (s34(3)).",
    synonyms=("parliament", "privilege", "house of commons", "house of lords"),
)

GOVERNMENT_POLICY = Provision(
    key="s35",
    regime=Regime.FOIA,
    section="35",
    title="Formulation of government policy, etc.",
    limbs=(
        classed("(1)(a)", "the formulation or development of government policy", QUALIFIED),
        classed("(1)(b)", "Ministerial communications", QUALIFIED),
        classed(
            "(1)(c)",
            "the provision of advice by any of the Law Officers or any request for the provision of such "
            "advice",
            QUALIFIED,
        ),
        classed("(1)(d)", "the operation of any Ministerial private office", QUALIFIED),
        ncnd("(3)", "the information is, or if held would be, exempt by virtue of subsection (1)", QUALIFIED),
    ),
    guidance=(
        "Say which policy, and whether it was still being formulated or developed at the time of the request."
    ),
    notes=("Statistical information is not within (1)(a) or (b) once a decision is taken (s35(2)).",),
    excluded_with=("s36",),
    usable_by=frozenset({Body.GOVERNMENT_DEPARTMENT, Body.WELSH_GOVERNMENT}),
    synonyms=("policy", "minister", "law officers", "private office", "cabinet"),
)

S30_TO_S35 = (
    INVESTIGATIONS,
    LAW_ENFORCEMENT,
    COURT_RECORDS,
    AUDIT,
    PARLIAMENTARY_PRIVILEGE,
    GOVERNMENT_POLICY,
)

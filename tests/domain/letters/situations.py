"""Invented cases for the letters: each differs in kind, each is complete unless its name says otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    ActivityKind,
    CostActivity,
    CostEstimate,
    DataProtection,
    Factor,
    Favours,
    LawfulBasis,
    Likelihood,
    Prejudice,
    PublicInterest,
    Side,
    Weight,
)
from exemptions.statute import Effect
from requests_app.domain.casefile import (
    Answer,
    AnswerKind,
    ApplicantFile,
    AuthorityDetails,
    CaseContent,
    Holding,
    QuestionFile,
    RegulatorDetails,
    SearchMade,
    Table,
)
from requests_app.domain.review import Finding, ReviewContent, ReviewResult

ON = date(2025, 12, 5)

AUTHORITY = AuthorityDetails(
    name="Northmoor Constabulary",
    address_lines=("Information Rights Unit", "Beacon House", "4 Quay Street", "Northmoor NM1 2AB"),
    email="information@northmoor.example",
    telephone="01632 960 100",
    website="https://www.northmoor.example",
    review_contact_lines=(
        "Internal Review Officer",
        "Northmoor Constabulary",
        "Beacon House, Northmoor NM1 2AB",
    ),
)
REGULATOR = RegulatorDetails(
    name="the Information Commissioner",
    address_lines=("Wycliffe House", "Water Lane", "Wilmslow", "Cheshire SK9 5AF"),
    telephone="0303 123 1113",
    website="https://ico.org.uk",
    complaint_url="https://ico.org.uk/make-a-complaint",
)
APPLICANT = ApplicantFile(name="Rowan Achterberg", email="rowan@achterberg.example", kind="member_of_public")


def case_of(*questions: QuestionFile, decisions: tuple[Decision, ...] = (), **more: object) -> CaseContent:
    """A case around these questions, complete in every other way."""
    fields = {
        "reference": "01.FOI.25.000412",
        "regime": "foia",
        "received_on": date(2025, 11, 10),
        "wording": "\n".join(question.text for question in questions),
        "applicant": APPLICANT,
        "authority": AUTHORITY,
        "regulator": REGULATOR,
        "officer_name": "Imogen Faraday",
        "officer_title": "Information Rights Officer",
    } | more
    return CaseContent(questions=questions, decisions=decisions, **fields)


def asked(
    number: int, text: str, *answers: Answer, holding: Holding = Holding.HELD, **more: object
) -> QuestionFile:
    return QuestionFile(number=number, text=text, holding=holding, answers=answers, **more)


def words(text: str) -> Answer:
    return Answer(kind=AnswerKind.WORDS, text=text)


SOCIAL_MEDIA_FIGURE = Answer(
    kind=AnswerKind.FIGURE,
    figure=Decimal(21),
    figure_words="twenty-one",
    unit="officers",
    period_from=date(2021, 10, 1),
    period_to=date(2022, 9, 30),
)

MISCONDUCT_PREJUDICE = Prejudice(
    interest=(
        "Finding out whether officers are responsible for improper conduct, and bringing to justice those "
        "whose "
        "conduct is criminal."
    ),
    harm=(
        "People who give evidence in live misconduct investigations would recognise them from the details, "
        "and "
        "could agree on an account or withdraw."
    ),
    causal_link=(
        "Each finding is tied to a small team and a short period, so that its details point to one "
        "investigation."
    ),
    likelihood=Likelihood.WOULD_BE_LIKELY,
)
MISCONDUCT_BALANCE = PublicInterest(
    factors=(
        Factor(side=Side.FOR, text="Openness about how the police deal with misconduct among their own."),
        Factor(
            side=Side.FOR,
            text="Informed debate about the use of social media by officers.",
            weight=Weight.LOW,
        ),
        Factor(
            side=Side.AGAINST,
            text="Harm to investigations that are still open, and to the readiness of witnesses to come "
            "forward.",
            weight=Weight.HIGH,
        ),
    ),
    balance=(
        "The total answers most of the interest in openness. What the details would add is outweighed by the "
        "harm to "
        "investigations that the public relies on."
    ),
    favours=Favours.MAINTAIN,
)
OFFICERS_DATA = DataProtection(
    whose="The officers who were found to have committed misconduct, and the people they wrote about.",
    lawful_basis=LawfulBasis.LEGITIMATE_INTERESTS,
    purpose="There is a legitimate interest in knowing how misconduct is dealt with.",
    necessity="Individual details are not necessary for it: the total, and the published outcomes of "
    "hearings, meet it.",
    balance="Disclosure to the world would cause distress that the remaining interest does not justify.",
    expectations="Officers expect their names to be published after a public hearing, and not otherwise.",
)
SECTION_31 = Decision(
    key="d1",
    provision="s31",
    limbs=("1a", "1b", "1g", "2b"),
    covers="the outcome of each case of gross misconduct, and the details of each breach",
    explanation="The cases are few, so that a total for each outcome already tells one case from another.",
    questions=(2, 3),
    prejudice=MISCONDUCT_PREJUDICE,
    public_interest=MISCONDUCT_BALANCE,
)
SECTION_40 = Decision(
    key="d2",
    provision="s40",
    limbs=("2", "3Aa"),
    covers="the number of officers dismissed or resigned, and the details of each breach",
    explanation="Colleagues and neighbours could tell who is meant from the numbers and the details.",
    questions=(2, 3),
    data_protection=OFFICERS_DATA,
)


def reference_case() -> CaseContent:
    """The situation of a real police response, in our own words: one figure given, two questions refused."""
    return case_of(
        asked(
            1,
            "How many officers were found to have broken professional standards in their use of social "
            "media?",
            SOCIAL_MEDIA_FIGURE,
        ),
        asked(2, "How many of them committed gross misconduct, and how many were dismissed or resigned?"),
        asked(
            3, "Where there was a finding of misconduct, what was the breach, in as much detail as possible?"
        ),
        decisions=(SECTION_31, SECTION_40),
        reference="01.FOI.22.026596",
        received_on=date(2025, 11, 10),
        wording=(
            "For the past year, please tell me:\n"
            "• How many officers were found to have broken professional standards in their use of social "
            "media\n"
            "• How many of them committed gross misconduct, and how many were dismissed or resigned\n"
            "• Where there was a finding of misconduct, what the breach was, in as much detail as possible"
        ),
    )


def reference_case_as_published() -> CaseContent:
    """The same with the errors of the letter that went out."""
    case = reference_case()
    hedged = replace(
        MISCONDUCT_PREJUDICE,
        harm="Details would, or would be likely to prejudice our ability to detect crime.",
        likelihood=None,
    )
    old_principle = replace(
        OFFICERS_DATA,
        balance="Disclosure would breach the first Data Protection Act principle and be unlawful.",
    )
    wrong_period = replace(SOCIAL_MEDIA_FIGURE, period_from=date(2022, 10, 1), period_to=date(2022, 9, 30))
    first, *rest = case.questions
    return replace(
        case,
        questions=(replace(first, answers=(wrong_period,)), *rest),
        decisions=(
            replace(SECTION_31, limbs=("1a", "1b", "2b"), prejudice=hedged),
            replace(SECTION_40, data_protection=old_principle),
        ),
        edits={"rights": "We take the conduct of our officers very seriously."},
    )


ESTIMATE = CostEstimate(
    activities=(
        CostActivity(
            kind=ActivityKind.LOCATE,
            description="Opening each crime report",
            items=4200,
            minutes_each=Decimal(3),
        ),
        CostActivity(
            kind=ActivityKind.EXTRACT,
            description="Noting the outcome",
            items=4200,
            minutes_each=Decimal("0.5"),
        ),
    ),
    limit_pounds=Decimal(450),
    advice="If you ask for one month only, or for one district, we could probably answer within the limit.",
)


def cost_case() -> CaseContent:
    return case_of(
        asked(1, "How many thefts of bicycles since 2015 involved a combination lock?"),
        asked(2, "In how many of them was the bicycle returned?"),
        decisions=(
            Decision(
                key="d1",
                provision="s12",
                limbs=("1",),
                questions=(1, 2),
                cost_estimate=ESTIMATE,
                explanation="The kind of lock is written only in the free text of each report. We read 50 to "
                "time it.",
            ),
        ),
    )


def cost_of_confirming_case() -> CaseContent:
    return case_of(
        asked(1, "Did any officer ever write to the former mayor about parking?", holding=Holding.UNKNOWN),
        decisions=(
            Decision(
                key="d1",
                provision="s12",
                limbs=("2",),
                effect=Effect.NCND,
                questions=(1,),
                cost_estimate=ESTIMATE,
            ),
        ),
    )


def ncnd_case() -> CaseContent:
    return case_of(
        asked(1, "Is the shop at 9 Mill Lane, Northmoor, being watched?", holding=Holding.NCND),
        decisions=(
            Decision(
                key="d1",
                provision="s31",
                limbs=("3",),
                effect=Effect.NCND,
                covers="surveillance of a named place",
                explanation="To answer here and not elsewhere would itself be an answer.",
                questions=(1,),
                prejudice=Prejudice(
                    interest="The prevention and detection of crime by surveillance.",
                    harm="Those who are watched would learn of it and change what they do.",
                    causal_link="A confirmation or a denial, given to one is given to all, and together they "
                    "make a map.",
                    likelihood=Likelihood.WOULD,
                ),
                public_interest=PublicInterest(
                    factors=(
                        Factor(side=Side.FOR, text="Openness about the use of intrusive powers."),
                        Factor(
                            side=Side.AGAINST, text="Surveillance works only where nobody can ask about it."
                        ),
                    ),
                    balance="The reports of the oversight body meet the interest in openness without the "
                    "harm.",
                    favours=Favours.MAINTAIN,
                ),
            ),
        ),
    )


def not_held_case() -> CaseContent:
    return case_of(
        asked(
            1,
            "Please send the minutes of the meeting on 3 March 2025 between the force and the tram company.",
            holding=Holding.NOT_HELD,
            note="Ask the press office if this comes back.",
            searches=(
                SearchMade(
                    where="Mailboxes of the traffic unit", by="A. Colleague", terms="tram", hits=0, minutes=40
                ),
                SearchMade(where="The committee register", on=date(2025, 11, 14)),
            ),
        ),
    )


def table_case(
    *rows: tuple[str, ...], columns: tuple[str, ...] = ("District", "2023", "2024", "Total")
) -> CaseContent:
    table = Table(
        caption="Complaints by district", columns=columns, rows=rows, notes="Recorded complaints only."
    )
    return case_of(asked(1, "How many complaints were there?", Answer(kind=AnswerKind.TABLE, table=table)))


def disclosed_case() -> CaseContent:
    return table_case(("East", "14", "22", "36"), ("West", "31", "9", "40"), ("Total", "45", "31", "76"))


def undecided_case() -> CaseContent:
    """The public interest is still being weighed: the notice is due all the same (s17(2))."""
    undecided = replace(
        MISCONDUCT_BALANCE, balance="", favours=Favours.UNDECIDED, estimated_on=date(2026, 1, 9)
    )
    return case_of(
        asked(1, "What was each breach?"),
        decisions=(replace(SECTION_31, questions=(1,), public_interest=undecided),),
        is_extended=True,
    )


def eir_case() -> CaseContent:
    return case_of(
        asked(
            1,
            "Please send every e-mail since 2001 about the river Wend.",
        ),
        decisions=(
            Decision(
                key="d1",
                provision="reg12-4",
                limbs=("4b",),
                covers="all e-mails since 2001 that mention the river",
                questions=(1,),
                explanation="About 61,000 e-mails would have to be read, which is some 500 hours of work.",
                public_interest=PublicInterest(
                    factors=(
                        Factor(
                            side=Side.FOR, text="The river's health matters to everybody who lives along it."
                        ),
                        Factor(
                            side=Side.AGAINST,
                            text="The work would stop the monitoring of the river for months.",
                        ),
                    ),
                    balance="A narrower request would serve the public better, at a small part of the cost.",
                    favours=Favours.MAINTAIN,
                ),
            ),
        ),
        regime="eir",
        reference="EIR.25.000031",
        authority=replace(AUTHORITY, name="Wendale District Council"),
        edits={
            "advice": "If you name the stretch of the river and the year, we expect to answer within the "
            "time."
        },
    )


ALL_CLEAN = (
    reference_case,
    cost_case,
    cost_of_confirming_case,
    ncnd_case,
    not_held_case,
    disclosed_case,
    undecided_case,
    eir_case,
)


def review_case() -> CaseContent:
    """The reference case under review: what was withheld for question 2 is looked at afresh, and upheld."""
    review = ReviewContent(
        requested_on=date(2025, 12, 12),
        grounds="You have hidden behind section 31.",
        first_answered_on=ON,
        first_decision="I have decided to disclose some of the information.",
        findings=(Finding(question=2, result=ReviewResult.UPHELD, reasons="I have weighed the harm again."),),
    )
    return replace(reference_case(), review=review)

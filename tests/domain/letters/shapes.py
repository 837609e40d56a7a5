"""The shapes that a response takes, one of each, for reading them as an officer would and for drawing them all."""

from dataclasses import replace
from datetime import date
from typing import Any

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    Completion,
    EarlierRequest,
    Emissions,
    Factor,
    Favours,
    Likelihood,
    Omission,
    OnEmissions,
    Prejudice,
    PublicationPlan,
    PublicInterest,
    QualifiedPerson,
    Side,
    Vexatious,
    WhereAvailable,
)
from requests_app.domain.casefile import Answer, AnswerKind, CaseContent, DocumentReference, Holding
from tests.domain.letters.situations import (
    ALL_CLEAN,
    AUTHORITY,
    OFFICERS_DATA,
    SECTION_31,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    ncnd_case,
    table_case,
    undecided_case,
    words,
)

COUNCIL = replace(AUTHORITY, name="Wendale District Council")


def balance(for_it: str, against: str, why: str) -> PublicInterest:
    return PublicInterest(
        factors=(Factor(side=Side.FOR, text=for_it), Factor(side=Side.AGAINST, text=against)),
        balance=why,
        favours=Favours.MAINTAIN,
    )


def eir_of(*questions: Any, decisions: tuple[Decision, ...] = (), **more: Any) -> CaseContent:
    environmental = {"regime": "eir", "reference": "EIR.25.000044", "authority": COUNCIL}
    return case_of(*questions, decisions=decisions, **(environmental | more))


def documents_case() -> CaseContent:
    """Everything is disclosed: words, a document, and an explanation that was asked for."""
    report = DocumentReference(
        name="review-2025.pdf", title="Review of the custody suite, 2025", size=482_000, sha256="0" * 64
    )
    return case_of(
        asked(
            1,
            "Please send the latest review of the custody suite.",
            Answer(kind=AnswerKind.DOCUMENT, document=report),
        ),
        asked(2, "Who wrote it?", words("The Professional Standards Department.")),
        asked(
            3,
            "Why was the suite closed in June?",
            words("It was closed for two weeks so that the ventilation could be renewed."),
            is_advice=True,
        ),
    )


def mixed_case() -> CaseContent:
    """One question answered, one not held, one to be found elsewhere, one withheld."""
    return case_of(
        asked(1, "How many officers broke the standards?", SOCIAL_MEDIA_FIGURE),
        asked(2, "How many of them rode horses?", holding=Holding.NOT_HELD),
        asked(3, "What are the standards?"),
        asked(4, "What was each breach?"),
        decisions=(
            Decision(
                key="d1",
                provision="s21",
                limbs=("1",),
                questions=(3,),
                covers="the standards of professional behaviour",
                where_available=WhereAvailable(where="https://www.northmoor.example/standards"),
            ),
            replace(SECTION_31, key="d2", questions=(4,), covers="the details of each breach"),
        ),
    )


def vexatious_case() -> CaseContent:
    return case_of(
        asked(
            1,
            "Please send every e-mail of the chief constable since 2010 with the word “and”.",
            holding=Holding.UNKNOWN,
        ),
        decisions=(
            Decision(
                key="d1",
                provision="s14",
                limbs=("1",),
                questions=(1,),
                vexatious=Vexatious(
                    burden="Some 410,000 e-mails would have to be read. Eleven requests of this kind came in 2025.",
                    value="We can see no purpose that so general a request would serve.",
                    conclusion="Taken together, the burden is out of all proportion to what the public would gain.",
                ),
            ),
        ),
    )


def repeated_case() -> CaseContent:
    return case_of(
        asked(1, "How many complaints about noise were there in 2024?", holding=Holding.UNKNOWN),
        decisions=(
            Decision(
                key="d1",
                provision="s14",
                limbs=("2",),
                questions=(1,),
                earlier_request=EarlierRequest(
                    reference="01.FOI.25.000100",
                    answered_on=date(2025, 9, 3),
                    similarity="You asked for the same figure for the same year.",
                    interval="The figure for 2024 has been final since January, so that nothing can have changed.",
                ),
            ),
        ),
    )


def elsewhere_case() -> CaseContent:
    return case_of(
        asked(1, "What does the chief constable earn?"),
        decisions=(
            Decision(
                key="d1",
                provision="s21",
                limbs=("1",),
                questions=(1,),
                covers="the salary of the chief constable",
                where_available=WhereAvailable(
                    where="Page 14 of the statement of accounts, https://www.northmoor.example/accounts",
                    how="It is free of charge. If you cannot go online, we will post you the page.",
                ),
            ),
        ),
    )


def future_case() -> CaseContent:
    return case_of(
        asked(1, "What were the results of the 2025 staff survey?"),
        decisions=(
            Decision(
                key="d1",
                provision="s22",
                limbs=("1a", "1b", "1c"),
                questions=(1,),
                covers="the results of the 2025 staff survey",
                explanation="The results are being checked with the company that ran the survey.",
                publication_plan=PublicationPlan(
                    plan="The executive decided on 2 October 2025 to publish the results with the annual report.",
                    publication_on=date(2026, 2, 27),
                    intended_when_requested=True,
                    why_reasonable="Figures that are still being checked would mislead.",
                ),
                public_interest=balance(
                    "Openness about how staff see their force.",
                    "Publication all at once, with the checked figures and their explanation.",
                    "The wait is short, and everybody will have the same figures on the same day.",
                ),
            ),
        ),
    )


def residual_silence_case() -> CaseContent:
    """Something is disclosed, and on anything else silence is kept."""
    return case_of(
        asked(1, "What do you know of the shop at 9 Mill Lane?", words("It has an alcohol licence.")),
        decisions=(replace(ncnd_case().decisions[0], covers="any other police interest in a named place"),),
    )


def opinion_case() -> CaseContent:
    return case_of(
        asked(1, "Please send the advice to the chief constable about the merger."),
        decisions=(
            Decision(
                key="d1",
                provision="s36",
                limbs=("2bi", "2bii"),
                questions=(1,),
                covers="the advice of three officers about the merger",
                explanation="The merger is still being discussed.",
                qualified_person=QualifiedPerson(
                    name="Oskar Lindqvist",
                    office="Chief Constable",
                    given_on=date(2025, 11, 24),
                    opinion="Officers would be less frank about the risks if their advice came out now.",
                    likelihood=Likelihood.WOULD_BE_LIKELY,
                    seen="The three papers, and the arguments for and against disclosure.",
                ),
                public_interest=balance(
                    "Understanding how so large a decision is prepared.",
                    "Good decisions need advice that does not look over its shoulder.",
                    "While the decision is open, the space to think weighs more.",
                ),
            ),
        ),
    )


def reasons_left_out_case() -> CaseContent:
    """s17(4): both kinds of reasons would themselves disclose what is exempt."""
    left = Omission(reasons=True, public_interest=True, why="They would name the operation.")
    return case_of(
        asked(1, "Which operations used drones in May?"),
        decisions=(replace(SECTION_31, questions=(1,), covers="the operations", omission=left),),
    )


def late_notice_case() -> CaseContent:
    return undecided_case()


def late_disclosure_case() -> CaseContent:
    return table_case(("East", "14", "22", "36"), ("West", "31", "9", "40"))


def eir_adverse_case() -> CaseContent:
    return eir_of(
        asked(1, "What did the company offer to pay for the land by the river?"),
        decisions=(
            Decision(
                key="d1",
                provision="reg12-5",
                limbs=("5e",),
                questions=(1,),
                covers="the price in the offer of 3 June 2025",
                explanation="The offer was made in confidence, and the duty of confidence is one of law.",
                emissions=Emissions(answer=OnEmissions.NO, why="It is the price of land."),
                prejudice=Prejudice(
                    interest="The confidentiality of the company's offer, which protects its economic interest.",
                    harm="Others who bid for the land would learn how high they have to go.",
                    causal_link="The sale is open until March, and the price is the heart of the offer.",
                    likelihood=Likelihood.WOULD,
                ),
                public_interest=balance(
                    "What public land is sold for.",
                    "A better price for the public, which a fair bidding brings.",
                    "The price is published once the sale is made.",
                ),
            ),
        ),
    )


def eir_personal_case() -> CaseContent:
    return eir_of(
        asked(1, "Who complained about the smoke from the works?"),
        decisions=(
            Decision(
                key="d1",
                provision="reg13",
                limbs=("1", "2Aa"),
                questions=(1,),
                covers="the names and addresses of those who complained",
                explanation="Most of them live in the same short street.",
                data_protection=replace(
                    OFFICERS_DATA,
                    whose="The people who complained.",
                    purpose="There is a legitimate interest in whether complaints are followed up.",
                    necessity="Names are not necessary for it: the number of complaints meets it.",
                    expectations="They were told that their names would not be published.",
                ),
            ),
        ),
    )


def eir_unfinished_case() -> CaseContent:
    """Reg 14(4): who is preparing it, and when it will be finished."""
    return eir_of(
        asked(1, "Please send the flood model for Wendale."),
        decisions=(
            Decision(
                key="d1",
                provision="reg12-4",
                limbs=("4d",),
                questions=(1,),
                covers="the flood model of the lower Wend",
                explanation="The model is still being set against the measurements of last winter.",
                completion=Completion(
                    prepared_by="the Northmoor Rivers Board", expected_on=date(2026, 4, 30)
                ),
                public_interest=balance(
                    "People by the river want to know their risk.",
                    "A model with errors would mislead those who rely on it.",
                    "The finished model will serve them better, and soon.",
                ),
            ),
        ),
    )


def eir_disclosure_case() -> CaseContent:
    return eir_of(
        asked(1, "How many fish were found dead in the Wend in 2024?", words("We counted 112, all in July.")),
        asked(2, "What killed them?", words("The water held too little oxygen after the heat.")),
    )


SHAPES = (
    *ALL_CLEAN,
    documents_case,
    mixed_case,
    vexatious_case,
    repeated_case,
    elsewhere_case,
    future_case,
    residual_silence_case,
    opinion_case,
    reasons_left_out_case,
    eir_adverse_case,
    eir_personal_case,
    eir_unfinished_case,
    eir_disclosure_case,
)

"""What must each record say? For each one: its name, the provision that asks for it, and its fields in order.

`{disclosure}` and `{exemption}` are filled in for the decision: what it refuses, and what its regime calls the ground.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exemptions.statute import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """`code` begins the codes of what its fields lack; `eir` is the provision in place of `foia` there.

    `foia` is empty for what only the Regulations ask.
    """

    name: str
    code: str
    foia: str = ""
    eir: str = "reg 14(3)"
    fields: Mapping[str, str]


REQUIREMENTS: Mapping[Record, Requirement] = MappingProxyType(
    {
        Record.PREJUDICE: Requirement(
            name="the prejudice test: interest, harm, causal link and likelihood",
            code="prejudice",
            foia="s17(1)(c)",
            fields={
                "interest": "Name the interest that the {exemption} protects",
                "harm": "Describe the harm that {disclosure} would do: real, actual or of substance",
                "causal_link": "Show how {disclosure} would cause that harm",
                "likelihood": "Choose whether {disclosure} “would” or “would be likely to” cause the harm",
            },
        ),
        Record.QUALIFIED_PERSON: Requirement(
            name="the qualified person's opinion",
            code="opinion",
            foia="s36(2)",
            fields={
                "opinion": "Record the qualified person's opinion",
                "office": "Name the office by which they are the qualified person",
                "given_on": "Enter the date of the opinion",
                "likelihood": "Choose whether the opinion is “would” or “would be likely to”",
            },
        ),
        Record.DATA_PROTECTION: Requirement(
            name="the data-protection test: whose data, purpose, necessity, balance and expectations",
            code="data-protection",
            foia="s40(3A)",
            eir="reg 13(2A)",
            fields={
                "whose": "Say whose personal data it is",
                "purpose": "Name the legitimate interest in {disclosure}",
                "necessity": "Say whether {disclosure} is necessary for it",
                "balance": "Weigh it against the people's rights and freedoms",
                "expectations": "Say what the people would expect",
            },
        ),
        Record.PUBLIC_INTEREST: Requirement(
            name="the public-interest test with factors on both sides and the balance",
            code="public-interest",
            foia="s17(3)(b)",
            eir="reg 14(3)(b)",
            fields={"balance": "Say why the public interest falls on this side"},
        ),
        Record.COST_ESTIMATE: Requirement(
            name="the estimate of the cost, by activity", code="cost", foia="s12", fields={}
        ),
        Record.WHERE_AVAILABLE: Requirement(
            name="where the applicant can find the information",
            code="where-available",
            foia="s21(1)",
            fields={"where": "Say where the applicant can find the information"},
        ),
        Record.PUBLICATION_PLAN: Requirement(
            name="the plan to publish",
            code="publication",
            foia="s22(1)",
            fields={
                "plan": "Describe the plan to publish",
                "why_reasonable": "Say why it is reasonable to wait until then",
            },
        ),
        Record.EARLIER_REQUEST: Requirement(
            name="the earlier request that this one repeats",
            code="earlier-request",
            foia="s14(2)",
            fields={
                "reference": "Give the reference of the earlier request",
                "answered_on": "Enter when the earlier request was answered",
                "similarity": "Say why this request is identical or substantially similar",
                "interval": "Say why no reasonable interval has passed",
            },
        ),
        Record.VEXATIOUS: Requirement(
            name="burden, motive, value and distress, and the conclusion",
            code="vexatious",
            foia="s14(1)",
            fields={"conclusion": "Conclude why the request, not the person, is vexatious"},
        ),
        Record.ENACTMENT: Requirement(
            name="the enactment that prohibits {disclosure}",
            code="enactment",
            foia="s44(1)",
            fields={
                "name": "Name the enactment that prohibits {disclosure}",
                "provision": "Name its section or regulation",
                "how": "Say how it prohibits {disclosure}",
            },
        ),
        Record.CONFIDENCE: Requirement(
            name="what makes {disclosure} an actionable breach of confidence",
            code="confidence",
            foia="s41(1)",
            fields={
                "source": "Say from whom the information was obtained",
                "quality": "Say why it has the quality of confidence",
                "obligation": "Say why an obligation of confidence arose",
                "public_interest_defence": "Say why no public-interest defence would succeed",
            },
        ),
        Record.EMISSIONS: Requirement(
            name="whether the information is on emissions",
            code="emissions",
            eir="reg 12(9)",
            fields={"answer": "Say whether the information is on emissions"},
        ),
    }
)

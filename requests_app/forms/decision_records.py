"""What does the officer write down for each kind of record, and what does the Commissioner expect to read
there?
"""

from __future__ import annotations

from django import forms

from exemptions.domain.records import LawfulBasis, OnEmissions
from exemptions.statute import Record
from requests_app.forms.decision_record import LikelihoodField, RecordForm
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText


def _text(label: str, help_text: str) -> LongText:
    return LongText(label=label, required=False, help_text=help_text)


def _line(label: str, help_text: str, longest: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


class PrejudiceForm(RecordForm):
    record = Record.PREJUDICE
    legend = "Prejudice test"
    hint = "Show the harm step by step; it must be real, actual or of substance."

    interest = _text(
        "Which interest is protected?",
        "The interest that the limb names, as it stands in this case: whose, and what.",
    )
    harm = _text("What is the harm?", "What would happen, to whom. Trivial harm does not count.")
    causal_link = _text(
        "How would disclosure cause it?",
        "The steps from this information becoming public to the harm. Say what somebody could do with it.",
    )
    likelihood = LikelihoodField()


class DataProtectionForm(RecordForm):
    record = Record.DATA_PROTECTION
    legend = "Data protection test"
    hint = "Disclosure under the Act is disclosure to the world. There is no public-interest test here."

    whose = _text("Whose personal data is it?", "Kinds of people, never names: “the officers who attended”.")
    special_category = forms.BooleanField(
        label="Some of it is special category data (health, ethnicity, beliefs, sex life …)", required=False
    )
    criminal_offence = forms.BooleanField(
        label="Some of it is about criminal allegations, offences or sentences", required=False
    )
    lawful_basis = forms.TypedChoiceField(
        label="Which lawful basis did you consider?",
        widget=forms.RadioSelect,
        choices=[
            (LawfulBasis.LEGITIMATE_INTERESTS.value, "Legitimate interests"),
            (LawfulBasis.CONSENT.value, "Consent"),
            (LawfulBasis.NONE.value, "None is available"),
        ],
        coerce=LawfulBasis,
        help_text="For disclosure to the world only consent and legitimate interests are realistic.",
    )
    purpose = _text(
        "Purpose: which legitimate interest is there in disclosure?", "Of the applicant and of the public."
    )
    necessity = _text(
        "Necessity: must the data be disclosed to meet it?", "Say whether something less intrusive would do."
    )
    balance = _text(
        "Balance: do the people's rights override it?", "Weigh the interest against harm or distress to them."
    )
    expectations = _text(
        "What would these people reasonably expect?",
        "What they were told, their seniority, whether it is their private or their working life.",
    )


class QualifiedPersonForm(RecordForm):
    record = Record.QUALIFIED_PERSON
    legend = "Qualified person's opinion"
    hint = (
        "Section 36 is engaged only by the reasonable opinion of the qualified person, given "
        "before you refuse."
    )

    name = _line("Who is the qualified person?", "Their name.", 200)
    office = _line(
        "In which office?", "The office that makes them the qualified person for your authority.", 200
    )
    given_on = GovDateField(
        label="When was the opinion given?",
        called="the date of the opinion",
        required=False,
        help_text="For example, 27 3 2026",
    )
    opinion = _text("What is the opinion?", "In their words, with the reasons that they gave.")
    likelihood = LikelihoodField()
    seen = _text("What did they see?", "The information itself, the arguments put to them, and by whom.")

    def layout(self) -> Layout:
        return Layout("name", "office", "given_on", GovField("opinion"), "likelihood", "seen")


class WhereAvailableForm(RecordForm):
    record = Record.WHERE_AVAILABLE
    legend = "Where the information is"

    where = _text(
        "Where is it?", "The exact page, publication or register, with its address. “Online” is not enough."
    )
    how = _text("How can this applicant reach it?", "Any fee, opening hours or help that they may need.")


class PublicationPlanForm(RecordForm):
    record = Record.PUBLICATION_PLAN
    legend = "Plan to publish"

    plan = _text("What is the plan?", "Who decided to publish what, and where that is written down.")
    publication_on = GovDateField(
        label="When will it be published?",
        called="the date of publication",
        required=False,
        help_text="Leave it empty if no date is fixed: a plan without a date can still be settled.",
    )
    intended_when_requested = forms.BooleanField(
        label="It was already held with a view to publication when the request arrived", required=False
    )
    why_reasonable = _text(
        "Why is it reasonable to wait?", "What would go wrong if it came out now: accuracy, fairness, cost."
    )


class EarlierRequestForm(RecordForm):
    record = Record.EARLIER_REQUEST
    legend = "The earlier request"

    reference = _line("Reference of the earlier request", "As your authority gave it.", 60)
    answered_on = GovDateField(
        label="When was it answered?", called="the date of the earlier answer", required=False
    )
    similarity = _text(
        "How alike are the two requests?", "Identical, or substantially similar: compare what each asks for."
    )
    interval = _text(
        "Why has no reasonable interval passed?",
        "How often the information changes, and whether it has since.",
    )


class VexatiousForm(RecordForm):
    record = Record.VEXATIOUS
    legend = "Why the request is vexatious"
    hint = "It is the request that can be vexatious, never the person. Weigh all four themes together."

    burden = _text("Burden", "The work that this request makes, in the light of earlier ones. Give figures.")
    motive = _text("Motive", "What can be shown of it. A reason need not be given, and none may be invented.")
    value = _text("Value or serious purpose", "What the public could gain from an answer.")
    distress = _text("Harassment or distress to staff", "What was said or done, with dates.")
    conclusion = _text("Conclusion", "Why, taken together, the impact is out of proportion to the value.")


class EnactmentForm(RecordForm):
    record = Record.ENACTMENT
    legend = "The prohibition"

    name = _text("Which enactment or obligation prohibits disclosure?", "Its full title and year.")
    provision = _text("Which provision of it?", "Section, article or regulation.")
    how = _text(
        "How does it prohibit this disclosure?",
        "Why it applies to this information, and why no gateway in it is open.",
    )


class ConfidenceForm(RecordForm):
    record = Record.CONFIDENCE
    legend = "Breach of confidence"
    hint = "Disclosure must be a breach that the confider could take to court, and win."

    source = _text("From whom was it obtained?", "Somebody outside the authority, a legal person.")
    quality = _text(
        "Why does it have the quality of confidence?", "More than trivial, and not otherwise accessible."
    )
    obligation = _text(
        "What makes it confidential?", "The promise, contract or circumstances in which it was given."
    )
    detriment = _text(
        "What is the detriment to the confider?",
        "What they would lose. For private life, intrusion is enough.",
    )
    public_interest_defence = _text(
        "Why would a public-interest defence fail?",
        "Whether a court would find that disclosure outweighs the confidence.",
    )


class CompletionForm(RecordForm):
    record = Record.COMPLETION
    legend = "When it will be finished"
    hint = "If they are known, the letter must give both (EIR reg 14(4))."

    prepared_by = _line(
        "Which other authority is preparing it?", "Leave it empty if your own authority prepares it.", 200
    )
    expected_on = GovDateField(
        label="When will it be finished?",
        called="the date of completion",
        required=False,
        help_text="Your best estimate. Leave it empty if it cannot be known yet.",
    )


class EmissionsForm(RecordForm):
    record = Record.EMISSIONS
    legend = "Emissions"
    hint = "This exception cannot be used for information that relates to emissions (EIR reg 12(9))."

    answer = forms.TypedChoiceField(
        label="Does the information relate to emissions?",
        widget=forms.RadioSelect,
        required=False,
        choices=[(OnEmissions.YES.value, "Yes"), (OnEmissions.NO.value, "No")],
        coerce=OnEmissions,
        empty_value=None,
        help_text="Releases into air, water or land, such as gases, discharges, noise, heat, radiation and spray: what "
        "they are, how much was or will be released, and what effect they have.",
    )
    why = _text("Why does it, or does it not?", "If the answer is no, the letter prints this.")


class StatisticsForm(RecordForm):
    record = Record.STATISTICS
    legend = "Statistical information"
    hint = "No qualified person's opinion is needed for it: record the prejudice test instead (FOIA s36(4))."

    is_statistical = forms.BooleanField(label="The information is statistical", required=False)


class CertificateForm(RecordForm):
    record = Record.CERTIFICATE
    legend = "Certificate"
    hint = "Only if you rely on one: it is conclusive evidence, and the letter says so. None is demanded."

    name = _line("Who signed it?", "Their name.", 200)
    office = _line(
        "In which office did they sign it?",
        "A Minister in the Cabinet or the Attorney General; for Parliament, the Speaker or the Clerk of the Parliaments.",
        200,
    )
    signed_on = GovDateField(
        label="When was it signed?",
        called="the date of the certificate",
        required=False,
        help_text="For example, 27 3 2026",
    )


class OmissionForm(RecordForm):
    record = Record.OMISSION
    legend = "Reasons left out of the notice"
    hint = (
        "Only so far as stating the reasons would itself disclose exempt information (FOIA s17(4)). The letter then "
        "says so in place of them. Record them above all the same: the Commissioner will ask for them."
    )

    reasons = forms.BooleanField(label="Leave out why the exemption applies (FOIA s17(1)(c))", required=False)
    public_interest = forms.BooleanField(
        label="Leave out the reasons about the public interest (FOIA s17(3))", required=False
    )
    why = _text(
        "Why would stating them disclose exempt information?",
        "For the file, the approver and the Commissioner. It is never printed.",
    )


SIMPLE_FORMS: tuple[type[RecordForm], ...] = (
    PrejudiceForm,
    DataProtectionForm,
    QualifiedPersonForm,
    WhereAvailableForm,
    PublicationPlanForm,
    EarlierRequestForm,
    VexatiousForm,
    EnactmentForm,
    ConfidenceForm,
    OmissionForm,
    CompletionForm,
    EmissionsForm,
    StatisticsForm,
    CertificateForm,
)

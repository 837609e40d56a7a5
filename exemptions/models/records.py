"""What has been recorded so that a decision can stand: one table for each kind of record.

Which records a decision needs is the statute's business (`exemptions.statute`); fields here mirror
`exemptions.domain.records`, and may be blank, since a record is written over days and checked when a letter is.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from exemptions.models.decision import ExemptionDecision


class DecisionRecord(models.Model):
    """One record of one decision."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} of decision {self.pk}"


class PrejudiceRecord(DecisionRecord):
    """The prejudice test: interest, harm, causal link, and how likely."""

    class Likelihood(models.TextChoices):
        WOULD = "would", "Would (more likely than not)"
        WOULD_BE_LIKELY = "would_be_likely", "Would be likely to (a real and significant risk)"

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="prejudice")
    interest = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    causal_link = models.TextField(blank=True)
    likelihood = models.CharField(max_length=16, choices=Likelihood, blank=True)


class PublicInterestTest(DecisionRecord):
    """The public-interest test for disclosing, or for confirming or denying: the decision's effect says which."""

    class Favours(models.TextChoices):
        MAINTAIN = "maintain", "Maintaining the exemption"
        DISCLOSE = "disclose", "Disclosing"
        UNDECIDED = "undecided", "Not yet decided"

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="public_interest"
    )
    balance = models.TextField(blank=True)
    favours = models.CharField(max_length=12, choices=Favours, default=Favours.UNDECIDED)
    estimated_on = models.DateField(null=True, blank=True)
    aggregated_with = ArrayField(models.CharField(max_length=20), default=list, blank=True)


class FactorRow(models.Model):
    """One weighed factor for or against disclosure."""

    class Side(models.TextChoices):
        FOR = "for", "For disclosure"
        AGAINST = "against", "Against disclosure"

    class Weight(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    test = models.ForeignKey(PublicInterestTest, on_delete=models.CASCADE, related_name="factors")
    position = models.PositiveSmallIntegerField(default=1)
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField()
    weight = models.CharField(max_length=8, choices=Weight, default=Weight.MODERATE)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class DataProtectionTest(DecisionRecord):
    """Section 40(2), first condition: whose data, on which basis, and the three-part test."""

    class LawfulBasis(models.TextChoices):
        CONSENT = "consent", "Consent"
        LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests"
        NONE = "none", "None"

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="data_protection"
    )
    whose = models.TextField(blank=True)
    special_category = models.BooleanField(default=False)
    criminal_offence = models.BooleanField(default=False)
    lawful_basis = models.CharField(
        max_length=24, choices=LawfulBasis, default=LawfulBasis.LEGITIMATE_INTERESTS
    )
    purpose = models.TextField(blank=True)
    necessity = models.TextField(blank=True)
    balance = models.TextField(blank=True)
    expectations = models.TextField(blank=True)


class QualifiedPersonOpinion(DecisionRecord):
    """Section 36: the reasonable opinion of the qualified person."""

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="qualified_person"
    )
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    opinion = models.TextField(blank=True)
    given_on = models.DateField(null=True, blank=True)
    likelihood = models.CharField(max_length=16, choices=PrejudiceRecord.Likelihood, blank=True)
    seen = models.TextField(blank=True)


class CostEstimateRecord(DecisionRecord):
    """Section 12: the estimate, by activity, against the appropriate limit."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="cost_estimate")
    limit_pounds = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("450"))
    rate_pounds = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("25"))
    advice = models.TextField(blank=True)


class CostActivityRow(models.Model):
    """One of the four activities that count (SI 2004/3244 reg 4): items × minutes each."""

    class Kind(models.TextChoices):
        DETERMINE = "determine", "Determining whether it is held"
        LOCATE = "locate", "Locating it"
        RETRIEVE = "retrieve", "Retrieving it"
        EXTRACT = "extract", "Extracting it"

    estimate = models.ForeignKey(CostEstimateRecord, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    description = models.TextField(blank=True)
    items = models.PositiveIntegerField(default=0)
    minutes_each = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("0"))

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.items} × {self.minutes_each} min"


class WhereAvailableRecord(DecisionRecord):
    """Section 21: where the information is, and how the applicant reaches it."""

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="where_available"
    )
    where = models.TextField(blank=True)
    how = models.TextField(blank=True)


class PublicationPlanRecord(DecisionRecord):
    """Section 22: the plan to publish, settled when the request arrived."""

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="publication_plan"
    )
    plan = models.TextField(blank=True)
    publication_on = models.DateField(null=True, blank=True)
    intended_when_requested = models.BooleanField(default=False)
    why_reasonable = models.TextField(blank=True)


class EarlierRequestRecord(DecisionRecord):
    """Section 14(2): the earlier request that this one repeats."""

    decision = models.OneToOneField(
        ExemptionDecision, on_delete=models.CASCADE, related_name="earlier_request"
    )
    reference = models.CharField(max_length=60, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    similarity = models.TextField(blank=True)
    interval = models.TextField(blank=True)


class VexatiousRecord(DecisionRecord):
    """Section 14(1): burden, motive, value and distress, and the conclusion from all of them."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="vexatious")
    burden = models.TextField(blank=True)
    motive = models.TextField(blank=True)
    value = models.TextField(blank=True)
    distress = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)


class EnactmentRecord(DecisionRecord):
    """Section 44: the enactment that prohibits disclosure."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="enactment")
    name = models.TextField(blank=True)
    provision = models.TextField(blank=True)
    how = models.TextField(blank=True)


class CompletionRecord(DecisionRecord):
    """EIR regulation 14(4): who else prepares the unfinished information, and when it will be finished."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="completion")
    prepared_by = models.CharField(max_length=200, blank=True)
    expected_on = models.DateField(null=True, blank=True)


class EmissionsRecord(DecisionRecord):
    """EIR regulation 12(9): whether the information is on emissions, which paragraphs (5)(d) to (g) cannot protect."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="emissions")
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    why = models.TextField(blank=True)


class StatisticsRecord(DecisionRecord):
    """Section 36(4): whether the information is statistical, so that no opinion is needed."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="statistics")
    is_statistical = models.BooleanField(default=False)


class CertificateRecord(DecisionRecord):
    """Who signed a certificate that is conclusive evidence (s23(2), s24(3), s34(3), s36(7); EIR reg 15(3)), and when."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="certificate")
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)


class OmissionRecord(DecisionRecord):
    """Section 17(4): which reasons the notice leaves out, and why; the latter for the file alone."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="omission")
    reasons = models.BooleanField(default=False)
    public_interest = models.BooleanField(default=False)
    why = models.TextField(blank=True)


class ConfidenceRecord(DecisionRecord):
    """Section 41: what makes disclosure an actionable breach of confidence."""

    decision = models.OneToOneField(ExemptionDecision, on_delete=models.CASCADE, related_name="confidence")
    source = models.TextField(blank=True)
    quality = models.TextField(blank=True)
    obligation = models.TextField(blank=True)
    detriment = models.TextField(blank=True)
    public_interest_defence = models.TextField(blank=True)

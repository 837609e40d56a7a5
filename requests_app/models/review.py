"""What does the applicant disagree with, and what did somebody else decide afresh?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from requests_app.domain.review import ReviewResult
from requests_app.models.case import Case
from requests_app.models.people import User
from requests_app.models.question import Question

RESULTS = [(each.value, each.label) for each in ReviewResult]


class InternalReview(models.Model):
    """An internal review: asked for, then concluded by somebody who did not take the first decision.

    `result` follows from the findings when the reviewer's letter has gone out. `conclusion` is an internal note.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    requested_on = models.DateField()
    grounds = models.TextField()
    is_complex = models.BooleanField(default=False)
    deadline_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    result = models.CharField(max_length=12, choices=RESULTS, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews_concluded"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "review"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(result=""), name="review_one_open_per_case"
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.case_id} asked for on {self.requested_on}"


class ReviewFinding(models.Model):
    """The fresh decision on one disputed question; a question without one is not disputed."""

    review = models.ForeignKey(InternalReview, on_delete=models.PROTECT, related_name="findings")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="findings")
    result = models.CharField(max_length=12, choices=RESULTS)
    reasons = models.TextField(help_text="In words for the applicant: printed in the letter.")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["question__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "question"], name="review_finding_once_per_question"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="review_finding_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}: question {self.question_id}"

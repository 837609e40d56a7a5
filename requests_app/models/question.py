"""What exactly is asked, where was it looked for, and what is given?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Deferrable

from requests_app.models.case import Case
from requests_app.models.document import Document


class Question(models.Model):
    """One numbered question of a case. Every question gets an answer and an outcome (FOIA s1(1))."""

    class Holding(models.TextChoices):
        UNKNOWN = "unknown", "Not yet established"
        HELD = "held", "Held"
        NOT_HELD = "not_held", "Not held"
        NCND = "ncnd", "Neither confirm nor deny"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    holding = models.CharField(max_length=10, choices=Holding, default=Holding.UNKNOWN)
    is_advice = models.BooleanField(
        default=False,
        help_text="Asks for an explanation rather than recorded information: answered as advice (s16).",
    )
    note = models.TextField(blank=True, help_text="Internal. Never printed.")
    outcome = models.CharField(max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="question_number_is_unique_in_case",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="question_has_text"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="question_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Search(models.Model):
    """A search that was made for a question: the evidence that something is, or is not, held."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="searches")
    where = models.CharField(max_length=300)
    by = models.CharField(max_length=200, help_text="Who looked.")
    terms = models.TextField(blank=True)
    hits = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return self.where


class Disclosure(models.Model):
    """What is given in answer to a question: words, a figure with its period, a table, or a document."""

    class Kind(models.TextChoices):
        WORDS = "words", "Words"
        FIGURE = "figure", "A figure"
        TABLE = "table", "A table"
        DOCUMENT = "document", "A document"

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="disclosures")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(
        blank=True, help_text="The answer in words, or a sentence around the figure or table."
    )
    figure = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    figure_words = models.CharField(
        max_length=200, blank=True, help_text="The figure in words, as printed beside it."
    )
    unit = models.CharField(max_length=60, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    table = models.JSONField(
        null=True, blank=True, help_text='{"caption": "", "columns": [""], "rows": [[""]]}'
    )
    small_numbers = models.JSONField(
        null=True,
        blank=True,
        help_text="How the table's small numbers are given, and its original figures. Internal: never in a letter.",
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures"
    )
    # No constraint says that a period ends after it begins: published letters get this wrong, and the letter check
    # must be able to show the officer the error in what she has recorded.

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="disclosure_has_its_content",
                condition=(
                    models.Q(kind="words") & ~models.Q(text="")
                    | models.Q(kind="figure", figure__isnull=False)
                    | models.Q(kind="table", table__isnull=False)
                    | models.Q(kind="document", document__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="disclosure_small_numbers_are_of_a_table",
                condition=models.Q(small_numbers__isnull=True) | models.Q(kind="table"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for question {self.question_id}"

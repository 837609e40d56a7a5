"""Which provision is relied on, down to its limbs, for which information and which questions?"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ExemptionDecision(models.Model):
    """A decision to withhold, or neither to confirm nor deny. Its records hang on it one to one.

    Cases and questions are named by lazy foreign keys: this package knows nothing else of them.
    """

    class Effect(models.TextChoices):
        WITHHOLD = "withhold", "Withhold the information"
        NCND = "ncnd", "Neither confirm nor deny that it is held"

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=20, help_text="The decision's name within its case: d1, d2 …")
    questions = models.ManyToManyField("requests_app.Question", related_name="decisions", blank=True)
    provision = models.CharField(max_length=20)
    limbs = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    effect = models.CharField(max_length=8, choices=Effect, default=Effect.WITHHOLD)
    covers = models.TextField(blank=True, help_text="Exactly which information this decision covers.")
    explanation = models.TextField(blank=True, help_text="Why the exemption applies (s17(1)(c)).")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="decision_key_is_unique_in_case"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.provision}"

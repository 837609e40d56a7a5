"""Which paragraphs has the authority put in its own words, from which day, by whom, and why?"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models

from requests_app.domain.letterkinds import Language
from requests_app.models.people import User


class LetterWording(models.Model):
    """One version of the authority's text of a slot. In force from its day until the next one's; never edited.

    An empty text puts the packaged wording back. What was withdrawn never came, or comes no longer, into force: the only
    thing about a version that may change, so that two of one day cannot be in force together.
    """

    slot = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=[(each.value, each.label) for each in Language])
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text="Empty: the packaged wording.")
    in_force_from = models.DateField()
    reason = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["slot", "language", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slot", "language", "version"], name="wording_version_is_unique"),
            models.UniqueConstraint(
                fields=["slot", "language", "in_force_from"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="wording_one_in_force",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="wording_has_reason"),
        ]
        triggers: ClassVar = [
            pgtrigger.ReadOnly(
                name="wording_is_never_edited",
                fields=[
                    *("slot", "language", "version", "text", "in_force_from", "reason"),
                    *("written_at", "written_by"),
                ],
            ),
            pgtrigger.Protect(name="wording_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.slot} ({self.language}), version {self.version}"

"""What happened, when, by whom, and has anybody tampered with the record of it?

Append-only: the database refuses to change or delete an event. Each event carries the hash of the one before it in its
chain (one chain a case, one for what belongs to no case); the head of each chain is kept apart, so that cutting off the
end shows too.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models

from requests_app.models.case import Case
from requests_app.models.people import User


class EventChain(models.Model):
    """The head of a chain. Its row is locked while an event is appended."""

    key = models.CharField(max_length=40, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.length}"


class Event(models.Model):
    """One thing that happened, with old and new values. Looks at personal data are events too."""

    chain = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.CharField(
        max_length=200, help_text="The name as it was then; “System” where no person acted."
    )
    summary = models.TextField(blank=True)
    old = models.JSONField(default=dict, blank=True)
    new = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "position"], name="event_position_is_unique_in_chain"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "-id"], name="event_by_case"),
            models.Index(fields=["kind", "-id"], name="event_by_kind"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="event_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

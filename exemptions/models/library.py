"""Which factors does the authority weigh often enough to keep them ready?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LibraryFactor(models.Model):
    """A public-interest factor to start from. It is copied into a test and edited there; the test keeps its own text."""

    class Side(models.TextChoices):
        FOR = "for", "For disclosure"
        AGAINST = "against", "Against disclosure"

    provision = models.CharField(max_length=20, blank=True, help_text="Empty: offered for every provision.")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["provision", "side", "id"]

    def __str__(self) -> str:
        return self.text[:80]

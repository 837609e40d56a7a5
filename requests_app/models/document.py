"""Which files belong to a case, and what was found out about them when they arrived?"""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import ClassVar

from django.db import models

from requests_app.models.case import Case
from requests_app.models.people import User


def document_path(document: Document, filename: str) -> str:
    """A path that owes nothing to the uploader's file name, which is kept in the row only."""
    return str(PurePosixPath("documents") / str(document.case_id) / f"{uuid.uuid4().hex}.bin")


class Document(models.Model):
    """An uploaded file of one case. Served only through a view that asks who may."""

    class Purpose(models.TextChoices):
        REQUEST = "request", "Came with the request"
        EVIDENCE = "evidence", "Working paper"
        DISCLOSURE = "disclosure", "For disclosure"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.EVIDENCE)
    file = models.FileField(upload_to=document_path)
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    is_scanned = models.BooleanField(default=False, help_text="Looked at by a virus scanner.")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.title or self.name

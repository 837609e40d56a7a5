"""Which letters are sent in one go, how far has that come, and which are printed together?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from requests_app.domain.letterkinds import LetterKind
from requests_app.models.case import Case
from requests_app.models.letter import Letter
from requests_app.models.people import User


class Batch(models.Model):
    """One kind of letter for many cases. What its letters are about is done by the act of each case."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = LetterKind.ACKNOWLEDGEMENT.value, "Acknowledgements"
        REMINDER = LetterKind.REMINDER.value, "Reminders of a clarification"

    class State(models.TextChoices):
        DRAFT = "draft", "Not started"
        RUNNING = "running", "Running"
        PAUSED = "paused", "Paused"
        DONE = "done", "Finished"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=30, choices=Kind)
    text = models.TextField(blank=True, help_text="What each reminder adds in the officer's own words.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In whose name each letter is written.",
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who cancelled it; nobody when it came to its end.",
    )
    worked_at = models.DateTimeField(
        null=True, blank=True, help_text="When a worker last took it up, so that the sweep knows a lost one."
    )

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name_plural = "batches"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="batch_under_way_is_started",
                condition=~models.Q(state__in=["running", "paused", "done"])
                | models.Q(started_at__isnull=False, started_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "worked_at"], name="batch_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, batch {self.pk}"


class BatchItem(models.Model):
    """One case of a batch, and what became of its letter."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Written"
        FAILED = "failed", "Failed"
        SKIPPED = "skipped", "Left out"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="batch_items")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error = models.TextField(blank=True, help_text="Why it failed or was left out, in plain words.")
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="batch_item"
    )
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "case"], name="batch_item_case_is_unique_in_batch"),
            models.CheckConstraint(
                name="batch_item_done_has_letter",
                condition=~models.Q(state="done") | models.Q(letter__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_item_says_why_not",
                condition=~models.Q(state__in=["failed", "skipped"]) | ~models.Q(error=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["batch", "state", "id"], name="batch_item_by_state")]

    def __str__(self) -> str:
        return f"Case {self.case_id} in batch {self.batch_id}"


class PrintFile(models.Model):
    """Letters that go by post, one after the other in one PDF for the printer. The file is kept for a day."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"
        REMOVED = "removed", "Removed after a day"

    letters = models.ManyToManyField(Letter, related_name="print_files")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="print_files"
    )
    is_duplex = models.BooleanField(
        default=True,
        help_text="Each letter begins on the front of a sheet: a blank page is put in where needed.",
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error = models.TextField(blank=True)
    file = models.FileField(upload_to="print/", blank=True)
    pages = models.PositiveIntegerField(default=0)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="print_file_ready_is_whole",
                condition=~models.Q(state="ready") | (~models.Q(file="") & models.Q(made_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "ordered_at"], name="print_file_by_state")]

    def __str__(self) -> str:
        return f"Print file {self.pk}"

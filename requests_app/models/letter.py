"""What letter was written, who signed off which version, and how did it go out?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from requests_app.domain.letterkinds import LetterKind
from requests_app.models.case import Case
from requests_app.models.people import User


class Letter(models.Model):
    """One version of one letter. Composed live until it is submitted, then frozen as JSON with its hash."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for sign-off"
        APPROVED = "approved", "Signed off"
        QUEUED = "queued", "Waiting to be rendered"
        RENDERING = "rendering", "Being rendered"
        FAILED = "failed", "Could not be rendered"
        ISSUED = "issued", "Issued"
        CANCELLED = "cancelled", "Taken back"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(
        max_length=30,
        choices=[(each.value, each.label) for each in LetterKind],
        default=LetterKind.RESPONSE.value,
    )
    number = models.PositiveSmallIntegerField(
        default=1, help_text="1 for the first response, 2 for its correction …"
    )
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        help_text="The issued letter whose place this version takes. Both are kept.",
    )
    correction_reason = models.TextField(blank=True)
    edits = models.JSONField(default=dict, blank=True, help_text="Section key to the officer's own wording.")
    edits_version = models.PositiveIntegerField(default=1)
    content = models.JSONField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    stamp = models.JSONField(null=True, blank=True, help_text="The dates of issue, fixed when it is issued.")
    queued_at = models.DateTimeField(null=True, blank=True)
    queued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    render_attempts = models.PositiveSmallIntegerField(default=0)
    render_error = models.TextField(blank=True)
    pdf = models.FileField(upload_to="letters/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody recorded that the printed letter was posted."
    )
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "number"], name="letter_version_is_unique"),
            models.CheckConstraint(
                name="letter_correction_has_reason",
                condition=models.Q(corrects__isnull=True) | ~models.Q(correction_reason=""),
            ),
            models.CheckConstraint(
                name="letter_issued_is_whole",
                condition=~models.Q(state="issued")
                | (
                    models.Q(issued_on__isnull=False, issued_at__isnull=False, content__isnull=False)
                    & ~models.Q(pdf="")
                    & ~models.Q(pdf_sha256="")
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "queued_at"], name="letter_by_state")]

    def __str__(self) -> str:
        return f"Letter {self.number} of {self.case_id}"


class SignOff(models.Model):
    """A verdict on one version of a letter, tied to it by the hash of its content."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", "Signed off"
        RETURNED = "returned", "Returned"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sign_offs")
    content_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_offs")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~(models.Q(verdict="returned") & models.Q(reason="")),
                name="sign_off_return_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.given_by_id}"


class WarningOverride(models.Model):
    """The recorded reason for letting a warning stand. Tied to the code and place of the finding."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="overrides")
    code = models.CharField(max_length=60)
    where = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "code", "where"], name="override_once_per_finding"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_reason"),
        ]

    def __str__(self) -> str:
        return self.code


class Delivery(models.Model):
    """One sending of one issued letter: to whom, how, and whether it went."""

    class State(models.TextChoices):
        PENDING = "pending", "To be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        POSTED = "posted", "Posted"

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        POST = "post", "Post"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=Channel)
    to = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "channel"], name="delivery_once_per_channel"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt_at"], name="delivery_by_state")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_state_display()}"


class Message(models.Model):
    """Something written to or by the applicant that is not a letter: a clarification, its answer, a fees notice."""

    class Direction(models.TextChoices):
        IN = "in", "From the applicant"
        OUT = "out", "To the applicant"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=30)
    letter = models.OneToOneField(
        Letter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="message",
        help_text="What went out, as it was drawn. Empty for what came in.",
    )
    subject = models.CharField(max_length=300)
    body = models.TextField()
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=Delivery.State, default=Delivery.State.PENDING)
    message_id = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.subject

"""Which authority is this, who regulates it, and which days do not count?"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from requests_app.domain.letterkinds import Layout


class Authority(models.Model):
    """The one authority that this installation belongs to: its name, letterhead, thresholds and periods."""

    class Kind(models.TextChoices):
        GOVERNMENT_DEPARTMENT = "government_department", "Government department"
        WELSH_GOVERNMENT = "welsh_government", "Welsh Government"
        HOUSE_OF_PARLIAMENT = "house_of_parliament", "House of Parliament"
        OTHER = "other", "Any other public authority"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(
        max_length=24, choices=Kind, default=Kind.OTHER, help_text="Sections 35 and 36 depend on it."
    )
    address = models.TextField(help_text="One line of the postal address on each line.")
    email = models.EmailField(help_text="Where requests and replies arrive.")
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    logo = models.ImageField(
        upload_to="authority/", blank=True, help_text="Optional. Printed on letters and pages."
    )
    logo_text = models.CharField(
        max_length=120, blank=True, help_text="What the logo shows, for those who do not see it."
    )
    accent_colour = models.CharField(
        max_length=7,
        default="#1d4e6b",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Use a colour such as #1d4e6b.")],
    )
    reference_pattern = models.CharField(
        max_length=60, default="FOI.{yy}.{number:06d}", help_text="For example 01.FOI.{yy}.{number:06d}"
    )
    appropriate_limit = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        default=Decimal("450"),
        validators=[MinValueValidator(Decimal("1"))],
        help_text="Pounds. £600 for government departments, £450 for others (SI 2004/3244 reg 3).",
    )
    small_number_threshold = models.PositiveSmallIntegerField(
        default=5,
        help_text="Counts below this prompt a check for identification; they are never refused by themselves.",
    )
    has_review = models.BooleanField(
        "internal review",
        default=True,
        help_text="Off: letters under FOIA say that there is no complaints procedure (s17(7)(a)). Under the EIR "
        "everybody can make representations (reg 11).",
    )
    review_request_days = models.PositiveSmallIntegerField(
        default=40, help_text="Working days within which a review should be asked for."
    )
    clarification_days = models.PositiveSmallIntegerField(
        default=40, help_text="Working days after which an unanswered clarification lapses."
    )
    review_contact = models.TextField(
        blank=True, help_text="Where a request for review is sent. Empty: the address above."
    )
    letter_layout = models.CharField(
        max_length=14,
        choices=[(each.value, each.label) for each in Layout],
        default=Layout.DECISION_FIRST.value,
        help_text="The order of the parts of a response. Letters already submitted keep theirs.",
    )
    letter_has_annex = models.BooleanField(
        "legal annex",
        default=True,
        help_text="Print the words of the provisions cited at the end of a response.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "authority"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="authority_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.name


class Regulator(models.Model):
    """The regulator's name and address from a date on: the Data (Use and Access) Act 2025 renames it."""

    in_force_from = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    legal_description = models.CharField(max_length=200, blank=True)
    address = models.TextField()
    telephone = models.CharField(max_length=40, blank=True)
    website = models.URLField()
    complaint_url = models.URLField()

    class Meta:
        ordering: ClassVar = ["-in_force_from"]

    def __str__(self) -> str:
        return f"{self.name} (from {self.in_force_from})"


class BankHoliday(models.Model):
    """A bank holiday in any part of the United Kingdom: not a working day for anyone (FOIA s10(6))."""

    class Division(models.TextChoices):
        ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
        SCOTLAND = "scotland", "Scotland"
        NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"

    on = models.DateField(unique=True)
    title = models.CharField(max_length=120)
    divisions = ArrayField(models.CharField(max_length=20, choices=Division))
    source = models.CharField(
        max_length=200, blank=True, help_text="The Act's schedule, a substitute day, or the proclamation."
    )

    class Meta:
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return f"{self.on}: {self.title}"


class SchoolClosure(models.Model):
    """A period in which a school is closed: its days are no school days (SI 2004/3364 reg 3)."""

    from_on = models.DateField()
    to_on = models.DateField()
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="school_closure_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} to {self.to_on}: {self.title}"


class RecalculationRequest(models.Model):
    """The holidays have changed: every open case's clock is to be worked out again by the worker.

    A row, not only a message to the broker, so that a lost broker costs a delay and never a wrong deadline.
    """

    reason = models.TextField()
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        "requests_app.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    moved_count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-requested_at"]

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M}: {self.reason}"

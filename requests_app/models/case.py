"""What is a request for information, who made it, and which dated events move its clock?"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left

from requests_app.domain.letterkinds import Language
from requests_app.domain.states import REVIEWING, CaseState
from requests_app.models.people import Team, User


def new_tracking_token() -> str:
    """256 bits from the system's source of randomness: cannot be guessed, says nothing about the case."""
    return secrets.token_urlsafe(32)


class ReferenceCounter(models.Model):
    """The last number of a series. Its row is locked while a reference is taken, so none is skipped or doubled."""

    key = models.CharField(
        max_length=20, unique=True, help_text="The series: the year, where the pattern prints it."
    )
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.last_number}"


class Applicant(models.Model):
    """Who asks. Section 8 wants a name and an address for correspondence; what is missing is asked for, not invented."""

    class Kind(models.TextChoices):
        UNKNOWN = "unknown", "Not stated"
        PUBLIC = "public", "Member of the public"
        MEDIA = "media", "Journalist or media"
        BUSINESS = "business", "Business"
        CHARITY = "charity", "Charity or campaign"
        RESEARCHER = "researcher", "Researcher"
        POLITICAL = "political", "Elected representative or party"
        PUBLIC_BODY = "public_body", "Public body"

    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    postal_address = models.TextField(max_length=1000, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.UNKNOWN)

    class Meta:
        indexes: ClassVar = [
            GinIndex(
                fields=["name", "organisation", "email"],
                opclasses=["gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops"],
                name="applicant_trgm",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Name not given"

    @property
    def has_correspondence_address(self) -> bool:
        return bool(self.email or self.postal_address)


class Case(models.Model):
    """One request for information. State, deadline and outcome are written by services only."""

    class Regime(models.TextChoices):
        FOIA = "foia", "Freedom of Information Act 2000"
        EIR = "eir", "Environmental Information Regulations 2004"

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        POST = "post", "Post"
        WEB = "web", "Web form"
        SOCIAL = "social", "Social media"
        IN_PERSON = "in_person", "In person or by telephone (EIR only)"

    class Timetable(models.TextChoices):
        STANDARD = "standard", "20 working days"
        SCHOOL = "school", "School: 20 school days or 60 working days, whichever is earlier"
        ARCHIVE = "archive", "Transferred public record: 30 working days"
        ARMED_FORCES = "armed_forces", "Armed forces or outside the UK: up to 60 working days, with leave"

    reference = models.CharField(max_length=60, unique=True)
    applicant = models.OneToOneField(Applicant, on_delete=models.PROTECT, related_name="case")
    regime = models.CharField(max_length=4, choices=Regime, default=Regime.FOIA)
    timetable = models.CharField(max_length=12, choices=Timetable, default=Timetable.STANDARD)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    language = models.CharField(
        max_length=2,
        choices=[(each.value, each.label) for each in Language],
        default=Language.ENGLISH.value,
        help_text="The language of the answer: that in which the request was made.",
    )
    wording = models.TextField(help_text="The request as it was asked, word for word.")
    received_on = models.DateField(help_text="The day on which the request arrived, whatever day that was.")
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="logged_cases"
    )

    state = models.CharField(
        max_length=24,
        choices=[(state.value, state.label) for state in CaseState],
        default=CaseState.NEW.value,
    )
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    answered_with = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_also",
        help_text="The case whose letter answers this one too.",
    )
    version = models.PositiveIntegerField(default=1)

    # Derived from the clock's events by `services.clock.recompute`, stored so that lists can sort and filter by them.
    statutory_deadline_on = models.DateField(null=True, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    waiting_since_on = models.DateField(null=True, blank=True)
    lapses_on = models.DateField(
        null=True, blank=True, help_text="When an unanswered question or fee ends the case."
    )
    is_extended = models.BooleanField(default=False)
    responded_on = models.DateField(null=True, blank=True)
    review_deadline_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(
        null=True, blank=True, help_text="What is due next: the answer, the review, or nothing."
    )
    outcome = models.CharField(max_length=30, blank=True)

    tracking_token = models.CharField(max_length=64, unique=True, default=new_tracking_token)
    search = models.GeneratedField(
        # A tsvector holds at most a megabyte; the first 100,000 characters of a wording are always below that.
        expression=SearchVector(Left("wording", 100_000), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in CaseState]), name="case_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(received_on__gte="2005-01-01"), name="case_received_after_the_act_began"
            ),
            models.CheckConstraint(condition=~models.Q(wording=""), name="case_has_wording"),
            models.CheckConstraint(
                condition=models.Q(answered_with__isnull=True) | ~models.Q(answered_with=models.F("id")),
                name="case_is_not_answered_with_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on", "id"], name="case_by_due"),
            models.Index(fields=["state", "due_on", "id"], name="case_by_state_due"),
            models.Index(fields=["officer", "due_on", "id"], name="case_by_officer_due"),
            models.Index(fields=["received_on", "id"], name="case_by_received"),
            GinIndex(fields=["search"], name="case_search"),
            GinIndex(fields=["reference"], opclasses=["gin_trgm_ops"], name="case_reference_trgm"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_led(self) -> bool:
        """Whether its letter is that of another case; from a request for review on it has its own again."""
        return self.answered_with_id is not None and self.state not in {*REVIEWING, CaseState.REVIEWED}


class ClockEventRow(models.Model):
    """A dated fact that the clock reads. Derived dates are never typed; these are."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_events")
    kind = models.CharField(max_length=30)
    on = models.DateField()
    until = models.DateField(
        null=True, blank=True, help_text="Extensions: the estimated date of the decision."
    )
    why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(kind="received"), name="clock_event_received_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"

"""What of cases, letters and the history can be read here? Nothing of it is changed here.

Cases, letters and sign-offs: for those whose role reads cases. The history: for auditors and managers. Opening one
shows personal data, so it is written into the case's history, as everywhere.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from requests_app.admin.base import ReadOnly, person
from requests_app.domain.roles import CASE_READERS
from requests_app.models import Case, Event, Letter, SignOff, User
from requests_app.permissions import may_read_history
from requests_app.services.history import record_look


class PartOfACase(ReadOnly):
    """Read by those who read cases; opening it is a look at the case."""

    look = ""

    def may_read(self, user: User) -> bool:
        return user.is_active and bool(user.role_set & CASE_READERS)

    def case_of(self, row: Any) -> Case | None:
        case: Case | None = row.case
        return case

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        case = self.case_of(row) if row is not None and self.has_view_permission(request, row) else None
        if case is not None:
            record_look(case=case, by=person(request), at=timezone.now(), what=self.look)
        return super().change_view(request, object_id, form_url, extra_context)


@admin.register(Case)
class CaseAdmin(PartOfACase):
    """The tracking token is not shown: whoever has it could read as the requester."""

    look = "the case in the administration"
    list_display = ("reference", "state", "regime", "received_on", "due_on", "outcome", "officer", "team")
    list_filter = ("state", "regime", "team")
    list_select_related: ClassVar = ("officer", "team")
    search_fields = ("reference",)
    ordering = ("-id",)
    fields = (
        "reference", "applicant", "regime", "timetable", "channel", "wording", "received_on", "logged_at", "logged_by",
        "state", "officer", "team", "version", "statutory_deadline_on", "deadline_on", "waiting_since_on", "lapses_on",
        "is_extended", "responded_on", "review_deadline_on", "due_on", "outcome",
    )  # fmt: skip

    def case_of(self, row: Any) -> Case | None:
        case: Case = row
        return case


@admin.register(Letter)
class LetterAdmin(PartOfACase):
    look = "a letter in the administration"
    list_display = ("case", "kind", "number", "state", "submitted_by", "issued_on", "issued_by")
    list_filter = ("state", "kind")
    list_select_related: ClassVar = ("case", "submitted_by", "issued_by")
    search_fields = ("case__reference",)
    ordering = ("-id",)
    fields = (
        "case", "kind", "number", "state", "content_hash", "submitted_at", "submitted_by", "queued_at", "queued_by",
        "render_attempts", "render_error", "pdf_sha256", "issued_on", "issued_at", "issued_by", "text",
    )  # fmt: skip


@admin.register(SignOff)
class SignOffAdmin(PartOfACase):
    look = "a sign-off in the administration"
    list_display = ("letter", "verdict", "given_by", "given_at")
    list_filter = ("verdict",)
    list_select_related: ClassVar = ("letter", "given_by")
    search_fields = ("letter__case__reference",)
    ordering = ("-id",)
    fields = ("letter", "content_hash", "verdict", "reason", "given_by", "given_at")

    def case_of(self, row: Any) -> Case | None:
        case: Case = row.letter.case
        return case


@admin.register(Event)
class EventAdmin(PartOfACase):
    """The whole record, looks included. `verify_history` shows whether it holds together."""

    look = "the history in the administration"
    list_display = ("at", "actor", "kind", "case", "summary")
    list_filter = ("kind",)
    list_select_related: ClassVar = ("case",)
    search_fields = ("case__reference", "actor", "summary")
    ordering = ("-id",)
    fields = (
        "at",
        "actor",
        "kind",
        "case",
        "summary",
        "reason",
        "was",
        "became",
        "chain",
        "position",
        "hash",
    )
    readonly_fields = ("was", "became")

    def may_read(self, user: User) -> bool:
        return may_read_history(user)

    @admin.display(description="Was")
    def was(self, row: Event) -> str:
        return _in_lines(row.old)

    @admin.display(description="Became")
    def became(self, row: Event) -> str:
        return _in_lines(row.new)


def _in_lines(values: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {_in_words(value)}" for name, value in values.items()) or "–"


def _in_words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Which days do not count?"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from requests_app.admin.base import KeptByAdministrators, ReadOnly, ReasonForm, refuse
from requests_app.domain.text import join_words
from requests_app.models import BankHoliday, RecalculationRequest, SchoolClosure
from requests_app.selectors.upkeep import calendar_warning


class BankHolidayForm(ReasonForm):
    divisions = forms.MultipleChoiceField(
        choices=BankHoliday.Division.choices,
        widget=forms.CheckboxSelectMultiple,
        label="Kept in",
        help_text="A holiday in any one part is no working day for every authority (FOIA s10(6)).",
        error_messages={
            "required": "Select at least one part of the United Kingdom that keeps this holiday."
        },
    )

    class Meta:
        model = BankHoliday
        fields = ("on", "title", "divisions", "source")


class SchoolClosureForm(ReasonForm):
    class Meta:
        model = SchoolClosure
        fields = ("from_on", "to_on", "title")

    def clean(self) -> dict[str, Any]:
        """The service's own words, before the database's constraint is asked."""
        given: dict[str, Any] = super().clean() or {}
        dates = {name: given.get(name) for name in ("from_on", "to_on")}
        if all(dates.values()):
            refuse(self, SchoolClosure(**dates))
        return given


class YearFilter(admin.SimpleListFilter):
    """Holidays of one year."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = BankHoliday.objects.dates("on", "year", order="DESC")
        return [(str(day.year), str(day.year)) for day in years]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        year = self.value() or ""
        return queryset.filter(on__year=int(year)) if year.isdecimal() and len(year) == 4 else queryset


class MovesDeadlines(KeptByAdministrators):
    """Saying so before and after: open cases are worked out again."""

    form = ReasonForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _say_what_follows(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        _say_what_follows(request)


@admin.register(BankHoliday)
class BankHolidayAdmin(MovesDeadlines):
    form = BankHolidayForm
    list_display = ("on", "title", "kept_in", "source")
    list_filter = (YearFilter,)
    search_fields = ("title",)
    ordering = ("-on",)

    @admin.display(description="Kept in")
    def kept_in(self, row: BankHoliday) -> str:
        return join_words([BankHoliday.Division(each).label for each in row.divisions])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        warning = calendar_warning(timezone.localdate())
        if warning:
            messages.warning(request, warning)
        return super().changelist_view(request, extra_context)


@admin.register(SchoolClosure)
class SchoolClosureAdmin(MovesDeadlines):
    form = SchoolClosureForm
    list_display = ("from_on", "to_on", "title")


@admin.register(RecalculationRequest)
class RecalculationRequestAdmin(ReadOnly):
    """Whether the worker has worked the open cases out again, and how many deadlines moved."""

    list_display = ("requested_at", "requested_by", "reason", "done_at", "moved_count")
    list_select_related: ClassVar = ("requested_by",)


def _say_what_follows(request: HttpRequest) -> None:
    messages.info(
        request, "Every open case is being worked out again. Cases whose dates move say so in their history."
    )

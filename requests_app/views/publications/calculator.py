"""By when must a request be answered? For anybody, by the clock of the cases, day by day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.domain.calendar import CalendarExhausted
from requests_app.domain.clock import Deadline, deadline_for
from requests_app.domain.text import long_date
from requests_app.forms.calculator import CalculatorForm
from requests_app.selectors.settings import school_closed_days, working_calendar


@login_not_required
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The question is in the address, so that an answer can be passed on and comes out the same."""
    is_asked = bool(request.GET)
    form = CalculatorForm(request.GET if is_asked else None)
    deadline = _deadline(form) if is_asked and form.is_valid() else None
    status = 422 if is_asked and deadline is None else 200
    return render(
        request, "publications/calculator.html", {"form": form, "deadline": deadline}, status=status
    )


def _deadline(form: CalculatorForm) -> Deadline | None:
    """Beyond the known bank holidays there is no answer, and no guess: the form says so beside the date."""
    calendar = working_calendar()
    regime, timetable = form.cleaned_data["regime"].law
    try:
        return deadline_for(
            form.cleaned_data["received_on"],
            calendar=calendar,
            days=form.cleaned_data["days"],
            regime=regime,
            timetable=timetable,
            school_closed=school_closed_days(),
            today=timezone.localdate(),
        )
    except CalendarExhausted:
        known = long_date(calendar.last_known_on)
        form.add_error(
            "received_on",
            f"The date received must be earlier: the bank holidays are known until {known} only",
        )
        return None

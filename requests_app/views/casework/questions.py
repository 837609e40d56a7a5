"""How is a request split into numbered questions, with its wording beside them?"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.errors import CaseworkError
from requests_app.domain.states import CaseState
from requests_app.domain.text import plural
from requests_app.forms import questions as cut
from requests_app.forms.questions import QuestionRowForm, QuestionsForm, Row
from requests_app.models import Case
from requests_app.services.questions import set_questions, start_work
from requests_app.views.casework.loading import case_to_edit
from requests_app.views.common import attempt, page, person

SAVE, START = "save", "start"


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, reference: str) -> HttpResponse:
    """Buttons that move rows draw the form again, unsaved; "save" and "start" go to the service."""
    case = case_to_edit(request, reference)
    stored = list(case.questions.all())
    if request.method != "POST":
        return _draw(request, case, cut.rows_of(stored), seen=cut.write_seen(stored))
    rows, act, seen = cut.read_rows(request.POST), request.POST.get("do", SAVE), request.POST.get("seen", "")
    if act not in (SAVE, START):
        return _draw(request, case, cut.apply(act, rows), seen=seen, is_changed=True)
    return _save(request, case, cut.in_order(rows), seen=seen, starts=act == START)


def _save(request: HttpRequest, case: Case, rows: list[Row], *, seen: str, starts: bool) -> HttpResponse:
    row_forms = cut.forms_for(rows, check=True)
    if [each for each in row_forms if not each.is_valid()]:
        return _draw(request, case, rows, seen=seen, row_forms=row_forms, is_changed=True)
    form = QuestionsForm({"seen": seen})
    form.is_valid()
    _, error = attempt(form, lambda: _keep(request, case, rows, seen=seen, starts=starts))
    if error is None:
        return _done(request, case, rows, starts=starts)
    stored = list(case.questions.all())
    kept = cut.with_questions_of_others(rows, stored)
    form.data = {"seen": cut.write_seen(stored)}
    return _draw(request, case, kept, seen=form.data["seen"], form=form, error=error, is_changed=True)


@transaction.atomic
def _keep(request: HttpRequest, case: Case, rows: list[Row], *, seen: str, starts: bool) -> None:
    by, at = person(request), timezone.now()
    set_questions(case.pk, cut.texts(rows), by=by, at=at, seen=cut.read_seen(seen))
    if starts:
        start_work(case.pk, by=by, at=at)


def _done(request: HttpRequest, case: Case, rows: Sequence[Row], *, starts: bool) -> HttpResponse:
    begun = " Work has started." if starts else ""
    messages.success(request, f"The request is split into {plural(len(rows), 'question')}.{begun}")
    return redirect("casework:case", case.reference)


def _draw(
    request: HttpRequest,
    case: Case,
    rows: Sequence[Row],
    *,
    seen: str,
    row_forms: list[QuestionRowForm] | None = None,
    form: QuestionsForm | None = None,
    error: CaseworkError | None = None,
    is_changed: bool = False,
) -> HttpResponse:
    shown = row_forms or cut.forms_for(rows)
    context = {
        "case": case,
        "form": form or QuestionsForm(initial={"seen": seen}),
        "seen": seen,
        "formset": shown,
        "is_new": case.state == CaseState.NEW,
        "is_changed": is_changed,
    }
    response = page(request, "casework/questions.html", context, error=error)
    if row_forms is not None:
        response.status_code = 422
    return response

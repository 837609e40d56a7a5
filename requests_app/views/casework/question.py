"""What is recorded for one question: held or not, searched where, answered how?"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.errors import CaseworkError, InvalidInput, NotReady, StaleEdit, WrongState
from requests_app.forms.answer import AnswerForm
from requests_app.forms.question import QuestionSheet
from requests_app.forms.rows import one_less, one_more, typed_rows
from requests_app.forms.uploaded_table import read_into_text
from requests_app.models import Case
from requests_app.release.names import plain_name
from requests_app.selectors.question import QuestionPage, load_question_page
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.views.common import case_or_404, page, person, version_in
from requests_app.views.uploads import limited_uploads, too_large_in

SAVE, NEXT = "save", "next"
NOTHING_SAVED = "Nothing is saved yet. Mend what is marked below; everything that you typed is still there."


@limited_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Buttons that add or remove a row draw the page again, unsaved; "save" and "next" go to the service."""
    case = case_or_404(request, reference)
    shown = load_question_page(case, number, user=person(request), today=timezone.localdate())
    if request.method != "POST":
        return _draw(
            request, case, shown, QuestionSheet.stored(shown.file, shown.document_choices).under(case.regime)
        )
    data, problems = read_into_text(request.POST, request.FILES)
    for name in too_large_in(request):
        problems[name] = f"“{plain_name(name)}” is too large for a table. Attach it as a document."
    sheet = QuestionSheet.sent(data, shown.document_choices).under(case.regime)
    act = request.POST.get("do", SAVE)
    if act not in {SAVE, NEXT}:
        return _draw(request, case, shown, _changed(sheet, act, shown).under(case.regime), problems=problems)
    if not sheet.is_valid or problems:
        _place(sheet, problems)
        sheet.form.add_error(None, NOTHING_SAVED)
        return _draw(request, case, shown, sheet)
    return _save(request, case, shown, sheet, goes_on=act == NEXT)


def _save(
    request: HttpRequest, case: Case, shown: QuestionPage, sheet: QuestionSheet, *, goes_on: bool
) -> HttpResponse:
    try:
        record_answer(
            case.pk,
            shown.number,
            _record(sheet, shown),
            by=person(request),
            at=timezone.now(),
            seen_version=version_in(request) or 0,  # a form without its version is stale
        )
    except InvalidInput as error:
        _place(sheet, error.fields)
        sheet.form.add_error(None, NOTHING_SAVED)
        return _draw(request, case, shown, sheet, error=error)
    except (StaleEdit, NotReady, WrongState) as error:
        sheet.form.add_error(None, error.message)
        return _draw(request, case, shown, sheet, error=error)
    messages.success(request, f"Saved question {shown.number}.")
    number = shown.next if goes_on and shown.next else shown.number
    return redirect("casework:question", reference=case.reference, number=number)


def _record(sheet: QuestionSheet, shown: QuestionPage) -> QuestionRecord:
    return QuestionRecord(
        holding=sheet.holding,
        is_advice=sheet.form.cleaned_data["is_advice"],
        note=sheet.form.cleaned_data["note"],
        searches=sheet.searches_made,
        answers=tuple(row.answer(shown.documents_by_hash) for row in sheet.answers_filled),
    )


def _changed(sheet: QuestionSheet, act: str, shown: QuestionPage) -> QuestionSheet:
    """The same page with a row more or less; what makes no sense changes nothing."""
    searches, answers = typed_rows(sheet.searches), typed_rows(sheet.answers)
    match act.split(":"):
        case ["add", "searches"]:
            searches = one_more(searches)
        case ["add", "answers"]:
            answers = one_more(answers)
        case ["remove", "searches", position] if position.isdecimal() and len(position) < 10:
            searches = one_less(searches, int(position))
        case ["remove", "answers", position] if position.isdecimal() and len(position) < 10:
            answers = one_less(answers, int(position))
    return QuestionSheet.unjudged(sheet.typed, searches, answers, shown.document_choices)


def _place(sheet: QuestionSheet, problems: dict[str, str]) -> None:
    """Put each problem beside the field that it names; "answers-1" is the second answer filled in."""
    for name, message in problems.items():
        prefix, _, rest = name.partition("-")
        position, _, field = rest.partition("-")
        rows = sheet.answers_filled if not field else [cast(AnswerForm, row) for row in sheet.answers.forms]
        if prefix != "answers" or not position.isdecimal() or int(position) >= len(rows):
            sheet.form.add_error(None, message)
            continue
        rows[int(position)].add_error(field or rows[int(position)].main_field, message)


def _draw(
    request: HttpRequest,
    case: Case,
    shown: QuestionPage,
    sheet: QuestionSheet,
    *,
    error: CaseworkError | None = None,
    problems: dict[str, str] | None = None,
) -> HttpResponse:
    """`version` is what was seen; once the other version is shown, saving again is on purpose."""
    version = version_in(request) if request.method == "POST" else shown.version
    if isinstance(error, StaleEdit) and error.current_version:
        version = error.current_version
    context: dict[str, Any] = {
        "case": case,
        "shown": shown,
        "form": sheet.form,
        "searches": sheet.searches,
        "answers": sheet.answers,
        "version": version,
        "notices": list((problems or {}).values()),
        "is_unsaved": request.method == "POST",
    }
    return page(request, "casework/question/page.html", context, error=error)

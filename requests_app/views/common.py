"""What do all views share: loading a case for a reader, calling a service, keeping what was typed when it refuses?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from requests_app.domain.errors import CaseworkError, InvalidInput, NotReady, NotVisible, StaleEdit
from requests_app.models import Case, User
from requests_app.permissions import visible_cases
from requests_app.selectors.together import cases_named
from requests_app.services.history import record_look

T = TypeVar("T")


def person(request: HttpRequest) -> User:
    """The member of staff who is signed in; LoginRequiredMiddleware lets nobody else through."""
    return cast(User, request.user)


def case_or_404(request: HttpRequest, reference: str, *, look: str = "") -> Case:
    """The case, for somebody who may see it; strangers get the page of a case that does not exist.

    `look` says which personal data the page shows, and is written into the case's history.
    """
    cases = visible_cases(person(request)).select_related(
        "applicant", "officer", "team", "logged_by", "answered_with"
    )
    case = cases.filter(reference=reference).first()
    if case is None:
        raise NotVisible("There is no such case.")
    if look:
        record_look(case=case, by=person(request), at=timezone.now(), what=look)
    return case


def look_along(request: HttpRequest, case: Case, references: Iterable[str], *, look: str) -> None:
    """Write the look into the history of every other case too that the same letter answers."""
    for other in cases_named(set(references) - {case.reference}):
        record_look(case=other, by=person(request), at=timezone.now(), what=f"{look} of {case.reference}")


def version_in(request: HttpRequest) -> int | None:
    """The version of the record that the person was shown, from the form's hidden field."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def attempt(form: BaseForm, act: Callable[[], T]) -> tuple[T | None, CaseworkError | None]:
    """Call a service. What it refuses because of what was typed is put beside the field, and nothing typed is lost.

    WrongState, NotPermitted and NotVisible are for the whole page and pass through.
    """
    try:
        return act(), None
    except InvalidInput as error:
        for name, message in error.fields.items():
            form.add_error(name if name in form.fields else None, message)
        if not error.fields:
            form.add_error(None, error.message)
        return None, error
    except (StaleEdit, NotReady) as error:
        form.add_error(None, error.message)
        return None, error


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, error: CaseworkError | None = None
) -> HttpResponse:
    """Draw a page; one that comes back with an error has the error's status and, for a stale edit, both versions."""
    form = context.get("form")
    status = 200
    if error is not None:
        status = 422 if isinstance(error, InvalidInput) else error.status
        context = {**context, "error": error, "differences": getattr(error, "differences", ())}
    elif request.method == "POST" and isinstance(form, BaseForm) and form.errors:
        status = 422
    return render(request, template, context, status=status)

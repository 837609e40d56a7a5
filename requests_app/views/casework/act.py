"""How does a person take a step with a case? Confirm, act, done; a second click changes nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.errors import (
    CaseworkError,
    Missing,
    NotPermitted,
    NotReady,
    NotVisible,
    WrongState,
)
from requests_app.domain.transitions import TRANSITIONS, Act, check
from requests_app.forms.acts import ActForm
from requests_app.letters.view import letter_view as drawn
from requests_app.models import Case
from requests_app.selectors.facts import current_letter, estimated_decision_on, facts_of, wording_warnings
from requests_app.services.rehearse import Rehearsed, rehearsed
from requests_app.views.casework.acts import SCREENS, Screen
from requests_app.views.casework.once import new_key, once
from requests_app.views.common import attempt, case_or_404, page, person, version_in

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """The confirm page of any act in the table of transitions."""
    chosen = _act(act)
    case = case_or_404(request, reference)
    if request.method == "POST":
        return _do(request, case, chosen)
    why_not = _why_not(request, case, chosen)
    if why_not is not None:
        context = {"case": case, "heading": TRANSITIONS[chosen].label, "error": why_not}
        return render(request, "casework/act_blocked.html", context)
    form = SCREENS[chosen].form(initial=_initial(request, case, chosen), case=case)
    letter, error = _first_preview(request, case, SCREENS[chosen])
    return _draw(request, case, chosen, form, letter=letter, findings=error.findings if error else ())


def _act(name: str) -> Act:
    """Editing has screens of its own, and the system completes an issue: neither has a page here."""
    if name not in set(Act) or Act(name) not in SCREENS:
        raise NotVisible("There is no such step.")
    return Act(name)


def _why_not(request: HttpRequest, case: Case, act: Act) -> NotReady | None:
    """What the act still lacks. Raises, with the way back, what the person may not or no longer do."""
    try:
        facts = facts_of(case, actor=person(request), today=timezone.localdate())
        check(act, facts, person(request).role_set)
    except NotReady as error:
        return error
    except (NotPermitted, WrongState) as error:
        error.url = _case_url(case)
        raise
    return None


def _do(request: HttpRequest, case: Case, act: Act) -> HttpResponse:
    screen = SCREENS[act]
    form = screen.form(request.POST, case=case)
    if not form.is_valid():
        return _draw(request, case, act, form)
    if PREVIEW in request.POST and screen.writes(case):
        return _preview(request, case, act, form)
    with once(request) as sending:
        if sending.done_at:
            return redirect(sending.done_at)
        try:
            _, error = attempt(form, lambda: _serve(request, case, screen, form))
        except WrongState as moved:
            return _moved_on(request, case, act, form, moved)
        except NotPermitted as refused:
            refused.url = _case_url(case)
            raise
        if error is not None:
            return _draw(request, case, act, form, error=error)
        sending.finish(_next_url(case, screen))
    messages.success(request, screen.done)
    return redirect(_next_url(case, screen))


def _first_preview(
    request: HttpRequest, case: Case, screen: Screen
) -> tuple[Rehearsed | None, NotReady | None]:
    """The letter around words that are still to be typed, where one can be drawn; or what stops any such letter."""
    if screen.sample is None or not screen.writes(case):
        return None, None
    given = {"by": person(request), "at": timezone.now(), **screen.sample()}
    try:
        return rehearsed(case.pk, lambda: screen.service(case.pk, **given)), None
    except NotReady as error:
        return None, error
    except CaseworkError:
        return None, None


def _preview(request: HttpRequest, case: Case, act: Act, form: ActForm) -> HttpResponse:
    """The letter with what was typed, and the form as it was: nothing has been done."""
    try:
        letter, error = attempt(
            form, lambda: rehearsed(case.pk, lambda: _serve(request, case, SCREENS[act], form))
        )
    except WrongState as moved:
        return _moved_on(request, case, act, form, moved)
    return _draw(request, case, act, form, error=error, letter=letter)


def _serve(request: HttpRequest, case: Case, screen: Screen, form: ActForm) -> bool:
    # A form without its version could act on anything: it is judged as one that is out of date.
    version = version_in(request) or 0
    screen.service(case.pk, by=person(request), at=timezone.now(), expected_version=version, **form.typed)
    return True


def _moved_on(request: HttpRequest, case: Case, act: Act, form: ActForm, moved: WrongState) -> HttpResponse:
    """Somebody was faster. Where the act is still possible, the form comes back to be confirmed."""
    now = case_or_404(request, case.reference)
    moved.url = _case_url(now)
    try:
        why_not: CaseworkError | None = _why_not(request, now, act)
    except (NotPermitted, WrongState) as error:
        why_not = error
    if why_not is None and act not in (Act.APPROVE, Act.ISSUE):
        form.add_error(None, moved.message)
        return _draw(request, now, act, form, error=moved)
    context = {"error": moved, "typed": _typed(form), "case": now}
    return render(request, "casework/moved_on.html", context, status=moved.status)


def _typed(form: ActForm) -> list[dict[str, str]]:
    """What the person wrote, to be copied: nothing typed is lost to a stale tab."""
    return [
        {"label": str(form[name].label), "text": value}
        for name, value in form.typed.items()
        if isinstance(value, str) and value and not form[name].is_hidden
    ]


def _initial(request: HttpRequest, case: Case, act: Act) -> dict[str, Any]:
    initial: dict[str, Any] = {"once": new_key()}
    if act is Act.APPROVE:
        letter = current_letter(case)
        # The page of the letter says which version was read there; another one is not signed off unread.
        read = request.GET.get("letter", "")
        initial["content_hash"] = read or (letter.content_hash if letter else "")
    if act is Act.EXTEND:
        initial["until"] = estimated_decision_on(case, today=timezone.localdate())
    return initial


def _draw(
    request: HttpRequest,
    case: Case,
    act: Act,
    form: ActForm,
    *,
    error: CaseworkError | None = None,
    letter: Rehearsed | None = None,
    findings: tuple[Missing, ...] = (),
) -> HttpResponse:
    screen, row = SCREENS[act], TRANSITIONS[act]
    context = {
        "case": case,
        "heading": row.label,
        "consequences": screen.says(case),
        "warning": screen.warning,
        "variant": screen.variant,
        "confirm_label": row.label,
        "version": _version(request, case, error),
        "form": form,
        "findings": findings or getattr(error, "findings", ()) or _warnings(request, letter),
        "cancel_url": _case_url(case),
        "writes": screen.writes(case),
        "letter": drawn(letter.content, letter.stamp, title_level=2) if letter else None,
        "shows_letter": act in (Act.APPROVE, Act.RETURN, Act.SUBMIT, Act.ISSUE, Act.CONCLUDE_REVIEW),
    }
    return page(request, "casework/act.html", context, error=error)


def _warnings(request: HttpRequest, letter: Rehearsed | None) -> tuple[Missing, ...]:
    return wording_warnings(letter.content, by=person(request)) if letter else ()


def _version(request: HttpRequest, case: Case, error: CaseworkError | None) -> int:
    """The version that was shown first, so that a second try is judged by it; after a clash, the new one."""
    shown = version_in(request)
    return case.version if isinstance(error, WrongState) or shown is None else shown


def _case_url(case: Case) -> str:
    return reverse("casework:case", args=[case.reference])


def _next_url(case: Case, screen: Screen) -> str:
    return f"{_case_url(case)}letter/" if screen.leads_to_letter else _case_url(case)

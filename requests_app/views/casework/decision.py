"""On which provision is information withheld, for which questions, and what makes that defensible?"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exemptions.domain.completeness import Gap
from exemptions.domain.decision import Decision
from exemptions.statute import PROVISIONS, Provision, UnknownProvision, format_citation, provision
from requests_app.domain.errors import CaseworkError, NotVisible, WrongState
from requests_app.domain.text import plural
from requests_app.forms.decision_whole import DecisionForms, Typed, changed
from requests_app.models import Case
from requests_app.selectors.deciding import citation_of, deciding_view, library_for, provision_groups
from requests_app.selectors.places import link_to
from requests_app.services.decide import record_decision, remove_decision
from requests_app.views.casework.decision_page import Screen, draw, setting, today
from requests_app.views.casework.once import once
from requests_app.views.casework.working import why_not_editable
from requests_app.views.common import attempt, case_or_404, person, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the provision, then record a new decision under it."""
    case = case_or_404(request, reference)
    chosen = request.POST.get("provision") or request.GET.get("provision", "")
    if not chosen:
        return _choose(request, case)
    law = _law(chosen)
    view = deciding_view(case)
    setup = setting(view, law, "", today())
    if request.method == "POST":
        forms = DecisionForms(setup, data=request.POST)
        return _act(request, Screen(case=case, law=law, view=view, recorded=None, forms=forms), key="")
    number = request.GET.get("question", "")
    preselected = [int(number)] if number.isdecimal() and len(number) < 6 else []
    limb = request.GET.get("limb", "")
    limbs = (limb,) if law.has_limb(limb) else ()
    typed = Typed.of(Decision(key="", provision=law.key, limbs=limbs, questions=tuple(preselected)), law)
    return draw(
        request, Screen(case=case, law=law, view=view, recorded=None, forms=DecisionForms(setup, typed=typed))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Look at a decision of the case, or change it."""
    case = case_or_404(request, reference)
    view = deciding_view(case)
    recorded = view.find(key)
    if recorded is None and request.method != "POST":
        raise NotVisible(f"There is no decision {key} in this case.")
    # A decision that somebody removed meanwhile can still be posted: what was typed is shown again, not lost.
    law = _law(recorded.decision.provision if recorded else request.POST.get("provision", ""))
    setup = setting(view, law, key, today())
    if request.method == "POST":
        forms = DecisionForms(setup, data=request.POST)
        return _act(request, Screen(case=case, law=law, view=view, recorded=recorded, forms=forms), key=key)
    assert recorded is not None
    forms = DecisionForms(setup, typed=Typed.of(recorded.decision, law))
    return draw(request, Screen(case=case, law=law, view=view, recorded=recorded, forms=forms))


@require_http_methods(["GET", "HEAD", "POST"])
def decision_remove(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Take a decision back, after asking."""
    case = case_or_404(request, reference)
    recorded = deciding_view(case).find(key)
    if recorded is None:
        raise NotVisible(f"There is no decision {key} in this case.")
    if request.method == "POST":
        remove_decision(case.pk, key, by=person(request), at=timezone.now(), seen_version=version_in(request))
        messages.success(request, "Decision removed. What it said stays in the history.")
        return redirect(link_to(case.reference, ""))
    cited = _cited(recorded.decision)
    numbers = ", ".join(map(str, recorded.decision.questions)) or "none"
    context = {
        "case": case,
        "heading": f"Remove the decision under {cited}?",
        "consequences": [
            f"It no longer covers its questions ({numbers}), and the letter no longer cites it.",
            "What it said stays in the history of the case.",
        ],
        "version": recorded.version,
        "confirm_label": "Remove the decision",
        "variant": "warning",
        "cancel_url": link_to(case.reference, f"decision:{key}"),
    }
    return render(request, "layouts/confirm_page.html", context)


def _choose(request: HttpRequest, case: Case) -> HttpResponse:
    words, question = request.GET.get("q", "").strip()[:200], request.GET.get("question", "")
    context = {
        "case": case,
        "case_url": link_to(case.reference, ""),
        "words": words,
        "question": question if question.isdecimal() else "",
        "groups": provision_groups(case.regime, words),
        "why_not": why_not_editable(person(request), case),
    }
    return render(request, "casework/decision_new.html", context)


def _act(request: HttpRequest, screen: Screen, *, key: str) -> HttpResponse:
    """One of the buttons within the form only draws it anew; the others save."""
    act = request.POST.get("act", "save")
    if act != "save":
        chosen = {number for number in request.POST.getlist("library") if number.isdecimal()}
        library = {
            str(each.id): (each.side, each.text)
            for each in (library_for(screen.law.key) if chosen else ())
            if str(each.id) in chosen
        }
        return draw(request, _with(screen, changed(screen.forms, act, library)))
    if not screen.forms.is_valid():
        return draw(request, screen)
    # A double click on a new decision must not record it twice: it has no key yet by which to know it again.
    with once(request) as sending:
        if sending.done_at:
            return redirect(sending.done_at)
        saved, error = _attempt(request, screen, key)
        if error is not None or saved is None:
            return draw(request, screen, error=error)
        recorded, missing = saved
        _say_what_is_missing(request, len(missing))
        url = reverse("casework:decision", args=[screen.case.reference, recorded.key])
        if not key:
            sending.finish(url)
    return redirect(url)


def _say_what_is_missing(request: HttpRequest, count: int) -> None:
    rest = f"{plural(count, 'thing')} still to record." if count else "Nothing is missing from it."
    messages.success(request, f"Decision saved. {rest}")


def _attempt(
    request: HttpRequest, screen: Screen, key: str
) -> tuple[tuple[Decision, tuple[Gap, ...]] | None, CaseworkError | None]:
    """Save. When the case has been moved on meanwhile, what was typed stays on the page."""
    act: Callable[[], tuple[Decision, tuple[Gap, ...]]] = lambda: record_decision(  # noqa: E731
        screen.case.pk,
        screen.forms.decision(key),
        by=person(request),
        at=timezone.now(),
        seen_version=version_in(request),
    )
    try:
        return attempt(screen.forms.core, act)
    except WrongState as error:
        screen.forms.core.add_error(None, error.message)
        return None, error


def _with(screen: Screen, forms: DecisionForms) -> Screen:
    return Screen(case=screen.case, law=screen.law, view=screen.view, recorded=screen.recorded, forms=forms)


def _law(key: str) -> Provision:
    """The provision that a link or a form names; a mistyped address is a page that does not exist."""
    try:
        return provision(key)
    except UnknownProvision as error:
        raise NotVisible(str(error)) from error


def _cited(recorded: Decision) -> str:
    citation = citation_of(recorded)
    law = PROVISIONS.get(recorded.provision)
    if citation is not None:
        return format_citation(citation, with_title=False)
    return law.name if law else recorded.provision

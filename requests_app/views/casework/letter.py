"""What would go out, what stands in its way, who has answered for it, and how far is its issue?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from requests_app.domain.errors import CaseworkError, NotVisible, StaleEdit
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.transitions import Act
from requests_app.forms.letter import SectionForm, WarningForm
from requests_app.letters.together import references_of
from requests_app.letters.view import letter_view as drawn
from requests_app.models import Case, Letter
from requests_app.selectors.facts import current_letter, letter_view
from requests_app.selectors.letter_page import (
    UNDER_WAY,
    LetterPage,
    SectionWording,
    issued_letter,
    letter_page,
    section_wording,
    shown_letter,
)
from requests_app.selectors.places import link_to, way_to
from requests_app.services.issue import retry
from requests_app.services.letter import edit_section, override_warning
from requests_app.views.casework.working import why_not_editable
from requests_app.views.common import attempt, case_or_404, look_along, page, person, version_in

_VARIANTS = dict.fromkeys(
    (Act.RETURN, Act.RECALL, Act.RECALL_FAILED, Act.RECALL_REVIEW, Act.CORRECT, Act.CANCEL_CORRECTION),
    "secondary",
)


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button, or the words that say why it is off."""

    label: str
    url: str
    allowed: bool
    reason: str
    variant: str = ""


@require_safe
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter beside its findings, the state of its sign-off, and what can be done with it."""
    case = case_or_404(request, reference, look="the letter")
    if case.is_led:
        return _where_the_letter_is(case)
    user = person(request)
    found = letter_page(case, user=user, today=timezone.localdate())
    look_along(request, case, references_of(found.content), look="the letter")
    context = {
        "case": case,
        "case_url": link_to(case.reference, ""),
        "page": found,
        "letter": drawn(found.content, found.stamp, title_level=2),
        "bar": _bar(case, found),
        "actions": [_action(case, found, step) for step in found.steps],
        "why_not": why_not_editable(user, case),
        "progress": _progress(case, found.letter),
        "last_return": next((each for each in found.sign_offs[:1] if each.verdict == "returned"), None),
    }
    return render(request, "casework/letter.html", context)


def _where_the_letter_is(case: Case) -> HttpResponse:
    """A case that is answered together with another one has no letter of its own."""
    assert case.answered_with is not None  # what being led means
    return redirect("casework:letter", reference=case.answered_with.reference)


@require_safe
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter alone, as a page; with a version, one that went out."""
    case = case_or_404(request, reference, look="the letter (preview)")
    number = request.GET.get("version", "")
    if case.is_led and not number:
        return _where_the_letter_is(case)
    letter = issued_letter(case, number, request.GET.get("kind", "")) if number else current_letter(case)
    content, stamp = shown_letter(case, letter, today=timezone.localdate())
    look_along(request, case, references_of(content), look="the letter (preview)")
    context = {
        "case": case,
        "letter_url": reverse("casework:letter", args=[case.reference]),
        "letter": drawn(content, stamp, title_level=2),
        "stamp": stamp,
    }
    return render(request, "casework/letter/preview.html", context)


@require_safe
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """The region of the page that is asked for again while the letter is rendered."""
    case = case_or_404(request, reference)
    state = _progress(case, current_letter(case)) or {"done": True, "label": "Nothing is being issued now."}
    return render(request, "components/progress_state.html", state)


@require_POST
def try_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Queue a letter again that could not be rendered."""
    case = case_or_404(request, reference)
    row = current_letter(case)
    if row is None:
        raise NotVisible("There is no letter in this case.")
    retry(row.pk, by=person(request), at=timezone.now())
    messages.success(request, "The letter waits to be rendered again.")
    return redirect("casework:letter", reference=case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Put a section into the officer's own words, beside what the software composed."""
    case = case_or_404(request, reference)
    if case.is_led:
        return _where_the_letter_is(case)
    wording = section_wording(case, key, today=timezone.localdate())
    if wording is None:
        # A finding can name a section that nobody edits: it is shown where it stands in the letter.
        return redirect(f"{link_to(case.reference, 'letter')}#section-{slugify(key.replace('.', '-'))}")
    if request.method != "POST":
        form = SectionForm(current=wording.current, composed=wording.composed)
        return _draw_section(request, case, wording, form, version=wording.version)
    form = SectionForm(request.POST, current=wording.current, composed=wording.composed)
    if not form.is_valid():
        return _draw_section(request, case, wording, form, version=request.POST.get("version", ""))
    text = "" if request.POST.get("act") == "reset" else form.own_wording()
    _, error = attempt(
        form,
        lambda: edit_section(
            case.pk, key, text, by=person(request), at=timezone.now(), seen_version=version_in(request)
        ),
    )
    if error is not None:
        version = error.current_version if isinstance(error, StaleEdit) else request.POST.get("version", "")
        return _draw_section(request, case, wording, form, version=version, error=error)
    messages.success(request, "Wording saved." if text else "The section reads as composed.")
    return redirect("casework:letter", reference=case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def warning(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Record why a warning can stand."""
    case = case_or_404(request, reference)
    where = request.POST.get("where", request.GET.get("where", ""))
    form = WarningForm(request.POST if request.method == "POST" else None)
    error: CaseworkError | None = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        _, error = attempt(
            form,
            lambda: override_warning(case.pk, code, where, reason, by=person(request), at=timezone.now()),
        )
        if error is None:
            messages.success(request, "Reason recorded. The warning no longer stands in the way.")
            return redirect("casework:letter", reference=case.reference)
    view = letter_view(case, today=timezone.localdate())
    finding = next((each for each in view.open_warnings if (each.code, each.where) == (code, where)), None)
    if finding is None and error is None:
        raise NotVisible("There is no such open warning: it was mended or explained already.")
    mend_url, ask = way_to(case.reference, where, by=person(request), requests=view.source.requests)
    context = {
        "case": case,
        "form": form,
        "finding": finding,
        "where": where,
        "letter_url": reverse("casework:letter", args=[case.reference]),
        "mend_url": mend_url,
        "ask": ask,
    }
    return page(request, "casework/letter/warning.html", context, error=error)


def _draw_section(
    request: HttpRequest,
    case: Case,
    wording: SectionWording,
    form: SectionForm,
    *,
    version: object,
    error: CaseworkError | None = None,
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "wording": wording,
        "heading": wording.section.heading or "Opening",
        "version": version,
        "letter_url": reverse("casework:letter", args=[case.reference]),
        "why_not": why_not_editable(person(request), case),
    }
    return page(request, "casework/letter/section.html", context, error=error)


def _bar(case: Case, found: LetterPage) -> list[dict[str, str]]:
    if found.issued and found.state == Letter.State.ISSUED:
        return []
    links = [
        {"text": "Preview as a page", "url": reverse("casework:letter_preview", args=[case.reference])},
        {"text": "Preview as PDF", "url": reverse("casework:letter_preview_pdf", args=[case.reference])},
    ]
    # On a small screen the findings stand below the whole letter.
    if found.findings:
        links.append({"text": f"Checks ({len(found.findings)})", "url": "#findings-heading"})
    return links


def _action(case: Case, found: LetterPage, step: Any) -> Action:
    """The link to the page that confirms. It carries the hash of what the person is reading."""
    row = step.transition
    shown = {"letter": found.letter.content_hash} if found.letter and found.letter.content_hash else {}
    base = link_to(case.reference, f"act:{row.act}")
    return Action(
        label=row.label,
        url=f"{base}?{urlencode(shown)}" if shown else base,
        allowed=step.is_possible,
        reason=step.why_not,
        variant=_VARIANTS.get(row.act, ""),
    )


def _progress(case: Case, row: Letter | None) -> dict[str, Any]:
    """What components/progress.html takes; empty where nothing is under way or done."""
    url = reverse("casework:letter", args=[case.reference])
    poll_url = reverse("casework:letter_progress", args=[case.reference])
    if row is None or row.state not in UNDER_WAY | {Letter.State.ISSUED}:
        return {"done": True, "label": "Nothing is being issued now."} if row else {}
    if row.state == Letter.State.ISSUED:
        what = "outcome of the review" if row.kind == LetterKind.REVIEW else "response"
        return {"done": True, "label": f"The {what} is issued.", "url": url, "link": "See what went out"}
    if row.state == Letter.State.FAILED:
        return {
            "error": "The letter could not be rendered.",
            "text": "Nothing was sent.",
            "url": url,
            "link": "Try again",
        }
    label = (
        "The letter is being rendered."
        if row.state == Letter.State.RENDERING
        else "The letter waits to be rendered."
    )
    tried = (
        f"Tried {row.render_attempts} times so far; it is tried again by itself."
        if row.render_attempts and row.render_error
        else ""
    )
    return {"poll_url": poll_url, "label": label, "text": tried}

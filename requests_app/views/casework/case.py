"""What is this case, when is it due, and what can be done now?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.domain.states import CaseState
from requests_app.domain.transitions import Act, Step
from requests_app.models import Case
from requests_app.selectors.casepage import CasePage, load_case_page
from requests_app.selectors.content import applicant_file
from requests_app.selectors.history import HistoryItem
from requests_app.selectors.outcome_words import outcome_of_case
from requests_app.selectors.places import tracking_link
from requests_app.services.receive import section_8_gaps
from requests_app.views.common import case_or_404, person

LOOK = "the case, with the applicant's details"
_MAIN = (
    Act.START, Act.SUBMIT, Act.APPROVE, Act.ISSUE, Act.RECEIVE_CLARIFICATION, Act.RECEIVE_FEE,
    Act.REQUEST_REVIEW, Act.CONCLUDE_REVIEW, Act.REOPEN, Act.RECALL_FAILED, Act.RECALL_REVIEW,
)  # fmt: skip
_WAITS_FOR = {
    CaseState.NEW: "It waits for an officer to start work.",
    CaseState.IN_PROGRESS: "It is with the officer who works on it.",
    CaseState.AWAITING_SIGN_OFF: "It waits for somebody who has not worked on it to sign the letter off.",
    CaseState.APPROVED: "The letter is signed off and waits for an officer to issue it.",
    CaseState.ISSUING: "The letter is being made and sent. The case moves on by itself.",
    CaseState.ISSUING_REVIEW: "The outcome of the review is being made and sent. The case moves on by itself.",
    CaseState.UNDER_REVIEW: "It waits for a reviewer who took no part in the first decision.",
    CaseState.REVIEWED: "The review is answered. What is left to the applicant is the regulator.",
    CaseState.TRANSFERRED: "Another authority answers the request. A manager can reopen the case.",
    CaseState.WITHDRAWN: "The case is closed. A manager can reopen it.",
    CaseState.SILENT: "The case is closed, and nothing is sent. A manager can reopen it.",
    CaseState.LAPSED: "The case is closed. A manager can reopen it.",
}


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole case on one page. Who reads it is written down: it shows who asked."""
    found = case_or_404(request, reference, look=LOOK)
    shown = load_case_page(found, user=person(request), today=timezone.localdate())
    context = {
        "case": found,
        "shown": shown,
        "summary": _summary(found, shown),
        "people": _people(found),
        "gaps": section_8_gaps(applicant_file(found.applicant)),
        "sections": _sections(shown),
        "main_actions": _actions(found, shown.steps, main=True),
        "other_actions": _actions(found, shown.steps, main=False),
        "tracking_url": tracking_link(found),
        "letter_url": address("casework:letter", found.reference),
        "review_url": address("casework:review", found.reference),
        "decision_new_url": address("casework:decision_new", found.reference),
        "waits_for": _WAITS_FOR.get(shown.state, "Nothing for you to do at this stage."),
        "timeline": timeline(shown.events),
        "together": _together(found, shown),
        "clock_left": f"{shown.clock.standing.words[:1].upper()}{shown.clock.standing.words[1:]}",
    }
    return render(request, "casework/case.html", context)


def address(name: str, *parts: object) -> str:
    """The address of a screen, empty where the installation does not have it."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def timeline(events: tuple[HistoryItem, ...]) -> list[dict[str, Any]]:
    """Events as `components/timeline.html` draws them."""
    return [{"title": item.title, "at": item.at, "by": item.by, "text": item.reason} for item in events]


def _summary(case: Case, shown: CasePage) -> list[dict[str, Any]]:
    counted_from = shown.clock.received_on
    rows = [
        ("Received", case.received_on, "received"),
        ("Clarified", counted_from if counted_from != case.received_on else None, "counted from here"),
        ("Law", f"{case.get_regime_display()}", ""),
        ("Arrived by", case.get_channel_display(), ""),
        ("Time limit", case.get_timetable_display(), ""),
        ("Outcome", outcome_of_case(case.outcome), ""),
    ]
    return [{"key": key, "value": value, "is_date": bool(kind)} for key, value, kind in rows if value]


def _together(case: Case, shown: CasePage) -> str:
    """That one letter answers several cases, in a sentence."""
    if case.answered_with:
        return "This case is answered together with"
    return "One letter answers this case together with" if shown.answers_also else ""


def _people(case: Case) -> list[dict[str, Any]]:
    who = case.applicant
    rows = [
        ("Name", who.name or "Not given"),
        ("Organisation", who.organisation),
        ("E-mail", who.email),
        ("Postal address", who.postal_address),
        ("Kind", who.get_kind_display()),
        ("Letters in", case.get_language_display()),
    ]
    return [{"key": key, "value": value, "dir_auto": True} for key, value in rows if value]


def _sections(shown: CasePage) -> list[dict[str, Any]]:
    return [
        {"text": "Next step", "url": "#next"},
        {"text": "Questions", "url": "#questions", "count": len(shown.questions)},
        {"text": "Decisions", "url": "#decisions", "count": len(shown.decisions)},
        {"text": "Letter", "url": "#letter", "count": len(shown.letters)},
        *([{"text": "Review", "url": "#review"}] if shown.reviews else []),
        {"text": "Messages", "url": "#messages", "count": len(shown.messages)},
        {"text": "Documents", "url": "#documents", "count": len(shown.documents)},
        {"text": "History", "url": "#history"},
    ]


def _actions(case: Case, steps: tuple[Step, ...], *, main: bool) -> list[dict[str, Any]]:
    """The steps that carry the case on, in the order of the work, apart from those that manage it."""
    wanted = [step for step in steps if (step.transition.act in _MAIN) is main and not _is_over(step)]
    return [
        {
            "label": step.transition.label,
            "url": _url(case, step.transition.act),
            "allowed": step.is_possible,
            "reason": step.why_not,
            "variant": "" if main else "secondary",
        }
        for step in wanted
    ]


def _is_over(step: Step) -> bool:
    """Done once and for all, or not called for: why it cannot be done again would stand on nearly every page."""
    once = (Act.ACKNOWLEDGE, Act.JOIN, Act.SEPARATE)
    return step.transition.act in once and not step.is_possible


def _url(case: Case, act: Act) -> str:
    """Starting work goes by the questions, so that nobody starts without having seen them."""
    if act is Act.START:
        return reverse("casework:questions", args=[case.reference])
    return reverse("casework:act", args=[case.reference, act.value])

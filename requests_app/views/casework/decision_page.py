"""What does the page of a decision show: fieldsets, what is missing, both versions of a stale edit?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from exemptions.domain.completeness import Gap, gaps
from exemptions.domain.records import Side
from exemptions.statute import Citation, Provision, Record, format_citation
from requests_app.domain.errors import CaseworkError, Missing, StaleEdit
from requests_app.forms.decision_cost import sum_in_words
from requests_app.forms.decision_weighing import ACTS
from requests_app.forms.decision_whole import DecisionForms, Setting
from requests_app.models import Case
from requests_app.selectors.deciding import (
    DecidingView,
    LibraryChoice,
    RecordedDecision,
    combination_problems,
    library_for,
)
from requests_app.selectors.places import link_to
from requests_app.templatetags.govuk import any_errors
from requests_app.views.casework.once import key_of
from requests_app.views.casework.working import why_not_editable
from requests_app.views.common import page, person

_TEMPLATES = {
    Record.PUBLIC_INTEREST: "casework/decision/public_interest.html",
    Record.COST_ESTIMATE: "casework/decision/cost_estimate.html",
    Record.OMISSION: "casework/decision/folded.html",
    Record.CERTIFICATE: "casework/decision/folded.html",
}


@dataclass(frozen=True, kw_only=True)
class RecordSection:
    """One record's fieldset, as the template draws it. `id` is where a gap in the whole record leads."""

    value: str
    id: str
    legend: str
    hint: str
    form: BaseForm
    template: str
    is_optional: bool = False
    is_written: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of factors or activities and its position among all of them."""

    form: BaseForm
    position: int


@dataclass(frozen=True, kw_only=True)
class FactorSide:
    value: str
    heading: str
    add: str
    rows: tuple[Row, ...]
    library: tuple[LibraryChoice, ...]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A decision being written: the case, the law, what is recorded, and the forms."""

    case: Case
    law: Provision
    view: DecidingView
    recorded: RecordedDecision | None
    forms: DecisionForms

    @property
    def key(self) -> str:
        return self.recorded.decision.key if self.recorded else ""


def setting(view: DecidingView, law: Provision, key: str, today: date) -> Setting:
    return Setting(
        law=law,
        today=today,
        body=view.body,
        limit_pounds=view.limit_pounds,
        question_texts=view.question_texts,
        others=view.weighed_with(key),
    )


def draw(request: HttpRequest, screen: Screen, *, error: CaseworkError | None = None) -> HttpResponse:
    """The page, with all that it shows read before it is drawn."""
    forms, case = screen.forms, screen.case
    problems = _problems(screen)
    found = {
        "case": case,
        "case_url": link_to(case.reference, ""),
        "law": screen.law,
        "citation": format_citation(Citation(screen.law.key, forms.limbs, forms.effect)),
        "key": screen.key,
        "form": forms.core,
        "formset": forms.parts,
        "once": key_of(request),
        "version": _version(request, screen, error),
        "sections": [_section(forms, each) for each in forms.needed],
        "optional": [_section(forms, each, is_optional=True) for each in forms.optional],
        "surplus": [_section(forms, each) for each in forms.surplus],
        "left_out": forms.left_out,
        "problems": problems,
        "gaps": _gaps(screen, problems),
        "why_not": why_not_editable(person(request), case),
        **_weighing(screen),
        **_cost(forms),
    }
    drawn = page(request, "casework/decision.html", found, error=error)
    if any_errors(forms.parts) and error is None:
        # `page` knows the first form alone; what is wrong may stand in the form of a record.
        drawn.status_code = 422
    return drawn


def _version(request: HttpRequest, screen: Screen, error: CaseworkError | None) -> object:
    """The version that was shown; after a stale edit the new one, so that saving again works on purpose."""
    if isinstance(error, StaleEdit):
        return error.current_version or ""
    if request.method == "POST":
        return request.POST.get("version", "")
    return screen.recorded.version if screen.recorded else ""


def _section(forms: DecisionForms, record: Record, *, is_optional: bool = False) -> RecordSection:
    form = forms.records[record]
    return RecordSection(
        value=record.value,
        id=f"id_{record.value}",
        legend=form.legend,
        hint=form.hint,
        form=form,
        template=_TEMPLATES.get(record, "casework/decision/record.html"),
        is_optional=is_optional,
        is_written=form.has_content,
    )


def _problems(screen: Screen) -> list[Missing]:
    """Messages end with their provision already. Nothing chosen yet is no problem on an empty form."""
    forms = screen.forms
    if not forms.limbs:
        return []
    found = combination_problems(
        screen.law,
        forms.limbs,
        forms.effect,
        questions=forms.core.chosen_questions(),
        others=screen.view.others(screen.key),
        today=forms.setting.today,
        body=forms.setting.body,
    )
    return [
        Missing(message=each.message, code=each.code, severity=each.severity.value, url="#id_limbs")
        for each in found
    ]


def _gaps(screen: Screen, problems: list[Missing]) -> list[Missing]:
    """What the decision as it was saved last still lacks, each linked to its field; what `problems` say is
    not said twice.
    """
    if screen.recorded is None:
        return []
    decision, said = screen.recorded.decision, {each.message for each in problems}
    found = gaps(decision, screen.forms.setting.today, body=screen.view.body)
    return [_missing(screen.case, decision.key, gap) for gap in found if gap.message not in said]


def _missing(case: Case, key: str, gap: Gap) -> Missing:
    where = f"decision:{key}:{gap.field}"
    return Missing(
        message=gap.message,
        severity=gap.severity.value,
        url="#" + link_to(case.reference, where).partition("#")[2],
    )


def _weighing(screen: Screen) -> dict[str, Any]:
    forms = screen.forms
    if Record.PUBLIC_INTEREST not in {*forms.needed, *forms.optional, *forms.surplus}:
        return {}
    written = {form["text"].value() for form in forms.factors.forms}
    library = [each for each in library_for(screen.law.key) if each.text not in written]
    act = ACTS[forms.effect]
    return {
        "factors": forms.factors,
        "sides": [
            FactorSide(
                value=side.value,
                heading=f"{side.value.capitalize()} {act}",
                add=f"Add a factor {side.value} {act}",
                rows=_rows(forms, side),
                library=tuple(each for each in library if each.side is side),
            )
            for side in Side
        ],
        "has_library": bool(library),
    }


def _rows(forms: DecisionForms, side: Side) -> tuple[Row, ...]:
    return tuple(
        Row(form=form, position=position)
        for position, form in enumerate(forms.factors.forms)
        if (form["side"].value() == side.value)
        or (side is Side.FOR and form["side"].value() not in set(Side))
    )


def _cost(forms: DecisionForms) -> dict[str, Any]:
    if Record.COST_ESTIMATE not in {*forms.needed, *forms.optional, *forms.surplus}:
        return {}
    estimate = forms.estimate()
    return {
        "activities": forms.activities,
        "activity_rows": [Row(form=form, position=at) for at, form in enumerate(forms.activities.forms)],
        "cost_sum": sum_in_words(estimate) if estimate else "",
    }


def today() -> date:
    return timezone.localdate()

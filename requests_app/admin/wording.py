"""Which paragraphs of letters has the authority in its own words, and how does an administrator change one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from requests_app.admin.base import ReadOnly, person
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import Language
from requests_app.letters.view import LetterView
from requests_app.letters.wording.language import BadWording
from requests_app.letters.wording.preview import preview
from requests_app.letters.wording.slots import SLOTS, Slot
from requests_app.models import LetterWording
from requests_app.selectors.settings import authority, authority_details
from requests_app.selectors.wording import Version, versions
from requests_app.services.wording import check_wording, save_wording, withdraw_wording

STANDINGS: Final = {
    "now": "In force",
    "to_come": "To come",
    "past": "Past",
    "withdrawn": "Withdrawn",
}


class WordingForm(forms.Form):
    """The text, from when, and why. What the law needs is checked by the service."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 14, "cols": 80}),
        required=False,
        strip=False,
        label="Your wording",
        help_text="A blank line parts paragraphs; lines that begin with “- ” are a list.",
    )
    in_force_from = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        label="In force from",
        help_text="Letters that are already submitted keep the words that they had.",
        error_messages={"required": "Enter the day from which letters use this wording."},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        required=False,
        label="Reason for the change",
        help_text="Kept in the history.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A slot in the list, with how it stands in each language."""

    label: str
    about: str
    links: tuple[tuple[str, str, str], ...]


@admin.register(LetterWording)
class LetterWordingAdmin(ReadOnly):
    """A list of all paragraphs, and a page for each: versions are added, never edited."""

    def get_urls(self) -> list[Any]:
        wrap, stem = self.admin_site.admin_view, "requests_app_letterwording"
        at = "paragraph/<str:slot>/<str:language>/"
        return [
            path("", wrap(self.changelist_view), name=f"{stem}_changelist"),
            path(at, wrap(self.slot_view), name=f"{stem}_slot"),
            path(f"{at}preview/", wrap(self.preview_view), name=f"{stem}_preview"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._require_administrator(request)
        every = versions(today=timezone.localdate())
        context = {"title": "Wording of letters", "groups": _groups(every)}
        return self._page(request, "admin/wording/list.html", context)

    def slot_view(self, request: HttpRequest, slot: str, language: str) -> HttpResponse:
        """The authority's text beside the packaged one, with what it may hold and what the law needs in it."""
        one, spoken = self._found(request, slot, language)
        if request.method != "POST":
            return self._draw(request, one, spoken, None)
        if request.POST.get("act") == "withdraw":
            return self._withdraw(request, one, spoken)
        form = WordingForm(request.POST)
        if not form.is_valid() or request.POST.get("act") == "preview":
            return self._draw(request, one, spoken, form)
        given = form.cleaned_data
        text = "" if request.POST.get("act") == "packaged" else given["text"]
        try:
            save_wording(
                one.key,
                spoken,
                text,
                in_force_from=given["in_force_from"],
                reason=given["reason"],
                by=person(request),
                at=timezone.now(),
                seen_version=given["version"],
            )
        except InvalidInput as refused:
            for name, message in refused.fields.items() or ((None, refused.message),):
                form.add_error(name, message)
            return self._draw(request, one, spoken, form)
        what = (
            f"“{one.label}” is saved." if text.strip() else f"“{one.label}” has the packaged wording again."
        )
        messages.success(request, what)
        return HttpResponseRedirect(request.path)

    def preview_view(self, request: HttpRequest, slot: str, language: str) -> HttpResponse:
        """The sample letter alone, for the script that shows it while somebody types."""
        one, spoken = self._found(request, slot, language)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        shown = _shown(one, spoken, request.POST.get("text", ""))
        return TemplateResponse(request, "admin/wording/preview.html", shown)

    def _withdraw(self, request: HttpRequest, slot: Slot, language: Language) -> HttpResponse:
        pk = request.POST.get("pk", "")
        try:
            withdraw_wording(
                int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0,
                by=person(request),
                at=timezone.now(),
            )
        except InvalidInput as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, "The version that was to come is withdrawn.")
        return HttpResponseRedirect(request.path)

    def _draw(
        self, request: HttpRequest, slot: Slot, language: Language, form: WordingForm | None
    ) -> HttpResponse:
        today = timezone.localdate()
        mine = [each for each in versions(today=today, slot=slot.key) if each.language == language]
        now = next((each for each in mine if each.standing == "now"), None)
        status = 422 if form is not None and form.errors else 200
        if form is None:
            text = now.text if now and now.is_own else slot.packaged(language)
            newest = max((each.number for each in mine), default=0)
            form = WordingForm(initial={"text": text, "in_force_from": today, "version": newest})
        typed = form["text"].value() or ""
        context = {
            "title": f"{slot.label} ({language.label})",
            "slot": slot,
            "form": form,
            "packaged": slot.packaged(language),
            "versions": [(each, STANDINGS[each.standing]) for each in mine],
            "preview_url": _address("preview", slot.key, language),
            "others": [
                (each.label, _address("slot", slot.key, each)) for each in Language if each is not language
            ],
            **_shown(slot, language, typed),
        }
        return self._page(request, "admin/wording/slot.html", context, status=status)

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        common = self.admin_site.each_context(request)
        return TemplateResponse(
            request, template, {**common, "opts": self.model._meta, **context}, status=status
        )

    def _found(self, request: HttpRequest, slot: str, language: str) -> tuple[Slot, Language]:
        self._require_administrator(request)
        if slot not in SLOTS or language not in set(Language):
            raise Http404
        return SLOTS[slot], Language(language)

    def _require_administrator(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _shown(slot: Slot, language: Language, text: str) -> dict[str, Any]:
    """The sample letter; if the text cannot be read, or lacks what the law needs, the sentence that says so."""
    letter: LetterView | None = None
    problem = ""
    try:
        letter = preview(slot, text.replace("\r\n", "\n"), language, authority=authority_details(authority()))
        check_wording(slot, language, text)
    except BadWording as bad:
        problem = str(bad)
    except InvalidInput as refused:
        problem = refused.message
    return {"letter": letter, "problem": problem}


def _groups(every: Sequence[Version]) -> list[tuple[str, list[Row]]]:
    """By kind of letter; the paragraphs on provisions apart."""
    groups: dict[str, list[Row]] = {}
    for slot in SLOTS.values():
        kind = ", ".join(each.label for each in slot.kinds)
        regime = f" ({slot.regime.upper()})" if slot.regime else ""
        name = f"{kind}: what each provision provides{regime}" if slot.provision else kind
        groups.setdefault(name, []).append(_row(slot, every, "" if slot.provision else regime))
    return list(groups.items())


def _row(slot: Slot, every: Sequence[Version], regime: str) -> Row:
    links = tuple(
        (language.label, _standing(slot, language, every), _address("slot", slot.key, language))
        for language in Language
    )
    return Row(label=f"{slot.label}{regime}", about="" if slot.provision else slot.about, links=links)


def _standing(slot: Slot, language: Language, every: Sequence[Version]) -> str:
    mine = [each for each in every if (each.slot, each.language) == (slot.key, language)]
    words = ["Own"] if any(each.is_own and each.standing == "now" for each in mine) else ["Packaged"]
    if any(each.standing == "to_come" for each in mine):
        words.append("change to come")
    return ", ".join(words)


def _address(what: str, key: str, language: Language) -> str:
    return reverse(f"admin:requests_app_letterwording_{what}", args=[key, language.value])

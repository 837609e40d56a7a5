"""How does an officer work on a letter: its wording, and the warnings that she lets stand?"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from requests_app.domain.errors import Difference, InvalidInput, NotReady, StaleEdit
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import CaseState
from requests_app.domain.transitions import Act
from requests_app.letters.content import compose
from requests_app.models import Case, Letter, User, WarningOverride
from requests_app.permissions import Actor
from requests_app.selectors.facts import current_letter, letter_source, letter_view
from requests_app.selectors.places import link_to
from requests_app.selectors.together import letters_of
from requests_app.services.acting import acting

LONGEST_SECTION = 50_000


def draft_letter(case: Case) -> Letter:
    """The letter being written: the current draft, or a new version after an issued one. The case is locked."""
    letter = current_letter(case)
    if letter is None:
        kind = LetterKind.REVIEW if case.state == CaseState.UNDER_REVIEW else LetterKind.RESPONSE
        before = letters_of(case).filter(kind=kind).aggregate(highest=Max("number"))["highest"]
        return Letter.objects.create(case=case, kind=kind, number=(before or 0) + 1)
    if letter.state == Letter.State.ISSUED:
        return Letter.objects.create(case=case, number=letter.number + 1, edits=letter.edits)
    return letter


def _require_own_letter(case: Case) -> None:
    if case.is_led and case.answered_with is not None:
        raise NotReady(
            f"This case is answered together with {case.answered_with}: change the letter there.",
            url=link_to(case.answered_with.reference, "letter"),
        )


def edit_section(
    case_id: int, key: str, text: str, *, by: Actor, at: datetime, seen_version: int | None = None
) -> Letter:
    """Replace the wording of one section; empty text puts the composed wording back. The structure stands.

    Raises InvalidInput for a section that the letter does not have or that is fixed, StaleEdit when somebody else has
    changed the wording since.
    """
    if len(text) > LONGEST_SECTION or "\x00" in text:
        message = f"A section can have at most {LONGEST_SECTION:,} characters, and no control characters."
        raise InvalidInput(message, fields={"text": message})
    with acting(Act.EDIT, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        _require_own_letter(doing.case)
        letter = draft_letter(doing.case)
        before = str(letter.edits.get(key, ""))
        if seen_version is not None and letter.edits_version != seen_version:
            raise StaleEdit(
                "Somebody else has changed the wording of this letter since you opened the page. "
                "Nothing was overwritten: compare, and save again.",
                differences=(
                    Difference(label="Wording", theirs=before or "(as composed)", yours=text, name="text"),
                ),
                current_version=letter.edits_version,
            )
        _require_editable(doing.case, letter, key, at=at)
        text = text.replace("\r\n", "\n").strip()
        if text:
            letter.edits = {**letter.edits, key: text}
        else:
            letter.edits = {name: value for name, value in letter.edits.items() if name != key}
        doing.kind, doing.summary, doing.is_silent = "letter", f"Wording of “{key}” changed", True
        doing.note({key: before}, {key: text})
        if doing.new:
            letter.edits_version += 1
            letter.save()
    return letter


def override_warning(
    case_id: int, code: str, where: str, reason: str, *, by: User, at: datetime
) -> WarningOverride:
    """Let a warning stand, with the reason that is recorded. A defect cannot be let stand."""
    if not reason.strip():
        message = "Write why the warning can stand; the reason is kept in the history."
        raise InvalidInput(message, fields={"reason": message})
    with acting(Act.EDIT, case_id, by=by, at=at, in_review=Act.DECIDE_AFRESH) as doing:
        _require_own_letter(doing.case)
        view = letter_view(doing.case, today=timezone.localdate(at))
        found = next((each for each in view.open_warnings if (each.code, each.where) == (code, where)), None)
        if found is None:
            message = "There is no such open warning: it was mended or explained already, or it is a defect."
            raise InvalidInput(message, fields={"reason": message})
        letter = draft_letter(doing.case)
        override, _ = WarningOverride.objects.update_or_create(
            letter=letter,
            code=code,
            where=view.lasting(found),
            defaults={"reason": reason.strip(), "given_at": at, "given_by": by},
        )
        doing.kind, doing.summary, doing.reason = "letter", f"Warning “{code}” explained", reason.strip()
        doing.new = {"code": code, "where": where}
    return override


def _require_editable(case: Case, letter: Letter, key: str, *, at: datetime) -> None:
    content = compose(letter_source(case, letter, on=timezone.localdate(at)))
    section = next((section for section in content.sections if section.key == key), None)
    if section is None:
        raise InvalidInput(
            f"This letter has no section “{key}”.", fields={"text": "There is no such section."}
        )
    if not section.is_editable:
        message = f"“{section.heading}” is written from the case: change it there."
        raise InvalidInput(message, fields={"text": message})

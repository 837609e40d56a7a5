"""How does somebody else answer for a letter before it goes out?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from requests_app.domain.errors import InvalidInput
from requests_app.domain.transitions import Act
from requests_app.letters.content import content_hash, to_dict
from requests_app.models import Case, Letter, SignOff, User
from requests_app.permissions import Actor
from requests_app.selectors.facts import WITH_A_DECISION, letter_view
from requests_app.services.acting import Acting, acting
from requests_app.services.letter import draft_letter


def submit(case_id: int, *, by: User, at: datetime, expected_version: int | None = None) -> Letter:
    """Freeze the letter as it stands and ask for sign-off. Raises NotReady with every defect and open warning."""
    with acting(Act.SUBMIT, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = draft_letter(doing.case)
        view = letter_view(doing.case, today=timezone.localdate(at), letter=letter)
        letter.content = to_dict(view.content)
        letter.content_hash = content_hash(view.content)
        letter.state, letter.submitted_at, letter.submitted_by = Letter.State.SUBMITTED, at, by
        letter.save()
        doing.new["letter"] = letter.content_hash
    return letter


def approve(
    case_id: int, *, by: User, at: datetime, content_hash: str, expected_version: int | None = None
) -> SignOff:
    """Sign off the version whose hash the approver was shown. Another version is NotReady (FOIA s17)."""
    with acting(Act.APPROVE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = _submitted(doing)
        if letter.content_hash != content_hash:
            raise InvalidInput(
                "The letter has changed since you opened it. Read it again before you sign it off."
            )
        sign_off = SignOff.objects.create(
            letter=letter,
            content_hash=letter.content_hash,
            verdict=SignOff.Verdict.APPROVED,
            given_at=at,
            given_by=by,
        )
        letter.state = Letter.State.APPROVED
        letter.save(update_fields=["state"])
        doing.new["letter"] = letter.content_hash
    return sign_off


def return_letter(
    case_id: int, *, reason: str, by: User, at: datetime, expected_version: int | None = None
) -> SignOff:
    """Send the letter back to its author with a reason."""
    if not reason.strip():
        message = "Write what should be changed; the author sees it."
        raise InvalidInput(message, fields={"reason": message})
    with acting(Act.RETURN, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = _submitted(doing)
        sign_off = SignOff.objects.create(
            letter=letter,
            content_hash=letter.content_hash,
            verdict=SignOff.Verdict.RETURNED,
            reason=reason.strip(),
            given_at=at,
            given_by=by,
        )
        _thaw(letter)
        doing.reason = reason.strip()
    return sign_off


def recall(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Take the letter back to change it. What it said when it was submitted stays in the sign-offs and the history."""
    with acting(Act.RECALL, case_id, by=by, at=at, expected_version=expected_version) as doing:
        _thaw(_submitted(doing))
    return doing.case


def recall_failed(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Take back a letter that the worker could not make, to change what stands in its way."""
    return _recall_failed(Act.RECALL_FAILED, case_id, by=by, at=at, expected_version=expected_version)


def recall_review(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """The same for the letter of a review, which goes back to its reviewer."""
    return _recall_failed(Act.RECALL_REVIEW, case_id, by=by, at=at, expected_version=expected_version)


def _recall_failed(act: Act, case_id: int, *, by: Actor, at: datetime, expected_version: int | None) -> Case:
    with transaction.atomic():
        # The letter first, then the case: in the order of those who try again.
        failed = Letter.objects.filter(case_id=case_id, state=Letter.State.FAILED, kind__in=WITH_A_DECISION)
        letter = failed.select_for_update().first()
        with acting(act, case_id, by=by, at=at, expected_version=expected_version) as doing:
            assert letter is not None  # the guard has seen it
            doing.old["error"] = letter.render_error
            doing.kind, doing.summary = str(act), "Letter taken back: it could not be made"
            _thaw(letter)
    return doing.case


def _submitted(doing: Acting) -> Letter:
    letter = draft_letter(doing.case)
    assert letter.content is not None  # the table lets nobody here from a state without a submitted letter
    return letter


def _thaw(letter: Letter) -> None:
    letter.state, letter.content, letter.content_hash = Letter.State.DRAFT, None, ""
    letter.submitted_at, letter.submitted_by = None, None
    letter.stamp, letter.queued_at, letter.queued_by = None, None, None
    letter.render_attempts, letter.render_error = 0, ""
    letter.save()

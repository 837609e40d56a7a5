"""What would an act write to the applicant, if it were done now? Done, read, and taken back.

The preview is the letter itself, made by the very service that will send it: the two cannot differ. Nothing is handed to
the worker, for that waits for a commit that never comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from requests_app.letters.content import IssueStamp, LetterContent, from_dict, stamp_from_dict
from requests_app.models import Letter


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """A letter as it would go out."""

    content: LetterContent
    stamp: IssueStamp


def rehearsed(case_id: int, act: Callable[[], object]) -> Rehearsed | None:
    """The letter that `act` writes; None where it writes none. Raises what the act raises."""
    with transaction.atomic():
        last = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        act()
        letter = Letter.objects.filter(case_id=case_id, pk__gt=last).exclude(content=None).first()
        transaction.set_rollback(True)
    if letter is None:
        return None
    return Rehearsed(content=from_dict(letter.content or {}), stamp=stamp_from_dict(letter.stamp or {}))

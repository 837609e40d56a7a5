"""How does every act on a case begin and end?

One transaction: the case's row is locked, permission, state and guard are checked against the table of transitions, the
change is made by the caller, and the state, the version and one event are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from requests_app.domain.errors import NotVisible, WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.states import REVIEWING, CaseState
from requests_app.domain.transitions import (
    OF_THE_LETTER,
    TRANSITIONS,
    WITHOUT_ANSWER,
    Act,
    Transition,
    check,
    require_role,
)
from requests_app.models import Case
from requests_app.permissions import Actor, require_visible
from requests_app.selectors.facts import facts_of, plain_facts
from requests_app.services import history
from requests_app.services.along import let_go, lock_joined, lock_leading, take_along


@dataclass
class Acting:
    """An act under way: the locked case, and what its event will say."""

    case: Case
    transition: Transition
    facts: CaseFacts
    by: Actor
    at: datetime
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)
    summary: str = ""
    reason: str = ""
    kind: str = ""
    is_silent: bool = False
    together: tuple[Case, ...] = ()
    """The cases that this one's letter answers too, locked, where the act is one of the letter or ends the case."""
    ends_in: CaseState | None = None
    """Where the act leads when the table's target is not where this case was: see `timing.reopen`."""

    def change(self, **values: Any) -> None:
        """Set fields of the case and note their old and new values."""
        for name, value in values.items():
            before = getattr(self.case, name)
            if before != value:
                self.old[name], self.new[name] = before, value
                setattr(self.case, name, value)

    def note(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Note values of rows that hang on the case, only where they differ."""
        for name in new.keys() | old.keys():
            if old.get(name) != new.get(name):
                self.old[name], self.new[name] = old.get(name), new.get(name)


@contextmanager
def acting(
    act: Act,
    case_id: int,
    *,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    in_review: Act | None = None,
) -> Iterator[Acting]:
    """Lock the case, check that `by` may do `act` now, and write state, version and event when the block ends.

    `expected_version` is the version of the case that the person was looking at; another one is refused as WrongState,
    so that a double click, or a tab left open, acts once. `in_review` is the act that is judged instead while the case is
    under review: what the case says is the reviewer's then.
    """
    with transaction.atomic():
        if act in WITHOUT_ANSWER:
            lock_leading(case_id)
        case = lock_case(case_id, by=by)
        if in_review is not None and case.state in REVIEWING:
            act = in_review
        require_role(TRANSITIONS[act], by.role_set if by else None)
        if expected_version is not None and case.version != expected_version:
            raise WrongState(
                "Someone has moved this case on since you opened the page. "
                "Nothing was changed; look at the case as it is now."
            )
        together = lock_joined(case) if act in OF_THE_LETTER | WITHOUT_ANSWER else ()
        gather = facts_of if TRANSITIONS[act].looks_at_letter else plain_facts
        facts = gather(case, actor=by, today=timezone.localdate(at))
        row = check(act, facts, by.role_set if by else None)
        doing = Acting(case=case, transition=row, facts=facts, by=by, at=at, together=together)
        yield doing
        _finish(doing)


def lock_case(case_id: int, *, by: Actor) -> Case:
    try:
        # Without the case that it is answered with: where the row was waited for, a join gives what stood there before.
        rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("applicant")
        case = rows.get(pk=case_id)
    except Case.DoesNotExist:
        raise NotVisible("There is no such case.") from None
    require_visible(by, case)
    return case


def _finish(doing: Acting) -> None:
    target = doing.ends_in or doing.transition.target
    if target is not None:
        doing.change(state=str(target))
    if doing.is_silent and not doing.new:
        return
    _end_together(doing)
    doing.case.version += 1
    doing.case.save()
    kind, summary = doing.kind or str(doing.transition.act), doing.summary or doing.transition.label
    history.record(
        kind,
        by=doing.by,
        at=doing.at,
        case=doing.case,
        old=doing.old,
        new=doing.new,
        summary=summary,
        reason=doing.reason,
    )
    if doing.transition.act in OF_THE_LETTER:
        take_along(
            doing.case,
            doing.together,
            kind=kind,
            by=doing.by,
            at=doing.at,
            summary=summary,
            reason=doing.reason,
        )


def _end_together(doing: Acting) -> None:
    """A case that ends without an answer is in no letter any more, and its own answers no other."""
    if doing.transition.act not in WITHOUT_ANSWER:
        return
    if doing.case.answered_with is not None:
        doing.old["answered_with"], doing.new["answered_with"] = doing.case.answered_with.reference, ""
    let_go(doing.case, doing.together, by=doing.by, at=doing.at)


def state_of(case: Case) -> CaseState:
    return CaseState(case.state)


__all__ = ["Acting", "acting", "lock_case", "state_of"]

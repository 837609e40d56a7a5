"""What has happened to a case, in words that a person can read? Newest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from requests_app.domain.letterkinds import Language
from requests_app.domain.states import CaseState
from requests_app.domain.text import long_date
from requests_app.domain.together import TOGETHER
from requests_app.domain.transitions import TRANSITIONS, Act
from requests_app.models import Event

LOOKED = "looked"
PAGE_SIZE = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMES = {
    "due_on": "Due next",
    "deadline_on": "Deadline",
    "statutory_deadline_on": "Statutory deadline",
    "waiting_since_on": "Waiting since",
    "lapses_on": "Can lapse after",
    "review_deadline_on": "Review deadline",
    "received_on": "Received",
    "responded_on": "Answered",
    "issued_on": "Issued",
    "is_extended": "Extended",
    "on": "Happened on",
    "consent_on": "Applicant agreed on",
    "to": "To",
    "earlier_notice": "Earlier notice",
    "earlier_notice_on": "Earlier notice given on",
    "state": "Stage",
    "language": "Letters in",
    "pdf_sha256": "PDF (SHA-256)",
    "letter": "Letter (SHA-256 of its content)",
    "letter_warnings": "To be looked at in the letter",
}


# What was done, in words that differ from the button that did it.
_DONE = {
    Act.START: "Work started",
    Act.ASSIGN: "Assigned",
    Act.CORRECT_RECEIPT: "Date of receipt corrected",
    Act.ACKNOWLEDGE: "Request acknowledged",
    Act.ASK_CLARIFICATION: "Clarification asked for",
    Act.REMIND: "Reminder sent",
    Act.RECEIVE_CLARIFICATION: "Clarification received",
    Act.SEND_FEES_NOTICE: "Fees notice sent",
    Act.RECEIVE_FEE: "Fee paid",
    Act.EXTEND: "Time extended",
    Act.APOLOGISE: "Apology for lateness sent",
    Act.TRANSFER: "Transferred to another authority",
    Act.LAPSE: "Closed as lapsed",
    Act.SUBMIT: "Submitted for sign-off",
    Act.RECALL: "Recalled from sign-off",
    Act.APPROVE: "Signed off",
    Act.RETURN: "Returned with a reason",
    Act.ISSUE: "Sent to be issued",
    Act.REQUEST_REVIEW: "Review asked for",
    Act.CONCLUDE_REVIEW: "Outcome of the review sent to be issued",
    "review_issued": "Outcome of the review issued",
    "finding": "Finding of the review",
    Act.CORRECT: "Correction of the response begun",
    Act.CANCEL_CORRECTION: "Correction taken back",
    Act.RECALL_FAILED: "Letter taken back",
    Act.RECALL_REVIEW: "Letter taken back",
    Act.WITHDRAW: "Withdrawn",
    Act.CLOSE_WITHOUT_NOTICE: "Closed without a further notice",
    Act.REOPEN: "Reopened",
    Act.ROTATE_LINK: "Tracking link renewed",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A value before and after; `was_set` is False where there was none before."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class HistoryItem:
    """One event, ready to be read."""

    id: int
    title: str
    at: datetime
    by: str
    reason: str
    changes: tuple[Change, ...]
    is_look: bool


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """A page of events; `older` and `newer` are where the neighbours are read from."""

    items: tuple[HistoryItem, ...]
    older: int | None
    newer: int | None


def latest_events(case_id: int, *, number: int) -> tuple[HistoryItem, ...]:
    """What happened last; who looked is left to the whole history."""
    events = Event.objects.filter(case_id=case_id).exclude(kind=LOOKED).order_by("-id")[:number]
    return tuple(_item(event) for event in events)


def history_page(case_id: int, *, with_looks: bool, before: int | None, after: int | None) -> HistoryPage:
    """Events older than `before`, or just newer than `after`. Pages stand still."""
    events = Event.objects.filter(case_id=case_id)
    if not with_looks:
        events = events.exclude(kind=LOOKED)
    backwards = after is not None
    if after is not None:
        found = list(events.filter(id__gt=after).order_by("id")[: PAGE_SIZE + 1])
    else:
        older = events.filter(id__lt=before) if before is not None else events
        found = list(older.order_by("-id")[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    rows = found[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    has_older = backwards or has_more
    has_newer = has_more if backwards else before is not None
    return HistoryPage(
        items=tuple(_item(event) for event in rows),
        older=rows[-1].pk if rows and has_older else None,
        newer=rows[0].pk if rows and has_newer else None,
    )


def _item(event: Event) -> HistoryItem:
    return HistoryItem(
        id=event.pk,
        title=_title(event),
        at=event.at,
        by=event.actor,
        reason=event.reason,
        changes=() if event.kind == LOOKED else _changes(event.old, event.new),
        is_look=event.kind == LOOKED,
    )


def _title(event: Event) -> str:
    """An act by what was done; anything that said more for itself keeps its own words."""
    summary, together, others = event.summary.partition(TOGETHER)
    if event.kind in set(Act) and summary in ("", TRANSITIONS[Act(event.kind)].label):
        return f"{_DONE.get(Act(event.kind), summary)}{together}{others}"
    return event.summary or event.kind.replace("_", " ").capitalize()


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    names = sorted(old.keys() | new.keys(), key=_sort_key)
    return tuple(
        Change(name=_name(name), old=_words(name, old.get(name)), new=_words(name, new.get(name)))
        for name in names
    )


def _sort_key(name: str) -> tuple[bool, str]:
    """Dates that follow from others come last."""
    return name.endswith("_on"), name


def _name(name: str) -> str:
    if name.isdecimal():
        return f"Question {name}"
    return _NAMES.get(name) or f"{name[:1].upper()}{name[1:]}".replace("_", " ")


def _words(name: str, value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() if name == "state" and value in set(CaseState):
            return CaseState(value).label
        case str() if name == "language" and value in set(Language):
            return Language(value).label
        case str() if _DAY.fullmatch(value):
            return _day(value)
        case list():
            return "\n".join(_words("", each) for each in value)
        case dict():
            return "\n".join(f"{_name(key)}: {_words(key, each)}" for key, each in value.items() if each)
        case _:
            return str(value)


def _day(value: str) -> str:
    try:
        return long_date(date.fromisoformat(value))
    except ValueError:
        return value

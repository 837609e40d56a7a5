"""How is a batch of letters put together, started, paused, cancelled, and tried again where it failed?

The letters themselves are written by the worker, one transaction each (`services.batch_run`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction

from requests_app.domain.errors import InvalidInput, NotVisible, WrongState
from requests_app.domain.text import plural
from requests_app.models import Batch, BatchItem, Letter, User
from requests_app.permissions import require_send_batches, visible_cases
from requests_app.selectors.batches import MOST
from requests_app.services import history, issue, queue
from requests_app.services.correspond import plain_text

S = Batch.State


class BatchAct(StrEnum):
    """What a person can do with a batch."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"


@dataclass(frozen=True, kw_only=True)
class Move:
    """From where to where. `already` are the states in which a second press of the button changes nothing."""

    label: str
    done: str
    sources: frozenset[str]
    target: str
    already: frozenset[str]


MOVES: Final = {
    BatchAct.START: Move(
        label="Start sending",
        done="Batch started",
        sources=frozenset({S.DRAFT}),
        target=S.RUNNING,
        already=frozenset({S.RUNNING, S.PAUSED, S.DONE}),
    ),
    BatchAct.PAUSE: Move(
        label="Pause",
        done="Batch paused",
        sources=frozenset({S.RUNNING}),
        target=S.PAUSED,
        already=frozenset({S.PAUSED}),
    ),
    BatchAct.RESUME: Move(
        label="Resume",
        done="Batch resumed",
        sources=frozenset({S.PAUSED}),
        target=S.RUNNING,
        already=frozenset({S.RUNNING}),
    ),
    BatchAct.CANCEL: Move(
        label="Cancel",
        done="Batch cancelled",
        sources=frozenset({S.DRAFT, S.RUNNING, S.PAUSED}),
        target=S.CANCELLED,
        already=frozenset({S.CANCELLED}),
    ),
    BatchAct.RETRY: Move(
        label="Try the failures again",
        done="Failures of the batch tried again",
        sources=frozenset({S.RUNNING, S.DONE}),
        target=S.RUNNING,
        already=frozenset(),
    ),
}


def draft_batch(kind: str, case_ids: Sequence[int], *, text: str = "", by: User, at: datetime) -> Batch:
    """Put a batch together. Nothing is sent until it is started; whether a case still qualifies is judged then."""
    require_send_batches(by)
    if kind not in Batch.Kind.values:
        raise InvalidInput("Choose which letters to send.", fields={"kind": "Choose which letters to send."})
    text = plain_text(text) if kind == Batch.Kind.REMINDER else ""
    cases = list(visible_cases(by).filter(pk__in=set(case_ids)).order_by("pk").values_list("pk", flat=True))
    _require_some(cases)
    with transaction.atomic():
        batch = Batch.objects.create(kind=kind, text=text, created_at=at, created_by=by)
        BatchItem.objects.bulk_create(BatchItem(batch=batch, case_id=pk) for pk in cases)
    return batch


def change_batch(batch_id: int, act: BatchAct, *, by: User, at: datetime) -> Batch:
    """Start, pause, resume or cancel a batch, or try its failures again. Twice is once."""
    require_send_batches(by)
    with transaction.atomic():
        batch, move = _locked(batch_id), MOVES[act]
        if batch.state in move.already:
            return batch
        if batch.state not in move.sources:
            raise WrongState(
                f"“{move.label}” is not possible: this batch is “{batch.get_state_display().lower()}”. "
                "Somebody may have moved it on since you opened the page."
            )
        number = _do(batch, act, by=by, at=at)
        if number is None:
            return batch
        old, batch.state = batch.state, move.target
        batch.save()
        _record(batch, act, number, old=old, by=by, at=at)
        if batch.state == S.RUNNING:
            queue.run_batch(batch.pk)
    return batch


def _require_some(cases: Sequence[int]) -> None:
    message = ""
    if not cases:
        message = "Tick at least one case."
    elif len(cases) > MOST:
        message = f"A batch has at most {MOST} letters. Tick fewer cases; send the rest afterwards."
    if message:
        raise InvalidInput(message, fields={"cases": message})


def _locked(batch_id: int) -> Batch:
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotVisible("There is no such batch.")
    return batch


def _do(batch: Batch, act: BatchAct, *, by: User, at: datetime) -> int | None:
    """What an act does besides the state: how many cases it concerns, or None when there is nothing to do."""
    waiting = batch.items.filter(state=BatchItem.State.WAITING)
    match act:
        case BatchAct.START:
            batch.started_at, batch.started_by, batch.worked_at = at, by, at
        case BatchAct.RESUME:
            batch.worked_at = at
        case BatchAct.CANCEL:
            batch.finished_at, batch.finished_by = at, by
            return waiting.update(state=BatchItem.State.SKIPPED, error="The batch was cancelled before.")
        case BatchAct.RETRY:
            number = _retry(batch, by=by, at=at)
            batch.worked_at, batch.finished_at = at, None
            return number or None
        case BatchAct.PAUSE:
            pass
    return waiting.count()


def _retry(batch: Batch, *, by: User, at: datetime) -> int:
    """Only what failed: cases whose letter could not be written, and letters that could not be drawn."""
    undrawn = list(batch.items.filter(letter__state=Letter.State.FAILED).values_list("letter_id", flat=True))
    for letter_id in undrawn:
        issue.retry(letter_id, by=by, at=at)
    failed = batch.items.filter(state=BatchItem.State.FAILED)
    return failed.update(state=BatchItem.State.WAITING, error="") + len(undrawn)


def _record(batch: Batch, act: BatchAct, number: int, *, old: str, by: User, at: datetime) -> None:
    """Each letter is written down in the history of its case; the batch itself belongs to none."""
    new = {"batch": batch.pk, "state": batch.state}
    if act is BatchAct.START:
        new["cases"] = list(batch.items.order_by("pk").values_list("case__reference", flat=True))
    history.record(
        f"batch_{act}",
        by=by,
        at=at,
        old={"state": old},
        new=new,
        summary=f"{MOVES[act].done}: {batch}, {plural(number, 'case')}",
    )

"""How are the letters of a batch written, each once, whatever dies on the way?

Each in a transaction of its own that holds the item's row, by the very act that an officer takes on the case, in the name
of whoever started the batch. Killed in between, nothing of it has happened; the sweep takes up a batch that was lost.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Final

from django.db import OperationalError, transaction
from django.utils import timezone

from requests_app.domain.errors import CaseworkError, NotPermitted, NotVisible
from requests_app.domain.states import CaseState
from requests_app.domain.text import long_date
from requests_app.domain.transitions import TRANSITIONS
from requests_app.models import Batch, BatchItem, Case, Message, User
from requests_app.selectors.batches import ACTS, NEAR, qualifying
from requests_app.services import queue
from requests_app.services.acknowledge import acknowledge
from requests_app.services.acting import lock_case
from requests_app.services.correspond import remind

log = logging.getLogger(__name__)

CHUNK: Final = 20
STUCK_AFTER: Final = timedelta(minutes=2)


def run_some(batch_id: int, *, at: datetime) -> int:
    """Write the next letters of a running batch and hand out the rest again; how many were dealt with."""
    if not Batch.objects.filter(pk=batch_id, state=Batch.State.RUNNING).update(worked_at=at):
        return 0
    for number in range(CHUNK):
        if not run_next(batch_id, at=at):
            return number
    queue.run_batch(batch_id)
    return CHUNK


def run_next(batch_id: int, *, at: datetime) -> bool:
    """Deal with one waiting case. False when the batch is paused or over, or others hold what is left."""
    with transaction.atomic():
        item = _take(batch_id)
        if item is not None:
            _deal_with(item, at=at)
            return True
        _finish(batch_id, at=at)
    return False


def write(kind: str, case_id: int, *, text: str, by: User, at: datetime) -> Message:
    """The letter of one case, by its own act."""
    if kind == Batch.Kind.REMINDER:
        return remind(case_id, text=text, by=by, at=at)
    return acknowledge(case_id, by=by, at=at)


def stuck_batches(*, at: datetime) -> list[int]:
    """Running batches that no worker has taken up lately."""
    lost = Batch.objects.filter(state=Batch.State.RUNNING, worked_at__lt=at - STUCK_AFTER)
    return list(lost.order_by("pk").values_list("pk", flat=True))


def _take(batch_id: int) -> BatchItem | None:
    waiting = BatchItem.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = waiting.select_related("batch__started_by").filter(
        batch=batch_id, batch__state=Batch.State.RUNNING, state=BatchItem.State.WAITING
    )
    return waiting.order_by("pk").first()


def _deal_with(item: BatchItem, *, at: datetime) -> None:
    batch, by = item.batch, item.batch.started_by
    assert by is not None  # a batch under way has been started: a constraint of the database
    item.attempts += 1
    try:
        with transaction.atomic():
            case = lock_case(item.case_id, by=by)
            item.state, item.error = (
                BatchItem.State.SKIPPED,
                moved_on(batch.kind, case, timezone.localdate(at)),
            )
            if not item.error:
                with queue.behind_single_letters():
                    message = write(batch.kind, case.pk, text=batch.text, by=by, at=at)
                item.state, item.letter = BatchItem.State.DONE, message.letter
    except (NotPermitted, NotVisible):
        item.state = BatchItem.State.FAILED
        item.error = (
            f"{by}, who started this batch, may not work on the case any more. Send it in a new batch."
        )
    except CaseworkError as error:
        item.state, item.error = BatchItem.State.FAILED, _in_words(error)
    except OperationalError:
        raise  # the database went away or broke a deadlock: nothing has happened, and the sweep goes on
    except Exception:
        log.exception("Case %s of batch %s failed", item.case_id, batch.pk)
        item.state = BatchItem.State.FAILED
        item.error = (
            "The letter could not be written: a fault in the system. Try again, or tell your administrator."
        )
    item.save()


def moved_on(kind: str, case: Case, today: date) -> str:
    """Why a case does not need this letter any more; empty while it does."""
    if qualifying(kind, today=today).filter(pk=case.pk).exists():
        return ""
    if case.state not in TRANSITIONS[ACTS[kind]].sources:
        return f"The case is now “{CaseState(case.state).label}”."
    if kind == Batch.Kind.ACKNOWLEDGEMENT:
        return "The request has been acknowledged already."
    if case.lapses_on is None or case.lapses_on < today:
        return "The period for a reply is over."
    if case.lapses_on > today + NEAR:
        return f"The applicant has time until {long_date(case.lapses_on)}."
    return "A reminder has been sent already since the question was asked."


def _in_words(error: CaseworkError) -> str:
    return " ".join([error.message, *(finding.message for finding in error.findings)])


def _finish(batch_id: int, *, at: datetime) -> None:
    """Close a running batch in which nothing waits. What another worker holds still counts as waiting."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id, state=Batch.State.RUNNING).first()
    if batch is None or batch.items.filter(state=BatchItem.State.WAITING).exists():
        return
    batch.state, batch.finished_at, batch.finished_by = Batch.State.DONE, at, None
    batch.save()

"""How is work handed to the worker?

Only after the commit, by name and id, and never so that a broker that is down could undo what a person has done: the row
says that it waits, and a sweep hands it out again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu import pools

log = logging.getLogger(__name__)

# The person who acted waits for this: a broker that is away, or hangs, costs them two seconds and not a minute.
_HASTY: Final = {"socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 1, "interval_start": 0.2}


_is_batch: ContextVar[bool] = ContextVar("_is_batch", default=False)


@contextmanager
def behind_single_letters(is_batch: bool = True) -> Iterator[None]:
    """Letters that are handed out in here wait in the queue of batches, which is looked into last."""
    token = _is_batch.set(is_batch)
    try:
        yield
    finally:
        _is_batch.reset(token)


def render_letter(letter_id: int) -> None:
    _after_commit("requests_app.tasks.render_letter", letter_id, queue="batches" if _is_batch.get() else None)


def send_delivery(delivery_id: int) -> None:
    _after_commit("requests_app.tasks.send_delivery", delivery_id)


def send_message(message_id: int) -> None:
    _after_commit("requests_app.tasks.send_message", message_id)


def run_recalculations() -> None:
    _after_commit("requests_app.tasks.run_recalculations")


def run_batch(batch_id: int) -> None:
    _after_commit("requests_app.tasks.run_batch", batch_id)


def make_print_file(print_id: int) -> None:
    _after_commit("requests_app.tasks.make_print_file", print_id)


def mail_domain() -> str:
    """The right-hand side of message ids: this installation's own host."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _after_commit(task: str, *arguments: int, queue: str | None = None) -> None:
    transaction.on_commit(partial(_send, task, arguments, queue))


def _producers() -> Any:
    """The pool of connections for handing out work; its patience is not that of the workers."""
    return pools.producers[current_app.connection_for_write(transport_options=_HASTY)]


def _send(task: str, arguments: tuple[int, ...], queue: str | None) -> None:
    """`queue` is that of the table of routes unless one is named."""
    try:
        with _producers().acquire(block=True, timeout=_HASTY["socket_timeout"]) as producer:
            current_app.send_task(task, args=arguments, queue=queue, producer=producer, retry=False)
    except Exception:
        log.warning("The broker did not take %s%s; the sweep will hand it out.", task, arguments)

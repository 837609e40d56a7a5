"""Is a worker alive? Beat asks every half minute and the worker answers in the cache."""

import time

from celery import shared_task
from django.core.cache import cache

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_FRESH_SECONDS = 120


@shared_task(name="foi.tasks.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Write the present instant where the readiness check looks for it."""
    cache.set(HEARTBEAT_KEY, time.time(), timeout=HEARTBEAT_FRESH_SECONDS * 2)


def seconds_since_heartbeat() -> float | None:
    """How long ago a worker last answered; None when none ever did (or long ago)."""
    beaten_at = cache.get(HEARTBEAT_KEY)
    return None if beaten_at is None else time.time() - float(beaten_at)


def forget_heartbeat() -> None:
    """An answer from before a restart says nothing about the worker that runs now."""
    cache.delete(HEARTBEAT_KEY)

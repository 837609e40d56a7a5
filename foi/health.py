"""Is this process alive, and is everything it needs there? Answered before sessions, sign-in and host checks.

The answers name parts and say ok or failed, nothing more: anybody may ask.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from foi import tasks

logger = logging.getLogger(__name__)


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def broker_answers() -> bool:
    with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3) as client:
        return bool(client.ping())


def worker_answered_lately() -> bool:
    age = tasks.seconds_since_heartbeat()
    return age is not None and age <= tasks.HEARTBEAT_FRESH_SECONDS


def storage_writes() -> bool:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".ready-") as file:
        file.write(b"ok")
        file.flush()
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "broker": broker_answers,
    "worker": worker_answered_lately,
    "storage": storage_writes,
}


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, the part is not ready; the log says why
        logger.warning("The readiness check of %s failed", name, exc_info=True)
        return False


def readiness() -> dict[str, bool]:
    """Each part's name and whether it holds, in the order in which they are printed."""
    return {name: _holds(name, check) for name, check in CHECKS.items()}


class HealthMiddleware:
    """First in the chain: a load balancer asks by address, not by our host name, and over plain HTTP."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path:
            case "/health/live":
                return _plain("live: ok\n", 200)
            case "/health/ready":
                held = readiness()
                lines = "".join(f"{name}: {'ok' if ok else 'failed'}\n" for name, ok in held.items())
                return _plain(lines, 200 if all(held.values()) else 503)
            case _:
                return self.get_response(request)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )

"""How do tests run a real worker, on their own database and broker, and a real mail server?"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from kombu import pools

from foi import processes
from foi.celery import app
from foi.supervisor import WORKER_QUEUES


def wait_until(condition: Callable[[], bool], *, within: float = 45, what: str = "") -> float:
    """Seconds until the condition held; fails with `what` when it never does."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > within:
            raise AssertionError(f"Not within {within} seconds: {what or condition}")
        time.sleep(0.02)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MailServer:
    """Takes mail on a port of this machine and keeps it. Stopped, it refuses every connection."""

    port: int = field(default_factory=free_port)
    received: list[EmailMessage] = field(default_factory=list)
    _controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 kept"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]


@dataclass
class Worker:
    """A Celery worker as `make run` starts it, on the database of the tests."""

    folder: Path
    mail_port: int
    concurrency: int = 1
    process: Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "--app", "foi", "--quiet", "worker"]
        command += ["--queues", WORKER_QUEUES, "--concurrency", str(self.concurrency)]
        command += ["--without-gossip", "--without-mingle"]
        self.process = processes.start(
            command, log=self.log, at_parent_death=signal.SIGKILL, env=self._environment()
        )

    @property
    def log(self) -> Path:
        return self.folder / "worker.log"

    def _environment(self) -> dict[str, str]:
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        return dict(os.environ) | {
            "DATABASE_URL": urlunsplit(address),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "BROKER_VISIBILITY_SECONDS": "5",
        }

    def children(self) -> list[psutil.Process]:
        """The processes that do the tasks."""
        try:
            return psutil.Process(self.process.pid).children() if self.process else []
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """SIGKILL for the whole worker; the kernel ends its children with it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            processes.stop(self.process, signal.SIGTERM)


def empty_broker() -> None:
    """What other tests have queued is not for this worker."""
    forget_connections()
    with app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()


def forget_connections() -> None:
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


@contextmanager
def broker_at(url: str) -> Iterator[None]:
    """Let this process, not its workers, speak to another broker."""
    before = app.conf.broker_url
    app.conf.broker_url = url
    forget_connections()
    try:
        yield
    finally:
        app.conf.broker_url = before
        forget_connections()

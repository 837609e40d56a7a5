"""How do database, broker, worker, beat and web run together under one command, and end together?

Order up: database, broker, migrations, demonstration data, worker, beat, web. Order down: the reverse. Every
child asks the kernel to be ended with us, so that a killed supervisor leaves none (see `foi.processes`).
"""

import fcntl
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from foi import processes
from foi.embedded import make_private, places
from foi.processes import BASE_DIR
from foi.servers import EmbeddedServerFailed, EmbeddedServers, Places

WORKER_QUEUES = "default,letters,mail,batches"
"""In the order in which a worker looks into them: what is quick, single letters, mail, and batches when there is time."""

READY_WITHIN_SECONDS = 90


class CannotRun(RuntimeError):
    """The demonstration cannot start or go on; the message says what to do."""


@dataclass(frozen=True)
class Child:
    """One process of ours and how it is asked to end."""

    name: str
    process: subprocess.Popen[bytes]
    ask: signal.Signals = signal.SIGTERM
    patience: float = 10.0


@dataclass
class Supervisor:
    """The whole installation on one machine, for trying it out."""

    port: int
    wanted: frozenset[str]
    where: Places = field(default_factory=places)
    say: Callable[[str], None] = print
    servers: EmbeddedServers | None = None
    children: list[Child] = field(default_factory=list)
    _locks: list[TextIO] = field(default_factory=list)
    _stopping: bool = False

    def run(self) -> None:
        """Start everything, say where it is, and wait until asked to stop or until a child ends."""
        for sig in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sig, self._ask_to_stop)
        os.environ["PORT"] = str(self.port)  # the children's pages and mail name this address
        make_private(self.where.data)
        try:
            self._claim_data_folder()
            require_free_port(self.port)
            self._start_servers()
            self._prepare_database()
            self._start_children()
            self._wait_until_ready()
            self._announce()
            self._watch()
        except EmbeddedServerFailed as problem:
            raise CannotRun(str(problem)) from problem
        except KeyboardInterrupt:
            pass
        finally:
            self._stop()

    def _ask_to_stop(self, *_: object) -> None:
        if not self._stopping:  # a second Ctrl-C must not interrupt the orderly end
            self._stopping = True
            raise KeyboardInterrupt

    def _claim_data_folder(self) -> None:
        """Two demonstrations must not share a folder; a command that borrowed the servers is waited for."""
        for name, sentence in (
            ("demo.lock", "The application already runs on this data folder ({data}). Stop it first."),
            (
                "using.lock",
                "Another command uses the database in {data}. Wait for it to end, then try again.",
            ),
        ):
            lock = (self.where.data / name).open("w")
            self._locks.append(lock)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotRun(sentence.format(data=self.where.data)) from None

    def _start_servers(self) -> None:
        if self.wanted:
            self.say(f"Starting {' and '.join(sorted(self.wanted))} ...")
            self.servers = EmbeddedServers(self.where, wanted=self.wanted)
            self.servers.start()
        fcntl.flock(self._locks.pop(), fcntl.LOCK_UN)  # from here other commands may join

    def _prepare_database(self) -> None:
        self.say("Bringing the database up to date ...")
        self._manage("migrate", "--noinput", log="migrate")
        from django.core.management import get_commands

        if "load_demo" in get_commands():
            self.say("Loading the demonstration data (kept if it is there) ...")
            self._manage("load_demo", log="load_demo")

    def _manage(self, *arguments: str, log: str) -> None:
        path = self.where.log(log)
        path.unlink(missing_ok=True)
        process = processes.start([sys.executable, BASE_DIR / "manage.py", *arguments], log=path)
        self.children.append(Child(log, process))
        if process.wait() != 0:
            raise CannotRun(f"'manage.py {arguments[0]}' failed. It said:\n{processes.tail(path)}")
        self.children.pop()

    def _start_children(self) -> None:
        celery = [sys.executable, "-m", "celery", "--app", "foi", "--quiet"]
        worker = [*celery, "worker", "--queues", WORKER_QUEUES, "--concurrency", "2"]
        self._start(
            "worker", [*worker, "--without-gossip", "--without-mingle"], at_parent_death=signal.SIGKILL
        )
        self._start("beat", [*celery, "beat", "--pidfile", ""])
        web = [sys.executable, "-m", "gunicorn", "foi.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        web += ["--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--no-control-socket"]
        self._start("web", [*web, "--worker-tmp-dir", str(self.where.data)])

    def _start(
        self, name: str, command: list[str], *, at_parent_death: signal.Signals = signal.SIGTERM
    ) -> None:
        log = self.where.log(name)
        log.unlink(missing_ok=True)
        process = processes.start(command, log=log, at_parent_death=at_parent_death)
        self.children.append(Child(name, process))

    def _wait_until_ready(self) -> None:
        """Ready means that web answers and that the worker has done its first task."""
        self.say("Starting web, worker and beat ...")
        self._send_first_heartbeat()
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not self._is_ready():
            self._notice_ended_child()
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"Not ready after {READY_WITHIN_SECONDS} seconds. See {self.where.data}/logs."
                )
            time.sleep(0.2)

    def _send_first_heartbeat(self) -> None:
        """Beat sends the next in half a minute; nobody should wait for that."""
        from foi.tasks import forget_heartbeat, heartbeat

        forget_heartbeat()
        heartbeat.apply_async(expires=READY_WITHIN_SECONDS)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def _announce(self) -> None:
        self.say(f"\n  The application runs at http://localhost:{self.port}/\n")
        for line in logins():
            self.say(f"  {line}")
        self.say(f"\n  Data, logs and sent mail are in {self.where.data}. Press Ctrl-C to stop.\n")

    def _watch(self) -> None:
        while True:
            self._notice_ended_child()
            time.sleep(0.5)

    def _notice_ended_child(self) -> None:
        for child in [*self.children, *self._server_children()]:
            if child.process.poll() is not None:
                log = self.where.log(child.name)
                raise CannotRun(f"The {child.name} ended unexpectedly. Its log ends:\n{processes.tail(log)}")

    def _server_children(self) -> list[Child]:
        if self.servers is None:
            return []
        pairs = (("postgres", self.servers.postgres), ("valkey", self.servers.valkey))
        return [Child(name, process) for name, process in pairs if process]

    def _stop(self) -> None:
        self._stopping = True
        if self.children or self.servers:
            self.say("Stopping ...")
        for child in reversed(self.children):
            processes.stop(child.process, child.ask, patience=child.patience)
        if self.servers:
            self.servers.stop()


def require_free_port(port: int) -> None:
    """A sentence now is better than gunicorn's retries."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise CannotRun(
                f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
            ) from problem


def logins() -> list[str]:
    """What to sign in with, as the demonstration data says (`requests_app.demo.login_lines`), if it does."""
    try:
        demo = importlib.import_module("requests_app.demo")
    except ImportError:
        return []
    return [str(line) for line in demo.login_lines()]


def end_with_our_parent() -> None:
    """`make run` killed for good cannot tell us; the kernel does."""
    processes.end_with_parent(signal.SIGTERM)
    if os.getppid() == 1:
        raise CannotRun("The program that started this has ended.")

"""Does one command bring everything up, and is nothing left when it ends, however it ends?"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from foi.supervisor import CannotRun, require_free_port

pytestmark = pytest.mark.slow
READY_SECONDS = 120
GONE_SECONDS = 20

Start = Callable[[], tuple[subprocess.Popen[str], int]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(project_root: Path, tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def demo() -> tuple[subprocess.Popen[str], int]:
        port = free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=project_root,
            env=kept | {"DATA_DIR": str(tmp_path / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process, port

    yield demo
    for process in started:
        if process.poll() is None:
            process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()


def wait_until_ready(process: subprocess.Popen[str], port: int) -> str:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout and process.stdout.read()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("not ready in time")


def still_there(family: list[psutil.Process]) -> list[str]:
    _, alive = psutil.wait_procs(family, timeout=GONE_SECONDS)
    return [" ".join(process.cmdline()) for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_everything_comes_up_and_nothing_survives_a_kill(start: Start, tmp_path: Path) -> None:
    process, port = start()
    assert wait_until_ready(process, port) == "database: ok\nbroker: ok\nworker: ok\nstorage: ok\n"
    family = psutil.Process(process.pid).children(recursive=True)
    names = " ".join(" ".join(child.cmdline()) for child in family)
    for part in ("postgres", "valkey", "worker", "beat", "gunicorn"):
        assert part in names
    process.kill()
    process.wait()
    assert still_there(family) == []

    again, port = start()  # the same folder: what a kill left behind must not be in the way
    wait_until_ready(again, port)
    family = psutil.Process(again.pid).children(recursive=True)
    again.send_signal(signal.SIGINT)
    assert again.wait(40) == 0
    assert still_there(family) == []
    assert (tmp_path / "data" / "postgres" / "PG_VERSION").exists()


def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            CannotRun, match=rf"Port {port} is taken by another program. Choose another: PORT="
        ):
            require_free_port(port)

"""What holds for every test: no network beyond this machine, files of its own, a browser if there is one."""

import ipaddress
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection

BENCHMARKS = Path(__file__).parent / "benchmarks"
_connect = socket.socket.connect

# How long an example takes says something of the machine, nothing of the rule under test.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="collect tests/benchmarks, which measure")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Measuring takes minutes and asks for a quiet machine: only `make bench` does it."""
    measures = collection_path == BENCHMARKS or BENCHMARKS in collection_path.parents
    return True if measures and not config.getoption("--benchmarks") else None


def chromium() -> str | None:
    """The browser that the machine has; Playwright's own cannot be fetched everywhere."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium():
        return
    reason = pytest.mark.skip(
        reason="No Chromium here. Install it to run browser tests: apt-get install chromium"
    )
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(reason)


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a unix socket
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network_beyond_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(self: socket.socket, address: Any) -> None:
        if not _is_here(address):
            raise RuntimeError(f"A test tried to reach {address!r}; tests stay on this machine.")
        _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Documents and PDFs of one test are not seen by another."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end of a run a worker or a server's thread may not have hung up yet: the database goes all the same."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def project_root() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """For `playwright.chromium.launch(executable_path=...)`; tests that use it carry the marker `browser`."""
    found = chromium()
    assert found, "mark this test with @pytest.mark.browser"
    return found

"""Which database and broker do tests use? Their own, started here and removed at the end.

A plugin and not a conftest: pytest-django reads the settings before any conftest. Loaded by `-p` in
pyproject.toml. The workers of one `-n` run share the servers; each has its own database, and its
own numbers in Valkey.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from foi.embedded import servers_wanted
from foi.servers import EmbeddedServers, Places

_started: list[EmbeddedServers] = []
_folders: list[Path] = []
WORKER = "PYTEST_XDIST_WORKER"


def _set_environment() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "foi.settings"
    folder = _temporary_folder()
    chosen = {
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DEBUG": "off",
        "DEMO": "off",
        "EMAIL_URL": "memorymail://",
        "DATA_DIR": str(folder / "data"),
        "MEDIA_ROOT": str(folder / "files"),
        "STAFF_MFA_REQUIRED": "off",
        "STATIC_MANIFEST": "off",
        "SECURE_SSL_REDIRECT": "off",
        "SECURE_HSTS_SECONDS": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the thread that uses the database
    }
    os.environ.update(chosen)


def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="foi"))  # short: a socket's path may have 107 bytes
    _folders.append(folder)
    return folder


def _start_servers() -> None:
    """Once for a run: the workers of xdist inherit the addresses from the environment."""
    wanted = servers_wanted()
    if not wanted:
        return
    folder = _temporary_folder()
    servers = EmbeddedServers(Places(data=folder, sockets=_temporary_folder()), durable=False, wanted=wanted)
    _started.append(servers)
    servers.start()
    if "postgres" in wanted:
        os.environ["DATABASE_URL"] = servers.places.database_url
    if "valkey" in wanted:
        os.environ["REDIS_URL"] = servers.places.redis_url


def _own_numbers_in_valkey() -> None:
    """Worker gw3 uses databases 6 and 7; a run without workers uses 0 and 1."""
    worker = os.environ.get(WORKER, "")
    if worker.startswith("gw") and os.environ.get("REDIS_URL", "").startswith("unix:"):
        address = os.environ["REDIS_URL"].split("?")[0]
        os.environ["REDIS_URL"] = f"{address}?db={2 * int(worker[2:])}"


def _stop_servers() -> None:
    for servers in _started:
        servers.stop()
        shutil.rmtree(servers.cluster, ignore_errors=True)  # elsewhere when PostgreSQL runs as nobody
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    _stop_servers()


_set_environment()
try:
    if not os.environ.get(WORKER):
        _start_servers()
    _own_numbers_in_valkey()
except BaseException:
    _stop_servers()
    raise

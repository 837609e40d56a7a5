"""What holds for every test: no network beyond this machine, and files of its own."""

import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest

_connect = socket.socket.connect


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
def project_root() -> Path:
    return Path(__file__).resolve().parent.parent

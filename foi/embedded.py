"""Which database and broker does a command reach on a machine where none is configured?

For trying the application and for tests only: a real deployment sets DATABASE_URL and REDIS_URL. Where they
are unset, the servers of a running demonstration are found by the folder of their sockets; where nothing
runs, both are started for as long as one command lasts.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import environ

from foi.servers import EmbeddedServers, Places, postgres_answers, valkey_answers

BASE_DIR = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 100  # the kernel's is 107 bytes (103 on macOS)
SOCKET_FILE = "/.s.PGSQL.5432.lock"
COMMANDS_WITHOUT_SERVERS = frozenset(
    {"demo", "help", "--help", "-h", "version", "--version", "check", "collectstatic", "diffsettings", "test"}
)


def data_folder() -> Path:
    """The folder of everything the embedded servers and the demonstration keep (DATA_DIR, else `.data`)."""
    return Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data").resolve()


def places(data: Path | None = None) -> Places:
    """The same data folder always gives the same socket folder, so every command finds a running server.

    For root it is a temporary one: PostgreSQL may have to run as `nobody`, who cannot enter root's home.
    """
    data = data or data_folder()
    sockets = data / "run"
    if os.getuid() == 0 or len(str(sockets)) + len(SOCKET_FILE) > SOCKET_PATH_LIMIT:
        mark = hashlib.sha256(str(data).encode()).hexdigest()[:10]
        sockets = Path(tempfile.gettempdir()) / f"foi-{os.getuid()}-{mark}"
    return Places(data=data, sockets=sockets)


def make_private(folder: Path) -> None:
    """Logs, sent mail and queues are for nobody else on the machine. A folder that is there keeps its mode."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def servers_wanted() -> frozenset[str]:
    """Those that no variable names."""
    named = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
    return frozenset(server for server, variable in named.items() if not os.environ.get(variable))


def set_local_environment() -> None:
    """Where nothing is configured, describe the try-out installation; its secret is made once and kept.

    A deployment names its database, so it never gets these defaults (unless it says DEMO=on).
    """
    if (BASE_DIR / ".env").exists():
        environ.Env.read_env(BASE_DIR / ".env")
    if os.environ.get("DATABASE_URL") and not environ.Env().bool("DEMO", default=False):
        return
    where = places()
    os.environ.setdefault("DEMO", "on")
    os.environ.setdefault("DATA_DIR", str(where.data))
    os.environ.setdefault("SECRET_KEY", _kept_secret(where.data / "secret_key"))


def _kept_secret(path: Path) -> str:
    make_private(path.parent)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text()


@contextlib.contextmanager
def servers_for_command(arguments: list[str]) -> Iterator[None]:
    """Reach the servers of a running demonstration, or start our own for as long as one command lasts."""
    name = arguments[1] if len(arguments) > 1 else "help"
    set_local_environment()
    wanted = servers_wanted()
    if not wanted or name in COMMANDS_WITHOUT_SERVERS or {"--help", "-h"} & set(arguments):
        yield
        return
    with shared_servers(wanted):
        yield


@contextlib.contextmanager
def shared_servers(wanted: frozenset[str]) -> Iterator[None]:
    """Use what runs; else start what is wanted, and stop it when the last command that uses it is done."""
    where = places()
    make_private(where.data)
    with (where.data / "starting.lock").open("w") as starting, (where.data / "using.lock").open("w") as using:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(using, fcntl.LOCK_SH)  # the kernel lets go of it, however this process ends
        missing = frozenset(server for server in wanted if not _answers(server, where))
        own = EmbeddedServers(where, wanted=missing) if missing else None
        try:
            if own:
                own.start()
            fcntl.flock(starting, fcntl.LOCK_UN)
            yield
        finally:
            if own:
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(using, fcntl.LOCK_EX)  # waits for commands that joined us
                own.stop()


def _answers(server: str, where: Places) -> bool:
    return postgres_answers(where) if server == "postgres" else valkey_answers(where)


def broker_and_cache_urls(redis_url: str) -> tuple[str, str]:
    """One server, two of its numbered databases: clearing the cache must not clear the broker's queues.

    Celery writes a unix socket's address otherwise than the redis client does.
    """
    parts = urlsplit(redis_url)
    if parts.scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("REDIS_URL starts with redis://, rediss:// or unix://. See .env.example.")
    query = dict(parse_qsl(parts.query))
    in_path = parts.path.strip("/") if parts.scheme != "unix" else ""
    number = int(query.pop("db", "") or in_path or 0)
    if parts.scheme == "unix":
        broker = urlencode({**query, "virtual_host": number})
        cache = urlencode({**query, "db": number + 1})
        return f"redis+socket://{parts.path}?{broker}", f"unix://{parts.path}?{cache}"
    broker_parts = parts._replace(path=f"/{number}", query=urlencode(query))
    return urlunsplit(broker_parts), urlunsplit(broker_parts._replace(path=f"/{number + 1}"))

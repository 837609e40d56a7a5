"""How is a child process made to end with the process that started it?

Linux tells a child of its parent's death by a signal of the child's choice (PR_SET_PDEATHSIG). `atexit` and
signal handlers do not help against SIGKILL. Elsewhere the call is absent and we fall back on pid files.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
BASE_DIR = Path(__file__).resolve().parent.parent


def end_with_parent(sig: signal.Signals) -> None:
    """Ask the kernel to send `sig` to this process when its parent ends (Linux only, else nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(sig), 0, 0, 0)


def _preparation(sig: signal.Signals, parent_pid: int) -> Callable[[], None]:
    def prepare() -> None:
        end_with_parent(sig)
        if os.getppid() != parent_pid:  # the parent died between fork and the call above
            os._exit(1)

    return prepare


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    at_parent_death: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own (Ctrl-C reaches only us), its output appended to `log`.

    Call it from the main thread: the kernel counts the end of the *thread* that started the child as the
    parent's death.
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=BASE_DIR,
            start_new_session=True,
            preexec_fn=_preparation(at_parent_death, os.getpid()),
            user=user,
            group="nogroup" if user else None,
            extra_groups=[] if user else None,
        )


def stop(process: subprocess.Popen[bytes], sig: signal.Signals, *, patience: float = 10.0) -> None:
    """Ask once with `sig`, wait `patience` seconds, then end it for certain."""
    if process.poll() is not None:
        return
    process.send_signal(sig)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for the sentence that says why a child ended."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])

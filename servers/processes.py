"""The processes of one data directory, found by their working directory.

The process id in postmaster.pid proves nothing: after a reboot it may be another program's, and a killed server may
remain as a zombie, which Postgres itself takes for a live one.
"""

import os
import signal
import time
from pathlib import Path

from servers.errors import ServerError


def postmaster(data: Path) -> int | None:
    """The id of the live main process of the server in `data`, or None."""
    lines = _pid_file(data)
    pid = int(lines[0]) if lines and lines[0].isdigit() else None
    return pid if pid is not None and _works_in(pid, data) else None


def is_ready(data: Path) -> bool:
    """Whether the server in `data` says that it takes connections."""
    lines = _pid_file(data)
    return len(lines) > 7 and lines[7].strip() == "ready"


def clear_remains(data: Path, seconds: float = 10.0) -> None:
    """After the main process died: end the backends that outlive it and remove its postmaster.pid.

    Raises ServerError when they are still there after `seconds`.
    """
    deadline = time.monotonic() + seconds
    while left := [pid for pid in _all() if _works_in(pid, data)]:
        if time.monotonic() > deadline:
            raise ServerError(
                f"Processes of a dead server do not end: {left}.", f"End them: kill -9 {' '.join(map(str, left))}"
            )
        for pid in left:
            _end(pid)
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _works_in(pid: int, data: Path) -> bool:
    """Whether `pid` is alive, belongs to the owner of `data` and works there: Postgres changes into its data directory.

    The owner is compared because root acts on what it finds here.
    """
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        return (
            state not in "ZX"
            and process.stat().st_uid == data.stat().st_uid
            and os.path.samefile(process / "cwd", data)
        )
    except OSError:
        return False


def _all() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGQUIT)
    except ProcessLookupError:
        pass

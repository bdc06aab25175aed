"""The processes of one data directory, found by their working directory.

The process id in postmaster.pid proves nothing: after a reboot it may be another program's, and a killed server may
remain as a zombie, which Postgres itself takes for a live one.
"""

import contextlib
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
            ids = " ".join(map(str, left))
            raise ServerError(f"Processes of a dead server do not end: {ids}.", f"End them: kill -9 {ids}")
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
    """Whether `pid` is a live Postgres process that works in `data`, as all of a server's do, and belongs to its owner.

    The owner is compared because root acts on what it finds here.
    """
    process = Path(f"/proc/{pid}")
    try:
        name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
        is_live_postgres = name == "postgres" and rest.split()[0] not in "ZX"
        same_owner = process.stat().st_uid == data.stat().st_uid
        return is_live_postgres and same_owner and (process / "cwd").samefile(data)
    except OSError:
        return False


def _all() -> list[int]:
    return [int(process.name) for process in Path("/proc").iterdir() if process.name.isdigit()]


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGQUIT)

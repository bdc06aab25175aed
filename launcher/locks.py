"""The lock that a killed CLI leaves in the clone's own backend."""

import json
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from launcher.errors import ExitCode, LauncherError
from launcher.session import Session
from launcher.stack import project_name


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock of Pulumi's file backend on one stack."""

    path: Path
    pid: int
    host: str
    user: str
    since: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises LauncherError when the file is not as Pulumi writes it."""
        try:
            kept = json.loads(path.read_text())
            return cls(path, int(kept["pid"]), kept["hostname"], kept["username"], kept["timestamp"])
        except (ValueError, KeyError, TypeError) as error:
            remedy = "Remove the file if no Pulumi command runs on this stack."
            raise LauncherError(f"the lock {path} cannot be read: {error!r}", remedy, ExitCode.BUSY) from error

    def is_abandoned(self) -> bool:
        """Whether its process ran on this host and is gone (its number may be another program's by now)."""
        return self.host == socket.gethostname() and not _runs_pulumi(self.pid)


def clear(session: Session) -> None:
    """Remove abandoned locks on the stack.

    Raises LauncherError when a command still works on the stack.
    """
    if not session.has_local_backend:
        return
    for path in _folder(session).glob("*.json"):
        lock = Lock.read(path)
        if not lock.is_abandoned():
            raise _busy(session, lock)
        lock.path.unlink(missing_ok=True)
        print(f"the lock of process {lock.pid}, which is gone, is removed", file=sys.stderr)


def _folder(session: Session) -> Path:
    locks = session.project.backend / ".pulumi" / "locks"
    return locks / "organization" / project_name(session.project) / session.stack


def _runs_pulumi(pid: int) -> bool:
    try:
        return "pulumi" in Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return False


def _busy(session: Session, lock: Lock) -> LauncherError:
    holder = f"process {lock.pid} by {lock.user} on {lock.host}, since {lock.since[:19]}"
    return LauncherError(
        f"another command works on stack {session.stack!r}: {holder}",
        f"Wait until it has ended. If it runs no more: bin/pulumi cancel --yes --stack {session.stack}",
        ExitCode.BUSY,
    )

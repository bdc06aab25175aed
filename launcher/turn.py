"""One changing command at a time on a stack of this clone.

Pulumi's own lock is taken late, and two commands that start together would meet there.  This one is a POSIX record
lock: it outlives the exec of the CLI, no child inherits it, and the system drops it when the process ends, however it
ends.
"""

import fcntl
import os
from pathlib import Path

from launcher.errors import ExitCode, LauncherError
from launcher.project import Project


def take(project: Project, stack: str) -> None:
    """Take the stack for the rest of this process. Raises LauncherError, naming the holder, when it is taken."""
    path = project.of_stack(stack) / "command.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise LauncherError(
            f"another command works on stack {stack!r}: process {_holder(path)}",
            "Wait until it has ended, and run the command again.",
            ExitCode.BUSY,
        ) from error
    os.truncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    fcntl.fcntl(descriptor, fcntl.F_SETFD, 0)  # it stays open in the CLI: closing it would end the lock


def _holder(path: Path) -> str:
    return path.read_text() or "not known"

"""Writing small files whole or not at all, and locking a folder between processes."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Put `text` into `path` in one step; the file belongs to the owner of its folder.

    Raises OSError. A reader sees the earlier text or this one, never a part.
    """
    folder = path.parent.stat()
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            os.fchmod(file.fileno(), mode)
            if os.geteuid() == 0:
                os.fchown(file.fileno(), folder.st_uid, folder.st_gid)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of the file `path`; a second process waits. The lock goes with the process."""
    # Read-only is enough for flock, so a file made by root can be locked by the clone's user.
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

"""A lock between processes of one machine; the system lets go of it when its holder ends, however it ends."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, when_busy: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file ``path`` for the block.

    Where another process holds it, ``when_busy`` is called once (it may raise to give up), then this one waits.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_busy()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield

"""From what Postgres says when it fails to an error with a remedy."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.errors import ServerError
from servers.settings import IN_THE_STACK


def failure(action: str, said: str, home: Path) -> ServerError:
    """The error for a failed `action` (a clause such as "start Postgres 17") that printed `said`."""
    return ServerError(f"Cannot {action}:\n{said or '(it said nothing)'}", _remedy(said, home))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the operating system refuses, while files or programs are handled, into a ServerError."""
    try:
        yield
    except OSError as error:
        raise _refused(error) from error


def _refused(error: OSError) -> ServerError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "The disk is full: make room, then run the command again. Nothing is lost."
    elif error.errno in (errno.EACCES, errno.EPERM):
        remedy = "Run the command as the user who made the server, or as root if root did."
    else:
        remedy = "See to that file, then run the command again."
    return ServerError(f"The operating system refuses: {error}", remedy)


def _remedy(said: str, home: Path) -> str:
    if "No space left on device" in said:
        free = shutil.disk_usage(home).free // 1_000_000
        return f"The disk of {home} is full ({free} MB free): make room, then run the command again. Nothing is lost."
    if "could not map anonymous shared memory" in said or "Cannot allocate memory" in said:
        return f"Memory is short: lower shared_buffers or max_connections in {IN_THE_STACK}."
    if "configuration file" in said or "invalid value for parameter" in said:
        return f"Correct {IN_THE_STACK}."
    return f"The whole log is in {home / 'startup.log'} and {home / 'log'}."

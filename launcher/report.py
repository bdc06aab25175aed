"""Turns foreseeable problems into one message and a stable exit code, for every entry point."""

import errno
import sys
from collections.abc import Callable

from airgap.errors import EngineError
from launcher.errors import ExitCode, LauncherError
from servers.errors import ServerError


def problems(action: Callable[[], int]) -> int:
    """What ``action`` returns, or the exit code of the problem that was printed."""
    try:
        return action()
    except LauncherError as error:
        return _tell(error.message, error.remedy, error.code)
    except EngineError as error:
        return _tell(error.message, error.remedy, ExitCode.UNAVAILABLE)
    except ServerError as error:
        return _tell(error.problem, error.remedy, ExitCode.UNAVAILABLE)
    except OSError as error:
        return _tell(
            str(error),
            _REMEDIES.get(error.errno or 0, "Look at the path that is named, and run the command again."),
            ExitCode.CANNOT_CREATE,
        )
    except KeyboardInterrupt:
        return _tell("interrupted", "Run the command again: it goes on where this one stopped.", ExitCode.INTERRUPTED)


_REMEDIES = {
    errno.ENOSPC: "The disk is full: free some space and run the command again.",
    errno.EDQUOT: "Your disk quota is used up: free some space and run the command again.",
    errno.EACCES: "You may not write there: check who owns the clone and the cache folder.",
    errno.EPERM: "You may not write there: check who owns the clone and the cache folder.",
    errno.EROFS: "The file system is read-only: use a clone on a writable one.",
}


def _tell(message: str, remedy: str, code: ExitCode) -> int:
    print(f"error: {message}\n{remedy}", file=sys.stderr)
    return code

"""What the launcher tells a user instead of a traceback."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The launcher's own exit codes (those of sysexits.h); every other code is Pulumi's."""

    USAGE = 64
    UNAVAILABLE = 69
    CANNOT_CREATE = 73
    BUSY = 75
    SETTINGS = 78
    INTERRUPTED = 130


class LauncherError(Exception):
    """A problem that the user can solve.

    Parameters: ``message``, what is wrong and where; ``remedy``, what to do; ``code``, the exit code.
    """

    def __init__(self, message: str, remedy: str, code: ExitCode) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code

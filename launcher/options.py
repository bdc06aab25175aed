"""The one option of the project's own commands."""

import os
from collections.abc import Sequence

from launcher import command_line
from launcher.errors import ExitCode, LauncherError


def stack(arguments: Sequence[str]) -> str:
    """The stack that ``--stack NAME`` names, ``dev`` without it. Raises LauncherError for anything else."""
    match list(arguments):
        case []:
            return command_line.DEFAULT_STACK
        case ["--stack", name] if name:
            return name
    message = f"the arguments {' '.join(arguments)!r} are not known"
    raise LauncherError(message, "The only option is --stack NAME.", ExitCode.USAGE)


def stack_of_environment() -> str:
    """The stack that ``DIGI_STACK`` names, for commands that pass on all of their arguments; ``dev`` without it."""
    return os.environ.get("DIGI_STACK") or command_line.DEFAULT_STACK

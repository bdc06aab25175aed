"""The one option of the project's own commands."""

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

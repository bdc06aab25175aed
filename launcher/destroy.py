"""``make destroy``: after asking, removes a stack with its databases and all of their data."""

import shutil
import sys
from collections.abc import Sequence

from launcher import command_line, options, preparation, project, report, session
from launcher.errors import ExitCode, LauncherError


def run(arguments: Sequence[str]) -> int:
    """Ask, then unprotect, destroy and remove the stack that ``arguments`` name; the exit code of what failed, or 0."""
    stack = options.stack(arguments)
    _confirm(stack)
    opened = session.start(project.here(), stack)
    preparation.prepare(opened, command_line.read(["destroy", "--stack", stack], None))
    steps = (
        ("state", "unprotect", "--all", "--yes", "--stack", stack),
        ("destroy", "--yes", "--skip-preview", "--stack", stack),
        ("stack", "rm", "--yes", "--preserve-config", "--stack", stack),
    )
    for step in steps:
        if code := opened.show(*step):
            return code
    shutil.rmtree(opened.project.of_stack(stack), ignore_errors=True)
    return 0


def _confirm(stack: str) -> None:
    """Raises LauncherError unless the person at the terminal types the stack's name."""
    print(f"This removes stack {stack!r}, its databases and all data in them. There is no way back.", flush=True)
    try:
        typed = input(f"Type {stack} to go on: ").strip()
    except EOFError:
        typed = ""
    if typed != stack:
        raise LauncherError("nothing is removed: the stack's name was not typed", "Nothing to do.", ExitCode.USAGE)


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

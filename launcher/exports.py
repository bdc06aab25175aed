"""``make environment``: the environment of ``bin/pulumi`` for a shell, so that plain ``pulumi`` does the same there."""

import os
import shlex
import sys
from collections.abc import Sequence

from launcher import command_line, options, preparation, project, report, session
from launcher.cli import Origin


def run(arguments: Sequence[str]) -> int:
    """Print an ``export`` line for each variable that the stack's commands need and the shell does not have."""
    stack = options.stack(arguments)
    opened = session.start(project.here(), stack)
    variables = preparation.prepare(opened, command_line.read(["preview", "--stack", stack], None))
    if opened.cli.origin is Origin.BUILT:
        variables["PATH"] = path_with(str(opened.cli.executable.parent), os.environ["PATH"])
    for name, value in variables.items():
        if os.environ.get(name) != value:
            print(f"export {name}={shlex.quote(value)}")
    return 0


def path_with(folder: str, path: str) -> str:
    """``path`` with ``folder`` in first place, unless it is there already."""
    return path if folder in path.split(os.pathsep) else os.pathsep.join([folder, path])


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

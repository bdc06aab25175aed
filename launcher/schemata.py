"""``bin/schemata``: the schema engine's command line, for which a bare database name means the stack's own server.

``DIGI_STACK`` names another stack than ``dev``.  A server that the user's ``PGHOST`` names wins.
"""

import os
import sys
from collections.abc import Sequence

from launcher import connection, options, project, report


def run(arguments: Sequence[str]) -> int:
    """Become the command line, with libpq's variables for the stack's server: this returns by an exception only."""
    explains = not arguments or "--help" in arguments
    server = (
        {}
        if explains or "PGHOST" in os.environ
        else connection.variables(project.here(), options.stack_of_environment())
    )
    command = [sys.executable, "-P", "-m", "schemata.cli", *arguments]
    os.execve(sys.executable, command, {**os.environ, **server})  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

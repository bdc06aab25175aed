"""``bin/psql [DATABASE] [psql's options]``: psql as the administrator of stack ``dev``'s embedded server.

``DIGI_STACK`` names another stack.
"""

import os
import sys
from collections.abc import Sequence

from launcher import connection, options, project, report
from launcher.errors import ExitCode, LauncherError
from servers import binaries, embedded_postgres

_DATABASE = "postgres"


def run(arguments: Sequence[str]) -> int:
    """Start the server if it was stopped, then become psql: this returns by an exception only."""
    stack, clone = options.stack_of_environment(), project.here()
    server = embedded_postgres.status(clone.server(stack))
    if server is None:
        raise LauncherError(f"stack {stack!r} has no server on this machine", "Run `make up`.", ExitCode.UNAVAILABLE)
    psql = binaries.find(server.version).program("psql")
    environment = {**os.environ, **connection.variables(clone, stack)}
    os.execve(psql, ["psql", *with_database(arguments)], environment)  # noqa: S606 - no shell is wanted


def with_database(arguments: Sequence[str]) -> list[str]:
    """The arguments for psql; without a database in first place it is ``postgres``."""
    named = bool(arguments) and not arguments[0].startswith("-")
    return list(arguments) if named else ["--dbname", _DATABASE, *arguments]


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

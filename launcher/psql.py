"""``bin/psql [DATABASE] [psql's options]``: psql as the administrator of stack ``dev``'s embedded server.

``DIGI_STACK`` names another stack.  The password reaches psql by its environment only.
"""

import os
import sys
from collections.abc import Sequence

from launcher import command_line, preparation, project, report, session, stack_config
from launcher.errors import ExitCode, LauncherError
from servers import binaries, embedded_postgres, record

_DATABASE = "postgres"


def run(arguments: Sequence[str]) -> int:
    """Start the server if it was stopped, then become psql: this returns by an exception only."""
    stack = os.environ.get("DIGI_STACK", command_line.DEFAULT_STACK)
    clone = project.here()
    if not embedded_postgres.start_if_made(clone.server(stack)):
        raise LauncherError(f"stack {stack!r} has no server on this machine", "Run `make up`.", ExitCode.UNAVAILABLE)
    made = record.read(clone.server(stack))
    assert made is not None  # it was started a moment ago
    opened = session.start(clone, stack)
    get = command_line.read(["config", "get", stack_config.PASSWORD, "--stack", stack], None)
    preparation.prepare(opened, get)
    endpoint = made.endpoint(opened.ask(*get.arguments).strip())
    address = {"PGHOST": endpoint.host, "PGPORT": str(endpoint.port), "PGUSER": endpoint.username}
    psql = binaries.find(made.version).program("psql")
    environment = {**os.environ, **address, "PGPASSWORD": endpoint.password}
    os.execve(psql, ["psql", *with_database(arguments)], environment)  # noqa: S606 - no shell is wanted


def with_database(arguments: Sequence[str]) -> list[str]:
    """The arguments for psql; without a database in first place it is ``postgres``."""
    named = bool(arguments) and not arguments[0].startswith("-")
    return list(arguments) if named else ["--dbname", _DATABASE, *arguments]


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

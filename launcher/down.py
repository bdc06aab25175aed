"""``make down``: stops the stack's embedded server and keeps its data."""

import sys
from collections.abc import Sequence

from launcher import options, project, report
from servers import embedded_postgres


def run(arguments: Sequence[str]) -> int:
    """Stop the server of the stack that ``arguments`` name, if there is one."""
    stack = options.stack(arguments)
    directory = project.here().server(stack)
    if embedded_postgres.status(directory) is None:
        print(f"stack {stack!r} has no server on this machine")
        return 0
    embedded_postgres.stop(directory)
    print(f"the server of stack {stack!r} is stopped; its data is kept, and the next command starts it again")
    return 0


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))

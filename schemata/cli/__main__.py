"""`python -m schemata.cli`."""

from __future__ import annotations

import sys

import typer

from schemata.cli.adopt import adopt
from schemata.cli.archive import archive
from schemata.cli.diff import diff
from schemata.cli.exit_codes import ExitCode
from schemata.cli.history import history
from schemata.cli.inspect import inspect
from schemata.cli.plan import plan
from schemata.definition import DefinitionErrors
from schemata.diff import DiffError
from schemata.errors import SchemataError
from schemata.model.text import TextError

app = typer.Typer(
    name="schemata",
    help="Postgres schemas and their definitions, inspected, compared, planned. Passwords: in the URL or PGPASSWORD.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verb in (inspect, diff, plan, history, adopt):
    app.command()(verb)
app.add_typer(archive, name="archive")


def main() -> int:
    """Runs a verb and returns its exit code. A problem that a user can act on is one message, without a traceback."""
    try:
        return int(app(standalone_mode=False) or ExitCode.DONE)
    except typer.Abort:
        print("nothing was done", file=sys.stderr)
    except typer.TyperException as problem:  # typer itself would end with 2, which means differences here
        print(f"error: {problem.format_message().rstrip('.')}; see --help", file=sys.stderr)
    except (SchemataError, DefinitionErrors, DiffError, TextError) as problem:
        print(f"error: {problem}", file=sys.stderr)
    return ExitCode.PROBLEM


if __name__ == "__main__":
    sys.exit(main())

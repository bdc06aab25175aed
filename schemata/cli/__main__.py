"""`python -m schemata.cli`."""

from __future__ import annotations

import sys

import typer

from schemata.cli.exit_codes import ExitCode
from schemata.cli.verbs import app
from schemata.definition import DefinitionErrors
from schemata.diff import DiffError
from schemata.errors import Refused, SchemataError
from schemata.model.text import TextError


def main() -> int:
    """Runs a verb and returns its exit code. A problem that a user can act on is one message, without a traceback."""
    try:
        return int(app(standalone_mode=False) or ExitCode.DONE)
    except typer.Abort:
        print("nothing was done", file=sys.stderr)
    except typer.TyperException as problem:  # typer itself would end with 2, which means differences here
        print(f"error: {problem.format_message().rstrip('.')}; see --help", file=sys.stderr)
    except Refused as problem:
        print(f"refused: {problem}", file=sys.stderr)
        return ExitCode.REFUSED
    except (SchemataError, DefinitionErrors, DiffError, TextError) as problem:
        print(f"error: {problem}", file=sys.stderr)
    return ExitCode.PROBLEM


if __name__ == "__main__":
    sys.exit(main())

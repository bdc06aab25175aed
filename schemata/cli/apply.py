"""`apply`: a database is made what another source says."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli.arguments import Allow, Drop, FromDatabase, Renames, Schemas, To
from schemata.cli.comparison import Comparison, Question, compare
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import opened, read_database
from schemata.errors import SchemataError
from schemata.outcomes import Applied


def apply(
    *,
    from_: FromDatabase,
    to: To,
    schema: Schemas = None,
    drop: Drop = False,
    allow: Allow = None,
    rename: Renames = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who applies, for the history.")] = "",
) -> None:
    """Makes FROM, a database, what TO says. What is done stands in its history.

    Ends with 3 where a hazard is not allowed: nothing was touched then.
    """
    read_database(from_)
    found = compare(Question(from_, to, tuple(schema or ()), drop, tuple(allow or ()), tuple(rename or ())))
    _refuse_what_cannot_be_made(found)
    refusals = [str(refusal) for item in found.schemas for refusal in item.preview.refusals]
    if refusals:
        print("\n".join((*refusals, "Nothing was touched. On the command line: --allow CODE:OBJECT")), file=sys.stderr)
        raise typer.Exit(ExitCode.REFUSED)
    _carry_out(found, from_, by or getpass.getuser())


def _refuse_what_cannot_be_made(found: Comparison) -> None:
    if found.lacking:
        lines = "\n".join(f"  {item.kind} {item.schema}.{item.name}" for item in found.lacking)
        raise SchemataError(f"nothing was touched: TO has objects of kinds that are not modelled:\n{lines}")


def _carry_out(found: Comparison, database: str, applied_by: str) -> None:
    source = read_database(database)
    with opened(source) as server:
        for item in found.schemas:
            if item.text is None:
                pipeline.drop(server, source.name, item.name)
                print(f"{item.name}: dropped")
                continue
            done = pipeline.apply(
                server, source.name, item.text, found.allowances, applied_by=applied_by, removal=found.removal
            )
            print(f"{item.name}: {told(done)}")


def told(done: Applied) -> str:
    """`3 statements, 0.1 s`."""
    count = len(done.statements)
    return f"{count} statement{'' if count == 1 else 's'}, {done.seconds:.1f} s"

"""`rollback`: an earlier definition applied again."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli.allowances import read_allowances
from schemata.cli.apply import told
from schemata.cli.arguments import Allow, Database, Drop
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import opened, read_database
from schemata.plan import Removal


def rollback(
    database: Database,
    *,
    schema: Annotated[str, typer.Option("--schema", metavar="NAME", help="The schema to take back.")],
    to: Annotated[
        int | None, typer.Option("--to", metavar="PLAN", help="As it was after this plan of the history.")
    ] = None,
    drop: Drop = False,
    allow: Allow = None,
) -> None:
    """Makes a schema what it was before its last plan, or after a plan of the history.

    It is planned from what is live. Rows of what was dropped do not come back; what was archived: `archive restore`.
    Ends with 3 where a hazard is not allowed: nothing was touched then.
    """
    source, allowances = read_database(database), read_allowances(allow or ())
    removal = Removal.DROP if drop else Removal.ARCHIVE
    with opened(source) as server:
        text = pipeline.version(server, source.name, schema, to)
        (preview,) = pipeline.preview_all(server, source.name, [text], allowances, removal)
        if preview.refusals:
            print("\n".join((*map(str, preview.refusals), "Nothing was touched.")), file=sys.stderr)
            raise typer.Exit(ExitCode.REFUSED)
        done = pipeline.apply(
            server, source.name, text, allowances, applied_by=f"{getpass.getuser()}, rollback", removal=removal
        )
    print(f"{schema}: {told(done)}")

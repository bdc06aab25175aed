"""`archive`: what was put aside, listed, brought back, dropped for good."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli import output
from schemata.cli.arguments import Database, Json
from schemata.cli.source import opened, read_database

archive = typer.Typer(help="Schemas and tables that left a definition: they were put aside, not dropped.")
Entry = Annotated[int, typer.Argument(metavar="ENTRY", help="The entry's number, as `archive list` shows it.")]


@archive.command("list")
def list_entries(database: Database, *, json: Json = False) -> None:
    """Lists the archive of a database, the newest first."""
    source = read_database(database)
    with opened(source) as server:
        entries = pipeline.archived(server, source.name)
    if json:
        output.as_json([asdict(entry) for entry in entries])
        return
    rows = (
        (
            entry.id,
            f"{entry.schema}.{entry.table}" if entry.table else entry.schema,
            entry.stands_as,
            entry.archived_at,
            entry.rows,
        )
        for entry in entries
    )
    output.table(("entry", "was", "stands as", "archived at", "rows, about"), rows)


@archive.command()
def restore(database: Database, entry: Entry) -> None:
    """Brings a schema or table back under its own name, with its foreign keys."""
    source = read_database(database)
    with opened(source) as server:
        print(f"restored {pipeline.restore(server, source.name, entry)}")


@archive.command()
def purge(
    database: Database,
    entry: Entry,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Drops an archived schema or table and its rows for good."""
    source = read_database(database)
    with opened(source) as server:
        found = [item for item in pipeline.archived(server, source.name) if item.id == entry]
        if found and not yes:
            typer.confirm(f"Drop {found[0].stands_as} with about {found[0].rows} rows for good?", abort=True)
        print(f"dropped {pipeline.purge(server, source.name, entry)}")

"""`adopt`: an existing schema becomes ours."""

from __future__ import annotations

from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli.arguments import Database
from schemata.cli.source import opened, read_database

SchemaName = Annotated[str, typer.Argument(metavar="SCHEMA", help="The schema's name.")]


def adopt(database: Database, schema: SchemaName) -> None:
    """Records an existing schema as made by this program, so that the next `up` goes on with it as it is."""
    source = read_database(database)
    with opened(source) as server:
        pipeline.adopt(server, source.name, schema)
    print(f"adopted {schema}: the next preview shows what its definition would change")

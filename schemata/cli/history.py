"""`history`: what was applied to a database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli import output
from schemata.cli.arguments import Database, Json
from schemata.cli.source import opened, read_database


def history(
    database: Database,
    *,
    schema: Annotated[str | None, typer.Option("--schema", metavar="NAME", help="Only this schema.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many plans.")] = 50,
    json: Json = False,
) -> None:
    """Lists the plans that were applied, the newest first; with --json also their statements and the way back."""
    source = read_database(database)
    with opened(source) as server:
        entries = pipeline.history(server, source.name, schema, limit)
    if json:
        output.as_json([asdict(entry) for entry in entries])
        return
    rows = (
        (
            *(entry.id, entry.schema, f"{entry.started_at:%Y-%m-%d %H:%M:%S}", entry.outcome.value),
            *(len(entry.statements), entry.duration_ms, entry.applied_by, entry.error),
        )
        for entry in entries
    )
    output.table(("plan", "schema", "at", "outcome", "statements", "ms", "by", "error"), rows)

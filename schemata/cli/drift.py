"""`drift`: what somebody changed by hand."""

from __future__ import annotations

from dataclasses import asdict

import typer

from schemata import pipeline
from schemata.cli import output
from schemata.cli.arguments import Database, Json, Schemas
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import opened, read_database
from schemata.errors import NotThere


def drift(database: Database, *, schema: Schemas = None, json: Json = False) -> None:
    """Lists what is not as it was applied: objects that are missing, changed or unexpected in the schemas of ours.

    Ends with 2 where there is any.
    """
    source = read_database(database)
    with opened(source) as server:
        found = pipeline.read_all(server, source.name)
    missing = sorted(set(schema or ()) - found.keys())
    if missing:
        raise NotThere(
            f"nothing was applied to {', '.join(map(repr, missing))}; recorded are {', '.join(found) or 'none'}"
        )
    drifted = [
        {"schema": name, **asdict(item)}
        for name, live in found.items()
        if not schema or name in schema
        for item in live.drift
    ]
    if json:
        output.as_json(drifted)
    else:
        output.lines(f"{item['kind'].value} {item['schema']}: {item['live'] or item['subject']}" for item in drifted)
    raise typer.Exit(ExitCode.CHANGES if drifted else ExitCode.DONE)

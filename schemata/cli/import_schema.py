"""`import`: a live schema as a definition, and from then on ours."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli.arguments import Database
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import opened, read_database
from schemata.definition import compile_schema, load
from schemata.dialects.postgresql.connection import Server
from schemata.errors import NotThere, SchemataError
from schemata.export.definition import write_definition
from schemata.model.text import write
from schemata.outcomes import LiveSchema


def import_schema(
    database: Database,
    *,
    schema: Annotated[str, typer.Option("--schema", metavar="NAME", help="The schema.")],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="The folder for the file NAME.yaml.")],
) -> None:
    """Writes a live schema as a definition and records it as ours, so that plan and apply manage it from now on.

    The definition is planned before anything is written: it says what is live. Ends with 1 where something cannot be
    said in a definition: it is named, and nothing is written.
    """
    source = read_database(database)
    file = into / f"{schema}.yaml"
    if file.exists():
        raise SchemataError(f"{file} is there already; move it, or import into another folder")
    with opened(source) as server:
        text = write_definition(_live(server, source.name, schema).schema, source.name)
        _check(server, source.name, schema, text)
        pipeline.adopt(server, source.name, schema)
    into.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    print(f"wrote {file}")


def _live(server: Server, database: str, name: str) -> LiveSchema:
    found = pipeline.read(server, database, [name]).get(name)
    if found is None:
        raise NotThere(f"there is no schema {name!r} to import; the database has no such name")
    for lacking in found.unmodelled:
        print(f"not modelled: {lacking.kind} {lacking.schema}.{lacking.name}", file=sys.stderr)
    if found.unmodelled:
        raise typer.Exit(ExitCode.PROBLEM)
    return found


def _check(server: Server, database: str, name: str, text: str) -> None:
    """Reads the definition back and plans it. Raises DefinitionErrors, SchemataError."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.yaml").write_text(text)
        desired = compile_schema(load(Path(folder)), name)
    (preview,) = pipeline.preview_all(server, database, [write(desired)])
    if preview.statements:
        lines = "\n".join(f"  {statement}" for statement in preview.statements)
        raise SchemataError(f"nothing was written: a definition cannot say what {name!r} is. It would change\n{lines}")

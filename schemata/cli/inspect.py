"""`inspect`: what a source has."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from schemata import pipeline
from schemata.cli import output
from schemata.cli.arguments import Format, Json, Schemas, Shown
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import HELP, chosen, read_side, read_source
from schemata.model.text import write
from schemata.ordering import in_order


def inspect(
    source: Annotated[str, typer.Argument(metavar="SRC", help=HELP)],
    *,
    schema: Schemas = None,
    format_: Shown = Format.TEXT,
    json: Json = False,
) -> None:
    """Prints schemas: as the canonical text, or as the SQL that makes them.

    Ends with 1 where something is of a kind that is not modelled: it is named on stderr.
    """
    side = read_side(read_source(source), schema or ())
    found = in_order(side.ours[name] for name in chosen(side, schema or ()))
    if json or format_ is Format.JSON:
        output.as_json({item.name: write(item) for item in found})
    elif format_ is Format.SQL:
        output.lines(f"{statement};" for item in found for statement in pipeline.compare(None, item).statements)
    else:
        output.lines(write(item).rstrip("\n") for item in found)
    for lacking in side.unmodelled:
        print(f"not modelled: {lacking.kind} {lacking.schema}.{lacking.name}", file=sys.stderr)
    raise typer.Exit(ExitCode.PROBLEM if side.unmodelled else ExitCode.DONE)

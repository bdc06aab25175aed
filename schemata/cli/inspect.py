"""`inspect`: what a source has."""

from __future__ import annotations

from typing import Annotated

import typer

from schemata.cli import output
from schemata.cli.arguments import Json, Schemas
from schemata.cli.source import HELP, read_source, schemas
from schemata.model.text import write


def inspect(
    source: Annotated[str, typer.Argument(metavar="SRC", help=HELP)], *, schema: Schemas = None, json: Json = False
) -> None:
    """Prints schemas in the canonical text. Of a database, without --schema: all that this program made there."""
    texts = {name: write(found) for name, found in schemas(read_source(source), schema or ()).items()}
    if json:
        output.as_json(texts)
    else:
        output.lines(["\n".join(texts.values()).rstrip("\n")] if texts else [])

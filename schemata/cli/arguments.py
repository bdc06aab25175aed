"""Options that several verbs have."""

from __future__ import annotations

from typing import Annotated

import typer

from schemata.cli.source import HELP

From = Annotated[str, typer.Option("--from", metavar="SRC", help=f"What is. {HELP}")]
To = Annotated[str, typer.Option("--to", metavar="SRC", help=f"What is wanted. {HELP}")]
Database = Annotated[str, typer.Argument(metavar="DATABASE", help="A postgresql:// URL or the name of a database.")]
Schemas = Annotated[
    list[str] | None, typer.Option("--schema", metavar="NAME", help="Only this schema; may be repeated.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

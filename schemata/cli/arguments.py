"""Options that several verbs have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from schemata.cli.renames import FORM
from schemata.cli.source import HELP


class Format(StrEnum):
    """How a verb prints what it found."""

    TEXT = "text"
    SQL = "sql"
    JSON = "json"


From = Annotated[str, typer.Option("--from", metavar="SRC", help=f"What is. {HELP}")]
FromDatabase = Annotated[
    str, typer.Option("--from", metavar="DATABASE", help="What is changed: a postgresql:// URL or a database's name.")
]
To = Annotated[str, typer.Option("--to", metavar="SRC", help=f"What is wanted. {HELP}")]
Database = Annotated[str, typer.Argument(metavar="DATABASE", help="A postgresql:// URL or the name of a database.")]
Schemas = Annotated[
    list[str] | None, typer.Option("--schema", metavar="NAME", help="Only this schema; may be repeated.")
]
Drop = Annotated[
    bool, typer.Option("--drop", help="Drop what leaves instead of archiving it; so between two databases anyway.")
]
Allow = Annotated[
    list[str] | None,
    typer.Option("--allow", metavar="HAZARD", help="Allow a hazard: CODE or CODE:OBJECT, * for any; may be repeated."),
]
Renames = Annotated[
    list[str] | None, typer.Option("--rename", metavar="KIND:OLD=NEW", help=f"{FORM}; may be repeated.")
]
Shown = Annotated[
    Format, typer.Option("--format", metavar="text|sql|json", help="For people, as a script, or for programs.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON; the same as --format json.")]

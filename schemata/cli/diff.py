"""`diff`: which objects differ."""

from __future__ import annotations

import re

import typer

from schemata.cli import output
from schemata.cli.arguments import From, Json, Schemas, To
from schemata.cli.comparison import compare
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import read_source
from schemata.diff import Change, subject


def diff(*, from_: From, to: To, schema: Schemas = None, json: Json = False) -> None:
    """Lists the objects that differ, one a line. Ends with 2 where there are any."""
    found = [
        {"schema": name, "change": _words(change), "object": f"{name}.{subject(change)}".rstrip(".")}
        for name, preview in compare(read_source(from_), read_source(to), schema or ())
        for change in preview.changes
    ]
    if json:
        output.as_json(found)
    else:
        output.lines(f"{item['change']} {item['object']}" for item in found)
    raise typer.Exit(ExitCode.CHANGES if found else ExitCode.DONE)


def _words(change: Change) -> str:
    """`SetNotNull` as `set not null`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(change).__name__).lower()

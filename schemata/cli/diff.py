"""`diff`: which objects differ."""

from __future__ import annotations

import re

import typer

from schemata.cli import output
from schemata.cli.arguments import From, Json, Renames, Schemas, To
from schemata.cli.comparison import Question, compare
from schemata.cli.exit_codes import ExitCode
from schemata.diff import Change, subject


def diff(*, from_: From, to: To, schema: Schemas = None, rename: Renames = None, json: Json = False) -> None:
    """Lists the objects that differ, one a line, without SQL.

    Ends with 2 where there are any, with 1 where something is of a kind that is not modelled.
    """
    comparison = compare(Question(from_, to, tuple(schema or ()), renames=tuple(rename or ())))
    found = [
        {"schema": item.name, "change": _words(change), "object": f"{item.name}.{subject(change)}".rstrip(".")}
        for item in comparison.schemas
        for change in item.preview.changes
    ]
    lacking = [
        {"schema": item.schema, "change": f"not modelled {item.kind}", "object": f"{item.schema}.{item.name}"}
        for item in comparison.unmodelled
    ]
    if json:
        output.as_json([*found, *lacking])
    else:
        output.lines(f"{item['change']} {item['object']}" for item in (*found, *lacking))
    if lacking:
        raise typer.Exit(ExitCode.PROBLEM)
    raise typer.Exit(ExitCode.CHANGES if found else ExitCode.DONE)


def _words(change: Change) -> str:
    """`SetNotNull` as `set not null`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(change).__name__).lower()

"""`plan`: the SQL that makes one source out of the other, with its hazards. Nothing is applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from schemata.cli import output
from schemata.cli.arguments import From, Json, Schemas, To
from schemata.cli.comparison import compare
from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import read_source
from schemata.outcomes import Preview
from schemata.plan import Phase


def plan(*, from_: From, to: To, schema: Schemas = None, json: Json = False) -> None:
    """Prints the SQL that makes FROM into TO. Ends with 2 where there is any, 1 where something cannot be modelled."""
    found = list(compare(read_source(from_), read_source(to), schema or ()))
    if json:
        output.as_json([_as_json(name, preview) for name, preview in found])
    else:
        output.lines(line for name, preview in found for line in _as_text(name, preview))
    if any(preview.unmodelled for _, preview in found):
        raise typer.Exit(ExitCode.PROBLEM)
    raise typer.Exit(ExitCode.CHANGES if any(preview.statements for _, preview in found) else ExitCode.DONE)


def _as_text(name: str, preview: Preview) -> Iterator[str]:
    for note in preview.notes:
        yield f"-- {note}"
    for item in preview.unmodelled:
        yield f"-- not modelled, left alone: {item.kind} {name}.{item.name}"
    for step, statement in zip(preview.plan.steps, preview.statements, strict=True):
        for hazard in step.hazards:
            yield f"-- {hazard.code.value}{' (must be allowed)' if hazard.blocking else ''}: {hazard.sentence}"
        yield f"{statement};"


def _as_json(name: str, preview: Preview) -> dict[str, Any]:
    return {
        "schema": name,
        "statements": [
            {
                "sql": statement,
                "object": f"{name}.{step.subject}".rstrip("."),
                "lock": step.lock.value,
                "transaction": step.phase is not Phase.CONCURRENT,
                "hazards": [
                    {"code": hazard.code.value, "sentence": hazard.sentence, "blocking": hazard.blocking}
                    for hazard in step.hazards
                ],
            }
            for step, statement in zip(preview.plan.steps, preview.statements, strict=True)
        ],
        "unmodelled": [f"{item.kind} {name}.{item.name}" for item in preview.unmodelled],
        "notes": list(preview.notes),
    }

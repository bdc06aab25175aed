"""A plan as text for people, as a script for psql, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from schemata.cli import output
from schemata.cli.arguments import Format
from schemata.cli.comparison import Compared, Comparison
from schemata.outcomes import Preview
from schemata.plan import Hazard, Phase, Step

_SETTINGS = (
    "SET search_path = '';",
    "SET check_function_bodies = off;",
    "SET lock_timeout = '5s';",
)
_OUTSIDE = (Phase.PREPARATION, Phase.CONCURRENT)


def show(comparison: Comparison, form: Format) -> None:
    """Prints a comparison."""
    match form:
        case Format.JSON:
            output.as_json([_as_json(item, comparison) for item in comparison.schemas])
        case Format.SQL:
            output.lines(_as_script(comparison))
        case Format.TEXT:
            output.lines(_as_text(comparison))


def _as_text(comparison: Comparison) -> Iterator[str]:
    for item in comparison.unmodelled:
        yield f"-- not modelled, left alone: {item.kind} {item.schema}.{item.name}"
    for compared in comparison.schemas:
        yield from (f"-- {note}" for note in compared.preview.notes)
        for step, statement in _steps(compared.preview):
            yield from (_hazard(hazard) for hazard in step.hazards)
            yield f"{statement};"


def _hazard(hazard: Hazard) -> str:
    return f"-- {hazard.code.value}{' (must be allowed)' if hazard.blocking else ''}: {hazard.sentence}"


def _as_script(comparison: Comparison) -> Iterator[str]:
    if comparison.differs:
        yield from _SETTINGS
    for compared in comparison.schemas:
        for phase, steps in groupby(_steps(compared.preview), key=lambda pair: pair[0].phase):
            yield from _phase(phase, steps)


def _phase(phase: Phase, steps: Iterable[tuple[Step, str]]) -> Iterator[str]:
    """The statements of a phase: those of the one transaction together, of the others each by itself."""
    together = phase is Phase.TRANSACTION
    if together:
        yield "BEGIN;"
    for step, statement in steps:
        yield from (_hazard(hazard) for hazard in step.hazards)
        yield f"{statement};"
    if together:
        yield "COMMIT;"


def _as_json(item: Compared, comparison: Comparison) -> dict[str, Any]:
    return {
        "schema": item.name,
        "statements": [_statement(item.name, step, statement) for step, statement in _steps(item.preview)],
        "unmodelled": [
            f"{found.kind} {found.schema}.{found.name}" for found in comparison.unmodelled if found.schema == item.name
        ],
        "refused": [str(refusal) for refusal in item.preview.refusals],
        "notes": list(item.preview.notes),
    }


def _statement(schema: str, step: Step, statement: str) -> dict[str, Any]:
    return {
        "sql": statement,
        "object": f"{schema}.{step.subject}".rstrip("."),
        "phase": step.phase.value,
        "lock": step.lock.value,
        "transaction": step.phase not in _OUTSIDE,
        "hazards": [
            {
                "code": hazard.code.value,
                "sentence": hazard.sentence,
                "blocking": hazard.blocking,
                "remedy": hazard.remedy,
            }
            for hazard in step.hazards
        ],
    }


def _steps(preview: Preview) -> Iterator[tuple[Step, str]]:
    return zip(preview.plan.steps, preview.statements, strict=True)

"""The statements that take a plan back, for the history. Pure."""

from __future__ import annotations

from schemata.dialects.postgresql.render import render
from schemata.diff import Change, invert_all
from schemata.plan import PlanContext, plan


def inverse_statements(context: PlanContext, changes: tuple[Change, ...]) -> tuple[str | None, ...]:
    """SQL in order, then a None for each change that cannot be taken back without data that is gone.

    `context` has the name of the schema before the plan.
    """
    inverted = invert_all(changes)
    known = tuple(change for change in inverted if change is not None)
    statements = (render(step.operation, context.schema) for step in plan(known, context).steps)
    return (*statements, *(None for change in inverted if change is None))

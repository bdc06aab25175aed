"""Triggers of tables and views."""

from __future__ import annotations

from schemata.definition.claims import Claim, key, needs
from schemata.definition.compile.constraint import deferrable
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.trigger import Trigger as TriggerSpec
from schemata.definition.problem import Path
from schemata.definition.sql.functions import Use
from schemata.model import Event, Firing, Timing, Trigger

_BUILT_IN = ("suppress_redundant_updates_trigger", "tsvector_update_trigger", "tsvector_update_trigger_column")


def compile_triggers(specs: list[TriggerSpec], scope: Scope) -> tuple[Trigger, ...]:
    """The triggers of a table or view, by name."""
    found = [_trigger(spec, ("triggers", position), scope) for position, spec in enumerate(specs)]
    for position, trigger in enumerate(found):
        if trigger.name in {other.name for other in found[:position]}:
            scope.refuse(("triggers", position), f"trigger {trigger.name!r} is defined twice; keep one of them")
    return tuple(sorted(found, key=lambda trigger: trigger.name))


def _trigger(spec: TriggerSpec, path: Path, scope: Scope) -> Trigger:
    _check(spec, path, scope)
    schema, name, claims = _function(spec, path, scope)
    when = scope.expression(spec.when, Use.TRIGGER, (*path, "when")) if spec.when else None
    return Trigger(
        spec.name,
        Timing(spec.timing.replace(" ", "-")),
        tuple(event for event in Event if event.value in spec.events),
        name,
        schema,
        tuple(spec.arguments),
        tuple(spec.columns),
        each_row=spec.each == "row",
        when=when.sql if when else None,
        old_table=spec.old_table,
        new_table=spec.new_table,
        constraint=spec.constraint,
        deferrable=deferrable(spec.deferrable),
        firing=Firing(spec.firing),
        comment=spec.description,
        renamed_from=spec.renamed_from,
        needs=needs((*claims, *(when.claims if when else ()))),
    )


def _function(spec: TriggerSpec, path: Path, scope: Scope) -> tuple[str | None, str, tuple[Claim, ...]]:
    """Schema (None for the own one) and name of the function, and what it claims to be there."""
    written, _, name = spec.function.rpartition(".")
    if written in ("", "pg_catalog") and name in _BUILT_IN:
        return "pg_catalog", name, ()
    message = f"there is no function {spec.function!r} without arguments that returns trigger"
    claim = Claim((key("trigger", written or None, name),), message)
    scope.claim(claim, (*path, "function"))
    return written or None, name, (claim,)


def _check(spec: TriggerSpec, path: Path, scope: Scope) -> None:
    """Refuses what Postgres does (manual, CREATE TRIGGER)."""
    scope.expect_columns(spec.columns, (*path, "columns"))
    if spec.columns and "update" not in spec.events:
        scope.refuse((*path, "columns"), "columns are for the event update; add it or remove them")
    if "truncate" in spec.events and spec.each == "row":
        scope.refuse((*path, "each"), "truncate has no rows; write each: statement")
    if spec.timing == "instead of" and (spec.each == "statement" or spec.when or spec.columns):
        scope.refuse((*path, "timing"), "an 'instead of' trigger is for each row, without 'when' and 'columns'")
    if (spec.old_table or spec.new_table) and (spec.timing != "after" or spec.columns):
        scope.refuse((*path, "timing"), "old_table and new_table are for 'after' triggers without columns")
    if spec.constraint and (spec.timing != "after" or spec.each != "row"):
        scope.refuse((*path, "constraint"), "a constraint trigger is called after each row")
    if spec.deferrable and not spec.constraint:
        scope.refuse((*path, "deferrable"), "only a constraint trigger can wait; add constraint: true")

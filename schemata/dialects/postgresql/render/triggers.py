"""Statements on triggers."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.model import Deferrable, Event, Firing, Timing, Trigger

_TIMINGS = {Timing.BEFORE: "BEFORE", Timing.AFTER: "AFTER", Timing.INSTEAD_OF: "INSTEAD OF"}
_FIRINGS = {
    Firing.ORIGIN: "ENABLE TRIGGER",
    Firing.DISABLED: "DISABLE TRIGGER",
    Firing.REPLICA: "ENABLE REPLICA TRIGGER",
    Firing.ALWAYS: "ENABLE ALWAYS TRIGGER",
}


def create(trigger: Trigger, table: str, schema_name: str) -> str:
    """The statement that makes a trigger."""
    return " ".join(_create(trigger, table, schema_name))


def alter(trigger: Trigger, table: str, schema_name: str) -> str:
    """The statement that says when a trigger fires."""
    return f"ALTER TABLE {qualified(schema_name, table)} {_FIRINGS[trigger.firing]} {identifier(trigger.name)}"


def _create(trigger: Trigger, table: str, schema_name: str) -> Iterator[str]:
    yield f"CREATE {'CONSTRAINT ' if trigger.constraint else ''}TRIGGER {identifier(trigger.name)}"
    yield f"{_TIMINGS[trigger.timing]} {' OR '.join(_event(event, trigger) for event in trigger.events)}"
    yield f"ON {qualified(schema_name, table)}"
    if trigger.deferrable is not None:
        deferred = trigger.deferrable is Deferrable.INITIALLY_DEFERRED
        yield "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE"
    if trigger.old_table or trigger.new_table:
        yield "REFERENCING"
    if trigger.old_table:
        yield f"OLD TABLE AS {identifier(trigger.old_table)}"
    if trigger.new_table:
        yield f"NEW TABLE AS {identifier(trigger.new_table)}"
    yield "FOR EACH ROW" if trigger.each_row else "FOR EACH STATEMENT"
    if trigger.when is not None:
        yield f"WHEN {in_parentheses(trigger.when)}"
    function = qualified(trigger.function_schema or schema_name, trigger.function)
    yield f"EXECUTE FUNCTION {function}({', '.join(map(literal, trigger.arguments))})"


def _event(event: Event, trigger: Trigger) -> str:
    if event is Event.UPDATE and trigger.columns:
        return f"UPDATE OF {', '.join(map(identifier, trigger.columns))}"
    return event.value.upper()

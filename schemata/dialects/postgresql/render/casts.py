"""Which changes of type Postgres does by itself, and how the others are done."""

from __future__ import annotations

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render.data_types import type_name
from schemata.diff.type_change import FLOATS, INTEGERS, STRINGS
from schemata.model import Column, DataType

_FAMILIES = (
    frozenset({*INTEGERS, *FLOATS, "numeric"}),
    frozenset({"date", "timestamp", "timestamptz"}),
    frozenset({"time", "timetz"}),
    frozenset({"json", "jsonb"}),
    frozenset({"inet", "cidr"}),
    frozenset({"bit", "varbit"}),
)
_ASSIGNED = frozenset(
    {
        ("timestamp", "time"),
        ("timestamptz", "time"),
        ("timestamptz", "timetz"),
        ("time", "interval"),
        ("interval", "time"),
    }
)
_EXPLICIT = frozenset({("boolean", "integer"), ("integer", "boolean")})


def using(live: Column, desired: Column) -> str:
    """The USING clause of a change of type, empty where Postgres converts by itself.

    Only where it must be: a cast that is written out cuts a text that is too long, Postgres's own refuses it.
    """
    column, target = identifier(desired.name), type_name(desired.type)
    if _is_assigned(live.type, desired.type):
        return ""
    if desired.type.dimensions and not live.type.dimensions:
        return f" USING ARRAY[{column}::text]::{target}"
    castable = live.type.name in STRINGS or (live.type.name, desired.type.name) in _EXPLICIT
    if castable and not live.type.dimensions:
        return f" USING {column}::{target}"
    # Every type can be written as text and read from text, few can be cast to one another.
    return f" USING {column}::text::{target}"


def _is_assigned(live: DataType, desired: DataType) -> bool:
    """Whether Postgres has a cast for assignments, which refuses what does not fit."""
    if desired.dimensions != live.dimensions:
        return desired.name in STRINGS and not desired.dimensions
    pair = (live.name, desired.name)
    same = live.name == desired.name or desired.name in STRINGS
    return same or pair in _ASSIGNED or any({*pair} <= family for family in _FAMILIES)

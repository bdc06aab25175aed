"""Which changes of type Postgres does by itself, and which need to be told how."""

from __future__ import annotations

from schemata.diff.type_change import FLOATS, INTEGERS, STRINGS
from schemata.model import DataType

_FAMILIES = (
    frozenset({*INTEGERS, *FLOATS, "numeric"}),
    frozenset({"date", "timestamp", "timestamptz"}),
    frozenset({"time", "timetz"}),
    frozenset({"json", "jsonb"}),
    frozenset({"inet", "cidr"}),
    frozenset({"bit", "varbit"}),
)


def needs_using(live: DataType, desired: DataType) -> bool:
    """Whether the conversion has to be written out.

    Only where it must be: a cast that is written out cuts a text that is too long, Postgres's own refuses it.
    """
    if desired.name in STRINGS or live.name == desired.name:
        return live.dimensions != desired.dimensions and desired.dimensions > 0
    return live.dimensions != desired.dimensions or not any({live.name, desired.name} <= each for each in _FAMILIES)

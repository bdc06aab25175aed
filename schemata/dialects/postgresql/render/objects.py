"""Statements that make, replace, drop and rename what stands beside tables."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render import extensions, functions, names, sequences, types, views
from schemata.diff.ref import SchemaObject, ref
from schemata.model import (
    CompositeType,
    Domain,
    Enum,
    Extension,
    Function,
    MaterializedView,
    RangeType,
    Sequence,
    View,
)
from schemata.plan import operations as op


def render(operation: op.ObjectOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreateObject(item=item):
            return _create(item, schema_name)
        case op.ReplaceObject(item=item):
            return _create(item, schema_name).replace("CREATE", "CREATE OR REPLACE", 1)
        case op.DropObject(item=item):
            return f"DROP {names.of(ref(item), schema_name)}"
        case op.RenameObject(item=item, name=name):
            return f"ALTER {names.of(ref(item), schema_name)} RENAME TO {identifier(name)}"
        case op.DropRetired(target=target, retired=retired):
            return f"DROP {names.of(replace(target, name=retired), schema_name)}"
        case _:
            assert_never(operation)


def _create(item: SchemaObject, schema_name: str) -> str:
    match item:
        case Enum() | Domain() | CompositeType() | RangeType():
            return types.create(item, schema_name)
        case Sequence():
            return sequences.create(item, schema_name)
        case View() | MaterializedView():
            return views.create(item, schema_name)
        case Function():
            return functions.create(item, schema_name)
        case Extension():
            return extensions.create(item, schema_name)
        case _:
            assert_never(item)

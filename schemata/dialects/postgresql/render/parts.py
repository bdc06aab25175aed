"""Statements that make, drop and change triggers and policies."""

from __future__ import annotations

from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render import names, policies, triggers
from schemata.diff.ref import ref
from schemata.model import Policy
from schemata.plan import operations as op


def render(operation: op.PartOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreatePart(table=table, item=item):
            module = policies if isinstance(item, Policy) else triggers
            return module.create(item, table, schema_name)  # type: ignore[arg-type]  # the module fits the item
        case op.DropPart(table=table, item=item):
            return f"DROP {names.of(ref(item, table), schema_name)}"
        case op.RenamePart(table=table, item=item, name=name):
            return f"ALTER {names.of(ref(item, table), schema_name)} RENAME TO {identifier(name)}"
        case op.AlterPart(table=table, desired=item):
            module = policies if isinstance(item, Policy) else triggers
            return module.alter(item, table, schema_name)  # type: ignore[arg-type]  # the module fits the item
        case _:
            assert_never(operation)

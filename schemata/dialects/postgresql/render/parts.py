"""Statements that make, drop and change triggers and policies."""

from __future__ import annotations

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render import names, policies, triggers
from schemata.diff.ref import ref
from schemata.model import Policy, Trigger
from schemata.plan import operations as op


def render(operation: op.PartOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreatePart(table=table, item=Policy() as policy):
            return policies.create(policy, table, schema_name)
        case op.CreatePart(table=table, item=Trigger() as trigger):
            return triggers.create(trigger, table, schema_name)
        case op.DropPart(table=table, item=item):
            return f"DROP {names.of(ref(item, table), schema_name)}"
        case op.RenamePart(table=table, item=item, name=name):
            return f"ALTER {names.of(ref(item, table), schema_name)} RENAME TO {identifier(name)}"
        case op.AlterPart(table=table, desired=Policy() as policy):
            return policies.alter(policy, table, schema_name)
        case op.AlterPart(table=table, desired=Trigger() as trigger):
            return triggers.alter(trigger, table, schema_name)
        case _:
            raise AssertionError(operation)

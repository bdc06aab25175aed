"""Statements on schemas."""

from __future__ import annotations

from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier
from schemata.plan import operations as op


def render(operation: op.SchemaOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreateSchema():
            return f"CREATE SCHEMA {identifier(schema_name)}"
        case op.RenameSchema(source=source):
            return f"ALTER SCHEMA {identifier(source)} RENAME TO {identifier(schema_name)}"
        case op.CreateArchiveSchema(name=name):
            return f"CREATE SCHEMA IF NOT EXISTS {identifier(name)}"
        case op.DropSchema(name=name):
            return f"DROP SCHEMA {identifier(name)}"
        case _:
            assert_never(operation)

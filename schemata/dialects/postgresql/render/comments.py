"""Statements on comments."""

from __future__ import annotations

from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.diff.changes import ObjectKind
from schemata.plan import operations as op


def render(operation: op.SetComment, schema_name: str) -> str:
    """The statement of an operation."""
    comment = "NULL" if operation.comment is None else literal(operation.comment)
    return f"COMMENT ON {_target(operation, schema_name)} IS {comment}"


def _target(operation: op.SetComment, schema_name: str) -> str:
    match operation.kind:
        case ObjectKind.SCHEMA:
            return f"SCHEMA {identifier(schema_name)}"
        case ObjectKind.TABLE:
            return f"TABLE {qualified(schema_name, operation.table)}"
        case ObjectKind.COLUMN:
            return f"COLUMN {qualified(schema_name, operation.table)}.{identifier(operation.name)}"
        case ObjectKind.CONSTRAINT:
            return f"CONSTRAINT {identifier(operation.name)} ON {qualified(schema_name, operation.table)}"
        case ObjectKind.INDEX:
            return f"INDEX {qualified(schema_name, operation.name)}"
        case _:
            assert_never(operation.kind)

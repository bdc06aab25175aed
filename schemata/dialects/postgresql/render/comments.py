"""Statements on comments."""

from __future__ import annotations

from schemata.dialects.postgresql.quoting import literal
from schemata.dialects.postgresql.render import names
from schemata.diff.ref import ObjectKind, Ref
from schemata.plan import operations as op


def render(operation: op.SetComment, schema_name: str) -> str:
    """The statement of an operation."""
    comment = "NULL" if operation.comment is None else literal(operation.comment)
    return f"COMMENT ON {_target(operation, schema_name)} IS {comment}"


def _target(operation: op.SetComment, schema_name: str) -> str:
    name = operation.table if operation.kind is ObjectKind.TABLE else operation.name
    return names.of(Ref(operation.kind, name, operation.table, operation.types), schema_name)

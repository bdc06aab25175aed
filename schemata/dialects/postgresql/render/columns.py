"""Statements on columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.dialects.postgresql.render.casts import using
from schemata.dialects.postgresql.render.data_types import qualified_name, type_name
from schemata.dialects.postgresql.render.expressions import enclosed, in_parentheses
from schemata.dialects.postgresql.render.sequences import numbering
from schemata.model import Column, Identity, Numbering
from schemata.plan import operations as op

ColumnOperation = (
    op.AddColumn
    | op.DropColumn
    | op.RenameColumn
    | op.SetType
    | op.SetDefault
    | op.SetNotNull
    | op.DropNotNull
    | op.AddIdentity
    | op.SetIdentity
    | op.DropIdentity
    | op.AlignIdentity
    | op.DropExpression
)

_IDENTITY = {Identity.ALWAYS: "ALWAYS", Identity.BY_DEFAULT: "BY DEFAULT"}


def render(operation: ColumnOperation, schema_name: str) -> str:
    """The statement of an operation."""
    table = qualified(schema_name, operation.table)
    match operation:
        case op.AddColumn(column=column):
            return f"ALTER TABLE {table} ADD COLUMN {definition(column)}"
        case op.DropColumn(column=column):
            return f"ALTER TABLE {table} DROP COLUMN {identifier(column.name)}"
        case op.RenameColumn(source=source, name=name):
            return f"ALTER TABLE {table} RENAME COLUMN {identifier(source)} TO {identifier(name)}"
        case op.SetType(live=live, desired=desired):
            return f"ALTER TABLE {table} " + ", ".join(_set_type(live, desired))
        case op.AlignIdentity(column=name):
            return _align(table, name)
        case _:
            return f"ALTER TABLE {table} ALTER COLUMN {identifier(operation.column)} {_action(operation)}"


def definition(column: Column) -> str:
    """A column as CREATE TABLE and ADD COLUMN have it."""
    return " ".join(_definition(column))


def _definition(column: Column) -> Iterator[str]:
    yield identifier(column.name)
    yield type_name(column.type)
    if column.storage is not None:
        yield f"STORAGE {column.storage}"
    if column.compression is not None:
        yield f"COMPRESSION {column.compression}"
    if column.collation is not None:
        yield f"COLLATE {qualified_name(column.collation)}"
    if not column.nullable:
        yield "NOT NULL"
    if column.default is not None:
        yield f"DEFAULT {enclosed(column.default)}"
    if column.generated is not None:
        yield f"GENERATED ALWAYS AS {in_parentheses(column.generated)} {'VIRTUAL' if column.virtual else 'STORED'}"
    if column.identity is not None:
        yield f"GENERATED {_IDENTITY[column.identity]} AS IDENTITY{_numbering(column.numbering)}"


def _numbering(options: Numbering | None) -> str:
    written = "" if options is None else " ".join(numbering(options))
    return f" ({written})" if written else ""


def _action(
    operation: op.SetDefault
    | op.SetNotNull
    | op.DropNotNull
    | op.AddIdentity
    | op.SetIdentity
    | op.DropIdentity
    | op.DropExpression,
) -> str:
    match operation:
        case op.SetDefault(expression=None):
            return "DROP DEFAULT"
        case op.SetDefault(expression=expression):
            return f"SET DEFAULT {enclosed(str(expression))}"
        case op.SetNotNull():
            return "SET NOT NULL"
        case op.DropNotNull():
            return "DROP NOT NULL"
        case op.AddIdentity(identity=identity, numbering=options):
            return f"ADD GENERATED {_IDENTITY[identity]} AS IDENTITY{_numbering(options)}"
        case op.SetIdentity(identity=identity):
            return f"SET GENERATED {_IDENTITY[identity]}"
        case op.DropIdentity():
            return "DROP IDENTITY"
        case op.DropExpression():
            return "DROP EXPRESSION"
        case _:
            assert_never(operation)


def _set_type(live: Column, desired: Column) -> Iterator[str]:
    """One statement: a default is not converted by Postgres, it is dropped and put back."""
    column = f"ALTER COLUMN {identifier(desired.name)}"
    if live.default is not None:
        yield f"{column} DROP DEFAULT"
    collate = "" if desired.collation is None else f" COLLATE {qualified_name(desired.collation)}"
    yield f"{column} TYPE {type_name(desired.type)}{collate}{using(live, desired)}"
    if desired.default is not None:
        yield f"{column} SET DEFAULT {enclosed(desired.default)}"


def _align(table: str, name: str) -> str:
    column = identifier(name)
    sequence = f"pg_catalog.pg_get_serial_sequence({literal(table)}, {literal(name)})"
    highest = f"SELECT pg_catalog.max({column}) + 1 FROM {table} HAVING pg_catalog.max({column}) > 0"  # noqa: S608 - quoted
    return f"SELECT pg_catalog.setval({sequence}, ({highest}), false)"

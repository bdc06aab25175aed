"""Statements on tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render import columns, constraints
from schemata.model import Table
from schemata.plan import operations as op

TableOperation = op.CreateTable | op.RenameTable | op.ArchiveTable


def render(operation: TableOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreateTable(table=table):
            return _create(table, schema_name)
        case op.RenameTable(source=source, name=name):
            return f"ALTER TABLE {qualified(schema_name, source)} RENAME TO {identifier(name)}"
        case op.ArchiveTable(table=table, archive_schema=archive):
            return f"ALTER TABLE {qualified(schema_name, table.name)} SET SCHEMA {identifier(archive)}"
        case _:
            assert_never(operation)


def _create(table: Table, schema_name: str) -> str:
    parts = chain((columns.definition(column) for column in table.columns), _keys_and_checks(table, schema_name))
    body = ",\n".join(f"  {part}" for part in parts)
    return f"CREATE TABLE {qualified(schema_name, table.name)} (\n{body}\n)"


def _keys_and_checks(table: Table, schema_name: str) -> Iterator[str]:
    keys = () if table.primary_key is None else (table.primary_key,)
    for constraint in (*keys, *table.uniques, *table.checks):
        yield constraints.definition(constraint, schema_name)

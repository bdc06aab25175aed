"""Statements on tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render import columns, constraints
from schemata.dialects.postgresql.render.expressions import bound
from schemata.dialects.postgresql.render.options import with_options
from schemata.model import Table
from schemata.plan import operations as op


def render(operation: op.TableOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreateTable(table=table):
            return _create(table, schema_name)
        case op.RenameTable(source=source, name=name):
            return f"ALTER TABLE {qualified(schema_name, source)} RENAME TO {identifier(name)}"
        case op.ArchiveTable(table=table, archive_schema=archive):
            return f"ALTER TABLE {qualified(schema_name, table.name)} SET SCHEMA {identifier(archive)}"
        case op.DropTable(table=table):
            return f"DROP TABLE {qualified(schema_name, table.name)}"
        case _:
            assert_never(operation)


def _create(table: Table, schema_name: str) -> str:
    """A partition takes its columns from its parent; where they differ, they are changed after."""
    kind = "UNLOGGED TABLE" if table.unlogged else "TABLE"
    head, of = f"CREATE {kind} {qualified(schema_name, table.name)}", table.partition_of
    own = () if of is not None else (columns.definition(column) for column in table.columns)
    body = ",\n".join(f"  {part}" for part in chain(own, _keys_and_checks(table, schema_name)))
    if of is not None:
        head = f"{head} PARTITION OF {qualified(of.parent_schema or schema_name, of.parent)}"
        body, tail = (f" (\n{body}\n)" if body else ""), f" {bound(of.bound)}"
    else:
        body, tail = f" (\n{body}\n)" if body else " ()", ""
    by = "" if table.partition_by is None else f" PARTITION BY {bound(table.partition_by)}"
    return f"{head}{body}{tail}{by}{with_options(table.options)}"


def _keys_and_checks(table: Table, schema_name: str) -> Iterator[str]:
    """Constraints that hold from the start; a check that is not valid is added by a statement of its own."""
    keys = () if table.primary_key is None else (table.primary_key,)
    checks = (check for check in table.checks if check.valid)
    for constraint in (*keys, *table.uniques, *checks, *table.exclusions):
        yield constraints.definition(constraint, schema_name)

"""Statements on indexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.dialects.postgresql.render.index_keys import include, key, method
from schemata.dialects.postgresql.render.options import with_options
from schemata.model import Index
from schemata.plan import operations as op

IndexOperation = op.CreateIndex | op.CreateIndexConcurrently | op.DropIndex | op.RenameIndex


def render(operation: IndexOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.CreateIndex(table=table, index=index):
            return " ".join(_create(index, "INDEX", qualified(schema_name, table)))
        case op.CreateIndexConcurrently(table=table, index=index):
            return " ".join(_create(index, "INDEX CONCURRENTLY", qualified(schema_name, table)))
        case op.DropIndex(index=index):
            return f"DROP INDEX {qualified(schema_name, index.name)}"
        case op.RenameIndex(source=source, name=name):
            return f"ALTER INDEX {qualified(schema_name, source)} RENAME TO {identifier(name)}"
        case _:
            assert_never(operation)


def _create(index: Index, what: str, table: str) -> Iterator[str]:
    yield f"CREATE {'UNIQUE ' if index.unique else ''}{what} {identifier(index.name)} ON {table}"
    keys = ", ".join(key(item) for item in index.keys)
    yield f"USING {method(index.method)} ({keys})"
    yield from include(index.include)
    if index.nulls_not_distinct:
        yield "NULLS NOT DISTINCT"
    if index.options:
        yield with_options(index.options).strip()
    if index.where is not None:
        yield f"WHERE {in_parentheses(index.where)}"

"""Statements on indexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.constraints import include
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.dialects.postgresql.render.types import qualified_name
from schemata.model import Index, IndexKey
from schemata.plan import operations as op

IndexOperation = op.CreateIndex | op.CreateIndexConcurrently | op.DropIndex | op.RenameIndex

METHODS = frozenset({"btree", "hash", "gin", "gist", "spgist", "brin"})


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
    keys = ", ".join(" ".join(_key(key)) for key in index.keys)
    yield f"USING {_method(index.method)} ({keys})"
    yield from include(index.include)
    if index.nulls_not_distinct:
        yield "NULLS NOT DISTINCT"
    if index.where is not None:
        yield f"WHERE {in_parentheses(index.where)}"


def _method(name: str) -> str:
    return name if name in METHODS else identifier(name)


def _key(key: IndexKey) -> Iterator[str]:
    yield identifier(key.column) if key.column is not None else in_parentheses(key.expression or "")
    if key.collation is not None:
        yield f"COLLATE {qualified_name(key.collation)}"
    if key.operator_class is not None:
        yield qualified_name(key.operator_class)
    if key.descending:
        yield "DESC"
    if key.nulls_first is not None:
        yield "NULLS FIRST" if key.nulls_first else "NULLS LAST"

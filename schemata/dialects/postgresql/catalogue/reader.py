"""Puts what the queries of each kind of object found together into schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from schemata.dialects.postgresql.catalogue import columns, constraints, indexes, schemas, tables, unmodelled
from schemata.dialects.postgresql.catalogue.tables import TableRow
from schemata.dialects.postgresql.catalogue.unmodelled import Unmodelled
from schemata.model import Check, Column, Constraint, ForeignKey, Index, PrimaryKey, Schema, Table, Unique


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a database has live.

    `schemas` by name; estimated `rows` by (schema, table) where a table is known to have any; `unmodelled` objects.
    """

    schemas: Mapping[str, Schema] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unmodelled: tuple[Unmodelled, ...] = ()


@contextmanager
def snapshot(connection: psycopg.Connection) -> Iterator[None]:
    """A transaction in which all queries see the same moment. The connection must not be in a transaction."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def read(connection: psycopg.Connection, names: Sequence[str]) -> Catalogue:
    """Reads the schemas of those names; one that does not exist is left out.

    The session's `search_path` must be empty. Inside a transaction it sees that transaction's own changes; call it in
    a `snapshot` otherwise.
    """
    found = schemas.read(connection, names)
    if not found:
        return Catalogue()
    table_rows = tables.read(connection, list(found))
    parts = _Parts(
        columns.read(connection, list(found)),
        constraints.read(connection, list(found)),
        indexes.read(connection, list(found)),
    )
    return Catalogue(
        {name: _schema(name, comment, table_rows, parts) for name, comment in found.items()},
        {(row.schema, row.name): row.estimate for row in table_rows if row.estimate > 0},
        unmodelled.read(connection, list(found)),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to tables, by the table's oid."""

    columns: Mapping[int, Sequence[Column]]
    constraints: Mapping[int, Sequence[Constraint]]
    indexes: Mapping[int, Sequence[Index]]


def _schema(name: str, comment: str | None, rows: Sequence[TableRow], parts: _Parts) -> Schema:
    found = (_table(row, parts) for row in rows if row.schema == name)
    return Schema(name, tuple(sorted(found, key=lambda table: table.name)), comment)


def _table(row: TableRow, parts: _Parts) -> Table:
    found = sorted(parts.constraints.get(row.oid, ()), key=lambda constraint: constraint.name)
    return Table(
        row.name,
        tuple(parts.columns.get(row.oid, ())),
        primary_key=next((item for item in found if isinstance(item, PrimaryKey)), None),
        uniques=tuple(item for item in found if isinstance(item, Unique)),
        checks=tuple(item for item in found if isinstance(item, Check)),
        foreign_keys=tuple(item for item in found if isinstance(item, ForeignKey)),
        indexes=tuple(sorted(parts.indexes.get(row.oid, ()), key=lambda index: index.name)),
        comment=row.comment,
    )

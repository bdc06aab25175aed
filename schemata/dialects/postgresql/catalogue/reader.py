"""Puts what the queries of each kind of object found together into schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from schemata import model
from schemata.dialects.postgresql.catalogue import (
    access,
    columns,
    composite_types,
    constraints,
    domains,
    enums,
    extensions,
    functions,
    indexes,
    needs,
    policies,
    range_types,
    schemas,
    sequences,
    table,
    tables,
    triggers,
    unmodelled,
    views,
)
from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.schemas import SchemaRow
from schemata.dialects.postgresql.catalogue.unmodelled import Unmodelled
from schemata.dialects.postgresql.catalogue.views import Views
from schemata.model import Schema, Table


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
    rows = schemas.read(connection, names)
    if not rows:
        return Catalogue()
    found = list(rows)
    reading = Reading(connection, found, access.grants(connection, found), needs.read(connection, found))
    table_rows = tables.read(connection, found)
    objects = _read(reading, table_rows)
    return Catalogue(
        {name: _schema(row, reading, objects) for name, row in rows.items()},
        {(row.schema, row.name): row.estimate for row in table_rows if row.estimate > 0},
        unmodelled.read(connection, found),
    )


@dataclass(frozen=True, slots=True)
class _Objects:
    """What stands in schemas, by the schema's name; each kind sorted."""

    tables: Mapping[str, Sequence[Table]]
    enums: Mapping[str, Sequence[model.Enum]]
    domains: Mapping[str, Sequence[model.Domain]]
    composite_types: Mapping[str, Sequence[model.CompositeType]]
    range_types: Mapping[str, Sequence[model.RangeType]]
    sequences: Mapping[str, Sequence[model.Sequence]]
    views: Views
    functions: Mapping[str, Sequence[model.Function]]
    extensions: Mapping[str, Sequence[model.Extension]]
    default_privileges: Mapping[str, tuple[model.DefaultPrivilege, ...]]


def _read(reading: Reading, rows: Sequence[tables.TableRow]) -> _Objects:
    numbers = sequences.read(reading)
    parts = table.Parts(
        columns.read(reading, numbers.identities),
        constraints.read(reading),
        indexes.read(reading),
        triggers.read(reading),
        policies.read(reading),
    )
    return _Objects(
        grouped((row.schema, table.table(row, reading, parts)) for row in rows),
        enums.read(reading),
        domains.read(reading),
        composite_types.read(reading),
        range_types.read(reading),
        numbers.standing,
        views.read(reading, views.Parts(parts.columns, parts.indexes.standing, parts.triggers)),
        functions.read(reading),
        extensions.read(reading),
        access.default_privileges(reading.connection, reading.names),
    )


def _schema(row: SchemaRow, reading: Reading, objects: _Objects) -> Schema:
    name = row.name
    return Schema(
        name,
        tuple(objects.tables.get(name, ())),
        tuple(objects.enums.get(name, ())),
        tuple(objects.domains.get(name, ())),
        tuple(objects.composite_types.get(name, ())),
        tuple(objects.range_types.get(name, ())),
        tuple(objects.sequences.get(name, ())),
        tuple(objects.views.plain.get(name, ())),
        tuple(objects.views.materialized.get(name, ())),
        tuple(objects.functions.get(name, ())),
        tuple(objects.extensions.get(name, ())),
        objects.default_privileges.get(name, ()),
        row.comment,
        row.owner,
        reading.grants_of(Address("pg_namespace", row.oid)),
    )

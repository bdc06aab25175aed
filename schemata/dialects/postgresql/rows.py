"""How many rows tables have: Postgres's own estimate, and a look at those that it has none of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import psycopg

from schemata.dialects.postgresql.catalogue import tables
from schemata.dialects.postgresql.quoting import literal, qualified

_COUNTED_AT_MOST = 10_000
"""A table without an estimate is counted up to here."""


def estimates(
    connection: psycopg.Connection, schema: str, names: Iterable[str], known: Mapping[tuple[str, str], int]
) -> Mapping[str, int | None]:
    """Rows of the tables of those names: `known`, or 0 where a look finds none, or None for an unknown number above 0.

    A table that may not be read, or that is locked, is unknown too.
    """
    wanted = sorted(names)
    found: dict[str, int | None] = {name: known.get((schema, name)) for name in wanted}
    doubtful = [name for name in wanted if found[name] is None]
    return found | dict.fromkeys(_empty(connection, schema, doubtful), 0)


def counts(connection: psycopg.Connection, schemas: Sequence[str]) -> Mapping[str, int]:
    """Rows of each schema that has tables, about."""
    found: dict[str, int] = {}
    for table in tables.read(connection, schemas):
        if table.partition_by is not None:
            continue  # its rows are those of its partitions
        rows = table.estimate if table.estimate > 0 else _count(connection, table.schema, table.name)
        found[table.schema] = found.get(table.schema, 0) + rows
    return found


def _empty(connection: psycopg.Connection, schema: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    looks = (f"SELECT {literal(name)}, EXISTS (SELECT FROM {qualified(schema, name)})" for name in names)  # noqa: S608
    try:
        with connection.transaction():
            rows = connection.execute(" UNION ALL ".join(looks).encode()).fetchall()
    except (psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
        return []
    return [name for name, has_rows in rows if not has_rows]


def _count(connection: psycopg.Connection, schema: str, table: str) -> int:
    look = f"SELECT FROM {qualified(schema, table)} LIMIT {_COUNTED_AT_MOST}"
    row = connection.execute(f"SELECT count(*) FROM ({look}) AS looked_at".encode()).fetchone()  # noqa: S608 - quoted
    return int(row[0]) if row else 0

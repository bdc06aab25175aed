"""Reference rows in a database: brought to what is desired, compared, removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg
from psycopg.types.json import Jsonb

from schemata.dialects.postgresql.quoting import qualified
from schemata.model.reference_rows import Json, TableRows
from schemata.rows import statements
from schemata.rows.changes import RowCounts, batches, removed
from schemata.rows.text import ReferenceRows


def apply(connection: psycopg.Connection, desired: ReferenceRows, recorded: ReferenceRows | None) -> RowCounts:
    """Inserts and updates the desired rows, and removes those that were ours and are desired no more.

    All in one transaction. Rows that neither set names are never touched. Raises psycopg.Error.
    """
    with connection.transaction():
        counts = RowCounts()
        for table in desired.tables:
            counts += _upsert(connection, desired.schema, table)
        for table in removed(recorded, desired):
            counts += RowCounts(removed=_delete(connection, desired.schema, table))
        return counts


def remove(connection: psycopg.Connection, recorded: ReferenceRows) -> RowCounts:
    """Removes all rows of ours."""
    return apply(connection, ReferenceRows(recorded.schema, ()), recorded)


def live(connection: psycopg.Connection, recorded: ReferenceRows) -> ReferenceRows:
    """Our rows as they are now.

    Those that somebody removed are missing, cells that somebody changed have their value of now, those of a column
    that is gone have none.
    """
    tables = tuple(_live_table(connection, recorded.schema, table) for table in recorded.tables)
    return replace(recorded, tables=tables)


def _upsert(connection: psycopg.Connection, schema: str, table: TableRows) -> RowCounts:
    counts = RowCounts()
    statement = statements.upsert(schema, table)
    for batch in batches(table):
        touched = [row[0] for row in connection.execute(statement.encode(), [Jsonb(batch)])]
        counts += RowCounts(inserted=sum(touched), updated=len(touched) - sum(touched))
    return counts


def _delete(connection: psycopg.Connection, schema: str, table: TableRows) -> int:
    if not _present(connection, schema, table).issuperset(table.key_columns):
        return 0
    statement = statements.delete(schema, table)
    return sum(connection.execute(statement.encode(), [Jsonb(batch)]).rowcount for batch in batches(table))


def _live_table(connection: psycopg.Connection, schema: str, table: TableRows) -> TableRows:
    present = _present(connection, schema, table)
    if not present.issuperset(table.key_columns):
        return replace(table, rows=())
    gone: dict[str, Json] = {column: None for column in table.columns if column not in present}
    comparable = replace(table, columns=tuple(column for column in table.columns if column in present))
    records = _live_records(connection, statements.compare(schema, comparable), table)
    rows = tuple(tuple((record | gone)[column] for column in table.columns) for record in records)
    return replace(table, rows=rows)


def _live_records(connection: psycopg.Connection, statement: str, table: TableRows) -> Iterator[dict[str, Json]]:
    for batch in batches(table):
        changed: dict[int, dict[str, Json] | None] = dict(connection.execute(statement.encode(), [Jsonb(batch)]))
        for number, record in enumerate(batch, start=1):
            cells = changed.get(number, {})
            if cells is not None:
                yield record | cells


def _present(connection: psycopg.Connection, schema: str, table: TableRows) -> frozenset[str]:
    """The live columns; none where the table is gone, which takes its rows with it."""
    found = connection.execute(statements.COLUMNS, [qualified(schema, table.table)])
    return frozenset(row[0] for row in found)

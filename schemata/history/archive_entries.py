"""What was put aside, `schemata.archive`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.types.json import Jsonb

from schemata.history.installation import installed


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A schema (`table` None) or table that was put aside into `archive_schema`; a whole schema was renamed to that.

    `rows` is an estimate; `record` is the schema's record as it was; `restore` holds statements that put foreign keys
    back.
    """

    schema: str
    table: str | None
    archive_schema: str
    rows: int | None
    restore: tuple[str, ...] = ()
    record: Mapping[str, object] | None = None
    id: int | None = None
    archived_at: datetime | None = None


_ADD = """
INSERT INTO schemata.archive (schema_name, table_name, archive_schema, row_estimate, restore, record)
VALUES (%s, %s, %s, %s, %s, %s)
"""
_READ = """
SELECT schema_name, table_name, archive_schema, row_estimate, restore, record, id, archived_at
FROM schemata.archive ORDER BY id DESC
"""


def add(connection: psycopg.Connection, entry: ArchiveEntry) -> None:
    """Writes an entry."""
    record = None if entry.record is None else Jsonb(dict(entry.record))
    values = (entry.schema, entry.table, entry.archive_schema, entry.rows, Jsonb(entry.restore), record)
    connection.execute(_ADD, values)


def read(connection: psycopg.Connection) -> tuple[ArchiveEntry, ...]:
    """All entries, the newest first."""
    if not installed(connection):
        return ()
    rows = connection.execute(_READ).fetchall()
    return tuple(
        ArchiveEntry(schema, table, archive_schema, estimate, tuple(restore), record, entry_id, at)
        for schema, table, archive_schema, estimate, restore, record, entry_id, at in rows
    )


def remove(connection: psycopg.Connection, entry_id: int) -> None:
    """Forgets an entry."""
    connection.execute("DELETE FROM schemata.archive WHERE id = %s", [entry_id])

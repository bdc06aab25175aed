"""Entries of the archive: listed, restored, dropped for good."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from schemata.archive import schemas
from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.connection import reason
from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.errors import ApplyFailed, NotThere
from schemata.history import archive_entries
from schemata.history.archive_entries import ArchiveEntry
from schemata.outcomes import Archived


def find(connection: psycopg.Connection, entry_id: int) -> ArchiveEntry:
    """The entry of that number. Raises NotThere."""
    for entry in archive_entries.read(connection):
        if entry.id == entry_id:
            return entry
    raise NotThere(f"the archive has no entry {entry_id}; list it to see what there is")


def listed(connection: psycopg.Connection) -> Iterator[Archived]:
    """All entries, the newest first, as reports show them."""
    for entry in archive_entries.read(connection):
        at = entry.archived_at.isoformat(timespec="seconds") if entry.archived_at else ""
        yield Archived(_id(entry), entry.schema, entry.table, _stands_as(entry), at, entry.rows)


def restore(connection: psycopg.Connection, entry: ArchiveEntry) -> str:
    """Brings back what was put aside, with its foreign keys, in the caller's transaction. Returns its name.

    Raises ApplyFailed where the name is taken, or where rows no longer fit a key.
    """
    name = entry.schema if entry.table is None else f"{entry.schema}.{entry.table}"
    try:
        if entry.table is None:
            schemas.bring_back(connection, entry)
        else:
            _bring_table_back(connection, entry, entry.table)
        for statement in entry.restore:
            connection.execute(statement.encode())
    except (psycopg.IntegrityError, psycopg.ProgrammingError) as error:
        raise ApplyFailed(f"{name} was not restored: {reason(error)}. Nothing was changed") from None
    archive_entries.remove(connection, _id(entry))
    return name


def purge(connection: psycopg.Connection, entry: ArchiveEntry) -> str:
    """Drops what was put aside, in the caller's transaction. Returns the name that it had there. Raises ApplyFailed."""
    stands_as = _stands_as(entry)
    if entry.table is None:
        schemas.drop_contents(connection, entry.archive_schema)
    else:
        _drop_table(connection, entry, entry.table)
    archive_entries.remove(connection, _id(entry))
    return stands_as


def _stands_as(entry: ArchiveEntry) -> str:
    return entry.archive_schema if entry.table is None else f"{entry.archive_schema}.{entry.table}"


def _bring_table_back(connection: psycopg.Connection, entry: ArchiveEntry, table: str) -> None:
    source = qualified(entry.archive_schema, table)
    connection.execute(f"ALTER TABLE {source} SET SCHEMA {identifier(entry.schema)}".encode())
    _drop_if_empty(connection, entry.archive_schema)


def _drop_table(connection: psycopg.Connection, entry: ArchiveEntry, table: str) -> None:
    try:
        connection.execute(f"DROP TABLE {qualified(entry.archive_schema, table)}".encode())
    except psycopg.errors.DependentObjectsStillExist as error:
        raise ApplyFailed(f"{_stands_as(entry)} was not dropped: {reason(error)}") from None
    _drop_if_empty(connection, entry.archive_schema)


def _drop_if_empty(connection: psycopg.Connection, schema: str) -> None:
    found = catalogue.read(connection, [schema])
    if not found.schemas[schema].tables and not found.unmodelled:
        connection.execute(f"DROP SCHEMA {identifier(schema)}".encode())


def _id(entry: ArchiveEntry) -> int:
    assert entry.id is not None
    return entry.id

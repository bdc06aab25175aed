"""The definitions that were applied, `schemata.definitions`, by their digest."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from schemata.history import journal
from schemata.history.installation import complete
from schemata.history.journal import Entry
from schemata.model.text import digest

_KEEP = "INSERT INTO schemata.definitions (digest, definition) VALUES (%s, %s) ON CONFLICT (digest) DO NOTHING"
_READ = "SELECT definition FROM schemata.definitions WHERE digest = %s"
_ALL = 1_000_000


def keep(connection: psycopg.Connection, definition: str) -> None:
    """Keeps a definition's canonical text."""
    connection.execute(_KEEP, [digest(definition), definition])


def find(connection: psycopg.Connection, wanted: str) -> str | None:
    """The definition of that digest, None where it was not kept."""
    if not complete(connection):
        return None
    row = connection.execute(_READ, [wanted]).fetchone()
    return None if row is None else str(row[0])


def applied(connection: psycopg.Connection, schema: str) -> Sequence[Entry]:
    """The plans that changed which definition a schema has, the newest first."""
    entries = journal.read(connection, schema, _ALL)
    return [entry for entry in entries if entry.outcome is journal.Outcome.APPLIED and _changes(entry)]


def _changes(entry: Entry) -> bool:
    return entry.digest_before != entry.digest_after

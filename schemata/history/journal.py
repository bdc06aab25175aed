"""The journal of applied plans, `schemata.history`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import psycopg
from psycopg.types.json import Jsonb

from schemata.history.installation import installed


class Outcome(StrEnum):
    """How a plan ended. One that is `running` while nobody applies was interrupted; the next apply marks it so."""

    RUNNING = "running"
    APPLIED = "applied"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One applied plan. An `inverse` that is None would need data that is gone; `duration_ms` is None while it runs."""

    schema: str
    digest_before: str | None
    digest_after: str | None
    statements: tuple[str, ...]
    inverse: tuple[str | None, ...]
    applied_by: str
    outcome: Outcome
    duration_ms: int | None = None
    error: str | None = None
    id: int | None = None
    started_at: datetime | None = None


_ADD = """
INSERT INTO schemata.history (schema_name, definition_digest_before, definition_digest_after, statements, inverse,
                              applied_by, outcome, duration_ms, error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_FINISH = "UPDATE schemata.history SET outcome = %s, duration_ms = %s, error = %s WHERE id = %s"
_INTERRUPTED = "UPDATE schemata.history SET outcome = 'interrupted' WHERE schema_name = %s AND outcome = 'running'"
_READ = """
SELECT schema_name, definition_digest_before, definition_digest_after, statements, inverse, applied_by, outcome,
       duration_ms, error, id, started_at
FROM schemata.history WHERE %s::text IS NULL OR schema_name = %s ORDER BY id DESC LIMIT %s
"""


def add(connection: psycopg.Connection, entry: Entry) -> int:
    """Writes an entry and returns its id."""
    values = (
        *(entry.schema, entry.digest_before, entry.digest_after, Jsonb(entry.statements), Jsonb(entry.inverse)),
        *(entry.applied_by, entry.outcome.value, entry.duration_ms, entry.error),
    )
    row = connection.execute(_ADD, values).fetchone()
    assert row is not None
    return int(row[0])


def finish(
    connection: psycopg.Connection, entry_id: int, outcome: Outcome, duration_ms: int, error: str | None = None
) -> None:
    """Says how a plan ended."""
    connection.execute(_FINISH, [outcome.value, duration_ms, error, entry_id])


def mark_interrupted(connection: psycopg.Connection, schema: str) -> None:
    """Marks what still counts as running. Only the holder of the schema's lock may call it."""
    connection.execute(_INTERRUPTED, [schema])


def read(connection: psycopg.Connection, schema: str | None = None, limit: int = 50) -> tuple[Entry, ...]:
    """The last plans, the newest first, of one schema or of all."""
    if not installed(connection):
        return ()
    return tuple(_entry(*row) for row in connection.execute(_READ, [schema, schema, limit]))


def _entry(
    schema: str,
    before: str | None,
    after: str | None,
    statements: Sequence[str],
    inverse: Sequence[str | None],
    applied_by: str,
    outcome: str,
    duration_ms: int | None,
    error: str | None,
    entry_id: int,
    started_at: datetime,
) -> Entry:
    return Entry(
        schema, before, after, tuple(statements), tuple(inverse), applied_by, Outcome(outcome),
        duration_ms, error, entry_id, started_at,
    )  # fmt: skip

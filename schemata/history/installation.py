"""The schema `schemata` of a database: made on first use."""

from __future__ import annotations

import psycopg

HISTORY_SCHEMA = "schemata"
_LOCK = 7_164_283_946_108_835  # any number: it serialises first uses of one database
_INSTALLED = "SELECT to_regclass('schemata.archive') IS NOT NULL"
_COMPLETE = "SELECT to_regclass('schemata.definitions') IS NOT NULL"
_DDL = """
CREATE SCHEMA IF NOT EXISTS schemata;
COMMENT ON SCHEMA schemata IS 'What the schema engine made in this database, and what it did.';

CREATE TABLE IF NOT EXISTS schemata.schemas (
    name text PRIMARY KEY,
    definition text NOT NULL,
    definition_digest text NOT NULL,
    live_digests jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('applying', 'applied', 'adopted')),
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE schemata.schemas IS 'Our schemas: the definition, and digests of live objects when they were made.';

CREATE TABLE IF NOT EXISTS schemata.history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schema_name text NOT NULL,
    definition_digest_before text,
    definition_digest_after text,
    statements jsonb NOT NULL,
    inverse jsonb NOT NULL,
    applied_by text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration_ms bigint,
    outcome text NOT NULL CHECK (outcome IN ('running', 'applied', 'failed', 'interrupted')),
    error text
);
CREATE INDEX IF NOT EXISTS history_schema_name_idx ON schemata.history (schema_name, id);
COMMENT ON TABLE schemata.history IS 'Applied plans. An entry of inverse that is null would need data that is gone.';

CREATE TABLE IF NOT EXISTS schemata.archive (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schema_name text NOT NULL,
    table_name text,
    archive_schema text NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now(),
    row_estimate bigint,
    record jsonb,
    restore jsonb NOT NULL
);
COMMENT ON TABLE schemata.archive IS 'Schemas and tables put aside, with statements that put foreign keys back.';

CREATE TABLE IF NOT EXISTS schemata.definitions (
    digest text PRIMARY KEY,
    definition text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE schemata.definitions IS 'Every definition that was applied, for a rollback.';
"""


def installed(connection: psycopg.Connection) -> bool:
    """Whether this database has a history."""
    return _holds(connection, _INSTALLED)


def complete(connection: psycopg.Connection) -> bool:
    """Whether the history has all of its tables: one that an earlier release made lacks the last of them."""
    return _holds(connection, _COMPLETE)


def install(connection: psycopg.Connection) -> None:
    """Makes the history's tables where they are missing."""
    if complete(connection):
        return
    with connection.transaction():
        connection.execute("SELECT pg_catalog.pg_advisory_xact_lock(%s)", [_LOCK])
        connection.execute(_DDL)


def _holds(connection: psycopg.Connection, query: str) -> bool:
    row = connection.execute(query.encode()).fetchone()
    return bool(row and row[0])

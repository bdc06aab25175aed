"""One applier at a time for each schema of a database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from schemata.errors import Busy

_PAUSE = 0.1
_KEY = "pg_catalog.hashtextextended('schemata ' || %(schema)s, 0)"
_TRY = f"SELECT pg_catalog.pg_try_advisory_lock({_KEY})"
_UNLOCK = f"SELECT pg_catalog.pg_advisory_unlock({_KEY})"
_ACTIVITY = "'process ' || a.pid || ' (' || a.application_name || ', user ' || a.usename || ', since '\
 || to_char(coalesce(a.xact_start, a.query_start), 'HH24:MI:SS TZ') || ')'"
_HOLDER = f"""
SELECT {_ACTIVITY} FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  AND ((l.classid::bigint << 32) | l.objid::bigint) = {_KEY}
"""  # noqa: S608 - constants
_BLOCKERS = f"""
SELECT DISTINCT {_ACTIVITY} FROM pg_catalog.pg_locks l
JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = %(schema)s
JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid()
"""  # noqa: S608 - constants


@contextmanager
def held(connection: psycopg.Connection, schema: str, wait: float) -> Iterator[None]:
    """Holds the lock of a schema; `wait` is in seconds. Raises Busy, with who holds it.

    It is asked for again and again: a session that waits inside one statement keeps a snapshot, and the holder's
    concurrent index build would wait for that forever.
    """
    deadline = time.monotonic() + wait
    while not _ask(connection, _TRY, schema):
        if time.monotonic() > deadline:
            raise Busy(
                f"schema {schema!r} is being applied by {_who(connection, _HOLDER, schema)}; try again when it is done"
            )
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        if not connection.closed:
            _ask(connection, _UNLOCK, schema)


def blockers(connection: psycopg.Connection, schema: str) -> str:
    """`; held by process 7 (...)`: the sessions that have locks on tables of the schema now, or nothing."""
    found = "" if connection.closed else _who(connection, _BLOCKERS, schema)
    return f"; held by {found}" if found else ""


def _ask(connection: psycopg.Connection, query: str, schema: str) -> bool:
    row = connection.execute(query.encode(), {"schema": schema}).fetchone()
    return bool(row and row[0])


def _who(connection: psycopg.Connection, query: str, schema: str) -> str:
    return ", ".join(str(row[0]) for row in connection.execute(query.encode(), {"schema": schema}))

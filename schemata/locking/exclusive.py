"""A piece of work on one schema: alone, in one transaction, tried again while locks are in its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import psycopg

from schemata.dialects.postgresql.connection import reason
from schemata.errors import ApplyFailed
from schemata.locking.patience import Patience, retrying
from schemata.locking.schema_lock import blockers, held

_T = TypeVar("_T")


def exclusively(connection: psycopg.Connection, schema: str, action: Callable[[], _T], patience: Patience) -> _T:
    """Does `action` while no other applier is at the schema. Raises Busy, ApplyFailed, and what `action` raises."""

    def attempt() -> _T:
        with connection.transaction():
            connection.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(patience.statement * 1000)}ms"])
            return action()

    with held(connection, schema, patience.total):
        try:
            return retrying(attempt, patience, lambda: blockers(connection, schema))
        except psycopg.Error as error:
            if connection.broken:
                raise
            raise ApplyFailed(f"schema {schema!r}: {reason(error)}. Nothing was changed") from None

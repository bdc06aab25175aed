"""An administrator who is no superuser acts for a role only as its member, so it becomes one for a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from psycopg.pq import TransactionStatus

from airgap.plugins.postgresql.server import Connection, run
from schemata.dialects.postgresql.quoting import identifier

_NOT_A_MEMBER = """
SELECT rolname FROM pg_roles
WHERE rolname = ANY(%s) AND NOT rolsuper AND NOT pg_has_role(current_user, oid, 'SET')
ORDER BY rolname
"""

_NOT_A_MEMBER_BEFORE_16 = _NOT_A_MEMBER.replace("'SET'", "'MEMBER'")


@contextmanager
def acting_for(connection: Connection, roles: Iterable[str]) -> Iterator[None]:
    """Be a member of `roles` inside. A superuser needs no membership, and none can be had of a superuser."""
    lacking = _lacking(connection, roles)
    for role in lacking:
        run(connection, f"GRANT {identifier(role)} TO CURRENT_USER")
    try:
        yield
    finally:
        # A failed transaction cannot be used any more, and takes its grants with it.
        if connection.info.transaction_status is not TransactionStatus.INERROR:
            for role in lacking:
                run(connection, f"REVOKE {identifier(role)} FROM CURRENT_USER")


def _lacking(connection: Connection, roles: Iterable[str]) -> list[str]:
    query = _NOT_A_MEMBER if connection.info.server_version >= 160000 else _NOT_A_MEMBER_BEFORE_16
    return [str(row[0]) for row in connection.execute(query.encode(), (list(roles),)).fetchall()]

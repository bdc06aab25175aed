"""What was in a database that is gone, is gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from schemata.dialects.postgresql.connection import Server
from schemata.errors import ConnectionProblem

# Every server has it, unless somebody dropped it: then the first problem stands.
_ALWAYS_THERE: Final = "postgres"


@contextmanager
def if_there(server: Server, database: str) -> Iterator[None]:
    """Ends the block quietly where the database does not exist. Other problems pass: a server may be down for a while.

    Without this a dropped database could be neither refreshed nor deleted.
    """
    try:
        yield
    except ConnectionProblem:
        if not _is_gone(server, database):
            raise


def _is_gone(server: Server, database: str) -> bool:
    try:
        with server.connect(_ALWAYS_THERE) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is None
    except ConnectionProblem:
        return False

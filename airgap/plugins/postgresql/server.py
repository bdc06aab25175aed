"""The connection to the server, and how its errors become messages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo

from airgap.plugins.postgresql.settings import Settings
from provider.protocol.errors import ProviderError

Connection = psycopg.Connection[tuple[object, ...]]

GRANTS_LOCK: Final = 0x6469_6769_6772_616E
"""Advisory lock key. Two GRANTs on one object at once fail with "tuple concurrently updated"; so one waits."""


class Server:
    """One Postgres server; safe to use from many threads."""

    def __init__(self, configured: Settings) -> None:
        """Open nothing yet: each use connects, so that no idle connection keeps a database from being dropped."""
        self.settings = configured
        self._free = threading.BoundedSemaphore(max(1, min(configured.max_connections, 8)))

    @contextmanager
    def transaction(self, database: str = "") -> Iterator[Connection]:
        """Connect to `database` (the configured one by default) for one transaction."""
        with self._connected(database) as connection, connection.transaction():
            yield connection

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        """Connect to the configured database for statements that cannot run in a transaction."""
        with self._connected("") as connection:
            connection.autocommit = True
            yield connection

    @contextmanager
    def _connected(self, database: str) -> Iterator[Connection]:
        with self._free, _problems_told(), self._connect(database or self.settings.database) as connection:
            yield connection

    def _connect(self, database: str) -> Connection:
        given = self.settings
        parameters: dict[str, str | int | None] = {
            "host": given.host,
            "port": given.port,
            "user": given.username,
            "password": given.password,
            "dbname": database,
            "sslmode": given.sslmode,
            "sslrootcert": given.sslrootcert,
            "connect_timeout": given.connect_timeout,
            "application_name": "pulumi postgresql",
            "client_encoding": "UTF8",
        }
        try:
            return psycopg.connect(make_conninfo("", **{name: value for name, value in parameters.items() if value}))
        except psycopg.OperationalError as problem:
            if f'database "{database}" does not exist' in str(problem):
                raise NoDatabaseError(f"database {database!r} does not exist on {given.host}:{given.port}") from None
            raise ProviderError(
                f"cannot connect to database {database!r} on {given.host}:{given.port} as {given.username!r}: "
                f"{str(problem).strip()}; start the server or correct the provider's configuration"
            ) from None


class NoDatabaseError(ProviderError):
    """The database to connect to does not exist."""


def run(connection: Connection, statement: str) -> None:
    """Run a statement that is put together from key words and quoted parts."""
    connection.execute(statement.encode())


def serialise_grants(connection: Connection) -> None:
    """Wait for whoever changes privileges in this database, until the end of the transaction."""
    connection.execute("SET LOCAL statement_timeout = 0")
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (GRANTS_LOCK,))


@contextmanager
def _problems_told() -> Iterator[None]:
    """Turn the server's errors into messages. They never hold a password: those are sent only as verifiers."""
    try:
        yield
    except psycopg.Error as problem:
        parts = (problem.diag.message_primary or str(problem), problem.diag.message_detail, problem.diag.message_hint)
        raise ProviderError("; ".join(part for part in parts if part)) from problem

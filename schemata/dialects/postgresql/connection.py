"""Connections to a Postgres server: a bounded pool a database, sessions alike, problems told without secrets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

import psycopg

from schemata.errors import ConnectionProblem

CONNECTIONS = 8
"""Connections a database: more does not speed up DDL, and a server has few."""

_IDLE_CHECK_SECONDS = 5.0
_SESSION = """
SELECT set_config('search_path', '', false), set_config('row_security', 'off', false),
       set_config('lock_timeout', '5s', false), set_config('standard_conforming_strings', 'on', false),
       set_config('client_connection_check_interval', '2s', false), set_config('timezone', 'UTC', false),
       set_config('statement_timeout', '0', false), set_config('idle_in_transaction_session_timeout', '10min', false),
       set_config('check_function_bodies', 'off', false)
"""  # every name qualified; no row hidden from a look for rows; a killed client's statement ends by itself; functions
# may call what the same plan makes after them


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens and who enters. `sslmode` is libpq's. The password never shows in `repr`."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    sslmode: str = "prefer"

    def __str__(self) -> str:
        return f"{self.username}@{self.host}:{self.port}"


class Server:
    """A server and its pools. One object serves all threads of a process; `close` ends its idle connections."""

    def __init__(self, address: Address, *, connections: int = CONNECTIONS, application_name: str = "schemata") -> None:
        """`connections` bounds the connections to each database."""
        self.address = address
        self._connections = connections
        self._application_name = application_name
        self._pools: dict[str, _Pool] = {}
        self._lock = Lock()

    @contextmanager
    def connect(self, database: str, *, timeout: float = 10.0) -> Iterator[psycopg.Connection]:
        """A connection in autocommit, given back at the end; `timeout` bounds the wait for it, in seconds.

        Raises ConnectionProblem where there is none, or where it breaks while it is in use.
        """
        pool = self._pool(database)
        connection = pool.take(timeout)
        try:
            yield connection
        except psycopg.OperationalError as error:
            if connection.broken:
                raise ConnectionProblem(f"{self.address}/{database}: the connection broke: {reason(error)}") from None
            raise
        finally:
            pool.give_back(connection)

    def close(self) -> None:
        """Closes what is idle. Connections in use close when they are given back to nobody."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()

    def _pool(self, database: str) -> _Pool:
        with self._lock:
            if database not in self._pools:
                self._pools[database] = _Pool(self.address, database, self._connections, self._application_name)
            return self._pools[database]


class _Pool:
    """Idle connections to one database, the last used first.

    Not psycopg_pool: that connects on a thread of its own, and its caller learns of a time-out instead of the reason.
    """

    def __init__(self, address: Address, database: str, size: int, application_name: str) -> None:
        self._address, self._database, self._application_name = address, database, application_name
        self._free = BoundedSemaphore(size)
        self._idle: list[tuple[psycopg.Connection, float]] = []

    def take(self, timeout: float) -> psycopg.Connection:
        if not self._free.acquire(timeout=timeout):
            place = f"{self._address}/{self._database}"
            raise ConnectionProblem(f"{place}: all connections are in use for {timeout:g} s; try again")
        try:
            return self._take_idle() or self._connect(timeout)
        except BaseException:
            self._free.release()
            raise

    def give_back(self, connection: psycopg.Connection) -> None:
        try:
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.close()
            if not connection.closed:
                self._idle.append((connection, time.monotonic()))
        finally:
            self._free.release()

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[0].close()

    def _take_idle(self) -> psycopg.Connection | None:
        while self._idle:
            connection, since = self._idle.pop()
            if time.monotonic() - since < _IDLE_CHECK_SECONDS or _answers(connection):
                return connection
        return None

    def _connect(self, timeout: float) -> psycopg.Connection:
        address = self._address
        try:
            connection = psycopg.connect(
                host=address.host,
                port=address.port,
                user=address.username,
                password=address.password,
                dbname=self._database,
                sslmode=address.sslmode,
                connect_timeout=max(2, round(timeout)),
                application_name=self._application_name,
                autocommit=True,
            )
            connection.execute(_SESSION)
        except psycopg.Error as error:
            raise ConnectionProblem(f"{address}/{self._database}: cannot connect: {reason(error)}") from None
        return connection


def _answers(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("")
    except psycopg.Error:
        connection.close()
        return False
    return True


def reason(error: psycopg.Error) -> str:
    """Postgres's reason on one line: primary message, detail and hint where it sent them."""
    diagnosis = error.diag
    parts = [diagnosis.message_primary, diagnosis.message_detail, diagnosis.message_hint]
    text = "; ".join(part for part in parts if part) or str(error)
    return " ".join(text.split())

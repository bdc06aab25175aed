"""A database for one proof."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg

from schemata.dialects.postgresql.connection import Server, reason
from schemata.dialects.postgresql.quoting import identifier
from schemata.errors import SchemataError

_numbers = count(1)


@contextmanager
def scratch_database(server: Server, beside: str) -> Iterator[str]:
    """An empty database on the server, dropped at the end; `beside` is one to connect to. Raises SchemataError."""
    name = f"schemata_proof_{os.getpid()}_{next(_numbers)}"
    _run(server, beside, f"CREATE DATABASE {identifier(name)} TEMPLATE template0")
    try:
        yield name
    finally:
        _run(server, beside, f"DROP DATABASE IF EXISTS {identifier(name)} WITH (FORCE)")


def _run(server: Server, database: str, statement: str) -> None:
    with server.connect(database) as connection:
        try:
            connection.execute(statement.encode())
        except psycopg.Error as error:
            problem = f"a plan is proved in a database of its own, and the user cannot make one: {reason(error)}"
            raise SchemataError(problem) from None

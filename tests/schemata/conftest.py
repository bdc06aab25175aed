"""Fixtures for the engine on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from schemata.dialects.postgresql.connection import Address, Server
from tests.postgres_server import Database


@pytest.fixture
def server(database: Database) -> Iterator[Server]:
    """The server of the test's database, as the engine uses it."""
    endpoint = database.server
    opened = Server(Address(endpoint.host, endpoint.port, endpoint.username, endpoint.password))
    yield opened
    opened.close()


@pytest.fixture
def by_hand(database: Database) -> Iterator[psycopg.Connection]:
    """Somebody else's session in the test's database."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        yield connection

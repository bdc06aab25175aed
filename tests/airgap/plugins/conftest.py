"""The stand-in for the `postgresql` plugin, running and configured for each server of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from servers.endpoint import Endpoint
from tests.plugin_process import Plugin, running
from tests.postgres_server import Database


@pytest.fixture(scope="session")
def plugin(postgres: Endpoint) -> Iterator[Plugin]:
    """The stand-in as the program configures it: numbers as JSON text."""
    with running("-m", "airgap.plugins.postgresql") as started:
        started.configure(
            {
                "host": postgres.host,
                "port": str(postgres.port),
                "username": postgres.username,
                "password": postgres.password,
                "sslmode": "disable",
                "maxConnections": "4",
            }
        )
        yield started


@pytest.fixture
def names(postgres: Endpoint) -> Iterator[str]:
    """A prefix for this test's roles and databases, which are removed after it."""
    prefix = f"t{uuid4().hex[:10]}_"
    yield prefix
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        for kind, query in (
            ("DATABASE", "SELECT datname FROM pg_database WHERE datname LIKE %s"),
            ("ROLE", "SELECT rolname FROM pg_roles WHERE rolname LIKE %s"),
        ):
            for (name,) in connection.execute(query, (f"{prefix}%",)).fetchall():
                connection.execute(f'DROP {kind} "{name}"'.encode())


@pytest.fixture
def database(names: str, database: Database) -> Database:
    """The test's database, which goes before its roles: it holds their privileges."""
    return database

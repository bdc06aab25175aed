"""The provider `schemata`, configured for the server of the test's database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from servers.endpoint import Endpoint
from tests.plugin_process import Plugin, running
from tests.postgres_server import Database
from tests.provider.resources.dump import dump


@pytest.fixture(scope="module")
def provider_process(postgres: Endpoint) -> Iterator[Plugin]:
    """The provider, as the engine starts it for one command."""
    with running("-m", "provider") as plugin:
        plugin.configure(
            {
                "host": postgres.host,
                "port": str(postgres.port),
                "username": postgres.username,
                "password": postgres.password,
                "sslmode": "disable",
            }
        )
        yield plugin


@pytest.fixture
def schemata(provider_process: Plugin, postgres: Endpoint) -> Iterator[Plugin]:
    """The provider, with nothing told yet. Whatever it tells, the password is not among it."""
    provider_process.engine.logs.clear()
    yield provider_process
    assert not [text for text in provider_process.texts() if postgres.password in text]


@pytest.fixture
def by_hand(database: Database) -> Iterator[psycopg.Connection]:
    """Somebody else's session in the test's database."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def everything(database: Database, postgres_version: str) -> Callable[[], str]:
    """All that the test's database holds, schema and rows, as SQL."""
    return lambda: dump(database, postgres_version)


@pytest.fixture
def postgres_version(by_hand: psycopg.Connection) -> str:
    """The server's major version."""
    return str(by_hand.info.server_version // 10000)

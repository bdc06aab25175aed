"""Fixtures for all tests: a Postgres of each embedded version, and an empty database on it."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from servers.binaries import WHEELS
from servers.endpoint import Endpoint
from tests import postgres_server
from tests.postgres_server import Database


def pytest_configure(config: pytest.Config) -> None:
    """Name the run's servers before a worker starts, since workers inherit the environment."""
    if not hasattr(config, "workerinput"):
        os.environ["TEST_SERVERS"] = str(Path(tempfile.gettempdir()) / f"digi-test-servers-{uuid.uuid4().hex[:12]}")
        os.environ["TEST_SERVERS_OWNER"] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's servers, after an interruption too; workers leave that to the process that started them."""
    if not hasattr(config, "workerinput"):
        postgres_server.remove(Path(os.environ["TEST_SERVERS"]))


@pytest.fixture(scope="session", params=sorted(WHEELS), ids=lambda version: f"pg{version}")
def postgres(request: pytest.FixtureRequest) -> Endpoint:
    """The administrator's endpoint of a temporary server; what asks for it runs once on each version."""
    folder, owner = Path(os.environ["TEST_SERVERS"]), int(os.environ["TEST_SERVERS_OWNER"])
    return postgres_server.shared(folder, owner, request.param)


@pytest.fixture
def database(postgres: Endpoint) -> Iterator[Database]:
    """A database of this test alone, dropped after it."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield Database(name, postgres, postgres.url(name))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

"""A schema to read, and the reader."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.catalogue import Catalogue
from schemata.dialects.postgresql.connection import Server
from schemata.model import Schema
from tests.postgres_server import Database

Read = Callable[..., Catalogue]
Load = Callable[[str], Schema]


@pytest.fixture
def shop(by_hand: psycopg.Connection) -> psycopg.Connection:
    """A session that makes its objects in an empty schema `shop`."""
    by_hand.execute("CREATE SCHEMA shop; SET search_path = shop")
    return by_hand


@pytest.fixture
def read(server: Server, database: Database) -> Read:
    """Reads the schemas of the given names."""

    def found(*names: str) -> Catalogue:
        with server.connect(database.name) as connection, catalogue.snapshot(connection):
            return catalogue.read(connection, names)

    return found


@pytest.fixture
def load(shop: psycopg.Connection, read: Read) -> Load:
    """Makes objects in `shop` and reads it. Nothing of it may be of a kind that the model lacks."""

    def loaded(ddl: str) -> Schema:
        shop.execute(ddl.encode())
        found = read("shop")
        assert found.unmodelled == ()
        return found.schemas["shop"]

    return loaded

"""Tables for reference rows."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.postgres_server import Database

TABLES = """
CREATE SCHEMA "Meta data";
CREATE TABLE "Meta data".kinds (
    id uuid PRIMARY KEY, name varchar(20), rank integer, price numeric(10,2), since date, settings jsonb, tags text[],
    noted text DEFAULT 'kept'
);
CREATE TABLE "Meta data"."order" (
    a text, "select" integer, kind uuid REFERENCES "Meta data".kinds, PRIMARY KEY (a, "select")
);
CREATE TABLE "Meta data".links (a text, b text, PRIMARY KEY (a, b));
"""


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """A session in a database with the tables."""
    with psycopg.connect(database.url, autocommit=True) as opened:
        opened.execute(TABLES)
        yield opened

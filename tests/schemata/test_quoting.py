"""Quoting, proved by a real server reading back what was quoted."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemata.dialects.postgresql.quoting import MAX_IDENTIFIER_BYTES, identifier, literal, qualified
from tests.postgres_server import Database

STORABLE = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
TEXTS = st.text(STORABLE)
NAMES = st.text(STORABLE, min_size=1).filter(lambda name: len(name.encode()) <= MAX_IDENTIFIER_BYTES)
NASTY = st.sampled_from(['"', '""', "'", "\\", "\\'", 'a"; drop table t; --', "select", "Ünïcode", "%s", "$$", "a.b"])
on_server = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.url) as opened:
        yield opened


def value(connection: psycopg.Connection, statement: str) -> object:
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


@on_server
@given(text=TEXTS | NASTY)
@pytest.mark.parametrize("conforming", ["on", "off"])
def test_a_literal_means_the_text(connection: psycopg.Connection, text: str, conforming: str) -> None:
    connection.execute(f"SET standard_conforming_strings = {conforming}".encode())
    assert value(connection, f"SELECT {literal(text)}") == text


@on_server
@given(name=NAMES | NASTY)
def test_an_identifier_names_the_column(connection: psycopg.Connection, name: str) -> None:
    cursor = connection.execute(f"SELECT 1 AS {identifier(name)}".encode())
    assert cursor.description is not None
    assert cursor.description[0].name == name


@on_server
@given(schema=NASTY, name=NASTY)
def test_a_qualified_name_is_found(connection: psycopg.Connection, schema: str, name: str) -> None:
    with connection.transaction(force_rollback=True):
        for statement in (f"CREATE SCHEMA {identifier(schema)}", f"CREATE TABLE {qualified(schema, name)} ()"):
            connection.execute(statement.encode())
        found = connection.execute(
            "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s AND relname = %s",
            (schema, name),
        ).fetchone()
    assert found == (1,)


@pytest.mark.parametrize("name", ["", "x" * 64, "ü" * 32, "a\0b", "\ud800"])
def test_a_name_that_postgres_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        identifier(name)


def test_the_longest_name_is_allowed() -> None:
    assert identifier("x" * 63) == '"' + "x" * 63 + '"'


@pytest.mark.parametrize("text", ["secret\0secret", "secret\ud800"])
def test_a_refused_text_stays_out_of_the_error(text: str) -> None:
    with pytest.raises(ValueError) as problem:
        literal(text)
    assert "secret" not in str(problem.value)

"""Random pairs of schemas on a real server: plan, apply, read back, compare, plan again, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemata.dialects.postgresql.catalogue import read
from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.model import Schema
from schemata.plan import PlanContext, plan
from tests.conftest import Database
from tests.schemata.strategies import schemas

on_server = settings(
    max_examples=30,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.url, autocommit=True) as opened:
        opened.execute("SET search_path = ''")
        opened.execute("SET client_min_messages = error")
        yield opened


def apply(connection: psycopg.Connection, live: Schema | None, desired: Schema, rows: int | None) -> None:
    """Makes `live` into `desired`, statement by statement."""
    known = {} if live is None else {table.name: rows for table in live.tables}
    for step in plan(diff(live, desired), PlanContext(desired.name, known)).steps:
        connection.execute(render(step.operation, desired.name).encode())


def live_schema(connection: psycopg.Connection, name: str) -> Schema:
    """The schema as the catalogue has it, columns by name: their order is no difference."""
    found = read(connection, [name]).schemas[name]
    by_name = (replace(t, columns=tuple(sorted(t.columns, key=lambda column: column.name))) for t in found.tables)
    return replace(found, tables=tuple(by_name))


def forget(connection: psycopg.Connection) -> None:
    """Removes what an example made."""
    query = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname ~ '^[st](__archive.*)?$'"
    for (name,) in connection.execute(query).fetchall():
        connection.execute(f'DROP SCHEMA "{name}" CASCADE'.encode())


@on_server
@given(first=schemas("s"), second=schemas("t"), rows=st.sampled_from((None, 0)))
def test_a_plan_makes_what_was_asked_for(
    connection: psycopg.Connection, first: Schema, second: Schema, rows: int | None
) -> None:
    forget(connection)
    apply(connection, None, first, rows)
    apply(connection, None, second, rows)
    live, desired = live_schema(connection, "s"), replace(live_schema(connection, "t"), name="s")
    assert diff(live, live) == ()

    apply(connection, live, desired, rows)
    made = live_schema(connection, "s")
    assert diff(made, desired) == ()
    assert made == desired

    apply(connection, made, live, rows)
    assert live_schema(connection, "s") == live

"""Random pairs of schemas on a real server: plan, apply, read back, compare, plan again, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemata.dialects.postgresql.catalogue import read
from schemata.dialects.postgresql.render import render
from schemata.diff import Change, diff, invert_all
from schemata.diff.renaming import Renames, under_desired_names
from schemata.model import Check, Column, DataType, Index, IndexKey, Schema, Table
from schemata.plan import PlanContext, plan
from tests.postgres_server import Database
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


def run(connection: psycopg.Connection, found: Iterable[Change]) -> None:
    """Applies changes of schema `s`."""
    for step in plan(found, PlanContext("s")).steps:
        connection.execute(render(step.operation, "s").encode())


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


@on_server
@given(first=schemas("s"))
def test_an_inverse_takes_a_plan_back(connection: psycopg.Connection, first: Schema) -> None:
    forget(connection)
    apply(connection, None, first, None)
    live = live_schema(connection, "s")
    desired = renamed_and_commented(live)
    found = diff(live, desired)
    run(connection, found)
    assert diff(live_schema(connection, "s"), desired) == ()

    inverse = invert_all(found)
    assert None not in inverse
    run(connection, [change for change in inverse if change is not None])
    assert live_schema(connection, "s") == live


def renamed_and_commented(live: Schema) -> Schema:
    """The schema with other names, comments, an index and a column more; keys and checks follow the names."""
    tables = {table.name: f"{table.name} two" for table in live.tables}
    columns = {
        tables[table.name]: {column.name: f"{column.name} two" for column in table.columns} for table in live.tables
    }
    moved = under_desired_names(live, Renames(tables, columns))
    return replace(moved, tables=tuple(changed(table) for table in moved.tables))


def changed(table: Table) -> Table:
    """A table whose renames have their hints, with more columns and indexes."""
    columns = tuple(
        replace(column, comment="c", renamed_from=column.name.removesuffix(" two")) for column in table.columns
    )
    added = Column("added", DataType("integer"), default="1")
    index = Index(f"ix {table.name}", (IndexKey("added"),), comment="i")
    return replace(
        table,
        columns=(*columns, added),
        checks=(*(replace(check, comment="k") for check in table.checks), Check("k", "(added > 0)")),
        indexes=(*(replace(index, name=f"{index.name} two", comment="j") for index in table.indexes), index),
        comment="t",
        renamed_from=table.name.removesuffix(" two"),
    )

"""What a change of type does, told beforehand and seen on a server."""

from __future__ import annotations

from itertools import permutations

import psycopg
import pytest

from schemata.dialects.postgresql.render import render
from schemata.diff.type_change import TypeChange, classify
from schemata.model import Column, DataType
from schemata.plan.operations import SetType
from tests.postgres_server import Database

TYPES = (
    "smallint, integer, bigint, numeric, numeric(10;2), numeric(12;2), numeric(12;4), real, double precision, text, "
    "varchar, varchar(10), varchar(20), char(5), char(10), date, timestamp, timestamp(3), timestamptz, time, timetz, "
    "interval, boolean, uuid, json, jsonb, inet, cidr, bytea, varbit, varbit(8), text[], integer[], varchar(10)[]"
)
PAIRS = list(permutations([DataType.parse(name.replace(";", ",")) for name in TYPES.split(", ")], 2))

VALUES = {
    "smallint": "-32768",
    "integer": "-2147483648",
    "bigint": "-9223372036854775808",
    "numeric(10,2)": "-99999999.99",
    "numeric(12,2)": "-9999999999.99",
    "numeric(12,4)": "-99999999.9999",
    "real": "0.1",
    "double precision": "0.1",
    "text": "x" * 50,
    "varchar(10)": "x" * 10,
    "varchar(20)": "x" * 20,
    "boolean": "true",
    "date": "2026-01-31",
    "timestamp(3)": "2026-01-31 12:00:00.123",
    "timestamptz": "2026-01-31 12:00:00.123456+02",
    "time": "12:00:00.123456",
    "cidr": "10.0.0.0/8",
}


@pytest.mark.parametrize(
    ("live", "desired", "expected"),
    [
        ("varchar(20)", "varchar(40)", TypeChange.IN_PLACE),
        ("varchar(20)", "text", TypeChange.IN_PLACE),
        ("text", "varchar(20)", TypeChange.NARROWING),
        ("varchar(40)", "varchar(20)", TypeChange.NARROWING),
        ("numeric(10,2)", "numeric(12,2)", TypeChange.IN_PLACE),
        ("numeric(10,2)", "numeric(10,4)", TypeChange.NARROWING),
        ("numeric(10,4)", "numeric(10,2)", TypeChange.LOSSY),
        ("integer", "bigint", TypeChange.REWRITE),
        ("bigint", "integer", TypeChange.NARROWING),
        ("bigint", "double precision", TypeChange.LOSSY),
        ("timestamptz", "date", TypeChange.LOSSY),
        ("uuid", "integer", TypeChange.NARROWING),
        ("varchar(10)[]", "text[]", TypeChange.REWRITE),
    ],
)
def test_each_change_has_its_class(live: str, desired: str, expected: TypeChange) -> None:
    assert classify(DataType.parse(live), DataType.parse(desired)) is expected


def filenode(connection: psycopg.Connection) -> object:
    row = connection.execute("SELECT pg_relation_filenode('s.t')").fetchone()
    assert row is not None
    return row[0]


def alter(connection: psycopg.Connection, live: DataType, desired: DataType) -> None:
    connection.execute(render(SetType("t", Column("a", live), Column("a", desired)), "s").encode())


def make(connection: psycopg.Connection, live: DataType, value: str | None) -> None:
    connection.execute("DROP TABLE IF EXISTS s.t")
    connection.execute(f"CREATE TABLE s.t (a {live})".encode())
    connection.execute("INSERT INTO s.t VALUES (%s)", [value])


def test_a_change_in_place_writes_nothing_and_every_type_can_become_every_other(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("SET search_path = ''; SET timezone = 'Europe/Berlin'; CREATE SCHEMA s")
        for live, desired in PAIRS:
            make(connection, live, None)
            before = filenode(connection)
            alter(connection, live, desired)
            if classify(live, desired) is TypeChange.IN_PLACE:
                assert filenode(connection) == before, f"{live} -> {desired} is written anew"


def test_values_that_are_said_to_fit_fit(database: Database) -> None:
    harmless = (TypeChange.IN_PLACE, TypeChange.REWRITE)
    pairs = [(a, b) for a, b in PAIRS if str(a) in VALUES and classify(a, b) in harmless]
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("SET search_path = ''; SET timezone = 'UTC'; CREATE SCHEMA s")
        for live, desired in pairs:
            make(connection, live, VALUES[str(live)])
            before = connection.execute("SELECT a::text FROM s.t").fetchall()
            alter(connection, live, desired)
            alter(connection, desired, live)
            after = connection.execute("SELECT a::text FROM s.t").fetchall()
            assert before == after, f"{live} -> {desired} -> {live}"


def test_a_text_that_is_too_long_is_refused_not_cut(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("SET search_path = ''; CREATE SCHEMA s")
        make(connection, DataType("text"), "longer than ten")
        with pytest.raises(psycopg.errors.StringDataRightTruncation):
            alter(connection, DataType("text"), DataType("varchar", (10,)))

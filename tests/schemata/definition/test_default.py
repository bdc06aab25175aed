"""Defaults: values of the column's type, words, and what is refused."""

from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemata.definition.sql.data_types import parse_type
from schemata.definition.sql.default import render_default
from schemata.definition.yaml_document import Json

GOOD: list[tuple[str, Json, str]] = [
    ("uuid", "uuid", "gen_random_uuid()"),
    ("uuid", "uuid_generate_v4()", "gen_random_uuid()"),
    ("uuid", "6E0D6A9E-0000-4000-8000-000000000000", "'6E0D6A9E-0000-4000-8000-000000000000'"),
    ("timestamptz", "now", "now()"),
    ("timestamp", "CURRENT_TIMESTAMP", "now()"),
    ("date", "now", "CURRENT_DATE"),
    ("time", "now", "LOCALTIME"),
    ("date", "2025-12-31", "'2025-12-31'"),
    ("timestamptz", "2025-12-31T10:00:00+01:00", "'2025-12-31T10:00:00+01:00'"),
    ("interval", "1 day 02:30:00", "'1 day 02:30:00'"),
    ("varchar(20)", "new", "'new'"),
    ("varchar(20)", "it's", "'it''s'"),
    ("text", "now", "'now'"),
    ("text", "", "''"),
    ("text", "a\\b", "E'a\\\\b'"),
    ("text", "x'); DROP TABLE users; --", "'x''); DROP TABLE users; --'"),
    ("boolean", False, "false"),
    ("integer", -5, "-5"),
    ("bigint", 2**62, str(2**62)),
    ("numeric(15,2)", 0, "0"),
    ("numeric(15,2)", 1.5, "1.5"),
    ("numeric(40,2)", "12345678901234567890123456789.12", "12345678901234567890123456789.12"),
    ("numeric", 1e-7, "0.0000001"),
    ("double precision", 1e20, "100000000000000000000"),
    ("jsonb", {}, "'{}'"),
    ("jsonb", "{}", "'{}'"),
    ("jsonb", {"a": [1, None, "it's"]}, """'{"a": [1, null, "it''s"]}'"""),
    ("json", [], "'[]'"),
    ("text[]", [], "'{}'"),
    ("text[]", ["a", 'say "x"', "b\\c"], """E'{"a","say \\\\"x\\\\"","b\\\\\\\\c"}'"""),
    ("integer[]", [1, 2], "'{1,2}'"),
    ("inet", "10.0.0.1/8", "'10.0.0.1/8'"),
    ("bytea", "\\x00ff", "E'\\\\x00ff'"),
]

BAD: list[tuple[str, Json, str]] = [
    ("integer", "abc", "'abc' is not a value of type integer"),
    ("integer", 1.5, "1.5 is not a value of type integer"),
    ("integer", True, "True is not a value of type integer"),
    ("smallint", 40000, "40000 does not fit type smallint, which ends at 32767"),
    ("numeric(5,2)", 12345, "12345 does not fit type numeric(5,2)"),
    ("numeric(5,2)", 1.234, "1.234 has more than 2 digits after the point, which type numeric(5,2) keeps"),
    ("numeric(5,2)", "1; DROP TABLE x", "'1; DROP TABLE x' is not a value of type numeric(5,2)"),
    ("boolean", "yes", "'yes' is not a value of type boolean"),
    ("text", 1, "1 is not a value of type text; put it in quotes"),
    ("varchar(3)", "abcd", "'abcd' has 4 characters, more than type varchar(3) holds"),
    ("uuid", "abc", "'abc' is not a value of type uuid; write uuid for a new one each time"),
    ("date", "31.12.2025", "'31.12.2025' is not a value of type date; write it as 2025-12-31, or now"),
    ("text", "now()", "'now()' looks like a call; write {sql: now()}, or in a text column {sql: 'now()'}"),
    ("varchar(99)", "pg_read_file('x')",
     "\"pg_read_file('x')\" looks like a call; "
     "write {sql: pg_read_file('x')}, or in a text column {sql: 'pg_read_file(''x'')'}"),
    ("integer", "nextval('s')",
     "\"nextval('s')\" looks like a call; write {sql: nextval('s')}, or in a text column {sql: 'nextval(''s'')'}"),
    ("jsonb", "new", "'new' is not JSON text; write a mapping, a list, or JSON text in quotes ('\"new\"')"),
    ("text[]", "a", "'a' is not a list of values of type text"),
    ("text[]", [1], "1 is not a value of type text; put it in quotes"),
    ("integer[]", ["x"], "'x' is not a value of type integer"),
    ("point", "(0,0)", "a default of type point is written as an expression: {sql: ...}"),
    ("interval", "soon", "'soon' is not a value of type interval; write it as 1 day or 02:30:00"),
]  # fmt: skip


@pytest.mark.parametrize(("data_type", "value", "sql"), GOOD)
def test_a_value_becomes_a_literal(data_type: str, value: Json, sql: str) -> None:
    assert render_default(value, parse_type(data_type)) == sql


@pytest.mark.parametrize(("data_type", "value", "message"), BAD)
def test_a_value_of_another_type_is_refused(data_type: str, value: Json, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        render_default(value, parse_type(data_type))
    assert str(caught.value) == message


def test_postgres_takes_every_default(database: Any) -> None:
    with psycopg.connect(database.url) as connection:
        for number, (data_type, value, _) in enumerate(GOOD):
            sql = render_default(value, parse_type(data_type))
            connection.execute(f"CREATE TABLE t{number} (c {data_type} DEFAULT {sql})")
            connection.execute(f"INSERT INTO t{number} DEFAULT VALUES")


TYPES = ["text", "varchar(9)", "jsonb", "text[]", "integer", "numeric(5,2)", "uuid", "date", "timestamptz", "interval",
         "boolean", "inet", "bytea", "integer[]", "bit(3)", "macaddr", "time", "jsonb[]", "real"]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(TYPES), VALUES)
def test_every_value_is_rendered_or_refused(data_type: str, value: Any) -> None:
    try:
        sql = render_default(value, parse_type(data_type))
    except ValueError as error:
        assert str(error)
    else:
        assert sql


def test_texts_survive_the_way_through_postgres(database: Any) -> None:
    with psycopg.connect(database.url) as connection:

        @given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
        def survives(text: str) -> None:
            cases: list[tuple[str, Json]] = [("text", text), ("text[]", [text])]
            for data_type, value in cases:
                try:
                    sql = render_default(value, parse_type(data_type))
                except ValueError as error:
                    assert "looks like a call" in str(error)
                    continue
                row = connection.execute(f"SELECT {sql}::{data_type}").fetchone()
                assert row == (value,)

        survives()

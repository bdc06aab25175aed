"""Expressions: what is allowed, that they are written anew without a change of meaning, and what is refused."""

from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemata.definition.claims import OWN, Claim
from schemata.definition.sql.expression import Expression, Expressions
from schemata.definition.sql.expression_parser import parse_expression
from schemata.definition.sql.functions import ALLOWED, Use

# Columns of the table that the expressions are tried on.
TABLE = """
    CREATE TABLE t (a integer, b integer, n numeric(15,2), s text, v varchar(9), d date, e date, m timestamptz,
    i interval, f boolean, g boolean, j jsonb, x text[], y integer[], r int4range, "order" integer, "user" text, u uuid)
"""

CHECKS = """
    n >= 0
    s in ('a', 'b')
    s not in ('a', 'b')
    s not in ('a') is null
    not f
    not f and g or a > 1
    f is not true
    a is distinct from b
    a is not distinct from b
    (a > 0) = (b > 0)
    a between 1 and 10
    a not between 1 and 10
    not (s in ('a'))
    s not similar to 'x'
    (f or g) is not false
    a between symmetric 10 and 1
    s like 'x%'
    s not like 'x%'
    s ilike '%x'
    s similar to '(a|b)%'
    s ~ '^[a-z]+$'
    s !~ '\\d'
    s ~* 'x'
    s !~* 'x' or f
    lower(trim(s)) <> ''
    trim(s, 'x') <> ''
    trim(leading 'x' from s) <> ''
    char_length(s) <= 20
    substring(s from 1 for 2) = 'ab'
    substring(s, 2) = 'b'
    substring(s from '[a-z]+') is not null
    position('a' in s) > 0
    overlay(s placing 'x' from 1) = 'y'
    left(s, 1) = 'x'
    s || v = 'ab'
    s = 'it''s'
    coalesce(n, 0) > 0
    nullif(a, 0) / 2 > 1
    greatest(a, b, 1) < least(a, 100)
    a * 2 + b / 3 - 1 > -5 % 3
    -a > 0
    a = all(array[1, 2])
    s = any(array['a', 'b'])
    a = any(y)
    x && array['a']
    x @> array['a']
    x <@ array['a', 'b']
    array_length(x, 1) < 5
    cardinality(y) = 0
    y[1] > 0
    j @> '{"a": 1}'
    j ? 'a'
    j ?| array['a']
    j ?& array['a', 'b']
    j ->> 'a' = 'x'
    j ->> 'a.b' = 'x'
    j ->> '$.a' = 'x'
    j ->> 'a[0]' = 'x'
    j -> 'a' -> 'b' ->> 'c' = 'x'
    j #>> '{a,b}' = 'x'
    (j ->> 'n')::numeric > 0
    j -> 0 is not null
    jsonb_typeof(j) = 'object'
    d < e
    d <= current_date
    d > date '2020-01-01'
    m > timestamptz '2020-01-01 00:00:00+00'
    m > now() - interval '1 day'
    i > interval '1 day 2 hours'
    i > '01:00:00'::interval
    extract(year from d) > 2000
    extract(epoch from m - now()) > 0
    date_trunc('month', m) = m
    date_part('year', d) > 2000
    m at time zone 'UTC' > timestamp '2020-01-01'
    cast(a as numeric(5,2)) > 1
    n::integer > 1
    s::varchar(3) = 'abc'
    a::double precision > 0
    case when a > 0 then f else g end
    case a when 1 then f when 2 then g end
    "order" > 0
    "user" <> ''
    A > 1
    r @> 5
    lower(r) > 0
    row(a, b) is not null
    (a, b) = (1, 2)
    lower(s) collate "C" = 'x'
    a > 1e3
    a > .5
    num_nonnulls(a, b, n) = 1
    s is null or v isnull
    u <> '00000000-0000-0000-0000-000000000000'
    regexp_replace(s, 'a', 'b', 'g') = 'x'
    starts_with(s, 'a')
    concat(s, v) <> ''
    md5(s) <> ''
    round(n, 1) = n
    abs(a) < 5
    power(a, 2) < 100
    mod(a, 2) = 0
    ((a > 0) and (b > 0))
"""
CASES = [line.strip() for line in CHECKS.strip().splitlines()]


@pytest.mark.parametrize("text", CASES)
def test_an_expression_written_anew_stays_as_it_is(text: str) -> None:
    once = parse_expression(text, Use.CHECK)
    assert parse_expression(once.sql, Use.CHECK) == once


def test_postgres_reads_the_same_before_and_after(database: Any) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute(TABLE)
        for text in CASES:
            before = canonical(connection, text)
            assert canonical(connection, parse_expression(text, Use.CHECK).sql) == before, text


def canonical(connection: "psycopg.Connection[Any]", text: str) -> str:
    """What Postgres prints for a check; equal prints mean equal parse trees."""
    connection.execute(f"ALTER TABLE t ADD CONSTRAINT c CHECK ({text})")
    row = connection.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'c'").fetchone()
    connection.execute("ALTER TABLE t DROP CONSTRAINT c")
    assert row
    return str(row[0])


def test_columns_are_found() -> None:
    assert parse_expression('A > b AND "order" = 1', Use.CHECK) == Expression(
        'a > b AND "order" = 1', (("a",), ("b",), ("order",))
    )
    formula = "count(distinct o.id) filter (where o.x > 1) / nullif(count(*), 0)"
    assert parse_expression(formula, Use.FORMULA).columns == (("o", "id"), ("o", "x"))


@pytest.mark.parametrize(
    ("use", "text", "message"),
    [
        (Use.CHECK, "a > 0); DROP TABLE x; --",
         "'a > 0); DROP TABLE x; --' is not one SQL expression: Invalid expression / Unexpected token at character 6"),
        (Use.CHECK, "a > 0; DROP TABLE x", "'a > 0; DROP TABLE x' is not allowed in a check"),
        (Use.CHECK, "a in (select 1)", "a query inside an expression is not allowed; name columns of the table only"),
        (Use.CHECK, "exists (select 1)", "a query inside an expression is not allowed; name columns of the table only"),
        (Use.CHECK, "(select pg_sleep(1)) is null",
         "a query inside an expression is not allowed; name columns of the table only"),
        (Use.DEFAULT, "a + 1", "a default cannot name columns, but 'a' is none else"),
        (Use.CHECK, '"pg_sleep"(1) is null', "function name 'pg_sleep' is in quotes; write it without"),
        (Use.CHECK, "random() > 0",
         "function 'random' is not allowed in a check. It may stand in: a default, a query."),
        (Use.INDEX, "now()",
         "function 'now' is not allowed in an index. "
         "It may stand in: a KPI formula, a check, a default, a policy, a query, a trigger's condition."),
        (Use.GENERATED, "sum(a)",
         "function 'sum' is not allowed in a generated column. It may stand in: a KPI formula, a policy, a query."),
        (Use.FORMULA, "sum(a) over ()", "a window function is not allowed"),
        (Use.CHECK, "a ^ 2 > 1", "the operator ^ is not allowed; write power(a, b)"),
        (Use.CHECK, "a = $1", "a parameter is not allowed; write the value"),
        (Use.CHECK, "a = :x", "a placeholder is not allowed; write the value"),
        (Use.CHECK, "s = $$x$$", "a text in dollar quotes is not allowed; write it in single quotes"),
        (Use.CHECK, "a > 0 as x", "a name for the expression ('as') is not allowed; leave it out"),
        (Use.CHECK, "j ->> '' = 'x'",
         "\"j ->> '' = 'x'\" cannot be written anew without a change; write it in another way"),
        (Use.CHECK, "(" * 1999 + "a" + ")" * 1999,
         "'" + "(" * 57 + "...' is not one SQL expression: it is nested too deeply"),
        (Use.CHECK, "a.b.c > 0", "'a.b.c' is not a column; write column or table.column"),
        (Use.CHECK, "*", "'*' is not allowed in a check"),
        (Use.CHECK, "a +", None),
        (Use.CHECK, "drop table x", None),
        (Use.CHECK, "copy t to program 'x'", None),
    ],
)  # fmt: skip
def test_what_is_refused(use: Use, text: str, message: str | None) -> None:
    with pytest.raises(ValueError) as caught:
        Expressions().read(text, use)
    if message is not None:
        assert str(caught.value) == message


@pytest.mark.parametrize(
    ("use", "text", "sql", "key", "message"),
    [
        (Use.CHECK, "pg_sleep(10) is null", "OWN.pg_sleep(10) IS NULL", "function OWN pg_sleep",
         "function 'pg_sleep' is not allowed in a check."),
        (Use.INDEX, "half(a)", "OWN.half(a)", "immutable OWN half",
         "function 'half' is not allowed in an index."),
        (Use.DEFAULT, "pg_read_file('/etc/passwd')", "OWN.pg_read_file('/etc/passwd')", "function OWN pg_read_file",
         "function 'pg_read_file' is not allowed in a default."),
        (Use.DEFAULT, "dblink('x', 'y')", "OWN.dblink('x', 'y')", "function OWN dblink",
         "function 'dblink' is not allowed in a default."),
        (Use.CHECK, "pg_catalog.pg_sleep(1) is null", "pg_catalog.pg_sleep(1) IS NULL", "function pg_catalog pg_sleep",
         "a call with a schema in front is not allowed; write the function's name alone"),
        (Use.CHECK, "s::nonsense = 'x'", "CAST(s AS OWN.nonsense) = 'x'", "type OWN nonsense",
         "unknown type 'nonsense'."),
        (Use.CHECK, "s::nonsense[] is null", "CAST(s AS OWN.nonsense[]) IS NULL", "type OWN nonsense",
         "unknown type 'nonsense[]'."),
        (Use.CHECK, "s = 'x'::shared_data.unit", "s = CAST('x' AS shared_data.unit)", "type shared_data unit",
         "unknown type 'shared_data.unit'."),
    ],
)  # fmt: skip
def test_what_is_not_built_in_has_to_be_in_a_schema(use: Use, text: str, sql: str, key: str, message: str) -> None:
    """It is named behind its schema's name, so that it is never one of Postgres, and refused where it is not there."""
    found = parse_expression(text, use)
    assert found.sql == sql.replace("OWN", OWN)
    assert found.claims == (Claim((key.replace("OWN", OWN),), message),)


def test_unknown_is_null() -> None:
    assert parse_expression("f is not unknown", Use.CHECK).sql == "f IS NOT NULL"


def test_comments_are_dropped() -> None:
    assert parse_expression("a /* ; drop */ > 0 -- x", Use.CHECK).sql == "a > 0"


def test_an_expression_is_parsed_once() -> None:
    known = {("nonsense ((", Use.CHECK): Expression("a > 0")}
    assert Expressions(known).read("nonsense ((", Use.CHECK) == Expression("a > 0")


@given(st.text(st.sampled_from("ab1 '\"();,.<>=-+*/:|%~@#$[]{}?!\\andornotinlikeselectcastcase"), max_size=40))
def test_random_text_is_parsed_or_refused_and_stable(text: str) -> None:
    try:
        once = Expressions().read(text, Use.CHECK)
    except ValueError as error:
        assert str(error)
    else:
        assert once.claims or Expressions().read(once.sql, Use.CHECK) == once


OPERANDS = st.sampled_from(
    ["a", "b", "1", "'x'", "n", "null", "true", "now()", "lower(s)", "j -> 'k'", "cast(a as text)"]
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from(["+", "-", "*", "/", "%", "=", "<>", "<", ">=", "and", "or", "||", "~", "!~", "like",
                                "not like", "is distinct from", "->>", "@>"])  # fmt: skip
    return (
        st.builds("{} {} {}".format, inner, operator, inner)
        | st.builds("not {}".format, inner)
        | st.builds("({})".format, inner)
        | st.builds("{} is null".format, inner)
        | st.builds("{} not in ({}, {})".format, inner, inner, inner)
        | st.builds("case when {} then {} else {} end".format, inner, inner, inner)
        | st.builds("coalesce({}, {})".format, inner, inner)
    )


@given(st.recursive(OPERANDS, _compound, max_leaves=8))
def test_compound_expressions_are_stable(text: str) -> None:
    try:
        once = Expressions().read(text, Use.CHECK)
    except ValueError:
        return
    assert Expressions().read(once.sql, Use.CHECK) == once


TRUTHS = st.sampled_from(["f", "g", "a > b", "a = 1", "s like 'x%'", "s ~ '^x'", "a in (1, 2)", "a between 1 and b"])


def _logic(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.builds("{} {} {}".format, inner, st.sampled_from(["and", "or", "=", "<>", "is distinct from"]), inner)
        | st.builds("not {}".format, inner)
        | st.builds("({})".format, inner)
        | st.builds("{} {}".format, inner, st.sampled_from(["is null", "is not null", "is true", "is not false"]))
        | st.builds("{} {} ({}, {})".format, inner, st.sampled_from(["in", "not in"]), inner, inner)
        | st.builds("a {} 1 and {}".format, st.sampled_from(["not between 0 and", "not in (3) and b <"]), inner)
        | st.builds("case when {} then {} else {} end".format, inner, inner, inner)
    )


def test_logic_means_the_same_before_and_after(database: Any) -> None:
    """What Postgres computes over all combinations of values, nulls too."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("""
            CREATE TABLE v AS SELECT f, g, a, b, s
            FROM unnest('{t,f,null}'::bool[]) f, unnest('{t,f,null}'::bool[]) g, unnest('{1,2,null}'::int[]) a,
            unnest('{1,null}'::int[]) b, unnest('{x,y,null}'::text[]) s
        """)

        @settings(max_examples=200, deadline=None)
        @given(st.recursive(TRUTHS, _logic, max_leaves=6))
        def same(text: str) -> None:
            try:
                written = Expressions().read(text, Use.CHECK).sql
                before = computed(connection, text)
            except (ValueError, psycopg.Error):
                return
            assert computed(connection, written) == before

        same()


def computed(connection: "psycopg.Connection[Any]", text: str) -> list[Any]:
    return connection.execute(f"SELECT ({text})::text FROM v").fetchall()


def test_every_function_is_one_of_postgres(database: Any) -> None:
    """Names that Postgres's grammar has itself are not in its catalogue."""
    grammar = {"coalesce", "nullif", "greatest", "least", "trim", "current_timestamp", "current_date", "current_time",
               "localtime", "localtimestamp", "current_role", "extract", "normalize"}  # fmt: skip
    with psycopg.connect(database.url) as connection:
        version = connection.info.server_version
        known = {row[0] for row in connection.execute("SELECT proname FROM pg_proc WHERE pronamespace = 11")}
    names = set().union(*ALLOWED.values()) - grammar - ({"uuidv4", "uuidv7"} if version < 180000 else set())
    assert names <= known

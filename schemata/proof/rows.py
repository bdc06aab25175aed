"""Rows put into a database before a plan, to see whether they are still there after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import psycopg

from schemata.dialects.postgresql.quoting import identifier, literal, qualified

_COUNT = 3
_FILLED = (
    "c.relkind IN ('r', 'p') AND NOT c.relispartition"  # what partitions hold is put into the table that they are of
)
_HOLDING = "c.relkind = 'r'"  # and is gone with them
_COLUMNS = """
SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN t.typtype = 'd' THEN b.typname ELSE t.typname END, b.typtype, b.typcategory,
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',
       a.attgenerated <> '' OR a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ '^nextval',
       a.atttypmod, (SELECT min(e.enumlabel) FROM pg_enum e WHERE e.enumtypid = b.oid)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE {which}
  AND n.nspname !~ '^pg_|__archive' AND n.nspname NOT IN ('information_schema', 'schemata')
ORDER BY n.nspname, c.relname, a.attnum
"""
_VALUES = {
    "bool": "true",
    "uuid": "md5(i::text)::uuid",
    "json": "'{}'::json",
    "jsonb": "'{}'::jsonb",
    "bytea": "'x'::bytea",
    "xml": "'<a/>'::xml",
    "point": "point(i, i)",
    "bit": "B'1'",
    "hstore": "''",
}

Seed = Callable[[psycopg.Connection], None]
Table = tuple[str, str]
Contents = Mapping[Table, Mapping[str, tuple[str, Counter[str | None]]]]
"""Of each table, each column's type and its values as text."""


def seed(connection: psycopg.Connection) -> None:
    """Puts some rows into each table that takes them: parents before children, as the server allows."""
    connection.execute("SET client_min_messages = error")
    waiting = {table: tuple(_inserts(table, columns)) for table, columns in _tables(connection, _FILLED).items()}
    while waiting:
        done = {table for table, inserts in waiting.items() if any(_runs(connection, insert) for insert in inserts)}
        if not done:
            return
        waiting = {table: inserts for table, inserts in waiting.items() if table not in done}


def contents(connection: psycopg.Connection) -> Contents:
    """The rows of all tables."""
    found = {}
    for table, columns in _tables(connection, _HOLDING).items():
        names = [column for column, *_ in columns]
        selected = ", ".join(f"{identifier(name)}::text" for name in names) or "1"
        query = f"SELECT {selected} FROM {qualified(*table)}"  # noqa: S608 - quoted
        rows = connection.execute(query.encode()).fetchall()
        values = {
            column[0]: (column[1], Counter(row[number] for row in rows))
            for number, column in enumerate(columns)
            if not column[6]
        }
        found[table] = {**values, "": ("", Counter({None: len(rows)}))}
    return found


def lost(before: Contents, after: Contents) -> Iterator[str]:
    """The tables and columns, among those of both sides with one type, whose values are not the same."""
    for table in before.keys() & after.keys():
        for column in before[table].keys() & after[table].keys():
            (live, values), (desired, kept) = before[table][column], after[table][column]
            if live == desired and values != kept:
                yield f"rows of {'.'.join(table)} {column}: {dict(values)} became {dict(kept)}"


_Column = tuple[str, str, str, str, str, bool, bool, int, str | None]


def _tables(connection: psycopg.Connection, which: str) -> Mapping[Table, list[_Column]]:
    found: dict[Table, list[_Column]] = {}
    for schema, table, *column in connection.execute(_COLUMNS.format(which=which).encode()):
        found.setdefault((schema, table), []).append(tuple(column))
    return found


def _inserts(table: Table, columns: list[_Column]) -> Iterator[str]:
    """Ways to fill a table, the fullest first."""
    settable = [column for column in columns if not column[6]]
    needed = [column for column in settable if column[5]]
    for chosen in (settable, needed):
        names = ", ".join(identifier(column[0]) for column in chosen)
        values = ", ".join(_value(column) for column in chosen)
        if names:
            source = f"SELECT {values} FROM generate_series(1, {_COUNT}) i"  # noqa: S608 - quoted, and constants
            yield f"INSERT INTO {qualified(*table)} ({names}) {source}"
    yield f"INSERT INTO {qualified(*table)} DEFAULT VALUES"


def _value(column: _Column) -> str:
    _, _, base, kind, category, _, _, typmod, label = column
    if kind == "e":
        return literal(label or "")
    if base in _VALUES:
        return _VALUES[base]
    if base == "vector":
        return f"'[{','.join('1' * max(typmod, 1))}]'"
    by_category = {
        "N": "i",
        "S": "i::text",
        "D": "'2026-01-01'",
        "T": "'1 hour'",
        "A": "'{}'",
        "I": "'127.0.0.1'",
        "R": "'empty'",
    }
    return by_category.get(category, "NULL")


def _runs(connection: psycopg.Connection, insert: str) -> bool:
    try:
        connection.execute(insert.encode())
    except psycopg.Error:
        return False
    return True

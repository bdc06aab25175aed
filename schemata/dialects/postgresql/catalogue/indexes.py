"""Indexes of the catalogue that no constraint owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import psycopg

from schemata.model import Index, IndexKey

_FIRST_WITH_NULLS_NOT_DISTINCT = 150000
_DESCENDING, _NULLS_FIRST = 1, 2  # bits of pg_index.indoption
# Looked up one by one: the planner takes generate_series for 1,000 rows and would read the whole of pg_attribute.
_ATTRIBUTE = """(SELECT a.{field} FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[place] AND i.indkey[place] <> 0)"""
_QUERY = """
SELECT i.indrelid, c.relname, am.amname, i.indisunique, {nulls_not_distinct}, i.indisvalid,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid), d.description,
       place < i.indnkeyatts, {column},
       CASE WHEN i.indkey[place] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, place + 1, false) END,
       coalesce(i.indoption[place], 0),
       CASE WHEN NOT o.opcdefault
            THEN CASE WHEN opn.nspname = 'pg_catalog' THEN '' ELSE opn.nspname || '.' END || o.opcname END,
       CASE WHEN i.indcollation[place] NOT IN (0, coalesce({collation}, 'pg_catalog."default"'::regcollation))
            THEN CASE WHEN cn.nspname = 'pg_catalog' THEN '' ELSE cn.nspname || '.' END || co.collname END
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'i' AND NOT c.relispartition
JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
JOIN pg_catalog.pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL generate_series(0, i.indnatts - 1) place
LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[place]
LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_catalog.pg_collation co ON co.oid = i.indcollation[place]
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE n.nspname = ANY(%s::name[])
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indexrelid, place
"""


class _Header(NamedTuple):
    table: int
    name: str
    method: str
    unique: bool
    nulls_not_distinct: bool
    valid: bool
    where: str | None
    comment: str | None


class _Part(NamedTuple):
    is_key: bool
    column: str | None
    expression: str | None
    options: int
    operator_class: str | None
    collation: str | None


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[int, Sequence[Index]]:
    """The indexes of the schemas' tables in no order, by the table's oid."""
    # The query gives a row for each column of an index.
    known = connection.info.server_version >= _FIRST_WITH_NULLS_NOT_DISTINCT
    query = _QUERY.format(
        nulls_not_distinct="i.indnullsnotdistinct" if known else "false",
        column=_ATTRIBUTE.format(field="attname"),
        collation=_ATTRIBUTE.format(field="attcollation"),
    )
    rows = connection.execute(query.encode(), [list(names)])
    found: dict[int, list[Index]] = defaultdict(list)
    width = len(_Header._fields)
    for values, group in groupby(rows, key=lambda row: row[:width]):
        header = _Header(*values)
        found[header.table].append(_index(header, [_Part(*row[width:]) for row in group]))
    return found


def _index(header: _Header, parts: Sequence[_Part]) -> Index:
    return Index(
        header.name,
        tuple(_key(part) for part in parts if part.is_key),
        method=header.method,
        unique=header.unique,
        nulls_not_distinct=header.nulls_not_distinct,
        include=tuple(part.column or "" for part in parts if not part.is_key),
        where=header.where,
        valid=header.valid,
        comment=header.comment,
    )


def _key(part: _Part) -> IndexKey:
    descending = bool(part.options & _DESCENDING)
    nulls_first = bool(part.options & _NULLS_FIRST)
    return IndexKey(
        part.column,
        None if part.expression is None else _without_parentheses(part.expression),
        descending,
        nulls_first if nulls_first != descending else None,
        part.operator_class,
        part.collation,
    )


def _without_parentheses(expression: str) -> str:
    """`pg_get_indexdef` puts its own parentheses around all but function calls; no function call begins with one."""
    return expression[1:-1] if expression.startswith("(") else expression

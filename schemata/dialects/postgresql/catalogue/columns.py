"""Columns of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import psycopg

from schemata.model import Column, DataType, Identity

_FIRST_WITH_NOT_NULL_CONSTRAINTS = 180000
# A NOT NULL that is not validated (Postgres 18) does not hold yet: the column counts as nullable, and is repaired.
_HOLDS_NOT_YET = """EXISTS (SELECT FROM pg_catalog.pg_constraint k
               WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey[1] = a.attnum)"""
_QUERY = """
SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       NOT a.attnotnull OR {holds_not_yet},
       pg_catalog.pg_get_expr(v.adbin, v.adrelid), a.attgenerated, a.attidentity,
       CASE WHEN a.attcollation <> t.typcollation
            THEN CASE WHEN cn.nspname = 'pg_catalog' THEN '' ELSE cn.nspname || '.' END || co.collname END,
       d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r'
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
WHERE n.nspname = ANY(%s::name[])
ORDER BY a.attrelid, a.attnum
"""
_data_type = lru_cache(maxsize=1024)(DataType.parse)  # a database has few types and many columns
_IDENTITIES = {"a": Identity.ALWAYS, "d": Identity.BY_DEFAULT, "": None}


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[int, Sequence[Column]]:
    """The columns of the schemas' tables in their order, by the table's oid."""
    found: dict[int, list[Column]] = defaultdict(list)
    known = connection.info.server_version >= _FIRST_WITH_NOT_NULL_CONSTRAINTS
    query = _QUERY.format(holds_not_yet=_HOLDS_NOT_YET if known else "false")
    for table, *row in connection.execute(query.encode(), [list(names)]):
        found[table].append(_column(*row))
    return found


def _column(
    name: str,
    data_type: str,
    nullable: bool,  # noqa: FBT001 - a value of the catalogue, not a switch
    expression: str | None,
    generated: str,
    identity: str,
    collation: str | None,
    comment: str | None,
) -> Column:
    return Column(
        name,
        _data_type(data_type),
        nullable,
        default=None if generated else expression,
        generated=expression if generated else None,
        identity=_IDENTITIES[identity],
        collation=collation,
        comment=comment,
    )

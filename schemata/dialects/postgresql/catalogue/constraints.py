"""Primary keys, unique constraints, checks and foreign keys of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import psycopg

from schemata.model import Check, Constraint, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique

_FIRST_WITH_NULLS_NOT_DISTINCT = 150000
_QUERY = """
SELECT k.conrelid, k.conname, k.contype,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (number, place)
             JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place),
       ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts::int, i.indnatts - 1) place
             JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place] ORDER BY place),
       k.condeferrable, k.condeferred, k.convalidated, coalesce({nulls_not_distinct}, false),
       pg_catalog.pg_get_expr(k.conbin, k.conrelid), d.description,
       n.nspname, rn.nspname, r.relname,
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (number, place)
             JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place),
       k.confdeltype, k.confupdtype
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_constraint k ON k.connamespace = n.oid AND k.conrelid <> 0 AND k.contype IN ('p', 'u', 'c', 'f')
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
WHERE n.nspname = ANY(%s::name[]) AND k.conparentid = 0
"""
_ACTIONS = {
    "a": ForeignKeyAction.NO_ACTION,
    "r": ForeignKeyAction.RESTRICT,
    "c": ForeignKeyAction.CASCADE,
    "n": ForeignKeyAction.SET_NULL,
    "d": ForeignKeyAction.SET_DEFAULT,
}


class _Row(NamedTuple):
    name: str
    kind: str
    columns: list[str]
    include: list[str]
    deferrable: bool
    deferred: bool
    valid: bool
    nulls_not_distinct: bool
    expression: str | None
    comment: str | None
    schema: str
    referenced_schema: str | None
    referenced_table: str | None
    referenced_columns: list[str]
    on_delete: str
    on_update: str


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[int, Sequence[Constraint]]:
    """The constraints of the schemas' tables in no order, by the table's oid."""
    known = connection.info.server_version >= _FIRST_WITH_NULLS_NOT_DISTINCT
    query = _QUERY.format(nulls_not_distinct="i.indnullsnotdistinct" if known else "false")
    found: dict[int, list[Constraint]] = defaultdict(list)
    for table, *row in connection.execute(query.encode(), [list(names)]):
        found[table].append(_constraint(_Row(*row)))
    return found


def _constraint(row: _Row) -> Constraint:
    columns, include = tuple(row.columns), tuple(row.include)
    match row.kind:
        case "p":
            return PrimaryKey(row.name, columns, include, _deferrable(row), row.comment)
        case "u":
            return Unique(row.name, columns, include, row.nulls_not_distinct, _deferrable(row), row.comment)
        case "c":
            return Check(row.name, row.expression or "", row.valid, row.comment)
        case _:
            return _foreign_key(row)


def _foreign_key(row: _Row) -> ForeignKey:
    return ForeignKey(
        row.name,
        tuple(row.columns),
        row.referenced_table or "",
        tuple(row.referenced_columns),
        referenced_schema=None if row.referenced_schema == row.schema else row.referenced_schema,
        on_delete=_ACTIONS[row.on_delete],
        on_update=_ACTIONS[row.on_update],
        deferrable=_deferrable(row),
        valid=row.valid,
        comment=row.comment,
    )


def _deferrable(row: _Row) -> Deferrable | None:
    if not row.deferrable:
        return None
    return Deferrable.INITIALLY_DEFERRED if row.deferred else Deferrable.INITIALLY_IMMEDIATE

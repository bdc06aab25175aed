"""Primary keys, unique constraints, checks and foreign keys of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment
from schemata.model import Check, Constraint, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique


def _columns(relation: str, numbers: str) -> str:
    return f"""CASE WHEN {numbers} IS NOT NULL THEN ARRAY(
         SELECT a.attname::text FROM unnest({numbers}) WITH ORDINALITY u (number, place)
         JOIN pg_catalog.pg_attribute a ON a.attrelid = {relation} AND a.attnum = u.number ORDER BY u.place) END"""  # noqa: S608 - columns below


# What a partition has from its parent stands at the parent.
_QUERY = f"""
SELECT k.conrelid, k.oid, k.conname, k.contype, {_columns("k.conrelid", "k.conkey")},
       CASE WHEN i.indnkeyatts < i.indnatts THEN ARRAY(
         SELECT a.attname::text FROM generate_series(i.indnkeyatts::int, i.indnatts - 1) place
         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place] ORDER BY place) END,
       k.condeferrable, k.condeferred, k.convalidated, k.connoinherit, {{enforced}}, {{period}},
       coalesce({{nulls_not_distinct}}, false), pg_catalog.pg_get_expr(k.conbin, k.conrelid), d.description,
       n.nspname, rn.nspname, r.relname, {_columns("k.confrelid", "k.confkey")},
       k.confdeltype, k.confupdtype, k.confmatchtype = 'f', {{set_columns}}
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_constraint k ON k.connamespace = n.oid AND k.conrelid <> 0 AND k.contype IN ('p', 'u', 'c', 'f')
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace {comment("pg_constraint", "k")}
WHERE {IN_SCHEMAS} AND k.conparentid = 0 AND NOT (k.contype = 'c' AND k.coninhcount > 0)
ORDER BY k.conname
"""  # noqa: S608 - constants
_ACTIONS = {
    "a": ForeignKeyAction.NO_ACTION,
    "r": ForeignKeyAction.RESTRICT,
    "c": ForeignKeyAction.CASCADE,
    "n": ForeignKeyAction.SET_NULL,
    "d": ForeignKeyAction.SET_DEFAULT,
}


class _Row(NamedTuple):
    oid: int
    name: str
    kind: str
    columns: list[str] | None
    include: list[str] | None
    deferrable: bool
    deferred: bool
    valid: bool
    no_inherit: bool
    enforced: bool
    period: bool
    nulls_not_distinct: bool
    expression: str | None
    comment: str | None
    schema: str
    referenced_schema: str | None
    referenced_table: str | None
    referenced_columns: list[str] | None
    on_delete: str
    on_update: str
    match_full: bool
    set_columns: list[str] | None


def read(reading: Reading) -> Mapping[int, Sequence[Constraint]]:
    """The constraints of the schemas' tables by name, but for exclusions, by the table's oid."""
    query = _QUERY.format(
        enforced=reading.since(18, "k.conenforced", "true"),
        period=reading.since(18, "k.conperiod", "false"),
        nulls_not_distinct=reading.since(15, "i.indnullsnotdistinct", "false"),
        set_columns=reading.since(15, _columns("k.conrelid", "k.confdelsetcols"), "NULL"),
    )
    return grouped((table, _constraint(_Row(*row), reading)) for table, *row in reading.rows(query))


def _constraint(row: _Row, reading: Reading) -> Constraint:
    match row.kind:
        case "p":
            return _primary_key(row)
        case "u":
            return _unique(row)
        case "c":
            return _check(row, reading)
        case _:
            return _foreign_key(row)


def _primary_key(row: _Row) -> PrimaryKey:
    columns, include = tuple(row.columns or ()), tuple(row.include or ())
    return PrimaryKey(row.name, columns, include, row.period, deferrable(row.deferrable, row.deferred), row.comment)


def _unique(row: _Row) -> Unique:
    return Unique(
        row.name,
        tuple(row.columns or ()),
        tuple(row.include or ()),
        row.nulls_not_distinct,
        row.period,
        deferrable(row.deferrable, row.deferred),
        row.comment,
    )


def _check(row: _Row, reading: Reading) -> Check:
    return Check(
        row.name,
        row.expression or "",
        row.valid or not row.enforced,
        row.no_inherit,
        row.enforced,
        row.comment,
        needs=reading.needs_of(Address("pg_constraint", row.oid)),
    )


def _foreign_key(row: _Row) -> ForeignKey:
    return ForeignKey(
        row.name,
        tuple(row.columns or ()),
        row.referenced_table or "",
        tuple(row.referenced_columns or ()),
        referenced_schema=None if row.referenced_schema == row.schema else row.referenced_schema,
        on_delete=_ACTIONS[row.on_delete],
        on_update=_ACTIONS[row.on_update],
        set_columns=tuple(row.set_columns or ()),
        match_full=row.match_full,
        period=row.period,
        deferrable=deferrable(row.deferrable, row.deferred),
        valid=row.valid or not row.enforced,
        enforced=row.enforced,
        comment=row.comment,
    )


def deferrable(able: bool, deferred: bool) -> Deferrable | None:  # noqa: FBT001 - values of the catalogue
    """When a constraint is checked."""
    if not able:
        return None
    return Deferrable.INITIALLY_DEFERRED if deferred else Deferrable.INITIALLY_IMMEDIATE

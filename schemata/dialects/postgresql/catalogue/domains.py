"""Domains of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata.dialects.postgresql.catalogue.address import of_type
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, local, loose
from schemata.model import Check, DataType, Domain

_QUERY = f"""
SELECT n.nspname, t.oid, t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod), NOT t.typnotnull,
       pg_catalog.pg_get_expr(t.typdefaultbin, 0),
       CASE WHEN t.typcollation <> b.typcollation THEN {local("cn.nspname", "co.collname")} END,
       d.description, pg_catalog.pg_get_userbyid(t.typowner)::text
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typtype = 'd' {comment("pg_type", "t")}
JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
WHERE {IN_SCHEMAS} AND {loose("pg_type", "t")} ORDER BY t.typname
"""  # noqa: S608 - constants
_CHECKS = f"""
SELECT k.contypid, k.conname, pg_catalog.pg_get_expr(k.conbin, 0), k.convalidated, d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_constraint k ON k.connamespace = n.oid AND k.contypid <> 0 AND k.contype = 'c'
{comment("pg_constraint", "k")}
WHERE {IN_SCHEMAS} ORDER BY k.conname
"""  # noqa: S608 - constants


def read(reading: Reading) -> Mapping[str, Sequence[Domain]]:
    """The domains of each schema, by name."""
    checks = _checks(reading)
    return grouped(
        (
            schema,
            Domain(
                name,
                DataType.parse(base),
                nullable,
                default,
                collation,
                tuple(checks.get(oid, ())),
                text,
                owner,
                reading.grants_of(of_type(oid)),
                needs=reading.needs_of(of_type(oid)),
            ),
        )
        for schema, oid, name, base, nullable, default, collation, text, owner in reading.rows(_QUERY)
    )


def _checks(reading: Reading) -> Mapping[int, Sequence[Check]]:
    return grouped(
        (oid, Check(name, expression, valid, comment=text))
        for oid, name, expression, valid, text in reading.rows(_CHECKS)
    )

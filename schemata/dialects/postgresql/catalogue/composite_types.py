"""Composite types of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from schemata.dialects.postgresql.catalogue.address import of_type
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, local, loose
from schemata.model import Attribute, CompositeType, DataType

# The comment of the type stands at the type, those of its attributes at its relation.
_QUERY = f"""
SELECT n.nspname, t.oid, t.typname, d.description, pg_catalog.pg_get_userbyid(t.typowner)::text,
       a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attcollation <> b.typcollation THEN {local("cn.nspname", "co.collname")} END,
       ad.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'c'
JOIN pg_catalog.pg_type t ON t.oid = c.reltype {comment("pg_type", "t")}
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_type b ON b.oid = a.atttypid
LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_catalog.pg_description ad
  ON ad.objoid = c.oid AND ad.classoid = 'pg_catalog.pg_class'::regclass AND ad.objsubid = a.attnum
WHERE {IN_SCHEMAS} AND {loose("pg_type", "t")} ORDER BY n.nspname, t.typname, a.attnum
"""  # noqa: S608 - constants
_HEAD = 5


def read(reading: Reading) -> Mapping[str, Sequence[CompositeType]]:
    """The composite types of each schema, by name."""
    rows = groupby(reading.rows(_QUERY), key=lambda row: row[:_HEAD])
    return grouped(
        (
            schema,
            CompositeType(
                name,
                tuple(_attribute(*row[_HEAD:]) for row in group if row[_HEAD] is not None),
                text,
                owner,
                reading.grants_of(of_type(oid)),
                needs=reading.needs_of(of_type(oid)),
            ),
        )
        for (schema, oid, name, text, owner), group in rows
    )


def _attribute(name: str, data_type: str, collation: str | None, text: str | None) -> Attribute:
    return Attribute(name, DataType.parse(data_type), collation, text)

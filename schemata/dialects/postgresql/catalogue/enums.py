"""Enums of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata.dialects.postgresql.catalogue.address import of_type
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, loose
from schemata.model import Enum

_QUERY = f"""
SELECT n.nspname, t.oid, t.typname, pg_catalog.pg_get_userbyid(t.typowner)::text, d.description,
       ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typtype = 'e' {comment("pg_type", "t")}
WHERE {IN_SCHEMAS} AND {loose("pg_type", "t")} ORDER BY t.typname
"""  # noqa: S608 - constants


def read(reading: Reading) -> Mapping[str, Sequence[Enum]]:
    """The enums of each schema, by name."""
    return grouped(
        (schema, Enum(name, tuple(values), text, owner, reading.grants_of(of_type(oid))))
        for schema, oid, name, owner, text, values in reading.rows(_QUERY)
    )

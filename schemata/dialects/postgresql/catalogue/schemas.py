"""Schemas of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg

from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment

_QUERY = f"""
SELECT n.nspname, n.oid, pg_catalog.pg_get_userbyid(n.nspowner)::text, d.description
FROM pg_catalog.pg_namespace n {comment("pg_namespace", "n")}
WHERE {IN_SCHEMAS} ORDER BY n.nspname
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A schema without what is in it."""

    name: str
    oid: int
    owner: str
    comment: str | None


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[str, SchemaRow]:
    """The schemas that exist, by name."""
    rows = connection.execute(_QUERY.encode(), {"names": list(names)})
    return {row[0]: SchemaRow(*row) for row in rows}

"""Schemas of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

_QUERY = """
SELECT n.nspname, d.description
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
WHERE n.nspname = ANY(%s::name[])
ORDER BY n.nspname
"""


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[str, str | None]:
    """The comments of the schemas that exist, by name."""
    return dict(connection.execute(_QUERY, [list(names)]).fetchall())

"""Tables of the catalogue: ordinary ones. Partitions, heirs and foreign tables are of kinds that the model lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

_QUERY = """
SELECT c.oid, n.nspname, c.relname, d.description, c.reltuples::bigint
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE n.nspname = ANY(%s::name[]) AND c.relkind = 'r' AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE c.oid IN (h.inhrelid, h.inhparent))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.objid = c.oid AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
"""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table without what belongs to it. `estimate` is its rows as Postgres believes, 0 or -1 if unknown."""

    oid: int
    schema: str
    name: str
    comment: str | None
    estimate: int


def read(connection: psycopg.Connection, names: Sequence[str]) -> Sequence[TableRow]:
    """The tables of the schemas, in no order."""
    return [TableRow(*row) for row in connection.execute(_QUERY, [list(names)])]

"""Tables of the catalogue: ordinary ones, partitioned ones and partitions. Heirs are of a kind that the model lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import psycopg

from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, loose

HEIR = """(c.relkind IN ('r', 'f') AND NOT c.relispartition
           AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid)
        OR c.relkind IN ('r', 'f') AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid))"""
"""The condition that table `c` inherits, or is inherited from, otherwise than by partitions."""

_QUERY = f"""
SELECT n.nspname, c.relname, c.oid, c.reltuples::bigint, d.description, pg_catalog.pg_get_userbyid(c.relowner)::text,
       c.relpersistence = 'u', c.relrowsecurity, c.relforcerowsecurity, c.relreplident, ri.relname, c.reloptions,
       tt.reloptions, CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
       pg_catalog.pg_get_expr(c.relpartbound, c.oid), parent.relname, parent_schema.nspname
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p') {comment("pg_class", "c")}
LEFT JOIN pg_catalog.pg_class tt ON tt.oid = c.reltoastrelid AND c.reltoastrelid <> 0
LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_catalog.pg_class parent ON parent.oid = h.inhparent
LEFT JOIN pg_catalog.pg_namespace parent_schema ON parent_schema.oid = parent.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisreplident AND c.relreplident = 'i'
LEFT JOIN pg_catalog.pg_class ri ON ri.oid = i.indexrelid
WHERE {IN_SCHEMAS} AND NOT {HEIR} AND {loose("pg_class", "c")}
ORDER BY c.relname
"""  # noqa: S608 - constants


class TableRow(NamedTuple):
    """A table without what belongs to it. `estimate` is its rows as Postgres believes, 0 or -1 if unknown."""

    schema: str
    name: str
    oid: int
    estimate: int
    comment: str | None
    owner: str
    unlogged: bool
    row_security: bool
    forced: bool
    replica_identity: str
    replica_index: str | None
    options: list[str] | None
    toast_options: list[str] | None
    partition_by: str | None
    bound: str | None
    parent: str | None
    parent_schema: str | None


def read(connection: psycopg.Connection, names: Sequence[str]) -> Sequence[TableRow]:
    """The tables of the schemas, by name."""
    return [TableRow(*row) for row in connection.execute(_QUERY.encode(), {"names": list(names)})]

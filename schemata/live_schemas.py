"""Live schemas in the terms of their definitions, with what somebody changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import psycopg

from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.catalogue import Unmodelled
from schemata.drift import find, fingerprint
from schemata.errors import NotThere
from schemata.history import records, versions
from schemata.history.records import Record
from schemata.model import Schema
from schemata.model.text import digests, parse, write
from schemata.outcomes import LiveSchema
from schemata.reconcile import in_definition_terms, managed

_NAMES = """
SELECT n.nspname::text FROM pg_catalog.pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemata')
  AND n.nspname !~ '__archived?_[0-9]{8}t?[0-9]*z?$'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
ORDER BY n.nspname
"""


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[str, LiveSchema]:
    """The schemas of those names that exist, in a constant number of queries. Call it in a snapshot."""
    if not names:
        return {}
    found = catalogue.read(connection, names)
    known = records.read(connection, names)
    unmodelled: dict[str, list[Unmodelled]] = {name: [] for name in found.schemas}
    for item in found.unmodelled:
        unmodelled[item.schema].append(item)
    return {name: _live(schema, known.get(name), tuple(unmodelled[name])) for name, schema in found.schemas.items()}


def names(connection: psycopg.Connection) -> tuple[str, ...]:
    """The schemas that people work with: none of Postgres, of an extension, of our records or of our archive."""
    return tuple(name for (name,) in connection.execute(_NAMES))


def adopt(connection: psycopg.Connection, name: str) -> str:
    """Records a live schema as ours in the caller's transaction, and returns its text. Raises NotThere."""
    found = read(connection, [name]).get(name)
    if found is None:
        raise NotThere(f"there is no schema {name!r} to import; the database has no such name")
    if not found.ours:
        versions.keep(connection, found.text)
        records.write(connection, Record.of_live(found.schema))
    return found.text


def _live(live: Schema, record: Record | None, unmodelled: tuple[Unmodelled, ...]) -> LiveSchema:
    now = digests(live)
    if record is None:
        return LiveSchema(write(live), live, ours=False, live_digest=fingerprint(now), drift=(), unmodelled=unmodelled)
    recorded = parse(record.definition)
    return LiveSchema(
        write(managed(in_definition_terms(live, recorded, record.live_digests), recorded)),
        live,
        ours=True,
        live_digest=fingerprint(now),
        drift=find(managed(live, recorded), record.live_digests),
        unmodelled=unmodelled,
    )

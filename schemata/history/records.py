"""The record of a schema: the definition that was applied, and the digest of each live object as it was then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import psycopg
from psycopg.types.json import Jsonb

from schemata.history.installation import installed
from schemata.model import Schema
from schemata.model.text import digest, digests
from schemata.model.text import write as write_text


class Status(StrEnum):
    """How far an apply came. An adopted schema was not made by us; its record is its own live text."""

    APPLYING = "applying"
    APPLIED = "applied"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Record:
    """`definition` is a canonical text; `live_digests` maps a fact's subject to its digest in the live schema."""

    name: str
    definition: str
    live_digests: Mapping[str, str]
    status: Status

    @classmethod
    def of_live(cls, live: Schema) -> Record:
        """The record of a schema that was not made by us: it is as it is."""
        return cls(live.name, write_text(live), digests(live), Status.ADOPTED)

    @property
    def digest(self) -> str:
        """The digest of the definition."""
        return digest(self.definition)


_READ = "SELECT name, definition, live_digests, status FROM schemata.schemas WHERE name = ANY(%s)"
_WRITE = """
INSERT INTO schemata.schemas AS s (name, definition, definition_digest, live_digests, status)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (name) DO UPDATE
SET (definition, definition_digest, live_digests, status, applied_at)
  = (excluded.definition, excluded.definition_digest, excluded.live_digests, excluded.status, now())
"""


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[str, Record]:
    """The records of those schemas that have one."""
    if not installed(connection):
        return {}
    rows = connection.execute(_READ, [list(names)]).fetchall()
    return {name: Record(name, definition, digests, Status(status)) for name, definition, digests, status in rows}


def names(connection: psycopg.Connection) -> list[str]:
    """The names of all schemas that have a record."""
    if not installed(connection):
        return []
    return [row[0] for row in connection.execute("SELECT name FROM schemata.schemas ORDER BY name")]


def write(connection: psycopg.Connection, record: Record) -> None:
    """Puts a record in the place of the schema's last one."""
    values = (record.name, record.definition, record.digest, Jsonb(dict(record.live_digests)), record.status.value)
    connection.execute(_WRITE, values)


def remove(connection: psycopg.Connection, name: str) -> None:
    """Forgets a schema."""
    connection.execute("DELETE FROM schemata.schemas WHERE name = %s", [name])

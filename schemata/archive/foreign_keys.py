"""Foreign keys between what is put aside and what stays: dropped, with the statements that put them back."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from schemata.dialects.postgresql.quoting import identifier, qualified

_QUERY = """
SELECT n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND {condition}
ORDER BY n.nspname, c.relname, k.conname
"""
_CROSSING = _QUERY.format(condition="(n.nspname = %(schema)s) <> (rn.nspname = %(schema)s)")
_ENTERING = _QUERY.format(condition="rn.nspname = %(schema)s AND r.relname = %(table)s AND n.nspname <> %(schema)s")


@dataclass(frozen=True, slots=True)
class CrossingKey:
    """A foreign key with one end on each side. `definition` is Postgres's text of it."""

    schema: str
    table: str
    name: str
    definition: str
    valid: bool

    @property
    def drop(self) -> str:
        """The statement that drops it."""
        return f"ALTER TABLE {qualified(self.schema, self.table)} DROP CONSTRAINT {identifier(self.name)}"

    @property
    def restore(self) -> tuple[str, ...]:
        """The statements that put it back: for new rows first, then checked for all."""
        table, name = qualified(self.schema, self.table), identifier(self.name)
        definition = self.definition.removesuffix(" NOT VALID")
        add = f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID"
        return (add, f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}") if self.valid else (add,)


def crossing(connection: psycopg.Connection, schema: str) -> tuple[CrossingKey, ...]:
    """The keys that leave or enter a schema. The session's `search_path` must be empty."""
    return tuple(CrossingKey(*row) for row in connection.execute(_CROSSING.encode(), {"schema": schema}))


def entering(connection: psycopg.Connection, schema: str, table: str) -> tuple[CrossingKey, ...]:
    """The keys onto a table from other schemas. The session's `search_path` must be empty."""
    names = {"schema": schema, "table": table}
    return tuple(CrossingKey(*row) for row in connection.execute(_ENTERING.encode(), names))


def drop(connection: psycopg.Connection, keys: tuple[CrossingKey, ...]) -> tuple[str, ...]:
    """Drops the keys and returns the statements that put them back."""
    for key in keys:
        connection.execute(key.drop.encode())
    return tuple(statement for key in keys for statement in key.restore)

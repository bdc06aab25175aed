"""Texts of SQL that differ in spelling only.

`status in ('new')` and `((status)::text = 'new'::text)` are one check. Where a text of a live object and of the desired
one differ, the desired object is made, with what it needs, in a transaction that is rolled back, and read: if Postgres
writes it as it writes the live one, they are equal. Texts name the objects of their schema with its name, so the live
schema stands aside under another name meanwhile; nobody else sees that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg

from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.excerpt import excerpt
from schemata.model import Schema
from schemata.objects import by_subject, merged
from schemata.plan import PlanContext, plan
from schemata.spellings import Texts, texts, with_texts


def with_desired_spelling(connection: psycopg.Connection, terms: Schema, live: Schema, desired: Schema) -> Schema:
    """`terms` with the desired spelling of every text that is live as Postgres writes the desired one.

    `terms` is `live` in the recorded definition's terms. Nothing is asked of the server where no text differs.
    """
    suspects = frozenset(_suspects(terms, desired))
    scratch = _as_postgres_writes(connection, excerpt(desired, suspects), live) if suspects else None
    if scratch is None:
        return terms
    now, then = by_subject(live), by_subject(scratch)

    def choose(key: str, _path: str, item: Any, other: Any, /) -> Any:
        if other is None or key not in suspects or key not in now or key not in then:
            return item
        return _respelled(item, texts(now[key]), texts(then[key]), texts(other))

    return merged(terms, desired, choose)


def _suspects(terms: Schema, desired: Schema) -> Iterator[str]:
    known: Mapping[str, Any] = by_subject(terms)
    for key, item in by_subject(desired).items():
        if key in known and texts(known[key]) != texts(item):
            yield key


def _as_postgres_writes(connection: psycopg.Connection, schema: Schema, live: Schema) -> Schema | None:
    """The schema as read back once it was made; None where it cannot be made (the apply will say why)."""
    steps = plan(diff(None, schema), PlanContext(schema.name)).steps
    try:
        with connection.transaction(force_rollback=True):
            if schema.name == live.name:
                connection.execute(_aside(connection, live.name).encode())
            connection.execute("SET LOCAL check_function_bodies = off")
            for step in steps:
                connection.execute(render(step.operation, schema.name).encode())
            return catalogue.read(connection, [schema.name]).schemas[schema.name]
    except psycopg.Error:
        if connection.broken:
            raise
        return None


def _aside(connection: psycopg.Connection, name: str) -> str:
    aside = f"schemata_aside_{connection.info.backend_pid}"
    return f"ALTER SCHEMA {identifier(name)} RENAME TO {identifier(aside)}"


def _respelled(item: Any, live: Texts, canonical: Texts, desired: Texts) -> Any:
    found = texts(item)
    if len({len(found), len(live), len(canonical), len(desired)}) > 1:
        return item
    rows = zip(found, live, canonical, desired, strict=True)
    return with_texts(item, tuple(want if now == then else text for text, now, then, want in rows))

"""Expressions that differ in spelling only.

`status in ('new')` and `((status)::text = 'new'::text)` are one check. Where a live and a desired expression differ,
the desired table is made in a scratch schema that is rolled back, and read: if Postgres writes it as it writes the live
one, they are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import psycopg

from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.model import Check, Column, Index, Schema, Table
from schemata.plan import PlanContext, plan
from schemata.subjects import Item, items, subject

_Item = TypeVar("_Item", Column, Check, Index)


def with_desired_spelling(connection: psycopg.Connection, terms: Schema, live: Schema, desired: Schema) -> Schema:
    """`terms` with the desired spelling of every expression that is live as Postgres writes the desired one.

    `terms` is `live` in the recorded definition's terms. Nothing is asked of the server where no expression differs.
    """
    known = items(terms)
    suspects = tuple(_bare(table) for table in desired.tables if _differs(known, table))
    scratch = _as_postgres_writes(connection, suspects) if suspects else None
    if scratch is None:
        return terms
    sides = items(live), items(scratch), items(desired)
    return replace(terms, tables=tuple(_respell_table(table, *sides) for table in terms.tables))


def _expressions(item: Item) -> tuple[str | None, ...]:
    match item:
        case Column(default=default, generated=generated):
            return default, generated
        case Check(expression=expression):
            return (expression,)
        case Index(where=where, keys=keys):
            return where, *(key.expression for key in keys)
        case _:
            return ()


def _with_expressions(item: _Item, found: tuple[str | None, ...]) -> _Item:
    match item:
        case Column():
            return replace(item, default=found[0], generated=found[1])
        case Check():
            return replace(item, expression=found[0] or "")
        case Index():
            keys = tuple(replace(key, expression=text) for key, text in zip(item.keys, found[1:], strict=True))
            return replace(item, where=found[0], keys=keys)


def _differs(known: Mapping[str, Item], table: Table) -> bool:
    parts: list[Item] = [*table.columns, *table.checks, *table.indexes]
    pairs = ((item, known.get(subject(table.name, item))) for item in parts)
    return any(live is not None and _expressions(live) != _expressions(item) for item, live in pairs)


def _bare(table: Table) -> Table:
    """The table with what has expressions only, and no hints."""
    return Table(
        table.name,
        tuple(replace(column, comment=None, renamed_from=None) for column in table.columns),
        checks=tuple(replace(check, comment=None, renamed_from=None) for check in table.checks),
        indexes=tuple(replace(index, comment=None, renamed_from=None) for index in table.indexes),
    )


def _as_postgres_writes(connection: psycopg.Connection, tables: tuple[Table, ...]) -> Schema | None:
    """The tables as read back from a scratch schema; None where they cannot be made (the apply will say why)."""
    name = f"schemata_scratch_{connection.info.backend_pid}"
    steps = plan(diff(None, Schema(name, tables)), PlanContext(name, {}, "")).steps
    try:
        with connection.transaction(force_rollback=True):
            for step in steps:
                connection.execute(render(step.operation, name).encode())
            return catalogue.read(connection, [name]).schemas[name]
    except psycopg.Error:
        if connection.broken:
            raise
        return None


def _respell_table(
    table: Table, live: Mapping[str, Item], canonical: Mapping[str, Item], desired: Mapping[str, Item]
) -> Table:
    def respell(item: _Item) -> _Item:
        key = subject(table.name, item)
        if key not in canonical or key not in desired:
            return item
        columns = [_expressions(side) for side in (item, live[key], canonical[key], desired[key])]
        if len({len(column) for column in columns}) > 1:
            return item
        rows = zip(*columns, strict=True)
        return _with_expressions(item, tuple(want if now == then else text for text, now, then, want in rows))

    return replace(
        table,
        columns=tuple(respell(column) for column in table.columns),
        checks=tuple(respell(check) for check in table.checks),
        indexes=tuple(respell(index) for index in table.indexes),
    )

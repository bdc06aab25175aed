"""Tables that a plan puts aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import psycopg

from schemata.archive import foreign_keys
from schemata.dialects.postgresql.render import render
from schemata.diff import Change
from schemata.diff.changes import DropConstraint
from schemata.history import archive_entries
from schemata.history.archive_entries import ArchiveEntry
from schemata.model import ForeignKey
from schemata.plan import Plan
from schemata.plan.operations import AddConstraintNotValid, ArchiveTable, ValidateConstraint


def put_aside(
    connection: psycopg.Connection, plan: Plan, changes: Iterable[Change], rows: Mapping[str, int | None]
) -> None:
    """Drops the keys that other schemas have onto the tables that the plan archives, and records how all comes back.

    Call it in the plan's transaction, before its statements. `rows` has estimates by live table.
    """
    keys = [change for change in changes if isinstance(change, DropConstraint)]
    for step in plan.steps:
        if isinstance(step.operation, ArchiveTable):
            table = step.operation.table.name
            dropped = foreign_keys.drop(connection, foreign_keys.entering(connection, plan.schema, table))
            restore = (*_restore(plan.schema, table, keys), *dropped)
            entry = ArchiveEntry(plan.schema, table, step.operation.archive_schema, rows.get(table), restore)
            archive_entries.add(connection, entry)


def _restore(schema: str, table: str, keys: Iterable[DropConstraint]) -> Iterator[str]:
    for drop in keys:
        key = drop.constraint
        if isinstance(key, ForeignKey) and (drop.table == table or _onto(key, table)):
            yield render(AddConstraintNotValid(drop.table, key), schema)
            yield render(ValidateConstraint(drop.table, key.name), schema)


def _onto(key: ForeignKey, table: str) -> bool:
    return key.referenced_schema is None and key.referenced_table == table

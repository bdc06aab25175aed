"""Steps for comments."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.changes import ObjectKind
from schemata.model import Table
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank


def expand(change: changes.SetComment) -> Iterator[Placed]:
    """The operation of a changed comment."""
    yield Placed(op.SetComment(change.kind, change.table, change.name, change.desired), Rank.COMMENT)


def of_new(
    kind: ObjectKind, table: str, name: str, comment: str | None, phase: Phase = Phase.TRANSACTION
) -> Iterator[Placed]:
    """The operation of a new object's comment, in the phase that makes the object."""
    if comment is not None:
        yield Placed(op.SetComment(kind, table, name, comment), Rank.COMMENT, phase)


def of_new_table(table: Table) -> Iterator[Placed]:
    """The operations of the comments of a new table and of what its statement makes."""
    yield from of_new(ObjectKind.TABLE, table.name, "", table.comment)
    for column in table.columns:
        yield from of_new(ObjectKind.COLUMN, table.name, column.name, column.comment)
    keys = () if table.primary_key is None else (table.primary_key,)
    for constraint in (*keys, *table.uniques, *table.checks):
        yield from of_new(ObjectKind.CONSTRAINT, table.name, constraint.name, constraint.comment)

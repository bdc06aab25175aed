"""Steps for comments."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import ObjectKind, SchemaObject, ref
from schemata.model import Attribute, CompositeType, MaterializedView, Table, View, ViewColumn
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank


def expand(change: changes.SetComment) -> Iterator[Placed]:
    """The operation of a changed comment."""
    yield Placed(op.SetComment(change.kind, change.table, change.name, change.desired, change.types), Rank.COMMENT)


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
    for constraint in (*keys, *table.uniques, *table.checks, *table.exclusions):
        yield from of_new(ObjectKind.CONSTRAINT, table.name, constraint.name, constraint.comment)


def of_new_object(item: SchemaObject) -> Iterator[Placed]:
    """The operations of the comments of a new object and its columns."""
    target = ref(item)
    if item.comment is not None:
        yield Placed(op.SetComment(target.kind, "", target.name, item.comment, target.types), Rank.COMMENT)
    columns = item.columns if isinstance(item, View | MaterializedView) else ()
    attributes = item.attributes if isinstance(item, CompositeType) else ()
    commented: tuple[ViewColumn | Attribute, ...] = (*columns, *attributes)
    for column in commented:
        yield from of_new(ObjectKind.COLUMN, item.name, column.name, column.comment)

"""Changes of a table's columns. Their order is never a change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemata.diff import changes, comments
from schemata.diff.changes import Change
from schemata.diff.ref import ObjectKind
from schemata.diff.dependants import constraint_uses, index_computes
from schemata.diff.pairs import by_name
from schemata.model import Check, Column, Index, Table


def compare(live: Table, desired: Table, replaced: Collection[str]) -> Iterator[Change]:
    """The changes of columns.

    Args:
        live: the live table under the desired names.
        desired: the desired table.
        replaced: the columns that are dropped and added though they are on both sides.
    """
    pairs = by_name(live.columns, desired.columns, {})
    for column in pairs.gone:
        yield changes.DropColumn(desired.name, column, _look_alike(column, pairs.new))
    for column in pairs.new:
        yield changes.AddColumn(desired.name, column)
    for before, after in pairs.both:
        if after.name in replaced:
            yield changes.DropColumn(desired.name, before)
            yield changes.AddColumn(desired.name, after)
        else:
            yield from _alter(live, desired, before, after)


def _look_alike(column: Column, new: Collection[Column]) -> str | None:
    """A new column that differs by its name only: perhaps a rename without a hint."""
    alike = [other.name for other in new if replace(other, name=column.name, comment=column.comment) == column]
    return alike[0] if alike else None


def _alter(live: Table, desired: Table, before: Column, after: Column) -> Iterator[Change]:
    table, name = desired.name, after.name
    retyped = (before.type, before.collation) != (after.type, after.collation)
    if before.generated is not None and after.generated is None:
        yield changes.DropExpression(table, before, after)
    if retyped:
        yield _alter_type(live, desired, before, after)
    elif before.default != after.default:
        yield changes.SetDefault(table, name, before.default, after.default)
    was_nullable, nullable = is_nullable(live, before), is_nullable(desired, after)
    if was_nullable != nullable:
        yield changes.DropNotNull(table, name) if nullable else changes.SetNotNull(table, name)
    if before.identity != after.identity:
        yield changes.SetIdentity(table, name, before.identity, after.identity, was_nullable)
    yield from comments.compare(ObjectKind.COLUMN, table, name, before.comment, after.comment)


def is_nullable(table: Table, column: Column) -> bool:
    """Whether a column may be null: columns of the primary key and identity columns never are."""
    keys = table.primary_key.columns if table.primary_key is not None else ()
    return column.nullable and column.identity is None and column.name not in keys


def _alter_type(live: Table, desired: Table, before: Column, after: Column) -> changes.AlterType:
    return changes.AlterType(
        desired.name,
        before,
        after,
        checks=tuple(check for check in _kept_checks(live, desired) if constraint_uses(check, {after.name})),
        indexes=tuple(index.name for index in desired.indexes if index in live.indexes and _computes(index, after)),
    )


def _computes(index: Index, column: Column) -> bool:
    return index_computes(index, {column.name})


def _kept_checks(live: Table, desired: Table) -> Iterator[Check]:
    kept = {check.name: check.expression for check in live.checks if check.valid}
    return (check for check in desired.checks if kept.get(check.name) == check.expression)

"""Changes of a table's columns. Their order is never a change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemata.diff import changes, comments, settings
from schemata.diff.changes import Change
from schemata.diff.dependants import constraint_uses, index_computes
from schemata.diff.pairs import by_name
from schemata.diff.ref import ObjectKind
from schemata.diff.replacement import NOTHING, Taken, only_objects, retired
from schemata.model import Check, Column, Index, Table


def compare(live: Table, desired: Table, replaced: Collection[str], taken: Taken = NOTHING) -> Iterator[Change]:
    """The changes of columns.

    Args:
        live: the live table under the desired names.
        desired: the desired table.
        replaced: the columns that are dropped and added though they are on both sides.
        taken: what is made again: defaults that need it step aside, columns of a type among it are converted.
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
            yield from _alter(live, desired, before, after, taken)


def _look_alike(column: Column, new: Collection[Column]) -> str | None:
    """A new column that differs by its name only: perhaps a rename without a hint."""
    alike = [other.name for other in new if replace(other, name=column.name, comment=column.comment) == column]
    return alike[0] if alike else None


def _alter(live: Table, desired: Table, before: Column, after: Column, taken: Taken) -> Iterator[Change]:
    table, name = desired.name, after.name
    before = replace(before, type=retired(before.type, taken.types) or before.type)
    retyped = (before.type, before.collation) != (after.type, after.collation)
    if before.generated is not None and after.generated is None:
        yield changes.DropExpression(table, before, after)
    if retyped:
        yield _alter_type(live, desired, before, after)
    else:
        yield from _default(table, before, after, taken)
    was_nullable, nullable = is_nullable(live, before), is_nullable(desired, after)
    if was_nullable != nullable:
        yield changes.DropNotNull(table, name) if nullable else changes.SetNotNull(table, name)
    if before.identity != after.identity:
        yield changes.SetIdentity(table, name, before.identity, after.identity, was_nullable, after.numbering)
    yield from settings.of_column(table, before, after)
    yield from comments.compare(ObjectKind.COLUMN, table, name, before.comment, after.comment)


def _default(table: str, before: Column, after: Column, taken: Taken) -> Iterator[Change]:
    """Another default, or the same one that steps aside while what it needs is made again."""
    releases, needs = before.needs, after.needs
    live = before.default
    if live is not None and not only_objects(taken.subjects).isdisjoint(releases):
        yield changes.SetDefault(table, after.name, live, None, releases)
        live = None
    if live != after.default:
        yield changes.SetDefault(table, after.name, live, after.default, releases, needs)


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

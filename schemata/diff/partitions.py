"""Partitions: what they have from their parent is no change of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.model import Check, Index, PrimaryKey, Schema, Table, Unique

_T = TypeVar("_T", PrimaryKey, Unique, Check, Index)
_INHERITED = (
    changes.AddColumn
    | changes.DropColumn
    | changes.AlterType
    | changes.SetNotNull
    | changes.DropNotNull
    | changes.SetIdentity
    | changes.SetNumbering
    | changes.DropExpression
)


def own(found: Iterable[Change], live: Table, desired: Table) -> Iterator[Change]:
    """The changes of columns that a partition makes itself: the others come with those of its parent."""
    stays = live.partition_of is not None and live.partition_of == desired.partition_of
    return (change for change in found if not (stays and isinstance(change, _INHERITED)))


def as_moved(live: Table, desired: Table, schemas: tuple[Schema, Schema]) -> Table:
    """The live table as it is once it is let go by its parent, or taken in by another.

    Let go, it keeps what it had from its parent, under the names that Postgres gave: the desired ones where they say
    the same. Taken in, what it has like its parent is its parent's.
    """
    if live.partition_of == desired.partition_of:
        return live
    if live.partition_of is not None:
        live = _with(live, desired, _parent(live, schemas[0]))
    return live if desired.partition_of is None else _without(live, _parent(desired, schemas[1]))


def _parent(table: Table, schema: Schema) -> Table | None:
    of = table.partition_of
    return next((other for other in schema.tables if of is not None and other.name == of.parent), None)


def _with(live: Table, desired: Table, parent: Table | None) -> Table:
    if parent is None:
        return live
    keys = _like(
        (desired.primary_key,) if desired.primary_key else (), (parent.primary_key,) if parent.primary_key else ()
    )
    return replace(
        live,
        primary_key=keys[0] if keys else live.primary_key,
        uniques=(*live.uniques, *_like(desired.uniques, parent.uniques)),
        checks=(*live.checks, *_like(desired.checks, parent.checks)),
        indexes=(*live.indexes, *_like(desired.indexes, parent.indexes)),
    )


def _keys(table: Table) -> tuple[PrimaryKey, ...]:
    return () if table.primary_key is None else (table.primary_key,)


def _without(live: Table, parent: Table | None) -> Table:
    if parent is None:
        return live
    key = live.primary_key
    is_same = key is not None and parent.primary_key is not None and _bare(key) == _bare(parent.primary_key)
    return replace(
        live,
        primary_key=None if is_same else key,
        uniques=_unlike(live.uniques, parent.uniques),
        checks=_unlike(live.checks, parent.checks),
        indexes=_unlike(live.indexes, parent.indexes),
    )


def _like(items: Iterable[_T], others: Iterable[_T]) -> tuple[_T, ...]:
    known = [_bare(other) for other in others]
    return tuple(item for item in items if _bare(item) in known)


def _unlike(items: Iterable[_T], others: Iterable[_T]) -> tuple[_T, ...]:
    known = [_bare(other) for other in others]
    return tuple(item for item in items if _bare(item) not in known)


def _bare(item: _T) -> _T:
    return replace(item, name="", comment=None)

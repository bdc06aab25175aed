"""Live objects in the definition's own terms. Pure.

Postgres keeps `status in ('new')` as `((status)::text = 'new'::text)`. So the record of a schema has, beside the
definition, the digest of each live object as it was when it was made: as long as a live object has that digest, it is
what the definition says, however it is spelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Protocol, TypeVar

from schemata.model import Check, Column, ForeignKey, Index, PrimaryKey, Schema, Table, Unique
from schemata.model.text import digests
from schemata.subjects import items, subject

_Item = TypeVar("_Item", Column, PrimaryKey, Unique, Check, ForeignKey, Index)


class _Choose(Protocol):
    """Chooses what stands for a live object of a table; `other` is the one of the same name in the other schema."""

    def __call__(self, table: str, live: _Item, other: _Item | None, /) -> _Item: ...


def untouched(live: Schema, live_digests: Mapping[str, str]) -> frozenset[str]:
    """The subjects of what is as it was when `live_digests` were taken."""
    return frozenset(key for key, value in digests(live).items() if live_digests.get(key) == value)


def in_definition_terms(live: Schema, recorded: Schema, live_digests: Mapping[str, str]) -> Schema:
    """`live` with every object that has its recorded digest replaced by the recorded definition's; comments stay live.

    Columns stand in the order of `recorded`, those it does not know last.
    """
    same = untouched(live, live_digests)

    def choose(table: str, item: _Item, other: _Item | None, /) -> _Item:
        return item if other is None or subject(table, item) not in same else replace(other, comment=item.comment)

    return replace(_merge(live, recorded, choose), renamed_from=recorded.renamed_from)


def to_record(
    live: Schema, desired: Schema, before: Schema | None, unchanged: AbstractSet[str], pending: AbstractSet[str]
) -> Schema:
    """What to record while steps are pending: each live object in its desired form where it was made, else as before.

    `before` is the schema before the plan in the definition's terms; `unchanged` are the subjects of what is as it was
    then; `pending` are paths (`orders.customer_id`) of objects with steps to come.
    """
    earlier = items(before) if before else {}

    def choose(table: str, item: _Item, other: _Item | None, /) -> _Item:
        key, waiting = subject(table, item), f"{table}.{item.name}" in pending
        if other is not None and not (waiting and key in unchanged):
            return _with_state(other, item) if waiting else other
        known = earlier.get(key)
        return known if isinstance(known, type(item)) and key in unchanged else item

    return replace(_merge(live, desired, choose), renamed_from=desired.renamed_from)


def _with_state(desired: _Item, live: _Item) -> _Item:
    """The desired object with what a step to come will change: nullability, validity, comment."""
    if isinstance(desired, Column) and isinstance(live, Column):
        return replace(desired, nullable=live.nullable, comment=live.comment)
    if isinstance(desired, Check | ForeignKey | Index) and isinstance(live, Check | ForeignKey | Index):
        return replace(desired, valid=live.valid, comment=live.comment)
    return replace(desired, comment=live.comment)


def _merge(live: Schema, other: Schema, choose: _Choose) -> Schema:
    others = {table.name: table for table in other.tables}
    return replace(live, tables=tuple(_merge_table(table, others.get(table.name), choose) for table in live.tables))


def _merge_table(live: Table, other: Table | None, choose: _Choose) -> Table:
    if other is None:
        return live

    def each(live_items: Iterable[_Item], other_items: Iterable[_Item]) -> tuple[_Item, ...]:
        known = {item.name: item for item in other_items}
        return tuple(choose(live.name, item, known.get(item.name)) for item in live_items)

    keys = each([live.primary_key] if live.primary_key else [], [other.primary_key] if other.primary_key else [])
    return replace(
        live,
        columns=_in_order(each(live.columns, other.columns), other.columns),
        primary_key=keys[0] if keys else None,
        uniques=each(live.uniques, other.uniques),
        checks=each(live.checks, other.checks),
        foreign_keys=each(live.foreign_keys, other.foreign_keys),
        indexes=each(live.indexes, other.indexes),
        renamed_from=other.renamed_from,
    )


def _in_order(columns: tuple[Column, ...], pattern: tuple[Column, ...]) -> tuple[Column, ...]:
    place = {column.name: number for number, column in enumerate(pattern)}
    return tuple(sorted(columns, key=lambda column: place.get(column.name, len(place))))

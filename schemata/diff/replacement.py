"""What is dropped or changes its form, and all that depends on it: objects that are replaced take it along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemata.diff import changes, objects
from schemata.diff.changes import Change
from schemata.diff.qualified import quoted_type, type_parts
from schemata.diff.ref import SchemaObject
from schemata.diff.retiring import retired_name
from schemata.model import (
    CompositeType,
    DataType,
    Domain,
    Enum,
    MaterializedView,
    RangeType,
    Schema,
    Sequence,
    Table,
    View,
)
from schemata.model.text.subjects import of_column, of_table, part_subject, subject

Subjects = frozenset[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What is made again: its subjects, and what columns have until a type of theirs is there again."""

    subjects: Subjects = frozenset()
    types: Mapping[tuple[str, str], str] = field(default_factory=dict)


NOTHING = Taken()


def taken_by(found: Iterable[Change]) -> Subjects:
    """The subjects that changes of tables take away, or give another form."""
    return frozenset(name for change in found for name in _taken(change))


def left_by(found: Iterable[Change]) -> Subjects:
    """The subjects of tables and columns that are dropped or archived, with the sequences that belong to them."""
    kinds = (changes.ArchiveTable, changes.DropColumn)
    return taken_by(change for change in found if isinstance(change, kinds))


def _taken(change: Change) -> Iterator[str]:
    match change:
        case changes.AlterType(table=table, desired=column) | changes.DropColumn(table=table, column=column):
            yield of_column(table, column.name)
        case changes.ArchiveTable(table=table):
            yield of_table(table.name)
            yield from (of_column(table.name, column.name) for column in table.columns)
        case changes.DropConstraint(table=table, constraint=constraint):
            yield part_subject(table, constraint)
        case _:
            return


def taken_objects(found: objects.Objects, taken: Subjects) -> Subjects:
    """`taken` with every object that is dropped, replaced or rebuilt, and those that need one of them."""
    gone = {name for item in found.gone for name in _subjects(item)}
    grown = taken | gone | {name for a, b in found.both if _is_made_again(a, b, taken) for name in _subjects(a)}
    return grown if grown == taken else taken_objects(found, grown)


def _is_made_again(live: SchemaObject, desired: SchemaObject, taken: Subjects) -> bool:
    """A sequence only belongs to its column: it is never made again."""
    is_needed = not isinstance(live, Sequence) and not taken.isdisjoint(getattr(live, "needs", ()))
    return is_needed or objects.is_replaced(live, desired) or objects.is_rebuilt(live, desired)


def _subjects(item: SchemaObject) -> Iterator[str]:
    yield subject(item)
    if isinstance(item, View | MaterializedView):
        yield from (of_column(item.name, column.name) for column in item.columns)


def needs_taken(table: Table, taken: Subjects) -> bool:
    """Whether anything of a table needs one of `taken`."""
    items: tuple[Any, ...] = (
        *table.columns,
        *table.checks,
        *table.exclusions,
        *table.indexes,
        *table.triggers,
        *table.policies,
    )
    return any(not taken.isdisjoint(item.needs) for item in items)


def only_objects(taken: Subjects) -> Subjects:
    """Those of `taken` that stand beside tables. Postgres itself converts what is over a column."""
    return frozenset(name for name in taken if name.startswith("@"))


def retired_types(found: objects.Objects, taken: Subjects, desired: Schema) -> Mapping[tuple[str, str], str]:
    """The types that are made anew: (schema, name) -> the type that columns have until then."""
    rebuilt = (item for item, _ in found.both if subject(item) in taken and is_type(item))
    return {(desired.name, item.name): quoted_type(desired.name, retired_name(item.name)) for item in rebuilt}


def is_type(item: SchemaObject) -> bool:
    """Whether an object is a type that columns can have."""
    return isinstance(item, Enum | Domain | CompositeType | RangeType)


def retired(data_type: DataType, types: Mapping[tuple[str, str], str]) -> DataType | None:
    """The type under its retired name, None where it is not made anew."""
    name = types.get(type_parts(data_type.name))
    return None if name is None else DataType(name, data_type.arguments, data_type.dimensions)

"""A Postgres schema: what a definition desires, and what a database has live, in one type."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.model.access import DefaultPrivilege, Grant
from schemata.model.extension import Extension
from schemata.model.function import Function
from schemata.model.sequence import Sequence
from schemata.model.table import Table
from schemata.model.types import CompositeType, Domain, Enum, RangeType
from schemata.model.view import MaterializedView, View


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: everything in it by kind, sorted by name (functions by signature).

    Types, expressions and queries name objects of the own schema as Postgres prints them without a search path:
    qualified with the schema's name.
    """

    name: str
    tables: tuple[Table, ...] = ()
    enums: tuple[Enum, ...] = ()
    domains: tuple[Domain, ...] = ()
    composite_types: tuple[CompositeType, ...] = ()
    range_types: tuple[RangeType, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    views: tuple[View, ...] = ()
    materialized_views: tuple[MaterializedView, ...] = ()
    functions: tuple[Function, ...] = ()
    extensions: tuple[Extension, ...] = ()
    default_privileges: tuple[DefaultPrivilege, ...] | None = None
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)

    def table(self, name: str) -> Table:
        """The table of that name. Raises KeyError."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True, slots=True)
class ObjectCounts:
    """How many objects a schema holds; indexes include those of primary and unique keys."""

    tables: int
    indexes: int
    foreign_keys: int


def count_objects(schema: Schema) -> ObjectCounts:
    """Counts a schema's tables, indexes and foreign keys."""
    tables = schema.tables
    keys = sum((table.primary_key is not None) + len(table.uniques) for table in tables)
    indexes = keys + sum(len(table.indexes) for table in tables)
    return ObjectCounts(len(tables), indexes, sum(len(table.foreign_keys) for table in tables))

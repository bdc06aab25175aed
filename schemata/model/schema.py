"""A Postgres schema: what a definition desires, and what a database has live, in one type."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.model.table import Table


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its tables, sorted by name."""

    name: str
    tables: tuple[Table, ...] = ()
    comment: str | None = None
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

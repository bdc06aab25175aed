"""A table with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemata.model.column import Column
from schemata.model.constraint import Check, Constraint, ForeignKey, PrimaryKey, Unique
from schemata.model.index import Index


@dataclass(frozen=True, slots=True)
class Table:
    """A table: columns in their order, everything else sorted by name."""

    name: str
    columns: tuple[Column, ...]
    primary_key: PrimaryKey | None = None
    uniques: tuple[Unique, ...] = ()
    checks: tuple[Check, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def constraints(self) -> Iterator[Constraint]:
        """All constraints: primary key, uniques, checks, foreign keys."""
        if self.primary_key is not None:
            yield self.primary_key
        yield from self.uniques
        yield from self.checks
        yield from self.foreign_keys

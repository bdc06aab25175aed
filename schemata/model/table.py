"""A table with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemata.model.access import Grant
from schemata.model.column import Column
from schemata.model.constraint import Check, Constraint, Exclusion, ForeignKey, PrimaryKey, Unique
from schemata.model.index import Index
from schemata.model.option import Option
from schemata.model.partition import PartitionOf
from schemata.model.policy import Policy, RowSecurity
from schemata.model.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Table:
    """A table: columns in their order, everything else sorted by name.

    `partition_by` is as pg_get_partkeydef prints it (`RANGE (placed_at)`); `options` are storage parameters;
    `replica_identity` is `full`, `nothing` or an index's name, None for the default.
    """

    name: str
    columns: tuple[Column, ...]
    primary_key: PrimaryKey | None = None
    uniques: tuple[Unique, ...] = ()
    checks: tuple[Check, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    row_security: RowSecurity = RowSecurity.NONE
    partition_by: str | None = None
    partition_of: PartitionOf | None = None
    options: tuple[Option, ...] = ()
    unlogged: bool = False
    replica_identity: str | None = None
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    def constraints(self) -> Iterator[Constraint]:
        """All constraints: primary key, uniques, checks, foreign keys, exclusions."""
        if self.primary_key is not None:
            yield self.primary_key
        yield from self.uniques
        yield from self.checks
        yield from self.foreign_keys
        yield from self.exclusions

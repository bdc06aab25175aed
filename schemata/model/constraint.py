"""Constraints of a table: primary key, unique, check and foreign key."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ForeignKeyAction(StrEnum):
    """What happens to the referring row (manual, CREATE TABLE, referential actions)."""

    NO_ACTION = "no-action"
    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set-null"
    SET_DEFAULT = "set-default"


class Deferrable(StrEnum):
    """When a deferrable constraint is checked unless the transaction says otherwise."""

    INITIALLY_IMMEDIATE = "initially-immediate"
    INITIALLY_DEFERRED = "initially-deferred"


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """A primary key; its columns are never null."""

    name: str
    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    deferrable: Deferrable | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unique:
    """A unique constraint."""

    name: str
    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    deferrable: Deferrable | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A check constraint. A check that is not valid holds for new rows only."""

    name: str
    expression: str
    valid: bool = True
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key. `referenced_schema` is None where the referenced table is in the same schema,

    so that one definition reads the same under every schema name that it is made for.
    """

    name: str
    columns: tuple[str, ...]
    referenced_table: str
    referenced_columns: tuple[str, ...]
    referenced_schema: str | None = None
    on_delete: ForeignKeyAction = ForeignKeyAction.NO_ACTION
    on_update: ForeignKeyAction = ForeignKeyAction.NO_ACTION
    deferrable: Deferrable | None = None
    valid: bool = True
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


Constraint = PrimaryKey | Unique | Check | ForeignKey

"""Constraints of a table: primary key, unique, check, exclusion and foreign key."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.index import IndexKey


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
    """A primary key; its columns are never null. `without_overlaps` is about the last column, a range."""

    name: str
    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    without_overlaps: bool = False
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
    without_overlaps: bool = False
    deferrable: Deferrable | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A check constraint. A check that is not valid holds for new rows only, one that is not enforced for none."""

    name: str
    expression: str
    valid: bool = True
    no_inherit: bool = False
    enforced: bool = True
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A foreign key. `referenced_schema` is None where the referenced table is in the same schema,

    so that one definition reads the same under every schema name that it is made for. `set_columns` are those that
    `on delete set null (...)` sets, empty for all. `period`: the last column is compared as a range.
    """

    name: str
    columns: tuple[str, ...]
    referenced_table: str
    referenced_columns: tuple[str, ...]
    referenced_schema: str | None = None
    on_delete: ForeignKeyAction = ForeignKeyAction.NO_ACTION
    on_update: ForeignKeyAction = ForeignKeyAction.NO_ACTION
    set_columns: tuple[str, ...] = ()
    match_full: bool = False
    period: bool = False
    deferrable: Deferrable | None = None
    valid: bool = True
    enforced: bool = True
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ExclusionElement:
    """What is compared, and by which operator: `=`, `&&`, or `OPERATOR(schema.=)` where it is not Postgres's own."""

    key: IndexKey
    operator: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An exclusion constraint: no two rows for which all operators hold."""

    name: str
    elements: tuple[ExclusionElement, ...]
    method: str = "gist"
    include: tuple[str, ...] = ()
    where: str | None = None
    deferrable: Deferrable | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


Constraint = PrimaryKey | Unique | Check | ForeignKey | Exclusion

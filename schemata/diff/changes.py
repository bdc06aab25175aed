"""What can differ between a live and a desired schema: one frozen type for each kind of change, in a closed union.

Tables and columns are named as they are after the renames of the same diff. `live` and `desired` are the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemata.diff.ref import ObjectKind, Part, Ref, SchemaObject, UserType
from schemata.model import (
    Check,
    Column,
    Constraint,
    DefaultPrivilege,
    ForeignKey,
    Grant,
    Identity,
    Index,
    Numbering,
    Option,
    PartitionOf,
    RowSecurity,
    Table,
)


@dataclass(frozen=True, slots=True)
class CreateSchema:
    """The schema is not live."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameSchema:
    """The schema is live under the name `source`."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A table with everything that belongs to it."""

    table: Table


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """A live table that is not desired. `resembles` names a new table that has the same columns."""

    table: Table
    resembles: str | None = None


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table under another name."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A column of a live table."""

    table: str
    column: Column


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A live column that is not desired, or that must be made anew. `resembles` names a new column that is like it."""

    table: str
    column: Column
    resembles: str | None = None


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """A column under another name; all that mentions it follows by itself."""

    table: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class AlterType:
    """Another type or collation; the default is put back after it.

    `checks` (unchanged ones that mention the column) are checked again by it, `indexes` (partial or over expressions)
    built again.
    """

    table: str
    live: Column
    desired: Column
    checks: tuple[Check, ...] = ()
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetDefault:
    """Another default; None is no default. `releases` is what the live one needs, `needs` what the desired one does."""

    table: str
    column: str
    live: str | None
    desired: str | None
    releases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetNotNull:
    """The column must not be null any more."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropNotNull:
    """The column may be null."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class SetIdentity:
    """Another kind of identity; None is no identity. `was_nullable`: a SetNotNull of the column comes before it."""

    table: str
    column: str
    live: Identity | None
    desired: Identity | None
    was_nullable: bool = False
    numbering: Numbering | None = None


@dataclass(frozen=True, slots=True)
class DropExpression:
    """A generated column becomes a plain one and keeps its values."""

    table: str
    live: Column
    desired: Column


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """A constraint of a live table. `partitioned`: the table has partitions."""

    table: str
    constraint: Constraint
    partitioned: bool = False


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """A live constraint that is not desired, or that must be made anew."""

    table: str
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class RenameConstraint:
    """A constraint under another name."""

    table: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class ValidateConstraint:
    """A live constraint that holds for new rows only is to hold for all."""

    table: str
    constraint: Check | ForeignKey


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """An index of a live table. `partitioned`: the table has partitions."""

    table: str
    index: Index
    partitioned: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex:
    """A live index that is not desired, or that must be made anew."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """An index under another name."""

    table: str
    source: str
    name: str


class ColumnSetting(StrEnum):
    """How Postgres keeps a column's values, by the word of ALTER COLUMN."""

    STORAGE = "storage"
    COMPRESSION = "compression"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class SetColumnSetting:
    """Another setting of a column; None is Postgres's own."""

    table: str
    column: str
    setting: ColumnSetting
    live: str | None
    desired: str | None


@dataclass(frozen=True, slots=True)
class SetNumbering:
    """An identity column that counts in another way."""

    table: str
    column: str
    live: Numbering
    desired: Numbering


@dataclass(frozen=True, slots=True)
class SetRowSecurity:
    """Policies decide about the table's rows, or do not."""

    table: str
    live: RowSecurity
    desired: RowSecurity


@dataclass(frozen=True, slots=True)
class SetLogged:
    """A table is written to the log from now on, or not."""

    table: str
    unlogged: bool


@dataclass(frozen=True, slots=True)
class SetReplicaIdentity:
    """What tells rows apart for replication; None is the default."""

    table: str
    live: str | None
    desired: str | None


@dataclass(frozen=True, slots=True)
class SetOptions:
    """Other storage parameters of a table, index or materialised view."""

    target: Ref
    live: tuple[Option, ...]
    desired: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class AttachPartition:
    """A live table becomes a partition."""

    table: str
    partition_of: PartitionOf


@dataclass(frozen=True, slots=True)
class DetachPartition:
    """A partition becomes a table of its own. `beside_default`: its parent has a default partition."""

    table: str
    partition_of: PartitionOf
    beside_default: bool = False


@dataclass(frozen=True, slots=True)
class AddPart:
    """A trigger or policy of a table or view."""

    table: str
    item: Part


@dataclass(frozen=True, slots=True)
class DropPart:
    """A live trigger or policy that is not desired, or that must be made anew."""

    table: str
    item: Part


@dataclass(frozen=True, slots=True)
class RenamePart:
    """A trigger or policy under another name."""

    table: str
    item: Part
    name: str


@dataclass(frozen=True, slots=True)
class AlterPart:
    """A trigger or policy that is changed in place."""

    table: str
    live: Part
    desired: Part


@dataclass(frozen=True, slots=True)
class CreateObject:
    """A type, sequence, view, function or extension that is not live, or is made anew."""

    item: SchemaObject


@dataclass(frozen=True, slots=True)
class DropObject:
    """A live object that is not desired, or that must be made anew (`again`)."""

    item: SchemaObject
    again: bool = False


@dataclass(frozen=True, slots=True)
class RenameObject:
    """An object under another name."""

    item: SchemaObject
    name: str


@dataclass(frozen=True, slots=True)
class ReplaceObject:
    """A view or function whose definition is replaced in place (`CREATE OR REPLACE`)."""

    live: SchemaObject
    desired: SchemaObject


@dataclass(frozen=True, slots=True)
class AlterObject:
    """An object that is changed in place, step by step."""

    live: SchemaObject
    desired: SchemaObject


@dataclass(frozen=True, slots=True)
class RebuildType:
    """A type that is made anew beside the live one, which is called `retired` until no column has it any more."""

    live: UserType
    desired: UserType
    retired: str


@dataclass(frozen=True, slots=True)
class SetOwner:
    """Another owner; `live` is None for a new object, which belongs to whoever makes it."""

    target: Ref
    live: str | None
    desired: str


@dataclass(frozen=True, slots=True)
class SetGrants:
    """Other privileges. `doubtful` are those that a new object may have by default privileges."""

    target: Ref
    live: tuple[Grant, ...]
    desired: tuple[Grant, ...]
    doubtful: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class SetDefaultPrivileges:
    """Other privileges for what is made in the schema from now on."""

    live: tuple[DefaultPrivilege, ...]
    desired: tuple[DefaultPrivilege, ...]


@dataclass(frozen=True, slots=True)
class DropSchema:
    """The schema is not desired."""

    name: str


@dataclass(frozen=True, slots=True)
class SetComment:
    """Another comment; None is no comment. `table` is empty for a schema, `name` for a schema or table."""

    kind: ObjectKind
    table: str
    name: str
    live: str | None
    desired: str | None
    types: tuple[str, ...] = ()


Change = (
    CreateSchema
    | RenameSchema
    | RenameTable
    | CreateTable
    | ArchiveTable
    | RenameColumn
    | DropColumn
    | AddColumn
    | DropExpression
    | AlterType
    | SetDefault
    | SetNotNull
    | DropNotNull
    | SetIdentity
    | DropConstraint
    | RenameConstraint
    | AddConstraint
    | ValidateConstraint
    | DropIndex
    | RenameIndex
    | CreateIndex
    | SetColumnSetting
    | SetNumbering
    | SetRowSecurity
    | SetLogged
    | SetReplicaIdentity
    | SetOptions
    | AttachPartition
    | DetachPartition
    | AddPart
    | DropPart
    | RenamePart
    | AlterPart
    | CreateObject
    | DropObject
    | RenameObject
    | ReplaceObject
    | AlterObject
    | RebuildType
    | SetOwner
    | SetGrants
    | SetDefaultPrivileges
    | DropSchema
    | SetComment
)

"""The steps that a database can take, independent of its dialect: one frozen type each, in a closed union.

One operation is one statement. `table`, `column` and `name` are names as they are when the operation runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemata.diff.changes import ColumnSetting
from schemata.diff.ref import ObjectKind, Part, Ref, SchemaObject
from schemata.model import (
    Attribute,
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
    PrimaryKey,
    RowSecurity,
    Sequence,
    Table,
    Unique,
)


@dataclass(frozen=True, slots=True)
class CreateSchema:
    """Make the schema."""


@dataclass(frozen=True, slots=True)
class RenameSchema:
    """Give the schema `source` the plan's name."""

    source: str


@dataclass(frozen=True, slots=True)
class CreateTable:
    """Make a table with its columns, keys and checks; not its foreign keys, indexes and comments."""

    table: Table


@dataclass(frozen=True, slots=True)
class RenameTable:
    """Give a table another name."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class CreateArchiveSchema:
    """Make the schema `name` for archived tables, unless it is there."""

    name: str


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """Move a table with its rows and indexes into `archive_schema`, under its own name."""

    table: Table
    archive_schema: str
    resembles: str | None = None


@dataclass(frozen=True, slots=True)
class AddColumn:
    """Add a column without its comment."""

    table: str
    column: Column


@dataclass(frozen=True, slots=True)
class DropColumn:
    """Drop a column. `resembles` names a new column that is like it."""

    table: str
    column: Column
    resembles: str | None = None


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """Give a column another name."""

    table: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class SetType:
    """Give a column another type, collation and default. `indexes` are built again by it."""

    table: str
    live: Column
    desired: Column
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetDefault:
    """Give a column a default, None for none."""

    table: str
    column: str
    expression: str | None
    releases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetNotNull:
    """Let a column be null no more. No row is read where a valid check says the same."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropNotNull:
    """Let a column be null."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AddIdentity:
    """Number the new rows of a column."""

    table: str
    column: str
    identity: Identity
    numbering: Numbering | None = None


@dataclass(frozen=True, slots=True)
class SetIdentity:
    """Number new rows in another way."""

    table: str
    column: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class DropIdentity:
    """Number new rows no more."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AlignIdentity:
    """Let the numbering go on behind the highest number that is there."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class DropExpression:
    """Make a generated column a plain one that keeps its values."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """Add a constraint that is checked for all rows at once."""

    table: str
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class AddConstraintNotValid:
    """Add a constraint that holds for new rows only, until it is validated."""

    table: str
    constraint: Check | ForeignKey


@dataclass(frozen=True, slots=True)
class AddNotNullCheck:
    """Add a check, for new rows only, that a column is not null."""

    table: str
    column: str
    name: str


@dataclass(frozen=True, slots=True)
class ValidateNotNullCheck:
    """Check that the rows before AddNotNullCheck are not null either, while others write."""

    table: str
    column: str
    name: str


@dataclass(frozen=True, slots=True)
class DropNotNullCheck:
    """Drop the check of AddNotNullCheck, when the column itself cannot be null any more."""

    table: str
    column: str
    name: str


@dataclass(frozen=True, slots=True)
class AddKeyUsingIndex:
    """Make the unique index of the same name a primary key or unique constraint."""

    table: str
    constraint: PrimaryKey | Unique


@dataclass(frozen=True, slots=True)
class ValidateConstraint:
    """Check the rows that were there before a constraint, while others write."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """Drop a constraint."""

    table: str
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class RenameConstraint:
    """Give a constraint another name."""

    table: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """Build an index while nobody writes."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class CreateIndexConcurrently:
    """Build an index while others write. Interrupted, it leaves an index that is not valid."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class DropIndex:
    """Drop an index."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class RenameIndex:
    """Give an index another name."""

    table: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class DropTable:
    """Drop a table with its rows. `resembles` names a new table that is like it."""

    table: Table
    resembles: str | None = None


@dataclass(frozen=True, slots=True)
class DropSchema:
    """Drop the schema, which is empty by then."""

    name: str


@dataclass(frozen=True, slots=True)
class SetColumnSetting:
    """Set how Postgres keeps a column's values, None for its own choice."""

    table: str
    column: str
    setting: ColumnSetting
    value: str | None


@dataclass(frozen=True, slots=True)
class SetNumbering:
    """Let an identity column count in another way."""

    table: str
    column: str
    numbering: Numbering


@dataclass(frozen=True, slots=True)
class SetRowSecurity:
    """Let policies decide about rows, or not."""

    table: str
    live: RowSecurity
    desired: RowSecurity


@dataclass(frozen=True, slots=True)
class SetLogged:
    """Write a table to the log from now on, or not: all of it is written anew."""

    table: str
    unlogged: bool


@dataclass(frozen=True, slots=True)
class SetReplicaIdentity:
    """Set what tells rows apart for replication: full, nothing, an index's name, None for the default."""

    table: str
    identity: str | None


@dataclass(frozen=True, slots=True)
class SetOptions:
    """Set and reset storage parameters."""

    target: Ref
    values: tuple[Option, ...]
    reset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachPartition:
    """Make a table a partition of another one."""

    table: str
    partition_of: PartitionOf


@dataclass(frozen=True, slots=True)
class DetachPartition:
    """Make a partition a table of its own."""

    table: str
    partition_of: PartitionOf


@dataclass(frozen=True, slots=True)
class DetachPartitionConcurrently:
    """Make a partition a table of its own while others read and write."""

    table: str
    partition_of: PartitionOf


@dataclass(frozen=True, slots=True)
class CreatePart:
    """Make a trigger or policy."""

    table: str
    item: Part


@dataclass(frozen=True, slots=True)
class DropPart:
    """Drop a trigger or policy."""

    table: str
    item: Part


@dataclass(frozen=True, slots=True)
class RenamePart:
    """Give a trigger or policy another name."""

    table: str
    item: Part
    name: str


@dataclass(frozen=True, slots=True)
class AlterPart:
    """Change the roles and expressions of a policy, or when a trigger fires."""

    table: str
    live: Part
    desired: Part


@dataclass(frozen=True, slots=True)
class CreateObject:
    """Make a type, sequence, view, function or extension, without its comment, owner and grants."""

    item: SchemaObject


@dataclass(frozen=True, slots=True)
class ReplaceObject:
    """Replace the definition of a view or function; its grants and owner stay."""

    live: SchemaObject
    item: SchemaObject


@dataclass(frozen=True, slots=True)
class DropObject:
    """Drop a type, sequence, view, function or extension."""

    item: SchemaObject
    again: bool = False


@dataclass(frozen=True, slots=True)
class RenameObject:
    """Give an object another name."""

    item: SchemaObject
    name: str


@dataclass(frozen=True, slots=True)
class DropRetired:
    """Drop the type that was renamed to `retired`, which nothing has any more."""

    target: Ref
    retired: str


@dataclass(frozen=True, slots=True)
class AddEnumValue:
    """Add a value to an enum, before another one or at the end. It can be used after the next commit."""

    enum: str
    value: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RenameEnumValue:
    """Give a value of an enum another name."""

    enum: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class SetDomainDefault:
    """Give a domain a default, None for none."""

    domain: str
    expression: str | None


@dataclass(frozen=True, slots=True)
class SetDomainNotNull:
    """Let values of a domain be null no more, or again."""

    domain: str
    not_null: bool


@dataclass(frozen=True, slots=True)
class AddDomainCheck:
    """Add a check to a domain, for new values only."""

    domain: str
    check: Check


@dataclass(frozen=True, slots=True)
class ValidateDomainCheck:
    """Check the values that were there before a domain's check."""

    domain: str
    name: str


@dataclass(frozen=True, slots=True)
class DropDomainCheck:
    """Drop a check of a domain."""

    domain: str
    name: str


@dataclass(frozen=True, slots=True)
class AddAttribute:
    """Add an attribute at the end of a composite type."""

    composite: str
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class DropAttribute:
    """Drop an attribute of a composite type."""

    composite: str
    name: str


@dataclass(frozen=True, slots=True)
class AlterAttribute:
    """Give an attribute another type or collation."""

    composite: str
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class AlterSequence:
    """Let a sequence count in another way, or belong to another column."""

    live: Sequence
    desired: Sequence


@dataclass(frozen=True, slots=True)
class UpdateExtension:
    """Bring an extension to another version."""

    extension: str
    live: str | None
    version: str


@dataclass(frozen=True, slots=True)
class SetOwner:
    """Give an object another owner."""

    target: Ref
    owner: str


@dataclass(frozen=True, slots=True)
class GrantPrivilege:
    """Allow a role something."""

    target: Ref
    grant: Grant


@dataclass(frozen=True, slots=True)
class RevokePrivilege:
    """Allow a role something no more."""

    target: Ref
    grant: Grant


@dataclass(frozen=True, slots=True)
class GrantDefault:
    """Allow a role something with whatever is made from now on."""

    privilege: DefaultPrivilege


@dataclass(frozen=True, slots=True)
class RevokeDefault:
    """Allow a role nothing more with whatever is made from now on."""

    privilege: DefaultPrivilege


@dataclass(frozen=True, slots=True)
class SetComment:
    """Give an object a comment, None for none. `table` is empty for the schema, `name` for schema and table."""

    kind: ObjectKind
    table: str
    name: str
    comment: str | None
    types: tuple[str, ...] = ()


SchemaOperation = CreateSchema | RenameSchema | CreateArchiveSchema | DropSchema
"""On schemas."""
TableOperation = CreateTable | RenameTable | ArchiveTable | DropTable
"""On tables, all but what stands in a statement of its own."""
SettingOperation = (
    SetColumnSetting | SetNumbering | SetRowSecurity | SetLogged | SetReplicaIdentity
    | AttachPartition | DetachPartition | DetachPartitionConcurrently
)  # fmt: skip
"""On settings of tables and columns, and partitions."""
PartOperation = CreatePart | DropPart | RenamePart | AlterPart
"""On triggers and policies."""
ObjectOperation = CreateObject | ReplaceObject | DropObject | RenameObject | DropRetired
"""On types, sequences, views, functions and extensions as a whole."""
TypeOperation = (
    AddEnumValue | RenameEnumValue | SetDomainDefault | SetDomainNotNull | AddDomainCheck | ValidateDomainCheck
    | DropDomainCheck | AddAttribute | DropAttribute | AlterAttribute
)  # fmt: skip
"""On types, in place."""
AccessOperation = SetOwner | GrantPrivilege | RevokePrivilege | GrantDefault | RevokeDefault
"""On owners and privileges."""


Operation = (
    CreateSchema
    | RenameSchema
    | CreateTable
    | RenameTable
    | CreateArchiveSchema
    | ArchiveTable
    | AddColumn
    | DropColumn
    | RenameColumn
    | SetType
    | SetDefault
    | SetNotNull
    | DropNotNull
    | AddIdentity
    | SetIdentity
    | DropIdentity
    | AlignIdentity
    | DropExpression
    | AddConstraint
    | AddConstraintNotValid
    | AddNotNullCheck
    | ValidateNotNullCheck
    | DropNotNullCheck
    | AddKeyUsingIndex
    | ValidateConstraint
    | DropConstraint
    | RenameConstraint
    | CreateIndex
    | CreateIndexConcurrently
    | DropIndex
    | RenameIndex
    | SetComment
    | SetOptions
    | AlterSequence
    | UpdateExtension
    | DropTable
    | DropSchema
    | SettingOperation
    | PartOperation
    | ObjectOperation
    | TypeOperation
    | AccessOperation
)

"""The steps that a database can take, independent of its dialect: one frozen type each, in a closed union.

One operation is one statement. `table`, `column` and `name` are names as they are when the operation runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemata.diff.changes import ObjectKind
from schemata.model import Check, Column, Constraint, ForeignKey, Identity, Index, PrimaryKey, Table, Unique


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
class SetComment:
    """Give an object a comment, None for none. `table` is empty for the schema, `name` for schema and table."""

    kind: ObjectKind
    table: str
    name: str
    comment: str | None


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
)

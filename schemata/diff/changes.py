"""What can differ between a live and a desired schema: one frozen type for each kind of change, in a closed union.

Tables and columns are named as they are after the renames of the same diff. `live` and `desired` are the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemata.model import Check, Column, Constraint, ForeignKey, Identity, Index, Table


class ObjectKind(StrEnum):
    """The kinds of object that carry a comment."""

    SCHEMA = "schema"
    TABLE = "table"
    COLUMN = "column"
    CONSTRAINT = "constraint"
    INDEX = "index"


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
    """Another default; None is no default."""

    table: str
    column: str
    live: str | None
    desired: str | None


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


@dataclass(frozen=True, slots=True)
class DropExpression:
    """A generated column becomes a plain one and keeps its values."""

    table: str
    live: Column
    desired: Column


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """A constraint of a live table."""

    table: str
    constraint: Constraint


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
    """An index of a live table."""

    table: str
    index: Index


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


@dataclass(frozen=True, slots=True)
class SetComment:
    """Another comment; None is no comment. `table` is empty for a schema, `name` for a schema or table."""

    kind: ObjectKind
    table: str
    name: str
    live: str | None
    desired: str | None


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
    | SetComment
)

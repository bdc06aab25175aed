"""The path of the object that an operation is about."""

from __future__ import annotations

from typing import assert_never

from schemata.plan import operations as op
from schemata.plan.operations import Operation


def subject(operation: Operation) -> str:
    """The path below its schema: `orders` or `orders.customer_id`, empty for the schema itself."""
    match operation:
        case op.CreateSchema() | op.RenameSchema() | op.CreateArchiveSchema():
            return ""
        case op.CreateTable(table=table) | op.ArchiveTable(table=table):
            return table.name
        case op.RenameTable(name=name):
            return name
        case _:
            return f"{operation.table}.{_part(operation)}".strip(".")


def table_of(operation: Operation) -> str | None:
    """The table that an operation locks, None where there is none."""
    match operation:
        case op.CreateSchema() | op.RenameSchema() | op.CreateArchiveSchema():
            return None
        case op.CreateTable(table=table) | op.ArchiveTable(table=table):
            return table.name
        case op.RenameTable(name=name):
            return name
        case _:
            return operation.table or None


_Part = (
    op.AddColumn | op.DropColumn | op.RenameColumn | op.SetType | op.SetDefault | op.SetNotNull | op.DropNotNull
    | op.AddIdentity | op.SetIdentity | op.DropIdentity | op.AlignIdentity | op.DropExpression
    | op.AddConstraint | op.AddConstraintNotValid
    | op.AddNotNullCheck | op.ValidateNotNullCheck | op.DropNotNullCheck | op.AddKeyUsingIndex
    | op.ValidateConstraint | op.DropConstraint | op.RenameConstraint
    | op.CreateIndex | op.CreateIndexConcurrently | op.DropIndex | op.RenameIndex | op.SetComment
)  # fmt: skip


def _part(operation: _Part) -> str:  # noqa: C901 - one case a kind, checked to be complete
    match operation:
        case op.AddColumn(column=column) | op.DropColumn(column=column) | op.SetType(desired=column):
            return column.name
        case op.SetDefault(column=name) | op.SetNotNull(column=name) | op.DropNotNull(column=name):
            return name
        case op.AddIdentity(column=name) | op.SetIdentity(column=name) | op.DropIdentity(column=name):
            return name
        case op.AlignIdentity(column=name) | op.DropExpression(column=name) | op.AddNotNullCheck(column=name):
            return name
        case op.AddConstraint(constraint=constraint) | op.AddConstraintNotValid(constraint=constraint):
            return constraint.name
        case op.AddKeyUsingIndex(constraint=constraint) | op.DropConstraint(constraint=constraint):
            return constraint.name
        case op.ValidateNotNullCheck(column=name) | op.DropNotNullCheck(column=name):
            return name
        case op.ValidateConstraint(name=name):
            return name
        case op.ValidateConstraint(name=name):
            return name
        case op.RenameColumn(name=name) | op.RenameConstraint(name=name) | op.RenameIndex(name=name):
            return name
        case op.CreateIndex(index=index) | op.CreateIndexConcurrently(index=index) | op.DropIndex(index=index):
            return index.name
        case op.SetComment(name=name):
            return name
        case _:
            assert_never(operation)

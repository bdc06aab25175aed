"""The path of the object that a change is about: `orders` or `orders.customer_id`, empty for the schema itself."""

from __future__ import annotations

from typing import assert_never

from schemata.diff import changes
from schemata.diff.changes import Change


def subject(change: Change) -> str:  # noqa: C901 - one case a kind, checked to be complete
    """The path of the changed object below its schema."""
    match change:
        case changes.CreateSchema() | changes.RenameSchema():
            return ""
        case changes.RenameTable(name=name):
            return name
        case changes.CreateTable(table=table) | changes.ArchiveTable(table=table):
            return table.name
        case changes.AlterType(table=owner, desired=column) | changes.DropExpression(table=owner, desired=column):
            return f"{owner}.{column.name}"
        case changes.AddColumn(table=owner, column=column) | changes.DropColumn(table=owner, column=column):
            return f"{owner}.{column.name}"
        case changes.RenameColumn(table=owner, name=name) | changes.RenameConstraint(table=owner, name=name):
            return f"{owner}.{name}"
        case changes.RenameIndex(table=owner, name=name):
            return f"{owner}.{name}"
        case changes.SetNotNull(table=owner, column=name) | changes.DropNotNull(table=owner, column=name):
            return f"{owner}.{name}"
        case changes.SetDefault(table=owner, column=name) | changes.SetIdentity(table=owner, column=name):
            return f"{owner}.{name}"
        case changes.AddConstraint(table=owner, constraint=item) | changes.DropConstraint(table=owner, constraint=item):
            return f"{owner}.{item.name}"
        case changes.ValidateConstraint(table=owner, constraint=item):
            return f"{owner}.{item.name}"
        case changes.CreateIndex(table=owner, index=index) | changes.DropIndex(table=owner, index=index):
            return f"{owner}.{index.name}"
        case changes.SetComment(table=owner, name=name):
            return f"{owner}.{name}".strip(".")
        case _:
            assert_never(change)

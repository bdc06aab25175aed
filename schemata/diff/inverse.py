"""The change that takes another one back, for the history."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.diff.type_change import TypeChange, classify


def invert(change: Change) -> Change | None:  # noqa: C901 - one case a kind, checked to be complete
    """The change that takes `change` back, or None where data would be needed that the change has dropped.

    Invert all changes of a diff to plan the way back.
    """
    match change:
        case changes.CreateSchema() | changes.ArchiveTable() | changes.DropExpression() | changes.ValidateConstraint():
            return None
        case changes.CreateTable(table=table):
            return changes.ArchiveTable(table)
        case changes.RenameSchema() | changes.RenameTable():
            return replace(change, source=change.name, name=change.source)
        case changes.RenameColumn() | changes.RenameConstraint() | changes.RenameIndex():
            return replace(change, source=change.name, name=change.source)
        case changes.AddColumn(table=table, column=column):
            return changes.DropColumn(table, column)
        case changes.DropColumn(table=table, column=column):
            return None if column.generated is None else changes.AddColumn(table, column)
        case changes.AlterType():
            return _alter_type(change)
        case changes.SetDefault() | changes.SetComment():
            return replace(change, live=change.desired, desired=change.live)
        case changes.SetIdentity():
            return replace(change, live=change.desired, desired=change.live, was_nullable=False)
        case changes.SetNotNull(table=table, column=name):
            return changes.DropNotNull(table, name)
        case changes.DropNotNull(table=table, column=name):
            return changes.SetNotNull(table, name)
        case changes.AddConstraint(table=table, constraint=constraint):
            return changes.DropConstraint(table, constraint)
        case changes.DropConstraint(table=table, constraint=constraint):
            return changes.AddConstraint(table, constraint)
        case changes.CreateIndex(table=table, index=index):
            return changes.DropIndex(table, index)
        case changes.DropIndex(table=table, index=index):
            return changes.CreateIndex(table, replace(index, valid=True))
        case _:
            assert_never(change)


def _alter_type(change: changes.AlterType) -> changes.AlterType | None:
    if classify(change.live.type, change.desired.type) is TypeChange.LOSSY:
        return None
    return replace(change, live=change.desired, desired=change.live)

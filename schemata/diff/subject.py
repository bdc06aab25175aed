"""The path of the object that a change is about: `orders` or `orders.customer_id`, empty for the schema itself."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.diff.ref import path


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
        case changes.DropSchema() | changes.SetDefaultPrivileges():
            return ""
        case changes.SetColumnSetting(table=owner, column=name) | changes.SetNumbering(table=owner, column=name):
            return f"{owner}.{name}"
        case (
            changes.SetRowSecurity(table=name) | changes.SetLogged(table=name) | changes.SetReplicaIdentity(table=name)
        ):
            return name
        case changes.AttachPartition(table=name) | changes.DetachPartition(table=name):
            return name
        case changes.AddPart(table=owner, item=part) | changes.DropPart(table=owner, item=part):
            return f"{owner}.{part.name}"
        case changes.RenamePart(table=owner, name=name):
            return f"{owner}.{name}"
        case changes.AlterPart(table=owner, desired=part):
            return f"{owner}.{part.name}"
        case changes.CreateObject(item=thing) | changes.DropObject(item=thing):
            return path(thing)
        case changes.RenameObject(item=thing, name=name):
            return path(replace(thing, name=name))
        case (
            changes.ReplaceObject(desired=thing)
            | changes.AlterObject(desired=thing)
            | changes.RebuildType(desired=thing)
        ):
            return path(thing)
        case changes.SetOwner(target=target) | changes.SetGrants(target=target) | changes.SetOptions(target=target):
            return target.path
        case changes.SetComment(table=owner, name=name):
            return f"{owner}.{name}".strip(".")
        case _:
            assert_never(change)

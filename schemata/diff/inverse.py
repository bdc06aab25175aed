"""The changes that take others back, for the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, assert_never

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.diff.ref import ObjectKind
from schemata.diff.renaming import Renames, renamed_column, renamed_constraint, renamed_index, renamed_table
from schemata.diff.type_change import TypeChange, classify
from schemata.model import Check, Column, Enum, Extension, ForeignKey, Index, PrimaryKey, Sequence, Table, Unique


def invert_all(found: Iterable[Change]) -> tuple[Change | None, ...]:
    """The changes that take all changes of a diff back, None for each that cannot be; plan the others for the way back.

    They speak of tables and columns as these were before, since renames come first on the way back too.
    """
    found = tuple(found)
    renames = _renames_back(found)
    sources: dict[tuple[type, str, str], str] = {
        (type(change), change.table, change.name): change.source for change in found if isinstance(change, _OWNED)
    }
    return tuple(_invert_among(change, renames, sources) for change in found)


_OWNED = (changes.RenameColumn, changes.RenameConstraint, changes.RenameIndex)
_RENAMES: dict[ObjectKind, type[Change]] = {
    ObjectKind.COLUMN: changes.RenameColumn,
    ObjectKind.CONSTRAINT: changes.RenameConstraint,
    ObjectKind.INDEX: changes.RenameIndex,
}


def _invert_among(change: Change, renames: Renames, sources: Mapping[tuple[type, str, str], str]) -> Change | None:
    inverted = invert(change)
    if isinstance(inverted, changes.SetComment) and inverted.kind in _RENAMES:
        named = (_RENAMES[inverted.kind], inverted.table, inverted.name)
        inverted = replace(inverted, name=sources.get(named, inverted.name))
    return None if inverted is None else _under_names(inverted, renames)


def invert(change: Change) -> Change | None:  # noqa: C901 - one case a kind, checked to be complete
    """The change that takes `change` back, or None where data would be needed that the change has dropped."""
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
        case changes.DropSchema() | changes.RebuildType():
            return None
        case changes.SetColumnSetting() | changes.SetNumbering() | changes.SetRowSecurity():
            return _swapped(change)
        case changes.SetReplicaIdentity() | changes.SetOptions() | changes.SetDefaultPrivileges() | changes.AlterPart():
            return _swapped(change)
        case changes.ReplaceObject() | changes.AlterObject():
            return _alter_object(change)
        case changes.SetLogged(table=table, unlogged=unlogged):
            return changes.SetLogged(table, not unlogged)
        case changes.AttachPartition(table=table, partition_of=of):
            return changes.DetachPartition(table, of, beside_default=True)
        case changes.DetachPartition(table=table, partition_of=of):
            return changes.AttachPartition(table, of)
        case changes.AddPart(table=table, item=item):
            return changes.DropPart(table, item)
        case changes.DropPart(table=table, item=item):
            return changes.AddPart(table, item)
        case changes.RenamePart(table=table, item=item, name=name):
            return changes.RenamePart(table, replace(item, name=name), item.name)
        case changes.CreateObject(item=thing):
            return changes.DropObject(thing)
        case changes.DropObject(item=thing):
            return None if isinstance(thing, Sequence) else changes.CreateObject(thing)
        case changes.RenameObject(item=thing, name=name):
            return changes.RenameObject(replace(thing, name=name), thing.name)
        case changes.SetOwner(target=target, live=owner, desired=desired):
            return None if owner is None else changes.SetOwner(target, desired, owner)
        case changes.SetGrants(target=target, live=before, desired=after):
            return changes.SetGrants(target, after, before)
        case changes.CreateIndex(table=table, index=index):
            return changes.DropIndex(table, index)
        case changes.DropIndex(table=table, index=index):
            return changes.CreateIndex(table, replace(index, valid=True))
        case _:
            assert_never(change)


def _swapped(change: Any) -> Change:
    """A change with its two sides in each other's place."""
    swapped: Change = replace(change, live=change.desired, desired=change.live)
    return swapped


def _alter_object(change: changes.ReplaceObject | changes.AlterObject) -> Change | None:
    """Values of an enum cannot be dropped, extensions do not go back."""
    if isinstance(change.live, Enum | Extension):
        return None
    return replace(change, live=change.desired, desired=change.live)


def _alter_type(change: changes.AlterType) -> changes.AlterType | None:
    if classify(change.live.type, change.desired.type) is TypeChange.LOSSY:
        return None
    return replace(change, live=change.desired, desired=change.live)


def _renames_back(found: Iterable[Change]) -> Renames:
    tables = {change.name: change.source for change in found if isinstance(change, changes.RenameTable)}
    columns: dict[str, dict[str, str]] = {}
    for change in found:
        if isinstance(change, changes.RenameColumn):
            columns.setdefault(tables.get(change.table, change.table), {})[change.name] = change.source
    return Renames(tables, columns)


def _under_names(change: Change, renames: Renames) -> Change:
    """The change with the renames done in whatever it holds."""
    owner = getattr(change, "table", "")
    table = renames.tables.get(owner, owner) if isinstance(owner, str) else ""
    values = {field.name: getattr(change, field.name) for field in fields(change)}
    done: dict[str, Any] = {name: _value(name, value, table, renames) for name, value in values.items()}
    return replace(change, **done)


def _value(field: str, value: object, table: str, renames: Renames) -> object:
    names = renames.columns.get(table, {})
    match value:
        case Table():
            return renamed_table(value, renames)
        case Column():
            return renamed_column(value, names)
        case PrimaryKey() | Unique() | Check() | ForeignKey():
            return renamed_constraint(value, names, renames)
        case Index():
            return renamed_index(value, names)
        case tuple():
            return tuple(_value(field, item, table, renames) for item in value)
        case str() if field == "table":
            return table
        case str() if field == "column":
            return names.get(value, value)
        case _:
            return value

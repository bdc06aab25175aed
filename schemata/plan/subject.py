"""The path of the object that an operation is about."""

from __future__ import annotations

from dataclasses import replace

from schemata.diff.ref import ObjectKind, path
from schemata.plan import operations as op
from schemata.plan.operations import Operation


def subject(operation: Operation) -> str:  # noqa: C901 - one case a kind
    """The path below its schema: `orders` or `orders.customer_id`, empty for the schema itself."""
    match operation:
        case op.CreateSchema() | op.RenameSchema() | op.CreateArchiveSchema() | op.DropSchema():
            return ""
        case op.CreateTable(table=table) | op.ArchiveTable(table=table) | op.DropTable(table=table):
            return table.name
        case op.RenameTable(name=name):
            return name
        case op.RenamePart(table=table, name=name):
            return f"{table}.{name}"
        case op.CreateObject(item=item) | op.ReplaceObject(item=item) | op.DropObject(item=item):
            return path(item)
        case op.RenameObject(item=item, name=name):
            return path(replace(item, name=name))
        case op.AlterSequence(desired=item):
            return item.name
        case op.UpdateExtension(extension=name):
            return name
        case op.AddEnumValue(enum=name) | op.RenameEnumValue(enum=name):
            return name
        case op.AddAttribute(composite=name) | op.DropAttribute(composite=name) | op.AlterAttribute(composite=name):
            return name
        case op.SetDomainDefault(domain=name) | op.SetDomainNotNull(domain=name) | op.AddDomainCheck(domain=name):
            return name
        case op.ValidateDomainCheck(domain=name) | op.DropDomainCheck(domain=name):
            return name
        case op.SetOwner(target=target) | op.GrantPrivilege(target=target) | op.RevokePrivilege(target=target):
            return target.path
        case op.SetOptions(target=target) | op.DropRetired(target=target):
            return target.path
        case _:
            return f"{table_of(operation) or ''}.{_part(operation)}".strip(".")


def table_of(operation: Operation) -> str | None:
    """The table that an operation locks, None where there is none."""
    match operation:
        case op.CreateTable(table=table) | op.ArchiveTable(table=table) | op.DropTable(table=table):
            return table.name
        case op.RenameTable(name=name):
            return name
        case op.SetOwner(target=target) | op.GrantPrivilege(target=target) | op.RevokePrivilege(target=target):
            return target.name if target.kind is ObjectKind.TABLE else None
        case op.SetOptions(target=target):
            return target.table or target.name
        case _:
            return getattr(operation, "table", None) or None


_NAMED = ("column", "constraint", "index", "item", "desired", "name")
"""The attributes that tell which part of its table an operation is about."""


def _part(operation: Operation) -> str:
    found = next((value for name in _NAMED if (value := getattr(operation, name, None)) is not None), "")
    return found if isinstance(found, str) else str(getattr(found, "name", ""))

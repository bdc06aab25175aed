"""Operations as SQL for PostgreSQL: one statement each, every name qualified and quoted, without a semicolon."""

from __future__ import annotations

from typing import assert_never

from schemata.dialects.postgresql.render import (
    access,
    columns,
    comments,
    constraints,
    extensions,
    indexes,
    objects,
    options,
    parts,
    schema,
    sequences,
    settings,
    tables,
    types,
)
from schemata.plan import operations as op
from schemata.plan.operations import Operation

__all__ = ["render"]


def render(operation: Operation, schema_name: str) -> str:  # noqa: C901 - one case a kind, checked to be complete
    """The statement of an operation.

    Args:
        operation: what to do.
        schema_name: the schema of the plan.

    Raises:
        ValueError: a name or text that Postgres cannot store.
    """
    match operation:
        case op.CreateSchema() | op.RenameSchema() | op.CreateArchiveSchema() | op.DropSchema():
            return schema.render(operation, schema_name)
        case op.CreateTable() | op.RenameTable() | op.ArchiveTable() | op.DropTable():
            return tables.render(operation, schema_name)
        case op.AddColumn() | op.DropColumn() | op.RenameColumn() | op.SetType() | op.SetDefault():
            return columns.render(operation, schema_name)
        case op.SetNotNull() | op.DropNotNull() | op.DropExpression():
            return columns.render(operation, schema_name)
        case op.AddIdentity() | op.SetIdentity() | op.DropIdentity() | op.AlignIdentity():
            return columns.render(operation, schema_name)
        case op.AddConstraint() | op.AddConstraintNotValid() | op.AddKeyUsingIndex() | op.ValidateConstraint():
            return constraints.render(operation, schema_name)
        case op.AddNotNullCheck() | op.ValidateNotNullCheck() | op.DropNotNullCheck():
            return constraints.render(operation, schema_name)
        case op.DropConstraint() | op.RenameConstraint():
            return constraints.render(operation, schema_name)
        case op.CreateIndex() | op.CreateIndexConcurrently() | op.DropIndex() | op.RenameIndex():
            return indexes.render(operation, schema_name)
        case op.SetComment():
            return comments.render(operation, schema_name)
        case op.SetColumnSetting() | op.SetNumbering() | op.SetRowSecurity() | op.SetLogged():
            return settings.render(operation, schema_name)
        case op.SetReplicaIdentity() | op.AttachPartition():
            return settings.render(operation, schema_name)
        case op.DetachPartition() | op.DetachPartitionConcurrently():
            return settings.render(operation, schema_name)
        case op.SetOptions():
            return options.render(operation, schema_name)
        case op.CreatePart() | op.DropPart() | op.RenamePart() | op.AlterPart():
            return parts.render(operation, schema_name)
        case op.CreateObject() | op.ReplaceObject() | op.DropObject() | op.RenameObject():
            return objects.render(operation, schema_name)
        case op.DropRetired():
            return objects.render(operation, schema_name)
        case op.AlterSequence():
            return sequences.render(operation, schema_name)
        case op.UpdateExtension():
            return extensions.render(operation)
        case op.SetOwner() | op.GrantPrivilege() | op.RevokePrivilege() | op.GrantDefault() | op.RevokeDefault():
            return access.render(operation, schema_name)
        case op.AddEnumValue() | op.RenameEnumValue() | op.AddAttribute() | op.DropAttribute() | op.AlterAttribute():
            return types.render(operation, schema_name)
        case op.SetDomainDefault() | op.SetDomainNotNull() | op.AddDomainCheck() | op.ValidateDomainCheck():
            return types.render(operation, schema_name)
        case op.DropDomainCheck():
            return types.render(operation, schema_name)
        case _:
            assert_never(operation)

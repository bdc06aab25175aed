"""Statements on settings of tables and columns, and on partitions."""

from __future__ import annotations

from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.expressions import bound
from schemata.dialects.postgresql.render.sequences import whole_numbering
from schemata.diff.changes import ColumnSetting
from schemata.model import PartitionOf, RowSecurity
from schemata.plan import operations as op

_FORCED = (RowSecurity.FORCED, RowSecurity.FORCED_DISABLED)
_ENABLED = (RowSecurity.ENABLED, RowSecurity.FORCED)
_DEFAULTS = {ColumnSetting.STORAGE: "DEFAULT", ColumnSetting.COMPRESSION: "default", ColumnSetting.STATISTICS: "-1"}


def render(operation: op.SettingOperation, schema_name: str) -> str:
    """The statement of an operation."""
    table = qualified(schema_name, operation.table)
    match operation:
        case op.AttachPartition(partition_of=of):
            return f"ALTER TABLE {_parent(of, schema_name)} ATTACH PARTITION {table} {bound(of.bound)}"
        case op.DetachPartition(partition_of=of):
            return f"ALTER TABLE {_parent(of, schema_name)} DETACH PARTITION {table}"
        case op.DetachPartitionConcurrently(partition_of=of):
            return f"ALTER TABLE {_parent(of, schema_name)} DETACH PARTITION {table} CONCURRENTLY"
        case _:
            return f"ALTER TABLE {table} {_action(operation)}"


def _parent(of: PartitionOf, schema_name: str) -> str:
    return qualified(of.parent_schema or schema_name, of.parent)


def _action(
    operation: op.SetColumnSetting | op.SetNumbering | op.SetRowSecurity | op.SetLogged | op.SetReplicaIdentity,
) -> str:
    match operation:
        case op.SetColumnSetting(column=column, setting=setting, value=value):
            written = _DEFAULTS[setting] if value is None else value
            return f"ALTER COLUMN {identifier(column)} SET {setting.value.upper()} {_word(written)}"
        case op.SetNumbering(column=column, numbering=numbering):
            changes = " ".join(f"SET {option}" for option in whole_numbering(numbering))
            return f"ALTER COLUMN {identifier(column)} {changes}"
        case op.SetRowSecurity(live=live, desired=desired):
            return ", ".join(f"{verb} ROW LEVEL SECURITY" for verb in row_security(live, desired))
        case op.SetLogged(unlogged=unlogged):
            return "SET UNLOGGED" if unlogged else "SET LOGGED"
        case op.SetReplicaIdentity(identity=identity):
            return f"REPLICA IDENTITY {_identity(identity)}"
        case _:
            assert_never(operation)


def _word(text: str) -> str:
    if not text.removeprefix("-").isalnum():
        raise ValueError(f"{text!r} is no setting of a column; correct it")
    return text


def row_security(live: RowSecurity, desired: RowSecurity) -> list[str]:
    """The verbs from one state to another."""
    verbs = []
    if (live in _ENABLED) != (desired in _ENABLED):
        verbs.append("ENABLE" if desired in _ENABLED else "DISABLE")
    if (live in _FORCED) != (desired in _FORCED):
        verbs.append("FORCE" if desired in _FORCED else "NO FORCE")
    return verbs


def _identity(identity: str | None) -> str:
    if identity is None:
        return "DEFAULT"
    return identity.upper() if identity in ("full", "nothing") else f"USING INDEX {identifier(identity)}"

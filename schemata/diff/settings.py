"""Changes of settings of tables and columns, and of partitions."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.changes import Change, ColumnSetting
from schemata.diff.ref import ref
from schemata.model import Column, Numbering, Schema, Table


def of_table(live: Table, desired: Table) -> Iterator[Change]:
    """The changes of a table's settings."""
    name = desired.name
    if live.row_security is not desired.row_security:
        yield changes.SetRowSecurity(name, live.row_security, desired.row_security)
    if {*live.options} != {*desired.options}:
        yield changes.SetOptions(ref(desired), live.options, desired.options)
    if live.unlogged != desired.unlogged:
        yield changes.SetLogged(name, desired.unlogged)
    if live.replica_identity != desired.replica_identity:
        yield changes.SetReplicaIdentity(name, live.replica_identity, desired.replica_identity)


def of_column(table: str, live: Column, desired: Column) -> Iterator[Change]:
    """The changes of a column's settings."""
    statistics = (None if side.statistics is None else str(side.statistics) for side in (live, desired))
    settings = {
        ColumnSetting.STORAGE: (live.storage, desired.storage),
        ColumnSetting.COMPRESSION: (live.compression, desired.compression),
        ColumnSetting.STATISTICS: tuple(statistics),
    }
    for setting, (before, after) in settings.items():
        if before != after:
            yield changes.SetColumnSetting(table, desired.name, setting, before, after)
    if live.identity is not None and desired.identity is not None and live.numbering != desired.numbering:
        numbering = live.numbering or Numbering(), desired.numbering or Numbering()
        yield changes.SetNumbering(table, desired.name, *numbering)


def of_partition(live: Table, desired: Table, schema: Schema) -> Iterator[Change]:
    """A partition that is let go, taken in, or takes other rows. `schema` is the live one."""
    if live.partition_of == desired.partition_of:
        return
    if live.partition_of is not None:
        yield changes.DetachPartition(desired.name, live.partition_of, has_default(live, schema))
    if desired.partition_of is not None:
        yield changes.AttachPartition(desired.name, desired.partition_of)


def has_default(partition: Table, schema: Schema) -> bool:
    """Whether the parent of a partition has a default partition."""
    of = partition.partition_of
    siblings = (table.partition_of for table in schema.tables)
    return of is not None and any(
        other is not None and other.parent == of.parent and other.bound == "DEFAULT" for other in siblings
    )

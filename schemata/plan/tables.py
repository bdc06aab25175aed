"""Steps for tables."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import Part
from schemata.model import RowSecurity, Table
from schemata.plan import comments, constraints, indexes, parts
from schemata.plan import operations as op
from schemata.plan.archiving import archive_schema_name
from schemata.plan.order import Placed, Rank
from schemata.plan.removal import Removal
from schemata.plan.situation import Situation

TableChange = changes.CreateTable | changes.ArchiveTable | changes.RenameTable


def expand(change: TableChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.CreateTable(table=table):
            yield from _create(table, situation)
        case changes.RenameTable(source=source, name=name):
            yield Placed(op.RenameTable(source, name), Rank.RENAME_TABLE)
        case changes.ArchiveTable(table=table, resembles=resembles):
            if situation.context.removal is Removal.DROP:
                for key in table.foreign_keys:
                    if situation.is_circular(table.name, key):
                        yield Placed(op.DropConstraint(table.name, key), Rank.DROP_FOREIGN_KEY)
                yield Placed(op.DropTable(table, resembles), Rank.ARCHIVE_TABLE)
                return
            archive = archive_schema_name(situation.context.schema, situation.context.stamp)
            yield Placed(op.CreateArchiveSchema(archive), Rank.ARCHIVE_SCHEMA)
            yield Placed(op.ArchiveTable(table, archive, resembles), Rank.ARCHIVE_TABLE)


def _create(table: Table, situation: Situation) -> Iterator[Placed]:
    """The table first, its foreign keys after all tables: so cycles of foreign keys are no cycles of steps."""
    yield Placed(op.CreateTable(table), Rank.CREATE_TABLE)
    yield from comments.of_new_table(table)
    for index in table.indexes:
        yield from indexes.expand(changes.CreateIndex(table.name, index), situation)
    for check in table.checks:
        if not check.valid:
            yield from constraints.expand(changes.AddConstraint(table.name, check), situation)
    for column in table.columns:
        if column.statistics is not None:
            setting = changes.ColumnSetting.STATISTICS
            yield Placed(op.SetColumnSetting(table.name, column.name, setting, str(column.statistics)), Rank.SET_OPTION)
    yield from _security(table)
    owned: tuple[Part, ...] = (*table.triggers, *table.policies)
    for part in owned:
        yield from parts.create(table.name, part)
    for key in table.foreign_keys:
        yield from constraints.expand(changes.AddConstraint(table.name, key), situation)


def _security(table: Table) -> Iterator[Placed]:
    if table.row_security is not RowSecurity.NONE:
        yield Placed(op.SetRowSecurity(table.name, RowSecurity.NONE, table.row_security), Rank.SET_OPTION)
    if table.replica_identity is not None:
        yield Placed(op.SetReplicaIdentity(table.name, table.replica_identity), Rank.SET_OPTION)

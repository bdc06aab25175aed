"""Steps for settings of tables and columns, and for partitions."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank
from schemata.plan.situation import Situation

SettingChange = (
    changes.SetColumnSetting
    | changes.SetNumbering
    | changes.SetRowSecurity
    | changes.SetLogged
    | changes.SetReplicaIdentity
    | changes.SetOptions
    | changes.AttachPartition
    | changes.DetachPartition
)


def expand(change: SettingChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.SetColumnSetting(table=table, column=column, setting=setting, desired=value):
            yield Placed(op.SetColumnSetting(table, column, setting, value), Rank.SET_OPTION)
        case changes.SetNumbering(table=table, column=column, desired=numbering):
            yield Placed(op.SetNumbering(table, column, numbering), Rank.SET_OPTION)
        case changes.SetRowSecurity(table=table, live=before, desired=after):
            yield Placed(op.SetRowSecurity(table, before, after), Rank.SET_OPTION)
        case changes.SetLogged(table=table, unlogged=unlogged):
            yield Placed(op.SetLogged(table, unlogged), Rank.SET_OPTION)
        case changes.SetReplicaIdentity(table=table, desired=identity):
            yield Placed(op.SetReplicaIdentity(table, identity), Rank.SET_OPTION)
        case changes.SetOptions():
            yield from _options(change)
        case changes.AttachPartition(table=table, partition_of=of):
            yield Placed(op.AttachPartition(table, of), Rank.ATTACH_PARTITION)
        case changes.DetachPartition():
            yield _detach(change, situation)


def _options(change: changes.SetOptions) -> Iterator[Placed]:
    values = tuple(option for option in change.desired if option not in change.live)
    wanted = {option.name for option in change.desired}
    gone = tuple(option.name for option in change.live if option.name not in wanted)
    if gone:
        yield Placed(op.SetOptions(change.target, (), gone), Rank.SET_OPTION)
    if values:
        yield Placed(op.SetOptions(change.target, values), Rank.SET_OPTION)


def _detach(change: changes.DetachPartition, situation: Situation) -> Placed:
    """Concurrently where others use the table: not beside a default partition, nor under names still to come."""
    of, table = change.partition_of, change.table
    renamed = {table, of.parent} & situation.sources.keys()
    if renamed or change.beside_default or not situation.is_populated(table):
        return Placed(op.DetachPartition(table, of), Rank.DETACH_PARTITION)
    return Placed(op.DetachPartitionConcurrently(table, of), Rank.DETACH_PARTITION, Phase.PREPARATION)

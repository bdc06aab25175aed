"""The lock that an operation takes on its table."""

from __future__ import annotations

from enum import StrEnum

from schemata.diff.changes import ColumnSetting
from schemata.model import ForeignKey, Trigger
from schemata.plan import operations as op
from schemata.plan.operations import Operation
from schemata.plan.subject import table_of


class LockLevel(StrEnum):
    """Table locks under Postgres's names (manual, section 13.3), weak to strong, and what they keep others from."""

    NONE = "none"
    """Nobody waits: the table is new, or no table is concerned."""
    SHARE_UPDATE_EXCLUSIVE = "share update exclusive"
    """Others read and write; only another change of the schema waits."""
    SHARE = "share"
    """Others read."""
    SHARE_ROW_EXCLUSIVE = "share row exclusive"
    """Others read."""
    ACCESS_EXCLUSIVE = "access exclusive"
    """Everybody waits."""


def lock_of(operation: Operation) -> LockLevel:  # noqa: C901 - one case a level
    """The strongest lock that an operation takes on its own table, if the table was there before the plan."""
    match operation:
        case op.CreateSchema() | op.RenameSchema() | op.CreateArchiveSchema() | op.CreateTable():
            return LockLevel.NONE
        case op.ValidateConstraint() | op.ValidateNotNullCheck() | op.CreateIndexConcurrently():
            return LockLevel.SHARE_UPDATE_EXCLUSIVE
        case op.SetComment(table=table):
            return LockLevel.SHARE_UPDATE_EXCLUSIVE if table else LockLevel.NONE
        case op.CreateIndex():
            return LockLevel.SHARE
        case op.AddConstraint(constraint=ForeignKey()) | op.AddConstraintNotValid(constraint=ForeignKey()):
            return LockLevel.SHARE_ROW_EXCLUSIVE
        case op.CreatePart(item=Trigger()) | op.AlterPart(desired=Trigger()):
            return LockLevel.SHARE_ROW_EXCLUSIVE
        case op.SetOptions() | op.DetachPartitionConcurrently():
            return LockLevel.SHARE_UPDATE_EXCLUSIVE
        case op.SetColumnSetting(setting=ColumnSetting.STATISTICS):
            return LockLevel.SHARE_UPDATE_EXCLUSIVE
        case op.AlignIdentity() | op.RenameIndex() | op.GrantPrivilege() | op.RevokePrivilege():
            return LockLevel.NONE
        case _ if table_of(operation) is None:
            return LockLevel.NONE
        case _:
            return LockLevel.ACCESS_EXCLUSIVE

"""Steps for columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import ObjectKind
from schemata.diff.type_change import is_in_place
from schemata.model import Column
from schemata.plan import comments, constraints
from schemata.plan import operations as op
from schemata.plan.not_null import not_null_check_name
from schemata.plan.order import Phase, Placed, Rank
from schemata.plan.situation import Situation

ColumnChange = (
    changes.AddColumn
    | changes.DropColumn
    | changes.RenameColumn
    | changes.AlterType
    | changes.SetDefault
    | changes.SetNotNull
    | changes.DropNotNull
    | changes.SetIdentity
    | changes.DropExpression
)


def expand(change: ColumnChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.AddColumn(table=table, column=column):
            yield from _add(table, column)
        case changes.DropColumn(table=table, column=column, resembles=resembles):
            rank = Rank.DROP_COLUMN if column.generated is None else Rank.DROP_GENERATED
            yield Placed(op.DropColumn(table, column, resembles), rank)
        case changes.RenameColumn(table=table, source=source, name=name):
            yield Placed(op.RenameColumn(table, source, name), Rank.RENAME_COLUMN)
        case changes.AlterType():
            yield from _alter_type(change, situation)
        case changes.SetDefault(table=table, column=name, desired=expression, releases=releases, needs=needs):
            rank = Rank.SET_DEFAULT if expression is not None else Rank.RELEASE_DEFAULT
            yield Placed(op.SetDefault(table, name, expression, releases, needs), rank)
        case changes.SetNotNull():
            yield from _set_not_null(change, situation)
        case changes.DropNotNull(table=table, column=name):
            yield Placed(op.DropNotNull(table, name), Rank.SET_DEFAULT)
        case changes.SetIdentity():
            yield from _set_identity(change, situation)
        case changes.DropExpression(table=table, desired=column):
            yield Placed(op.DropExpression(table, column.name), Rank.LOOSEN_COLUMN)


def _add(table: str, column: Column) -> Iterator[Placed]:
    rank = Rank.ADD_COLUMN if column.generated is None else Rank.ADD_GENERATED
    yield Placed(op.AddColumn(table, column), rank)
    if column.statistics is not None:
        setting = changes.ColumnSetting.STATISTICS
        yield Placed(op.SetColumnSetting(table, column.name, setting, str(column.statistics)), Rank.SET_OPTION)
    yield from comments.of_new(ObjectKind.COLUMN, table, column.name, column.comment)


def _alter_type(change: changes.AlterType, situation: Situation) -> Iterator[Placed]:
    """A change that touches no value would still check every row: so the checks step aside and are validated after."""
    yield Placed(op.SetType(change.table, change.live, change.desired, change.indexes), Rank.SET_TYPE)
    if is_in_place(change.live.type, change.desired.type) and situation.is_populated(change.table):
        for check in change.checks:
            yield from constraints.expand(changes.DropConstraint(change.table, check), situation)
            yield from constraints.expand(changes.AddConstraint(change.table, check), situation)


def _set_not_null(change: changes.SetNotNull, situation: Situation) -> Iterator[Placed]:
    """Where there are rows, a check proves them while others write; SET NOT NULL then reads no row."""
    table, column = change.table, change.column
    if not situation.is_populated(table):
        yield Placed(op.SetNotNull(table, column), Rank.SET_NOT_NULL)
        return
    check = not_null_check_name(column)
    yield Placed(op.AddNotNullCheck(table, column, check), Rank.ADD_NOT_NULL_CHECK)
    yield Placed(op.ValidateNotNullCheck(table, column, check), Rank.VALIDATE_NOT_NULL, Phase.VALIDATION)
    yield Placed(op.SetNotNull(table, column), Rank.SET_NOT_NULL, Phase.VALIDATION)
    yield Placed(op.DropNotNullCheck(table, column, check), Rank.DROP_NOT_NULL_CHECK, Phase.VALIDATION)


def _set_identity(change: changes.SetIdentity, situation: Situation) -> Iterator[Placed]:
    table, column = change.table, change.column
    if change.desired is None:
        yield Placed(op.DropIdentity(table, column), Rank.LOOSEN_COLUMN)
    elif change.live is not None:
        yield Placed(op.SetIdentity(table, column, change.desired), Rank.ADD_IDENTITY)
    else:
        populated = situation.is_populated(table)
        phase = Phase.VALIDATION if populated and change.was_nullable else Phase.TRANSACTION
        yield Placed(op.AddIdentity(table, column, change.desired, change.numbering), Rank.ADD_IDENTITY, phase)
        if populated:
            yield Placed(op.AlignIdentity(table, column), Rank.ALIGN_IDENTITY, phase)

"""Steps for indexes. Where a table has rows, an index is built while others write."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.changes import ObjectKind
from schemata.plan import comments
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank
from schemata.plan.situation import Situation

IndexChange = changes.CreateIndex | changes.DropIndex | changes.RenameIndex


def expand(change: IndexChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.CreateIndex():
            yield from _create(change, situation)
        case changes.DropIndex(table=table, index=index):
            yield Placed(op.DropIndex(table, index), Rank.DROP_INDEX)
        case changes.RenameIndex(table=table, source=source, name=name):
            yield Placed(op.RenameIndex(table, source, name), Rank.RENAME_OWNED)


def _create(change: changes.CreateIndex, situation: Situation) -> Iterator[Placed]:
    table, index = change.table, change.index
    phase = Phase.TRANSACTION
    if situation.is_populated(table):
        phase = Phase.CONCURRENT
        yield Placed(op.CreateIndexConcurrently(table, index), Rank.CREATE_INDEX, phase)
    else:
        yield Placed(op.CreateIndex(table, index), Rank.CREATE_INDEX)
    yield from comments.of_new(ObjectKind.INDEX, table, index.name, index.comment, phase)

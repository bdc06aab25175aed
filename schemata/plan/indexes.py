"""Steps for indexes. Where a table has rows, an index is built while others write."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import ObjectKind
from schemata.model import Index
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
    if situation.is_populated(table) and not change.partitioned:
        phase = Phase.CONCURRENT
        yield Placed(op.CreateIndexConcurrently(table, index), Rank.CREATE_INDEX, phase)
    else:
        yield Placed(op.CreateIndex(table, index), Rank.CREATE_INDEX)
    yield from comments.of_new(ObjectKind.INDEX, table, index.name, index.comment, phase)


def of_new_view(view: str, index: Index) -> Iterator[Placed]:
    """An index of a materialised view that nobody has read yet."""
    yield Placed(op.CreateIndex(view, index), Rank.CREATE_VIEW_INDEX)
    yield from comments.of_new(ObjectKind.INDEX, view, index.name, index.comment)

"""Steps for triggers and policies. All of them are short, and run in the transaction."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import Part, ref
from schemata.model import Firing, Trigger
from schemata.plan import comments
from schemata.plan import operations as op
from schemata.plan.order import Placed, Rank

PartChange = changes.AddPart | changes.DropPart | changes.RenamePart | changes.AlterPart


def expand(change: PartChange) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.AddPart(table=table, item=item):
            yield from create(table, item)
        case changes.DropPart(table=table, item=item):
            yield Placed(op.DropPart(table, item), Rank.DROP_PART)
        case changes.RenamePart(table=table, item=item, name=name):
            yield Placed(op.RenamePart(table, item, name), Rank.RENAME_OWNED)
        case changes.AlterPart(table=table, live=live, desired=desired):
            yield Placed(op.AlterPart(table, live, desired), Rank.CREATE_PART)


def create(table: str, item: Part) -> Iterator[Placed]:
    """A new trigger or policy with its comment."""
    yield Placed(op.CreatePart(table, item), Rank.CREATE_PART)
    if isinstance(item, Trigger) and item.firing is not Firing.ORIGIN:
        yield Placed(op.AlterPart(table, item, item), Rank.SET_FIRING)
    yield from comments.of_new(ref(item, table).kind, table, item.name, item.comment)

"""Steps for the schema itself."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.plan import operations as op
from schemata.plan.order import Placed, Rank

SchemaChange = changes.CreateSchema | changes.RenameSchema | changes.DropSchema


def expand(change: SchemaChange) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.CreateSchema():
            yield Placed(op.CreateSchema(), Rank.SCHEMA)
        case changes.RenameSchema(source=source):
            yield Placed(op.RenameSchema(source), Rank.SCHEMA)
        case changes.DropSchema(name=name):
            yield Placed(op.DropSchema(name), Rank.DROP_SCHEMA)

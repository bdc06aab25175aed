"""What a plan has to know beside the changes: which tables have rows, and what the other changes do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.diff.type_change import is_in_place
from schemata.model import Check, Constraint, ForeignKey, PrimaryKey, Table, Unique
from schemata.plan.order import Phase
from schemata.plan.removal import Removal

Named = tuple[str, str]
"""A table and the name of a constraint or index of it."""


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What a plan is made for.

    Args:
        schema: the name of the schema.
        rows: an estimate of the rows of each live table, by its live name; None or left out where it is not known.
        stamp: the time, for the name of the archive: nothing here reads a clock.
        removal: what becomes of tables that are not desired any more.
        user: the role that runs the plan, None where it is not known: what it makes belongs to it without a statement.
        unmanaged: live objects that this program did not make: `orders`, or `orders.sneaky` for what belongs to it.
    """

    schema: str
    rows: Mapping[str, int | None] = field(default_factory=dict)
    stamp: str = "00000000t000000z"
    unmanaged: frozenset[str] = frozenset()
    removal: Removal = Removal.ARCHIVE
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """The context and what follows from all changes together. Tables are under their desired names."""

    context: PlanContext
    sources: Mapping[str, str]
    created: frozenset[str]
    empty: frozenset[str]
    late_keys: frozenset[tuple[str, frozenset[str]]]
    added: Mapping[Named, Constraint]
    added_indexes: frozenset[Named]
    held: frozenset[Named]
    leaving: Mapping[str, Table] = field(default_factory=dict)

    def is_populated(self, table: str) -> bool:
        """Whether a table has rows, or may have."""
        return table not in self.created and table not in self.empty

    def foreign_key_phase(self, key: ForeignKey) -> Phase:
        """When a foreign key is added: late where it leads to another schema, or to a key that is built late itself."""
        target = (key.referenced_table, frozenset(key.referenced_columns))
        late = key.referenced_schema is not None or target in self.late_keys
        return Phase.FOREIGN_KEYS if late else Phase.TRANSACTION

    def is_unmanaged(self, table: str, name: str = "") -> bool:
        """Whether a live table, or what belongs to it, was made by others and does not come back in this plan."""
        live = f"{self.sources.get(table, table)}.{name}".rstrip(".")
        again = (table, name) in self.added or (table, name) in self.added_indexes
        return live in self.context.unmanaged and not again

    def is_circular(self, table: str, key: ForeignKey) -> bool:
        """Whether a foreign key of a leaving table leads back to it over other leaving tables."""
        if key.referenced_schema is not None or key.referenced_table == table:
            return False
        seen, waiting = set[str](), [key.referenced_table]
        while waiting:
            name = waiting.pop()
            if name == table:
                return True
            if name in self.leaving and name not in seen:
                seen.add(name)
                keys = self.leaving[name].foreign_keys
                waiting += [item.referenced_table for item in keys if item.referenced_schema is None]
        return False

    def has_gap(self, table: str, constraint: Constraint) -> bool:
        """Whether a dropped constraint comes back in a later phase, so that nothing enforces it in between."""
        again = self.added.get((table, constraint.name))
        if isinstance(again, ForeignKey):
            return self.foreign_key_phase(again) is Phase.FOREIGN_KEYS
        return again is not None and not isinstance(again, Check) and self.is_populated(table)


def situation_of(found: Iterable[Change], context: PlanContext) -> Situation:
    """The situation of all changes of a plan."""
    found = tuple(found)
    sources = {change.name: change.source for change in found if isinstance(change, changes.RenameTable)}
    live = {name: sources.get(name, name) for name in {*context.rows, *sources}}
    created = frozenset(_created(found))
    empty = frozenset(name for name, source in live.items() if context.rows.get(source) == 0)
    return Situation(
        context=context,
        sources=sources,
        created=created,
        empty=empty,
        late_keys=frozenset(_keys(found, created | empty)),
        added={(i.table, i.constraint.name): i.constraint for i in found if isinstance(i, changes.AddConstraint)},
        added_indexes=frozenset((i.table, i.index.name) for i in found if isinstance(i, changes.CreateIndex)),
        held=frozenset(_held(found)),
        leaving={change.table.name: change.table for change in found if isinstance(change, changes.ArchiveTable)},
    )


def _created(found: Iterable[Change]) -> Iterator[str]:
    """The tables, views and materialised views that nobody has used yet."""
    for change in found:
        if isinstance(change, changes.CreateTable):
            yield change.table.name
        elif isinstance(change, changes.CreateObject):
            yield change.item.name


def _keys(found: Iterable[Change], plain: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The keys and unique indexes that are built beside the writers, after the transaction."""
    for change in found:
        match change:
            case changes.AddConstraint(table=table, constraint=PrimaryKey() | Unique() as key) if table not in plain:
                yield table, frozenset(key.columns)
            case changes.CreateIndex(table=table, index=index) if index.unique and table not in plain:
                yield table, frozenset(key.column for key in index.keys if key.column is not None)


def _held(found: Iterable[Change]) -> Iterator[Named]:
    """The checks that are put back as they were around a change that touches no value: they cannot fail."""
    for change in found:
        if isinstance(change, changes.AlterType) and is_in_place(change.live.type, change.desired.type):
            yield from ((change.table, check.name) for check in change.checks)

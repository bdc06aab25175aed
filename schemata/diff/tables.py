"""Changes of tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemata.diff import changes, columns, comments, constraints, indexes
from schemata.diff.changes import Change
from schemata.diff.ref import ObjectKind
from schemata.diff.dependants import keys_of_leaving_tables, replaced_columns
from schemata.diff.error import HintProblem
from schemata.diff.pairs import by_name
from schemata.model import Schema, Table


def compare(live: Schema, desired: Schema, problems: list[HintProblem]) -> Iterator[Change]:
    """The changes of tables and all that belongs to them. `live` is under the desired names."""
    pairs = by_name(live.tables, desired.tables, {})
    taken = {name for table in live.tables for name in _relations(table)}
    for table in pairs.gone:
        yield changes.ArchiveTable(table, _look_alike(table, pairs.new))
    yield from keys_of_leaving_tables(pairs.gone, {table.name for table in pairs.gone})
    for table in pairs.new:
        yield changes.CreateTable(table)
    for before, after in pairs.both:
        if before != after:
            yield from _alter(before, after, taken, problems)


def _relations(table: Table) -> Iterator[str]:
    """The names that a table takes in its schema: its own and those of its indexes."""
    yield table.name
    yield from (index.name for index in table.indexes)
    yield from (unique.name for unique in table.uniques)
    if table.primary_key is not None:
        yield table.primary_key.name


def _look_alike(table: Table, new: Collection[Table]) -> str | None:
    """A new table with the same columns: perhaps a rename without a hint."""
    alike = [other.name for other in new if _shape(other) == _shape(table)]
    return alike[0] if alike else None


def _shape(table: Table) -> frozenset[tuple[str, str]]:
    return frozenset((column.name, str(column.type)) for column in table.columns)


def _alter(live: Table, desired: Table, taken: Collection[str], problems: list[HintProblem]) -> Iterator[Change]:
    pairs = by_name(live.columns, desired.columns, {})
    replaced = replaced_columns(pairs.both)
    yield from comments.compare(ObjectKind.TABLE, desired.name, "", live.comment, desired.comment)
    yield from columns.compare(live, desired, replaced)
    yield from constraints.compare(live, desired, replaced, taken, problems)
    yield from indexes.compare(live, desired, replaced, taken, problems)

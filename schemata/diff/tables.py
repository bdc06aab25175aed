"""Changes of tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from schemata.diff import access, changes, columns, comments, constraints, indexes, partitions, parts, settings
from schemata.diff.changes import Change
from schemata.diff.dependants import keys_of_leaving_tables, replaced_columns
from schemata.diff.error import HintProblem
from schemata.diff.pairs import by_name
from schemata.diff.ref import ObjectKind, ref
from schemata.diff.replacement import NOTHING, Taken, needs_taken, only_objects
from schemata.model import Schema, Table


def compare(live: Schema, desired: Schema, problems: list[HintProblem], taken: Taken = NOTHING) -> Iterator[Change]:
    """The changes of tables and all that belongs to them. `live` is under the desired names."""
    pairs = by_name(live.tables, desired.tables, {})
    names = {name for table in live.tables for name in _relations(table)}
    anew = [pair for pair in pairs.both if pair[0].partition_by != pair[1].partition_by]
    gone = (*pairs.gone, *(before for before, _ in anew))
    for table in gone:
        yield changes.ArchiveTable(table, _look_alike(table, pairs.new))
        if table.partition_of is not None and not _leaves(table.partition_of.parent, gone):
            yield changes.DetachPartition(table.name, table.partition_of, settings.has_default(table, live))
    yield from keys_of_leaving_tables(gone, {table.name for table in gone})
    for table in (*pairs.new, *(after for _, after in anew)):
        yield from create(table, live, desired)
    for before, after in pairs.both:
        if (before, after) not in anew and (before != after or needs_taken(before, taken.subjects)):
            yield from _alter(before, after, names, problems, taken, (live, desired))


def create(table: Table, live: Schema | None, desired: Schema) -> Iterator[Change]:
    """A new table. A partition takes its columns from its parent: where its defaults differ, they are set."""
    yield changes.CreateTable(table)
    yield from access.of_new(table, live)
    if table.partition_of is not None and table.partition_of.parent_schema is None:
        parents = {
            column.name: column for other in desired.tables for column in other.columns if _is_parent(other, table)
        }
        for column in table.columns:
            default = parents[column.name].default if column.name in parents else column.default
            if column.default != default:
                yield changes.SetDefault(table.name, column.name, default, column.default, needs=column.needs)


def _is_parent(other: Table, table: Table) -> bool:
    return table.partition_of is not None and other.name == table.partition_of.parent


def _leaves(name: str, gone: Collection[Table]) -> bool:
    return any(table.name == name for table in gone)


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


def _alter(
    live: Table,
    desired: Table,
    names: Collection[str],
    problems: list[HintProblem],
    taken: Taken,
    schemas: tuple[Schema, Schema],
) -> Iterator[Change]:
    live = partitions.as_moved(live, desired, schemas)
    pairs = by_name(live.columns, desired.columns, {})
    made_again = only_objects(taken.subjects)
    replaced = replaced_columns(pairs.both) | {
        after.name for before, after in pairs.both if after.generated and not made_again.isdisjoint(before.needs)
    }
    yield from comments.compare(ObjectKind.TABLE, desired.name, "", live.comment, desired.comment)
    yield from partitions.own(columns.compare(live, desired, replaced, taken), live, desired)
    yield from constraints.compare(live, desired, replaced, names, problems, made_again)
    yield from indexes.compare(live, desired, replaced, names, problems, made_again)
    yield from parts.compare(desired.name, live.triggers, desired.triggers, taken.subjects, problems)
    yield from parts.compare(desired.name, live.policies, desired.policies, taken.subjects, problems)
    yield from settings.of_table(live, desired)
    yield from settings.of_partition(live, desired, schemas[0])
    yield from access.compare(ref(desired), live, desired)

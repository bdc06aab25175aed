"""Changes of a table's indexes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

from schemata.diff import changes, comments, hints
from schemata.diff.changes import Change
from schemata.diff.dependants import index_uses
from schemata.diff.error import HintProblem
from schemata.diff.pairs import by_name, with_equal_content
from schemata.diff.ref import ObjectKind, Ref
from schemata.model import Index, MaterializedView, Table


def compare(
    live: Table,
    desired: Table,
    replaced: Collection[str],
    names: Collection[str],
    problems: list[HintProblem],
    taken: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    """The changes of indexes; the parameters are those of `constraints.compare`."""
    yield from _compare(live, desired, replaced, names, problems, taken)


def of_view(live: MaterializedView, desired: MaterializedView, problems: list[HintProblem]) -> Iterator[Change]:
    """The changes of the indexes of a materialised view that stays."""
    yield from _compare(live, desired, (), {index.name for index in live.indexes}, problems, frozenset())


def _compare(
    live: Table | MaterializedView,
    desired: Table | MaterializedView,
    replaced: Collection[str],
    names: Collection[str],
    problems: list[HintProblem],
    taken: frozenset[str],
) -> Iterator[Change]:
    renames = hints.renames(desired.name, {index.name for index in live.indexes}, desired.indexes, problems)
    pairs = with_equal_content(by_name(live.indexes, desired.indexes, renames), _content, names)
    partitioned = isinstance(desired, Table) and desired.partition_by is not None

    def is_made_again(before: Index, after: Index) -> bool:
        same = _content(before) == _content(after)
        return not same or index_uses(after, replaced) or not taken.isdisjoint(before.needs)

    again = [pair for pair in pairs.both if is_made_again(*pair)]
    for index in chain(pairs.gone, (before for before, _ in again)):
        yield changes.DropIndex(desired.name, index)
    for index in chain(pairs.new, (after for _, after in again)):
        yield changes.CreateIndex(desired.name, index, partitioned)
    for before, after in pairs.both:
        if (before, after) not in again:
            yield from _kept(desired.name, before, after)


def _kept(table: str, live: Index, desired: Index) -> Iterator[Change]:
    if live.name != desired.name:
        yield changes.RenameIndex(table, live.name, desired.name)
    if {*live.options} != {*desired.options}:
        yield changes.SetOptions(Ref(ObjectKind.INDEX, desired.name, table), live.options, desired.options)
    yield from comments.compare(ObjectKind.INDEX, table, desired.name, live.comment, desired.comment)


def _content(index: Index) -> Index:
    """What has to be equal for an index to stay. One that is not valid equals no desired one: it is built again."""
    return replace(index, name="", comment=None, options=())

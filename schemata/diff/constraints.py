"""Changes of a table's constraints."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain

from schemata.diff import changes, comments, hints
from schemata.diff.changes import Change
from schemata.diff.dependants import constraint_uses
from schemata.diff.error import HintProblem
from schemata.diff.pairs import Pairs, by_name, with_equal_content
from schemata.diff.ref import ObjectKind
from schemata.model import Check, Constraint, Exclusion, ForeignKey, PrimaryKey, Table, Unique

KINDS: tuple[type[Constraint], ...] = (PrimaryKey, Unique, Check, ForeignKey, Exclusion)


def compare(
    live: Table,
    desired: Table,
    replaced: Collection[str],
    names: Collection[str],
    problems: list[HintProblem],
    taken: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    """The changes of constraints.

    Args:
        live: the live table under the desired names.
        desired: the desired table.
        replaced: columns that are dropped and added; their constraints are too.
        names: those of live tables and indexes, which no constraint can be renamed to.
        problems: takes the rename hints that cannot be followed.
        taken: subjects that are made again: constraints that need one of them are too.
    """
    renames = hints.renames(desired.name, _names(live), tuple(desired.constraints()), problems)
    used = {*names, *_names(live)}
    for kind in KINDS:
        pairs = by_name(_of(kind, live), _of(kind, desired), renames)
        yield from _changes(desired, with_equal_content(pairs, _content, used), replaced, taken)


def _names(table: Table) -> set[str]:
    return {constraint.name for constraint in table.constraints()}


def _of(kind: type[Constraint], table: Table) -> list[Constraint]:
    return [constraint for constraint in table.constraints() if isinstance(constraint, kind)]


def _changes(
    owner: Table, pairs: Pairs[Constraint], replaced: Collection[str], taken: frozenset[str]
) -> Iterator[Change]:
    table, partitioned = owner.name, owner.partition_by is not None

    def is_made_again(before: Constraint, after: Constraint) -> bool:
        same = _content(before) == _content(after)
        needs = before.needs if isinstance(before, Check | Exclusion) else ()
        return not same or constraint_uses(after, replaced) or not taken.isdisjoint(needs)

    again = [pair for pair in pairs.both if is_made_again(*pair)]
    for constraint in chain(pairs.gone, (live for live, _ in again)):
        yield changes.DropConstraint(table, constraint)
    for constraint in chain(pairs.new, (desired for _, desired in again)):
        yield changes.AddConstraint(table, constraint, partitioned)
    for live, desired in pairs.both:
        if (live, desired) not in again:
            yield from _kept(table, live, desired)


def _kept(table: str, live: Constraint, desired: Constraint) -> Iterator[Change]:
    if live.name != desired.name:
        yield changes.RenameConstraint(table, live.name, desired.name)
    if isinstance(desired, Check | ForeignKey) and desired.valid and not _is_valid(live):
        yield changes.ValidateConstraint(table, desired)
    yield from comments.compare(ObjectKind.CONSTRAINT, table, desired.name, live.comment, desired.comment)


def _is_valid(constraint: Constraint) -> bool:
    return not isinstance(constraint, Check | ForeignKey) or constraint.valid


def _content(constraint: Constraint) -> Constraint:
    """What has to be equal for a constraint to stay: not its name or comment, nor whether it is validated."""
    if isinstance(constraint, Check | ForeignKey):
        return replace(constraint, name="", comment=None, valid=True)
    return replace(constraint, name="", comment=None)

"""The difference of two schemas."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from schemata.diff import access, changes, comments, hints, objects, tables
from schemata.diff.changes import Change
from schemata.diff.dependants import foreign_keys_onto, foreign_keys_over
from schemata.diff.error import DiffError, HintProblem
from schemata.diff.ref import ObjectKind
from schemata.diff.renaming import Renames, under_desired_names
from schemata.diff.replacement import Taken, is_type, left_by, retired_types, taken_by, taken_objects
from schemata.diff.subject import subject
from schemata.diff.type_change import is_in_place
from schemata.model import Schema
from schemata.model.text.subjects import subject as text_subject

_KINDS = {kind: number for number, kind in enumerate(get_args(Change))}


def diff(live: Schema | None, desired: Schema | None) -> tuple[Change, ...]:
    """The changes that make `live` into `desired`, each once, sorted by object.

    Args:
        live: what the database has, None where the schema is not there; under its live name where it is renamed.
        desired: what the definition says, None where the schema is to go.

    Raises:
        DiffError: rename hints that cannot be followed, all of them.
    """
    problems: list[HintProblem] = []
    found = {*_changes(live, desired, problems)}
    if problems:
        raise DiffError(desired.name if desired else "", tuple(problems))
    return tuple(sorted(found, key=_order))


def _changes(live: Schema | None, desired: Schema | None, problems: list[HintProblem]) -> Iterator[Change]:
    if desired is None:
        if live is not None:
            yield from _compare(live, Schema(live.name), problems)
            yield changes.DropSchema(live.name)
        return
    yield from _schema_changes(live, desired)
    if live is None:
        for table in desired.tables:
            yield from tables.create(table, None, desired)
        for item in objects.all_of(desired):
            yield from objects.create(item, None)
    else:
        yield from _compare(live, desired, problems)


def _order(change: Change) -> tuple[str, int, str]:
    return subject(change).partition(".")[0], _KINDS[type(change)], repr(change)


def _schema_changes(live: Schema | None, desired: Schema) -> Iterator[Change]:
    if live is None:
        yield changes.CreateSchema(desired.name)
    elif live.name != desired.name:
        yield changes.RenameSchema(live.name, desired.name)
    yield from comments.compare(ObjectKind.SCHEMA, "", "", live.comment if live else None, desired.comment)
    yield from access.of_schema(live, desired)


def _compare(live: Schema, desired: Schema, problems: list[HintProblem]) -> Iterator[Change]:
    renames = _renames(live, desired, problems)
    yield from _renaming(live, renames)
    live = under_desired_names(live, renames)
    found, taken, pairs = _with_dependants(live, desired, problems)
    again = tuple(_foreign_keys_again(found, live, desired))
    dropped = {(drop.table, drop.constraint.name) for drop in again if isinstance(drop, changes.DropConstraint)}
    for change in found:
        if not (isinstance(change, changes.RenameConstraint) and (change.table, change.source) in dropped):
            yield change
    yield from again
    yield from _object_changes(pairs, taken, (live, left_by(found)), problems)


def _renaming(live: Schema, renames: Renames) -> Iterator[Change]:
    yield from (changes.RenameTable(*names) for names in renames.tables.items())
    for table, columns in renames.columns.items():
        yield from (changes.RenameColumn(table, *names) for names in columns.items())
    for item in objects.all_of(live):
        name = renames.of_object(item)
        if name != item.name:
            yield changes.RenameObject(item, name)


def _with_dependants(
    live: Schema, desired: Schema, problems: list[HintProblem]
) -> tuple[tuple[Change, ...], Taken, objects.Objects]:
    """The changes of tables, and what is made again: looked at until nothing more is found."""
    pairs = objects.pairs(live, desired)
    taken = Taken(taken_objects(pairs, frozenset()))
    while True:
        taken = Taken(taken.subjects, retired_types(pairs, taken.subjects, desired))
        hints: list[HintProblem] = []
        found = tuple(tables.compare(live, desired, hints, taken))
        grown = taken_objects(pairs, taken.subjects | taken_by(found))
        if grown == taken.subjects:
            problems += hints
            return found, taken, pairs
        taken = Taken(grown)


def _object_changes(
    pairs: objects.Objects, taken: Taken, before_plan: tuple[Schema, frozenset[str]], problems: list[HintProblem]
) -> Iterator[Change]:
    live, leaving = before_plan
    for item in pairs.gone:
        yield from objects.drop(item, leaving)
    for item in pairs.new:
        yield from objects.create(item, live)
    for before, after in pairs.both:
        if text_subject(before) not in taken.subjects:
            yield from objects.alter(before, after, problems)
        elif is_type(before):
            yield from objects.rebuild(before, after, live)
        else:
            yield changes.DropObject(before, again=True)
            yield from objects.create(objects.as_made_again(before, after), live)


def _foreign_keys_again(found: Collection[Change], live: Schema, desired: Schema) -> Iterator[Change]:
    """Foreign keys that step aside while what they need is made again."""
    drops = [change for change in found if isinstance(change, changes.DropConstraint | changes.DropIndex)]
    yield from foreign_keys_onto(drops, live, desired)
    retyped = [
        change
        for change in found
        if isinstance(change, changes.AlterType) and not is_in_place(change.live.type, change.desired.type)
    ]
    yield from foreign_keys_over(retyped, live, desired)


def _renames(live: Schema, desired: Schema, problems: list[HintProblem]) -> Renames:
    """The renames of tables, and of the columns of tables that are live."""
    names = hints.renames("", {table.name for table in live.tables}, desired.tables, problems)
    found = {names.get(table.name, table.name): table for table in live.tables}
    columns = {
        table.name: hints.renames(
            table.name, {column.name for column in found[table.name].columns}, table.columns, problems
        )
        for table in desired.tables
        if table.name in found
    }
    owned = {table: renames for table, renames in columns.items() if renames}
    return Renames(names, owned, objects.renames(live, desired, problems), (live.name, desired.name))

"""The difference of two schemas."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import get_args

from schemata.diff import changes, comments, hints, tables
from schemata.diff.changes import Change
from schemata.diff.ref import ObjectKind
from schemata.diff.dependants import foreign_keys_onto, foreign_keys_over
from schemata.diff.error import DiffError, HintProblem
from schemata.diff.renaming import Renames, under_desired_names
from schemata.diff.subject import subject
from schemata.diff.type_change import is_in_place
from schemata.model import Schema

_KINDS = {kind: number for number, kind in enumerate(get_args(Change))}


def diff(live: Schema | None, desired: Schema) -> tuple[Change, ...]:
    """The changes that make `live` into `desired`, each once, sorted by object.

    Args:
        live: what the database has, None where the schema is not there; under its live name where it is renamed.
        desired: what the definition says.

    Raises:
        DiffError: rename hints that cannot be followed, all of them.
    """
    problems: list[HintProblem] = []
    found = {*_schema_changes(live, desired)}
    if live is None:
        found |= {changes.CreateTable(table) for table in desired.tables}
    else:
        found |= {*_compare(live, desired, problems)}
    if problems:
        raise DiffError(desired.name, tuple(problems))
    return tuple(sorted(found, key=_order))


def _order(change: Change) -> tuple[str, int, str]:
    return subject(change).partition(".")[0], _KINDS[type(change)], repr(change)


def _schema_changes(live: Schema | None, desired: Schema) -> Iterator[Change]:
    if live is None:
        yield changes.CreateSchema(desired.name)
    elif live.name != desired.name:
        yield changes.RenameSchema(live.name, desired.name)
    yield from comments.compare(ObjectKind.SCHEMA, "", "", live.comment if live else None, desired.comment)


def _compare(live: Schema, desired: Schema, problems: list[HintProblem]) -> Iterator[Change]:
    renames = _renames(live, desired, problems)
    live = under_desired_names(live, renames)
    yield from (changes.RenameTable(*names) for names in renames.tables.items())
    for table, columns in renames.columns.items():
        yield from (changes.RenameColumn(table, *names) for names in columns.items())
    found = tuple(tables.compare(live, desired, problems))
    again = tuple(_foreign_keys_again(found, live, desired))
    dropped = {(drop.table, drop.constraint.name) for drop in again if isinstance(drop, changes.DropConstraint)}
    for change in found:
        if not (isinstance(change, changes.RenameConstraint) and (change.table, change.source) in dropped):
            yield change
    yield from again


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
    return Renames(names, {table: renames for table, renames in columns.items() if renames})

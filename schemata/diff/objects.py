"""Changes of what stands beside tables: types, sequences, views, functions and extensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemata.diff import access, changes, comments, enums, indexes, parts
from schemata.diff.changes import Change
from schemata.diff.error import HintProblem
from schemata.diff.hints import renames as hinted_renames
from schemata.diff.ref import ObjectKind, SchemaObject, path, ref
from schemata.diff.retiring import retired_name
from schemata.model import (
    Attribute,
    CompositeType,
    Domain,
    Enum,
    Extension,
    Function,
    MaterializedView,
    RangeType,
    Schema,
    Sequence,
    View,
    ViewColumn,
)
from schemata.model.text.kinds import OBJECTS
from schemata.model.text.subjects import of_column, of_table, subject

Pair = tuple[SchemaObject, SchemaObject]


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects of two schemas: on both sides (live under its desired name, desired), only live, only desired."""

    both: tuple[Pair, ...]
    gone: tuple[SchemaObject, ...]
    new: tuple[SchemaObject, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A function by its signature, for hints of renames."""

    name: str
    renamed_from: str | None


def all_of(schema: Schema) -> Iterator[SchemaObject]:
    """Everything that stands beside tables."""
    for attribute in OBJECTS:
        yield from getattr(schema, attribute)


def pairs(live: Schema, desired: Schema) -> Objects:
    """Which live object is which desired one. `live` is under the desired names."""
    there = {subject(item): item for item in all_of(live)}
    wanted = {subject(item): item for item in all_of(desired)}
    return Objects(
        tuple((there[key], item) for key, item in wanted.items() if key in there),
        tuple(item for key, item in there.items() if key not in wanted),
        tuple(item for key, item in wanted.items() if key not in there),
    )


def renames(live: Schema, desired: Schema, problems: list[HintProblem]) -> dict[str, dict[str, str]]:
    """The renames to do, by the attribute of Schema: live name -> desired name; functions keep their types."""
    found: dict[str, dict[str, str]] = {}
    for attribute in OBJECTS:
        known = {path(item) for item in getattr(live, attribute)}
        wanted = [_Named(path(item), _hint(item)) for item in getattr(desired, attribute)]
        if done := hinted_renames("", known, wanted, problems):
            found[attribute] = done
    return found


def _hint(item: SchemaObject) -> str | None:
    if isinstance(item, Extension) or item.renamed_from is None:
        return None
    return replace(item, name=item.renamed_from).signature if isinstance(item, Function) else item.renamed_from


def is_replaced(live: SchemaObject, desired: SchemaObject) -> bool:
    """Whether a change of an object is made by dropping it and making it again."""
    match live, desired:
        case View(), View():
            return live.query != desired.query and not _keeps_columns(live, desired)
        case MaterializedView(), MaterializedView():
            return live.query != desired.query
        case Function(), Function():
            return not _is_replaceable(live, desired)
        case _:
            return False


def is_rebuilt(live: SchemaObject, desired: SchemaObject) -> bool:
    """Whether a type has to be made anew beside the live one."""
    match live, desired:
        case Enum(), Enum():
            return not enums.is_in_place(live, desired)
        case Domain(), Domain():
            return (live.type, live.collation) != (desired.type, desired.collation)
        case CompositeType(), CompositeType():
            return not _keeps_attributes(live, desired)
        case RangeType(), RangeType():
            return (live.subtype, live.options) != (desired.subtype, desired.options)
        case _:
            return False


def _keeps_columns(live: View, desired: View) -> bool:
    """Whether the live columns stand first among the desired ones: only then a view can be replaced in place."""
    before, after = ([(column.name, column.type) for column in side.columns] for side in (live, desired))
    return bool(before) and after[: len(before)] == before and all(kind is not None for _, kind in after)


def _keeps_attributes(live: CompositeType, desired: CompositeType) -> bool:
    wanted = [attribute.name for attribute in desired.attributes]
    kept = [attribute.name for attribute in live.attributes if attribute.name in wanted]
    return wanted[: len(kept)] == kept


def _is_replaceable(live: Function, desired: Function) -> bool:
    """What CREATE OR REPLACE can change: everything but result, kind, the names of arguments, and fewer defaults."""
    if (live.kind, live.returns, live.window) != (desired.kind, desired.returns, desired.window):
        return False
    return len(live.arguments) == len(desired.arguments) and all(
        before.mode is after.mode
        and before.name in ("", after.name)
        and not (before.default is not None and after.default is None)
        for before, after in zip(live.arguments, desired.arguments, strict=True)
    )


def as_made_again(live: SchemaObject, desired: SchemaObject) -> SchemaObject:
    """The desired object with the owner and privileges of the live one, where the definition does not manage them."""
    if isinstance(desired, Extension) or isinstance(live, Extension):
        return desired
    owner = live.owner if desired.owner is None else desired.owner
    return replace(desired, owner=owner, grants=live.grants if desired.grants is None else desired.grants)


def create(item: SchemaObject, schema: Schema | None) -> Iterator[Change]:
    """A new object of `schema`, which is live or None."""
    yield changes.CreateObject(item)
    yield from access.of_new(item, schema)


def drop(item: SchemaObject, leaving: frozenset[str]) -> Iterator[Change]:
    """A live object that is not desired. A sequence of a column in `leaving` (subjects) leaves with it."""
    if isinstance(item, Sequence) and item.owned_by is not None:
        owner = item.owned_by
        if {of_table(owner.table), of_column(owner.table, owner.column)} & leaving:
            return
    yield changes.DropObject(item)


def alter(live: SchemaObject, desired: SchemaObject, problems: list[HintProblem]) -> Iterator[Change]:
    """The changes of an object that stays."""
    target = ref(desired)
    if isinstance(desired, View | Function):
        if _body(live) != _body(desired):
            yield changes.ReplaceObject(live, desired)
    elif isinstance(desired, MaterializedView) and isinstance(live, MaterializedView):
        if live.options != desired.options:
            yield changes.SetOptions(target, live.options, desired.options)
    elif _body(live) != _body(desired) and not _is_server_version(desired):
        yield changes.AlterObject(live, desired)
    yield from comments.compare(target.kind, "", target.name, live.comment, desired.comment, target.types)
    yield from access.compare(target, live, desired)
    yield from _columns(live, desired)
    if isinstance(live, View) and isinstance(desired, View):
        yield from parts.compare(desired.name, live.triggers, desired.triggers, frozenset(), problems)
    if isinstance(live, MaterializedView) and isinstance(desired, MaterializedView):
        yield from indexes.of_view(live, desired, problems)


def _is_server_version(item: SchemaObject) -> bool:
    return isinstance(item, Extension) and item.version is None


def _body(item: SchemaObject) -> object:
    """An object without what has changes of its own."""
    match item:
        case View():
            return replace(item, comment=None, owner=None, grants=None, triggers=())
        case CompositeType():
            bare = tuple(replace(attribute, comment=None) for attribute in item.attributes)
            return replace(item, comment=None, owner=None, grants=None, attributes=bare)
        case Extension():
            return replace(item, comment=None)
        case _:
            return replace(item, comment=None, owner=None, grants=None)


def _columns(live: SchemaObject, desired: SchemaObject) -> Iterator[Change]:
    """Comments of a view's columns and of a composite type's attributes."""
    before = {column.name: column.comment for column in _commented(live)}
    for column in _commented(desired):
        found = before.get(column.name)
        yield from comments.compare(ObjectKind.COLUMN, desired.name, column.name, found, column.comment)


def _commented(item: SchemaObject) -> tuple[ViewColumn | Attribute, ...]:
    if isinstance(item, View | MaterializedView):
        return item.columns
    return item.attributes if isinstance(item, CompositeType) else ()


def rebuild(live: SchemaObject, desired: SchemaObject, schema: Schema) -> Iterator[Change]:
    """A type made anew."""
    assert isinstance(live, Enum | Domain | CompositeType | RangeType)
    again = as_made_again(live, desired)
    assert isinstance(again, Enum | Domain | CompositeType | RangeType)
    yield changes.RebuildType(live, again, retired_name(live.name))
    yield from access.of_new(again, schema)

"""The part of a schema that some of its objects need, bare of what does not change how Postgres writes them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from schemata.model import PUBLIC, Column, Domain, Enum, MaterializedView, RowSecurity, Schema, Table, Trigger, View
from schemata.model.text.subjects import of_function, of_table, part_subject, subject
from schemata.objects import ATTRIBUTES, objects, parts

_ATTACHED = ("comment", "owner", "grants", "renamed_from")


def excerpt(schema: Schema, wanted: Collection[str]) -> Schema:
    """The objects with the subjects `wanted`, and what they need; of a table its columns, its key and what is wanted.

    Owners, grants, comments, settings and hints of renames are left out.
    """
    standing = {subject(item): item for item in objects(schema)}
    owners = {part: owner for owner, item in standing.items() for part in (owner, *_part_subjects(item))}
    found: dict[str, Any] = {}
    waiting = [owners[key] for key in wanted if key in owners]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = _bare(standing[key], wanted)
            waiting += [owners[needed] for needed in _needs(found[key]) if needed in owners]
    return _schema(schema, found)


def _schema(schema: Schema, found: Mapping[str, Any]) -> Schema:
    chosen: dict[str, Any] = {
        name: tuple(found[subject(item)] for item in getattr(schema, name) if subject(item) in found)
        for name in ATTRIBUTES
    }
    return Schema(schema.name, **chosen)


def _part_subjects(item: Any) -> Iterator[str]:
    return (part_subject(item.name, part) for part in parts(item))


def _needs(item: Any) -> Iterator[str]:
    for holder in (item, *parts(item)):
        yield from getattr(holder, "needs", ())
        if isinstance(holder, Trigger) and holder.function_schema is None:
            yield of_function(f"{holder.function}()")
    if isinstance(item, Table) and item.partition_of is not None and item.partition_of.parent_schema is None:
        yield of_table(item.partition_of.parent)


def _bare(item: Any, wanted: Collection[str]) -> Any:
    bare = _without_attachments(item)
    match bare:
        case Table():
            return _bare_table(bare, wanted)
        case View():
            return replace(bare, columns=(), triggers=_wanted(bare, "triggers", wanted))
        case MaterializedView():
            return replace(bare, columns=(), options=(), indexes=_wanted(bare, "indexes", wanted))
        case Domain():
            return replace(bare, checks=tuple(_without_attachments(check) for check in bare.checks))
        case Enum():
            return replace(bare, renamed_values=())
        case _:
            return bare


def _bare_table(table: Table, wanted: Collection[str]) -> Table:
    return replace(
        table,
        columns=tuple(_bare_column(table, column, wanted) for column in table.columns),
        primary_key=table.primary_key and _without_attachments(table.primary_key),
        uniques=(),
        foreign_keys=(),
        checks=_wanted(table, "checks", wanted),
        indexes=_wanted(table, "indexes", wanted),
        exclusions=_wanted(table, "exclusions", wanted),
        triggers=_wanted(table, "triggers", wanted),
        policies=tuple(replace(policy, roles=(PUBLIC,)) for policy in _wanted(table, "policies", wanted)),
        row_security=RowSecurity.NONE,
        options=(),
        replica_identity=None,
    )


def _bare_column(table: Table, column: Column, wanted: Collection[str]) -> Column:
    is_wanted = part_subject(table.name, column) in wanted
    return Column(
        column.name,
        column.type,
        column.nullable,
        column.default if is_wanted else None,
        column.generated if is_wanted else None,
        collation=column.collation,
        virtual=column.virtual and is_wanted,
        needs=column.needs,
    )


def _wanted(item: Any, attribute: str, wanted: Collection[str]) -> tuple[Any, ...]:
    found = (part for part in getattr(item, attribute) if part_subject(item.name, part) in wanted)
    return tuple(_without_attachments(part) for part in found)


def _without_attachments(item: Any) -> Any:
    return replace(item, **{name: None for name in _ATTACHED if hasattr(item, name)})

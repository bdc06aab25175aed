"""Changes of owners and privileges. What a definition does not manage (None) is no change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from schemata.diff import changes
from schemata.diff.grants import given_by_default, given_by_postgres
from schemata.diff.ref import SCHEMA, Ref, SchemaObject, ref
from schemata.model import Extension, Grant, Schema, Table

AccessChange = changes.SetOwner | changes.SetGrants | changes.SetDefaultPrivileges


class Owned(Protocol):
    """Anything with an owner and privileges."""

    @property
    def owner(self) -> str | None: ...

    @property
    def grants(self) -> tuple[Grant, ...] | None: ...


def compare(
    target: Ref, live: SchemaObject | Table | Schema, desired: SchemaObject | Table | Schema
) -> Iterator[AccessChange]:
    """The changes of an object that stays. A new owner's own privileges are no entries of either side."""
    if isinstance(live, Extension) or isinstance(desired, Extension):
        return
    if desired.owner is not None and desired.owner != live.owner:
        yield changes.SetOwner(target, live.owner, desired.owner)
    if desired.grants is not None and {*desired.grants} != {*(live.grants or ())}:
        yield changes.SetGrants(target, live.grants or (), desired.grants)


def of_new(item: SchemaObject | Table, live: Schema | None) -> Iterator[AccessChange]:
    """The owner and privileges of a new object. `live` is its schema, whose default privileges may have given some."""
    if isinstance(item, Extension):
        return
    target = ref(item)
    if item.owner is not None:
        yield changes.SetOwner(target, None, item.owner)
    if item.grants is not None:
        defaults = (live.default_privileges or ()) if live is not None else ()
        given, doubtful = given_by_postgres(target.kind), given_by_default(target.kind, defaults)
        if {*item.grants} != {*given, *doubtful} or doubtful:
            yield changes.SetGrants(target, given, item.grants, doubtful)


def of_schema(live: Schema | None, desired: Schema) -> Iterator[AccessChange]:
    """The changes of the schema's own owner, privileges and default privileges."""
    if live is None:
        if desired.owner is not None:
            yield changes.SetOwner(SCHEMA, None, desired.owner)
        if desired.grants:
            yield changes.SetGrants(SCHEMA, (), desired.grants)
    else:
        yield from compare(SCHEMA, live, desired)
    before = (live.default_privileges or ()) if live is not None else ()
    if desired.default_privileges is not None and {*desired.default_privileges} != {*before}:
        yield changes.SetDefaultPrivileges(before, desired.default_privileges)

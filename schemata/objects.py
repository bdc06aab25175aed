"""The objects of a schema, whatever their kind: what stands in it, and what belongs to its tables and views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from schemata.model import Domain, Function, MaterializedView, Schema, Table, View
from schemata.model.text.kinds import OBJECTS
from schemata.model.text.subjects import part_subject, subject

ATTRIBUTES = (*OBJECTS, "tables")
"""The attributes of a schema that hold objects."""
_PARTS = (
    "columns",
    "primary_key",
    "uniques",
    "checks",
    "foreign_keys",
    "exclusions",
    "indexes",
    "triggers",
    "policies",
)


class Choose(Protocol):
    """Chooses what stands for a live object with that subject and path; `other` is its namesake in another schema."""

    def __call__(self, key: str, path: str, live: Any, other: Any, /) -> Any: ...


def objects(schema: Schema) -> Iterator[Any]:
    """What stands in a schema: extensions, types, sequences, functions, views, tables."""
    for attribute in ATTRIBUTES:
        yield from getattr(schema, attribute)


def parts(item: Any) -> Iterator[Any]:
    """What belongs to a table, view or domain and has a name of its own: columns of tables, constraints, ..."""
    for attribute in part_attributes(item):
        yield from listed(getattr(item, attribute))


def name_of(item: Any) -> str:
    """The name of what stands in a schema; a function's is its signature."""
    return item.signature if isinstance(item, Function) else str(item.name)


def by_subject(schema: Schema) -> Mapping[str, Any]:
    """Everything in a schema by its subject, parts of tables and views among it."""
    found = {}
    for item in objects(schema):
        found[subject(item)] = item
        found.update((part_subject(item.name, part), part) for part in parts(item))
    return found


def paths(schema: Schema) -> Iterator[tuple[str, str]]:
    """The subject and the path (`orders`, `orders.status`) of everything in a schema that is a fact of its own."""
    for item in objects(schema):
        yield subject(item), name_of(item)
        for part in () if isinstance(item, Domain) else parts(item):  # a domain's checks are told in its own fact
            yield part_subject(item.name, part), f"{item.name}.{part.name}"


def merged(live: Schema, other: Schema, choose: Choose) -> Schema:
    """`live` with what `choose` takes for each object and each part of it; columns in the order of the choices."""
    found: dict[str, Any] = {name: tuple(_merge_all(live, other, name, choose)) for name in ATTRIBUTES}
    return replace(live, **found)


def _merge_all(live: Schema, other: Schema, attribute: str, choose: Choose) -> Iterator[Any]:
    others = {name_of(item): item for item in getattr(other, attribute)}
    for item in getattr(live, attribute):
        yield _merge(item, others.get(name_of(item)), choose)


def _merge(item: Any, other: Any, choose: Choose) -> Any:
    chosen = choose(subject(item), name_of(item), item, other)
    if other is None:
        return chosen
    return replace(chosen, **{name: _merge_parts(item, other, name, choose) for name in part_attributes(item)})


def _merge_parts(item: Any, other: Any, attribute: str, choose: Choose) -> Any:
    found, others = getattr(item, attribute), {part.name: part for part in listed(getattr(other, attribute))}
    merged = tuple(
        choose(part_subject(item.name, part), f"{item.name}.{part.name}", part, others.get(part.name))
        for part in listed(found)
    )
    if attribute == "columns":
        return _in_order(merged, list(others))
    return merged if isinstance(found, tuple) else next(iter(merged), None)


def _in_order(columns: tuple[Any, ...], names: list[str]) -> tuple[Any, ...]:
    """The columns as `names` stand, those that it does not have last."""
    return tuple(sorted(columns, key=lambda column: names.index(column.name) if column.name in names else len(names)))


def part_attributes(item: Any) -> list[str]:
    """The attributes of a table, view or domain that hold parts; no other object has any.

    A view's columns are none: its query makes them.
    """
    match item:
        case Table():
            return list(_PARTS)
        case View():
            return ["triggers"]
        case MaterializedView():
            return ["indexes"]
        case Domain():
            return ["checks"]
        case _:
            return []


def listed(value: Any) -> tuple[Any, ...]:
    """What an attribute holds, as a tuple: a primary key is one part or none."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)

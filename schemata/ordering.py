"""Schemas in the order in which they can be made: each behind those that it refers to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from schemata.model import Schema
from schemata.model.text import write
from schemata.objects import ATTRIBUTES, name_of

_QUALIFIER = re.compile(r'(?:"((?:[^"]|"")+)"|\b([A-Za-z_][\w$]*))\s*\.')


def in_order(schemas: Iterable[Schema]) -> tuple[Schema, ...]:
    """The schemas by name, each behind those that its text names; schemas in a circle stand by name."""
    by_name = {schema.name: schema for schema in schemas}
    needs = {name: _named(schema) & by_name.keys() - {name} for name, schema in by_name.items()}
    placed: dict[str, Schema] = {}
    for name in sorted(by_name):
        _place(name, by_name, needs, placed, frozenset())
    return tuple(placed.values())


def in_stages(live: Mapping[str, Schema], desired: Iterable[Schema]) -> tuple[tuple[Schema, ...], tuple[Schema, ...]]:
    """What to apply first, in order, and what after that.

    What leaves a schema that another live schema refers to stays in the first stage: the other one may let go of it
    only after what comes in its place is made.
    """
    ordered = in_order(desired)
    first = tuple(_keeping(live, schema) for schema in ordered)
    return first, tuple(schema for schema, kept in zip(ordered, first, strict=True) if kept is not schema)


def _keeping(live: Mapping[str, Schema], desired: Schema) -> Schema:
    """The desired schema with the live objects that leave it, where another live schema refers to it."""
    now = live.get(desired.name)
    if now is None or not any(desired.name in _named(other) for other in live.values() if other is not now):
        return desired
    leaving = {name: tuple(_leaving(name, now, desired)) for name in ATTRIBUTES}
    kept: dict[str, Any] = {name: (*getattr(desired, name), *items) for name, items in leaving.items() if items}
    return replace(desired, **kept) if kept else desired


def _leaving(attribute: str, live: Schema, desired: Schema) -> Iterator[Any]:
    """The live objects of a kind that are neither desired nor renamed."""
    items = getattr(desired, attribute)
    stay = {name_of(item) for item in items} | {getattr(item, "renamed_from", None) for item in items}
    yield from (item for item in getattr(live, attribute) if name_of(item) not in stay)


def _named(schema: Schema) -> frozenset[str]:
    """Everything that stands before a dot in a schema's text: schemas that it may refer to."""
    return frozenset((quoted or plain).replace('""', '"') for quoted, plain in _QUALIFIER.findall(write(schema)))


def _place(
    name: str,
    by_name: Mapping[str, Schema],
    needs: Mapping[str, frozenset[str]],
    placed: dict[str, Schema],
    waiting: frozenset[str],
) -> None:
    if name in placed or name in waiting:
        return
    for other in sorted(needs[name]):
        _place(other, by_name, needs, placed, waiting | {name})
    placed[name] = by_name[name]

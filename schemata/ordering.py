"""Schemas in the order in which they can be made: each behind those that it refers to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schemata.model import Schema
from schemata.model.text import write

_QUALIFIER = re.compile(r'(?:"((?:[^"]|"")+)"|\b([A-Za-z_][\w$]*))\s*\.')


def in_order(schemas: Iterable[Schema]) -> tuple[Schema, ...]:
    """The schemas by name, each behind those that its text names; schemas in a circle stand by name."""
    by_name = {schema.name: schema for schema in schemas}
    needs = {name: _named(schema) & by_name.keys() - {name} for name, schema in by_name.items()}
    placed: dict[str, Schema] = {}
    for name in sorted(by_name):
        _place(name, by_name, needs, placed, frozenset())
    return tuple(placed.values())


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

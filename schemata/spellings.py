"""The texts of SQL that objects hold: expressions, queries, bodies that Postgres writes in its own way. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from schemata.model import (
    Check,
    Column,
    Domain,
    Exclusion,
    Function,
    Index,
    MaterializedView,
    Policy,
    Table,
    Trigger,
    View,
)

Texts = tuple[str | None, ...]

_PLACES: dict[type, tuple[str, ...]] = {
    Column: ("default", "generated"),
    Check: ("expression",),
    Index: ("where", "keys.expression"),
    Exclusion: ("where", "elements.key.expression"),
    Trigger: ("when",),
    Policy: ("using", "check"),
    Domain: ("default",),
    Function: ("returns", "arguments.default"),
    View: ("query",),
    MaterializedView: ("query",),
    Table: ("partition_by", "partition_of.bound"),
}
"""Where texts stand, by the type of object; through a tuple a path leads to each of its items."""


def texts(item: Any) -> Texts:
    """The texts of an object by themselves, without those of its parts that have a subject of their own."""
    return tuple(text for path in _paths(item) for text in _read(item, path))


def with_texts(item: Any, found: Texts) -> Any:
    """The object with other texts, as many as it has."""
    left = iter(found)
    for path in _paths(item):
        item = _write(item, path, left)
    return item


def _paths(item: Any) -> Iterator[Sequence[str]]:
    for place in _PLACES.get(type(item), ()):
        yield place.split(".")
    if isinstance(item, Function) and item.standard:
        yield ["body"]


def _read(value: Any, path: Sequence[str]) -> Iterator[str | None]:
    if not path:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _read(item, path)
    elif value is not None:
        yield from _read(getattr(value, path[0]), path[1:])


def _write(value: Any, path: Sequence[str], found: Iterator[str | None]) -> Any:
    if not path:
        return next(found)
    if isinstance(value, tuple):
        return tuple(_write(item, path, found) for item in value)
    return value and replace(value, **{path[0]: _write(getattr(value, path[0]), path[1:], found)})

"""A diff of two input bags, property by property: what most resource types need."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from provider.protocol.properties import Properties, Value
from provider.protocol.resource import DiffKind, DiffResult, PropertyDiff

_ABSENT: Final = object()


def top_level(path: str) -> str:
    """Return the property that a path such as `columns[3].type` or `["a.b"].c` begins with."""
    if path.startswith('["'):
        return path[2 : path.index('"]')].replace('\\"', '"')
    ends = [position for position in (path.find("."), path.find("[")) if position > 0]
    return path[: min(ends)] if ends else path


def input_changes(
    old_inputs: Properties,
    inputs: Properties,
    *,
    ignore_changes: Collection[str] = (),
    immutable: Collection[str] = (),
) -> DiffResult:
    """Compare two input bags by top-level property.

    Args:
        old_inputs: recorded inputs.
        inputs: wanted inputs; an unknown one counts as changed.
        ignore_changes: property paths to leave out.
        immutable: properties whose change means a replacement.

    Keys that begin with `__` are the engine's and the bridges' own notes: they never differ.
    """
    ignored = {top_level(path) for path in ignore_changes}
    names = sorted(name for name in old_inputs.keys() | inputs.keys() if not name.startswith("__"))
    changes = {
        path(name): PropertyDiff(kind)
        for name in names
        if name not in ignored and (kind := _kind(_given(old_inputs, name), _given(inputs, name))) is not None
    }
    return DiffResult(changes, frozenset(changes) & {path(name) for name in immutable})


def path(name: str) -> str:
    """Return the property path of a top-level property."""
    return name if name.replace("_", "a").isalnum() else '["' + name.replace('"', '\\"') + '"]'


def _given(properties: Properties, name: str) -> Value | object:
    value = properties.get(name)
    return _ABSENT if value is None else value


def _kind(old: object, wanted: object) -> DiffKind | None:
    if old == wanted:
        return None
    if old is _ABSENT:
        return DiffKind.ADD
    return DiffKind.DELETE if wanted is _ABSENT else DiffKind.UPDATE

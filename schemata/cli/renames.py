"""`--rename KIND:OLD=NEW`: hints of renames for sources that cannot hold them, such as a database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemata.errors import SchemataError
from schemata.model import Schema
from schemata.model.types import Enum, ValueRename
from schemata.objects import listed

_RENAME = re.compile(r"(?P<kind>[a-z-]+):(?P<old>.+)=(?P<new>.+)", re.DOTALL)
_NAME = re.compile(r'"((?:[^"]|"")+)"|([^".]+)')
_OBJECTS = {
    "table": "tables",
    "view": "views",
    "materialized-view": "materialized_views",
    "sequence": "sequences",
    "function": "functions",
    "enum": "enums",
    "domain": "domains",
    "composite-type": "composite_types",
    "range-type": "range_types",
}
_PARTS = {
    "column": ("columns",),
    "constraint": ("primary_key", "uniques", "checks", "foreign_keys", "exclusions"),
    "index": ("indexes",),
    "trigger": ("triggers",),
    "policy": ("policies",),
}
KINDS = ("schema", *_OBJECTS, *_PARTS, "enum-value")
FORM = "KIND:OLD=NEW, such as table:orders=purchases or column:orders.status=state"


@dataclass(frozen=True, slots=True)
class Rename:
    """One hint. `path` is the object's former name behind those of its schema (if given) and of what it belongs to."""

    kind: str
    path: tuple[str, ...]
    name: str
    text: str


def read_rename(text: str) -> Rename:
    """Reads a hint. Raises SchemataError."""
    match = _RENAME.fullmatch(text)
    if match is None or match["kind"] not in KINDS:
        raise SchemataError(f"--rename {text!r} does not read as {FORM}; kinds are {', '.join(KINDS)}")
    kind, path, name = match["kind"], _names(match["old"]), _names(match["new"])
    least = 1 if kind == "schema" or kind in _OBJECTS else 2
    most = 1 if kind == "schema" else least + 1
    if not least <= len(path) <= most or not name:
        raise SchemataError(f"--rename {text!r}: {match['old']!r} does not name a {kind}; write {FORM}")
    return Rename(kind, path, name[-1], text)


def with_hints(schemas: Iterable[Schema], renames: Sequence[Rename]) -> tuple[Schema, ...]:
    """The desired schemas with the hints in them. Raises SchemataError for a hint that fits none of them."""
    found = tuple(schemas)
    for rename in renames:
        hinted = tuple(_hinted(schema, rename) for schema in found)
        if _are_same(hinted, found):
            raise SchemataError(f"--rename {rename.text!r}: there is no {rename.kind} {rename.name!r} that fits it")
        found = hinted
    return found


def _are_same(items: Iterable[object], others: Iterable[object]) -> bool:
    """Whether nothing was replaced; hints are no part of equality."""
    return all(item is other for item, other in zip(items, others, strict=True))


def _names(text: str) -> tuple[str, ...]:
    return tuple((quoted.replace('""', '"') or plain).strip() for quoted, plain in _NAME.findall(text))


def _hinted(schema: Schema, rename: Rename) -> Schema:
    if rename.kind == "schema":
        return replace(schema, renamed_from=rename.path[0]) if schema.name == rename.name else schema
    own = 1 if rename.kind in _OBJECTS else 2
    if len(rename.path) > own and rename.path[0] not in (schema.name, schema.renamed_from):
        return schema
    if rename.kind in _OBJECTS:
        renamed: Schema = _with_renamed(schema, _OBJECTS[rename.kind], rename.name, rename.path[-1])
        return renamed
    owner, source = rename.path[-2:]
    if rename.kind == "enum-value":
        return _each(schema, "enums", owner, lambda enum: _with_renamed_value(enum, source, rename.name))
    for attribute in ("tables", "views", "materialized_views"):
        schema = _each(schema, attribute, owner, lambda item: _with_renamed_part(item, rename))
    return schema


def _each(schema: Schema, attribute: str, owner: str, change: Callable[[Any], Any]) -> Schema:
    items = getattr(schema, attribute)
    changed: Any = tuple(change(item) if owner in (item.name, item.renamed_from) else item for item in items)
    return schema if _are_same(changed, items) else replace(schema, **{attribute: changed})


def _with_renamed_part(item: Any, rename: Rename) -> Any:
    for attribute in _PARTS[rename.kind]:
        if hasattr(item, attribute):
            item = _with_renamed(item, attribute, rename.name, rename.path[-1])
    return item


def _with_renamed(owner: Any, attribute: str, name: str, source: str) -> Any:
    """The owner with the hint at its object of that name; itself where it has none."""
    value = getattr(owner, attribute)
    items = listed(value)
    if name not in [item.name for item in items]:
        return owner
    hinted = tuple(replace(item, renamed_from=source) if item.name == name else item for item in items)
    return replace(owner, **{attribute: hinted if isinstance(value, tuple) else hinted[0]})


def _with_renamed_value(enum: Enum, source: str, name: str) -> Enum:
    if name not in enum.values:
        return enum
    return replace(enum, renamed_values=(*enum.renamed_values, ValueRename(source, name)))

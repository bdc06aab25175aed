"""Earlier definitions of a schema, with the hints that lead back to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from schemata.errors import NotThere
from schemata.history import records, versions
from schemata.history.journal import Entry
from schemata.model import Enum, Schema
from schemata.model.text import parse, write
from schemata.model.types import ValueRename
from schemata.objects import ATTRIBUTES, listed, name_of, part_attributes


def version(connection: psycopg.Connection, schema: str, entry_id: int | None) -> str:
    """The text that `schema` had after an entry of its history, None: before the last one. Raises NotThere."""
    record = records.read(connection, [schema]).get(schema)
    if record is None:
        raise NotThere(f"nothing records a schema {schema!r} in this database; list the history to see what there is")
    wanted = _digest(versions.applied(connection, schema), schema, entry_id)
    text = versions.find(connection, wanted)
    if text is None:
        raise NotThere(f"schema {schema!r}: the definition {wanted} was not kept; it was applied by an earlier release")
    return write(leading_back(parse(text), parse(record.definition)))


def leading_back(earlier: Schema, current: Schema) -> Schema:
    """The earlier schema with a hint at each object that was renamed since, and none of its own hints."""
    objects: dict[str, Any] = {
        name: tuple(_back(getattr(earlier, name), getattr(current, name))) for name in ATTRIBUTES
    }
    former = current.name if current.renamed_from == earlier.name != current.name else None
    return replace(earlier, renamed_from=former, **objects)


def _back(earlier: Iterable[Any], current: Iterable[Any]) -> Iterator[Any]:
    present = {name_of(item): item for item in current}
    renamed = {item.renamed_from: item for item in present.values() if getattr(item, "renamed_from", None)}
    for item in earlier:
        yield _led_back(item, present.get(name_of(item)) or renamed.get(item.name))


def _led_back(item: Any, now: Any) -> Any:
    if hasattr(item, "renamed_from"):
        item = replace(item, renamed_from=None if now is None or now.name == item.name else now.name)
    if isinstance(item, Enum):
        item = replace(item, renamed_values=tuple(_values_back(item, now)))
    if now is None:
        return item
    parts = {name: _parts_back(getattr(item, name), getattr(now, name)) for name in part_attributes(item)}
    return replace(item, **parts) if parts else item


def _parts_back(earlier: Any, current: Any) -> Any:
    parts = tuple(_back(listed(earlier), listed(current)))
    return parts if isinstance(earlier, tuple) else next(iter(parts), None)


def _values_back(earlier: Enum, now: Enum | None) -> Iterator[ValueRename]:
    for rename in now.renamed_values if now else ():
        if now and rename.source in earlier.values and rename.source not in now.values:
            yield ValueRename(rename.name, rename.source)


def _digest(entries: Sequence[Entry], schema: str, entry_id: int | None) -> str:
    found = [entry for entry in entries if entry_id is None or entry.id == entry_id]
    if not found:
        known = ", ".join(str(entry.id) for entry in entries) or "none"
        raise NotThere(f"schema {schema!r} has no applied plan {entry_id or ''}; it has {known}")
    digest = found[0].digest_before if entry_id is None else found[0].digest_after
    if digest is None:
        raise NotThere(f"schema {schema!r} was made by its last plan: there is nothing before it; archive it instead")
    return digest

"""Contents of definitions -> one schema under its name: own names get it in front, and needs become subjects."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from schemata.definition.claims import OWN
from schemata.definition.compile import Content
from schemata.definition.directory import Directory, directory
from schemata.definition.sql.quoting import plain
from schemata.model import Schema, Table, Trigger

_T = TypeVar("_T")


def place(contents: Sequence[Content], name: str, comment: str | None, renamed_from: str | None) -> Schema:
    """The schema of that name with all contents. What the last of them says of the schema itself holds."""
    parts = [content.schema for content in contents]
    if not all(content.is_placed for content in contents):
        known = directory(name, parts)
        parts = [
            content.schema if content.is_placed else _Placing(name, known).of(content.schema) for content in contents
        ]
    return replace(
        parts[-1],
        name=name,
        tables=_merged((_local(table, name) for part in parts for table in part.tables), "name"),
        enums=_merged(chain.from_iterable(part.enums for part in parts), "name"),
        domains=_merged(chain.from_iterable(part.domains for part in parts), "name"),
        composite_types=_merged(chain.from_iterable(part.composite_types for part in parts), "name"),
        range_types=_merged(chain.from_iterable(part.range_types for part in parts), "name"),
        sequences=_merged(chain.from_iterable(part.sequences for part in parts), "name"),
        views=_merged(chain.from_iterable(part.views for part in parts), "name"),
        materialized_views=_merged(chain.from_iterable(part.materialized_views for part in parts), "name"),
        functions=_merged(chain.from_iterable(part.functions for part in parts), "signature"),
        comment=comment,
        renamed_from=renamed_from,
    )


def _merged(items: Iterable[_T], attribute: str) -> tuple[_T, ...]:
    return tuple(sorted(items, key=attrgetter(attribute)))


class _Placing:
    """Puts objects into the schema `name`, of which `known` is the directory."""

    def __init__(self, name: str, known: Directory) -> None:
        self._name, self._known = name, known
        self._written = plain(name)

    def of(self, value: Any) -> Any:
        """The value with the schema's name wherever OWN stands in it; itself where it has none.

        Values are told by identity: objects that differ in what they need are equal.
        """
        if isinstance(value, str):
            # An enumeration is a str too, and stays what it is.
            return value.replace(OWN, self._written) if OWN in value else value
        if isinstance(value, tuple):
            placed = tuple(self.of(item) for item in value)
            return value if all(map(operator.is_, placed, value)) else placed
        return self._of_object(value) if is_dataclass(value) and not isinstance(value, type) else value

    def _of_object(self, item: Any) -> Any:
        changed = {}
        for field in fields(item):
            before = getattr(item, field.name)
            after = self._subjects(before) if field.name == "needs" else self.of(before)
            if after is not before:
                changed[field.name] = after
        if isinstance(item, Trigger) and item.function_schema == self._name:
            changed["function_schema"] = None
        return replace(item, **changed) if changed else item

    def _subjects(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The subjects that keys stand for; those of other schemas have none."""
        own = f" {self._name} "
        if not keys:
            return keys
        found = {subject for key in keys for subject in self._known.get(key.replace(own, f" {OWN} ", 1), ())}
        return tuple(sorted(found))


def _local(table: Table, schema: str) -> Table:
    """The table, with keys that name their own schema as keys within it."""
    if all(key.referenced_schema != schema for key in table.foreign_keys):
        return table
    keys = (
        replace(key, referenced_schema=None) if key.referenced_schema == schema else key for key in table.foreign_keys
    )
    return replace(table, foreign_keys=tuple(keys))

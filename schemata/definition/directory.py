"""What is in a schema, by the keys of claims: `type`, `relation`, `column`, `function`, ..."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemata.definition.claims import OWN, key
from schemata.definition.sql.data_types import EXTENSION_TYPES
from schemata.definition.sql.quoting import plain
from schemata.model import (
    CompositeType,
    Domain,
    Enum,
    Function,
    MaterializedView,
    RangeType,
    Schema,
    Table,
    View,
    Volatility,
)
from schemata.model.text import subjects

Directory = Mapping[str, tuple[str, ...]]
"""For each key that can be claimed of a schema the subjects of the objects that it stands for."""


def directory(name: str, contents: Iterable[Schema]) -> Directory:
    """The directory of the schema of that name, which holds these contents."""
    found: dict[str, set[str]] = {}
    for schema in contents:
        for entry, subject in _entries(schema, plain(name)):
            found.setdefault(entry, set()).add(subject)
    return {entry: tuple(sorted(names)) for entry, names in found.items()}


def _entries(schema: Schema, written: str) -> Iterator[tuple[str, str]]:
    yield from _relations(schema)
    yield from _types(schema)
    for sequence in schema.sequences:
        yield key("sequence", None, sequence.name), subjects.subject(sequence)
    for function in schema.functions:
        for entry in _of_function(function):
            yield entry, subjects.of_function(function.signature.replace(OWN, written))


def _relations(schema: Schema) -> Iterator[tuple[str, str]]:
    relations: tuple[Table | View | MaterializedView, ...] = (*schema.tables, *schema.views, *schema.materialized_views)
    for relation in relations:
        yield key("relation", None, relation.name), subjects.subject(relation)
        yield key("type", None, relation.name), subjects.subject(relation)
    for table in schema.tables:
        for column in table.columns:
            yield key("column", None, table.name, column.name), subjects.of_column(table.name, column.name)
    views: tuple[View | MaterializedView, ...] = (*schema.views, *schema.materialized_views)
    for view in views:
        for output in view.columns:
            yield key("column", None, view.name, output.name), subjects.subject(view)


def _types(schema: Schema) -> Iterator[tuple[str, str]]:
    types: tuple[Enum | Domain | CompositeType | RangeType, ...]
    types = (*schema.enums, *schema.domains, *schema.composite_types, *schema.range_types)
    for data_type in types:
        yield key("type", None, data_type.name), subjects.subject(data_type)
    for domain in schema.domains:
        yield key("domain", None, domain.name), subjects.subject(domain)
    for enum in schema.enums:
        for value in enum.values:
            yield key("value", None, enum.name, value), subjects.subject(enum)
    for extension in schema.extensions:
        for name in EXTENSION_TYPES.get(extension.name, ()):
            yield key("type", None, name), subjects.subject(extension)
            yield key("external", None, name), subjects.subject(extension)


def _of_function(function: Function) -> Iterator[str]:
    yield key("function", None, function.name)
    if function.volatility is Volatility.IMMUTABLE:
        yield key("immutable", None, function.name)
    if function.returns == "trigger":
        yield key("trigger", None, function.name)

"""The whole definition of a schema, as YAML."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

import yaml

from schemata.export.definition import access, objects, tables
from schemata.export.definition.partitions import partitions
from schemata.export.definition.values import Mapping, mapping
from schemata.model import Function, Schema
from schemata.model.function import Routine

_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Texts of many lines as blocks, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def write_definition(schema: Schema, database: str) -> str:
    """A definition of kind Schema. What a definition cannot say its loader will tell."""
    return yaml.dump(_schema(schema, database), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _schema(schema: Schema, database: str) -> Mapping:
    whole = [table for table in schema.tables if table.partition_of is None]
    return {
        **mapping(kind="Schema", schema=schema.name, database=database, description=schema.comment),
        **access.owned(schema),
        **_default_privileges(schema),
        **mapping(extensions=[objects.extension(item) for item in schema.extensions]),
        **mapping(enums={item.name: objects.enum(item) for item in schema.enums}),
        **mapping(domains={item.name: objects.domain(item) for item in schema.domains}),
        **mapping(composite_types={item.name: objects.composite_type(item) for item in schema.composite_types}),
        **mapping(range_types={item.name: objects.range_type(item) for item in schema.range_types}),
        **mapping(sequences={item.name: objects.sequence(item) for item in schema.sequences}),
        **mapping(functions=[objects.function(item) for item in _routines(schema, is_function=True)]),
        **mapping(procedures=[objects.function(item) for item in _routines(schema, is_function=False)]),
        **mapping(tables={item.name: _with_partitions(tables.table(item), item.name, schema) for item in whole}),
        **mapping(views={item.name: objects.view(item) for item in schema.views}),
        **mapping(
            materialized_views={item.name: objects.materialized_view(item) for item in schema.materialized_views}
        ),
    }


def _default_privileges(schema: Schema) -> Mapping:
    found = schema.default_privileges
    return {} if found is None else {"default_privileges": access.default_privileges(found)}


def _routines(schema: Schema, *, is_function: bool) -> list[Function]:
    return [item for item in schema.functions if (item.kind is Routine.FUNCTION) == is_function]


def _with_partitions(table: AbstractMapping[str, object], name: str, schema: Schema) -> Mapping:
    return {**table, **mapping(partitions=partitions(name, schema.tables))}

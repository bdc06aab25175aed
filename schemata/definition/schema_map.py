"""Which schemas there are, whose they are, and which tables they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schemata.definition.definitions import VALUE_CHAIN_DATABASE, Definitions
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.definition.source import Source
from schemata.model import ForeignKey, Table


@dataclass(frozen=True, slots=True)
class DefinedSchema:
    """A schema that definitions ask for: its owner's kind and code (or name), and its tables by name.

    `object_models` are the codes of its tables' object models by table; tables of a Schema have none. `parts` are the
    definitions whose content stands in it, by kind and code (or name).
    """

    name: str
    database: str
    kind: str
    code: str
    tables: Mapping[str, Table]
    object_models: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"value chain {self.code!r}" if self.kind == "ValueChain" else self.code


def defined_schemas(definitions: Definitions) -> dict[str, DefinedSchema]:
    """The schemas by name; of two with one name the first is kept."""
    result: dict[str, DefinedSchema] = {}
    for name, spec in definitions.schemas.items():
        tables = {table.name: table for table in definitions.schema_tables[name]}
        result[name] = DefinedSchema(
            name, spec.database, "Schema", f"schema {name!r}", tables, parts=definitions.parts("Schema", name)
        )
    for code, chain in definitions.value_chains.items():
        models = definitions.chain_object_models(code)
        schema = _of_object_models(definitions, chain.schema_name, "ValueChain", code, models)
        result.setdefault(chain.schema_name, replace(schema, parts=definitions.parts("ValueChain", code)))
    return result


def tables_in_place(
    definitions: Definitions, schemas: Mapping[str, DefinedSchema]
) -> Iterator[tuple[DefinedSchema, Table]]:
    """Every table in every schema; an object model that no chain uses stands among all object models."""
    for schema in schemas.values():
        for table in schema.tables.values():
            yield schema, table
    used = {model for schema in schemas.values() for model in schema.object_models.values()}
    unused = definitions.object_models.keys() - used
    catalogue = _of_object_models(definitions, "", "ObjectModel", "the catalogue", (*sorted(used), *sorted(unused)))
    for name, code in catalogue.object_models.items():
        if code in unused:
            yield catalogue, catalogue.tables[name]


def _of_object_models(
    definitions: Definitions, name: str, kind: str, code: str, models: Iterable[str]
) -> DefinedSchema:
    found = [(table, model) for model in models for table in definitions.contents["ObjectModel", model].schema.tables]
    by_table = {table.name: model for table, model in found}
    tables = {table.name: table for table, _ in found}
    return DefinedSchema(name, VALUE_CHAIN_DATABASE, kind, code, tables, by_table)


def table_source(definitions: Definitions, schema: DefinedSchema, table: str) -> tuple[Source, Path, TableSpec]:
    """The file that defines a table of a schema, the table's path in it, and the table as it is written.

    For a partition these are the ones of the table that is divided.
    """
    while (partition := schema.tables[table].partition_of) is not None:
        table = partition.parent
    code = schema.object_models.get(table)
    if code is not None:
        return definitions.sources["ObjectModel", code], (), definitions.object_models[code]
    spec = definitions.schemas[schema.name].tables[table]
    return definitions.sources["Schema", schema.name], ("tables", table), spec


def foreign_key_source(
    definitions: Definitions, schema: DefinedSchema, table: str, key: ForeignKey
) -> tuple[Source, Path]:
    """The file that defines a foreign key of a table, and the key's path in it."""
    source, base, spec = table_source(definitions, schema, table)
    for position, several in enumerate(spec.foreign_keys):
        if tuple(several.columns) == key.columns and several.name in (None, key.name):
            return source, (*base, "foreign_keys", position)
    positions = (i for i, column in enumerate(spec.columns) if (column.name,) == key.columns and column.references)
    return source, (*base, "columns", next(positions), "references")

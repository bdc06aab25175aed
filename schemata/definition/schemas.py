"""Definitions -> the schemas of the relational model that they ask for. Pure."""

from __future__ import annotations

from dataclasses import replace

from schemata.definition.definitions import Definitions
from schemata.definition.kinds.value_chain import default_schema_name
from schemata.model import Schema, Table


def compile_chain(definitions: Definitions, code: str) -> Schema:
    """The schema of a value chain. Raises KeyError for an unknown code."""
    chain = definitions.value_chains[code]
    former = default_schema_name(chain.renamed_from) if chain.renamed_from and not chain.schema_ else None
    return Schema(
        name=chain.schema_name,
        tables=_within(chain.schema_name, definitions.chain_tables(code)),
        comment=chain.description,
        renamed_from=former,
    )


def compile_schema(definitions: Definitions, name: str) -> Schema:
    """A schema with tables of its own, such as shared data. Raises KeyError for an unknown name."""
    spec = definitions.schemas[name]
    return Schema(
        name=name,
        tables=_within(name, definitions.schema_tables[name]),
        comment=spec.description,
        renamed_from=spec.renamed_from,
    )


def _within(schema: str, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables, with keys that name their own schema as keys within it."""
    return tuple(_local(table, schema) for table in tables)


def _local(table: Table, schema: str) -> Table:
    if all(key.referenced_schema != schema for key in table.foreign_keys):
        return table
    keys = (
        replace(key, referenced_schema=None) if key.referenced_schema == schema else key for key in table.foreign_keys
    )
    return replace(table, foreign_keys=tuple(keys))

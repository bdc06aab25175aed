"""Names that have to be the only ones of their kind in a schema or a database."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.definition.definitions import Definitions
from schemata.definition.kinds.base import MAX_NAME_BYTES
from schemata.definition.problem import Problem
from schemata.definition.schema_map import DefinedSchema, defined_schemas, table_source
from schemata.model import Table


def check_names(definitions: Definitions) -> Iterator[Problem]:
    """Schemas, tables, and indexes with the same name, and databases and users of apps."""
    yield from _schemas(definitions)
    yield from _tables(definitions)
    for schema in defined_schemas(definitions).values():
        yield from _relations(definitions, schema)
    yield from _apps(definitions)


def _schemas(definitions: Definitions) -> Iterator[Problem]:
    owners = {name: ("Schema", name) for name in definitions.schemas}
    for code, chain in definitions.value_chains.items():
        name, source = chain.schema_name, definitions.sources["ValueChain", code]
        if len(name) > MAX_NAME_BYTES:
            message = (
                f"its schema would be {name!r}, over {MAX_NAME_BYTES} bytes; give a shorter one with the key 'schema'"
            )
            yield source.problem(("code",), message)
        if chain.renamed_from in definitions.value_chains:
            message = f"value chain {chain.renamed_from!r} is still there; remove the hint or the other chain"
            yield source.problem(("renamed_from",), message)
        first = owners.setdefault(name, ("ValueChain", code))
        if first != ("ValueChain", code):
            place = definitions.sources[first].place()
            yield source.problem(("schema",), f"schema {name!r} is defined already in {place}; choose another name")


def _tables(definitions: Definitions) -> Iterator[Problem]:
    """Two object models of one chain that make the same table."""
    for code in definitions.value_chains:
        seen: dict[str, str] = {}
        for model in definitions.chain_object_models(code):
            name = definitions.tables[model].name
            first = seen.setdefault(name, model)
            if first != model:
                place = definitions.sources["ObjectModel", first].place()
                message = f"value chain {code!r} has table {name!r} already, from {place}; rename one of the two"
                yield definitions.sources["ObjectModel", model].problem(("table",), message)


def _relations(definitions: Definitions, schema: DefinedSchema) -> Iterator[Problem]:
    """Tables and indexes share one set of names in a schema."""
    owners = {name: name for name in schema.tables}
    for table in schema.tables.values():
        for name in _indexes(table):
            first = owners.setdefault(name, table.name)
            if first != table.name or name in schema.tables:
                source, path, _ = table_source(definitions, schema, table.name)
                message = (
                    f"index {name!r} has the name of another index or table (of {first!r}) in {schema}; rename one"
                )
                yield source.problem(path, message)


def _indexes(table: Table) -> Iterator[str]:
    if table.primary_key:
        yield table.primary_key.name
    yield from (unique.name for unique in table.uniques)
    yield from (index.name for index in table.indexes)


def _apps(definitions: Definitions) -> Iterator[Problem]:
    taken = {schema.database: "a schema" for schema in definitions.schemas.values()}
    users: dict[str, str] = {}
    for code, app in definitions.apps.items():
        for key, name, owners in (("database", app.database, taken), ("user", app.user, users)):
            first = owners.setdefault(name, f"app {code!r}")
            if first != f"app {code!r}":
                message = f"{key} {name!r} belongs to {first} already; choose another name"
                yield definitions.sources["App", code].problem((key,), message)

"""The layer of value chains: shared data, the chains' schemas, and the metadata that describes them."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.postgres_server import PostgresServer
from components.schema_database import SchemaDatabase
from components.value_chain import ValueChain
from provider.sdk import Schema
from schemata.definition import Definitions, rows
from schemata.model import text
from schemata.rows.text import ReferenceRows
from schemata.rows.text import write as write_rows
from stacks.desired_schemas import DesiredSchema, desired_schemas
from stacks.settings import StackSettings

METADATA = "metadata"


def deploy(settings: StackSettings, definitions: Definitions, server: PostgresServer) -> Mapping[DesiredSchema, Schema]:
    """Declares databases, schemas and reference rows."""
    desired = desired_schemas(definitions, settings.value_chains, settings.value_chain_database)
    databases = _databases(desired, server, protect=settings.protect_databases)
    schemas = _schemas(desired, databases, definitions, settings.allowances())
    _declare_rows(definitions, settings, databases, schemas)
    return schemas


def _databases(
    desired: tuple[DesiredSchema, ...], server: PostgresServer, *, protect: bool
) -> dict[str, SchemaDatabase]:
    names: dict[str, dict[str, str | None]] = {}
    for item in desired:
        names.setdefault(item.database, {})[item.name] = item.schema.renamed_from
    return {
        database: SchemaDatabase(database, database, schemas, server, protect=protect)
        for database, schemas in sorted(names.items())
    }


def _schemas(
    desired: tuple[DesiredSchema, ...],
    databases: Mapping[str, SchemaDatabase],
    definitions: Definitions,
    allow: tuple[str, ...],
) -> dict[DesiredSchema, Schema]:
    schemas: dict[DesiredSchema, Schema] = {}
    by_name: dict[str, Schema] = {}
    for item in desired:
        after = tuple(by_name[name] for name in sorted(item.references()))
        schemas[item] = by_name[item.name] = _schema(item, databases[item.database], definitions, allow, after)
    return schemas


def _schema(
    item: DesiredSchema,
    database: SchemaDatabase,
    definitions: Definitions,
    allow: tuple[str, ...],
    after: tuple[pulumi.Resource, ...],
) -> Schema:
    definition = text.write(item.schema)
    if item.chain is None:
        return database.schema(item.name, item.name, definition, allow=allow, parent=database, after=after)
    renamed_from = definitions.value_chains[item.chain].renamed_from
    chain = ValueChain(item.chain, item.name, definition, database, allow=allow, after=after, renamed_from=renamed_from)
    return chain.schema


def _declare_rows(
    definitions: Definitions,
    settings: StackSettings,
    databases: Mapping[str, SchemaDatabase],
    schemas: Mapping[DesiredSchema, Schema],
) -> None:
    """A chain is marked active once its schema is there: the rows come after all schemas."""
    metadata = definitions.schemas.get(METADATA)
    if metadata is None:
        return
    database = databases[metadata.database]
    tables = ReferenceRows(METADATA, rows(definitions, settings.value_chains))
    database.rows(f"{METADATA}-rows", write_rows(tables), parent=database, after=tuple(schemas.values()))

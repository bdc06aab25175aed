"""Foreign keys refer to a table, to columns of it that are unique together, and of the same types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemata.definition.compile.scope import UNREADABLE
from schemata.definition.definitions import Definitions
from schemata.definition.problem import Path, Problem, nearest
from schemata.definition.schema_map import DefinedSchema, defined_schemas, foreign_key_source, tables_in_place
from schemata.definition.source import Source
from schemata.definition.sql.data_types import comparable
from schemata.model import DataType, ForeignKey, ForeignKeyAction, Table


def check_foreign_keys(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    """Foreign keys that cannot be made. A key of an object model that several chains use is reported once."""
    schemas = defined_schemas(definitions)
    seen: set[tuple[Source, Path]] = set()
    for schema, table in tables_in_place(definitions, schemas):
        for key in table.foreign_keys:
            message = _problem(schemas, schema, table, key, broken)
            if message is None:
                continue
            source, path = foreign_key_source(definitions, schema, table.name, key)
            if (source, path) not in seen:
                seen.add((source, path))
                yield source.problem(path, message)


def _problem(
    schemas: Mapping[str, DefinedSchema], schema: DefinedSchema, table: Table, key: ForeignKey, broken: frozenset[str]
) -> str | None:
    target_schema = schemas.get(key.referenced_schema) if key.referenced_schema else schema
    if target_schema is None:
        return None if key.referenced_schema in broken else _no_schema(key, schemas)
    if target_schema.database != schema.database:
        databases = f"{schema.database!r} to {target_schema.database!r}"
        return f"a foreign key cannot lead from database {databases}; copy the rows or drop the key"
    target = target_schema.tables.get(key.referenced_table)
    if target is None:
        return None if key.referenced_table in broken else _no_table(key, target_schema, schema)
    return _column_problem(table, key, target)


def _no_schema(key: ForeignKey, schemas: Mapping[str, DefinedSchema]) -> str:
    name = str(key.referenced_schema)
    return f"there is no schema {name!r}.{nearest(name, schemas)}"


def _no_table(key: ForeignKey, target: DefinedSchema, own: DefinedSchema) -> str:
    message = f"{target} has no table {key.referenced_table!r}.{nearest(key.referenced_table, target.tables)}"
    if target is own and own.kind == "ValueChain":
        return f"{message} Add its object model to a module of the chain, or name the schema: schema.table"
    return message


def _column_problem(table: Table, key: ForeignKey, target: Table) -> str | None:
    """Why the target's columns cannot be referred to, or None."""
    types = _types(target)
    missing = [name for name in key.referenced_columns if name not in types]
    if missing:
        return f"table {target.name!r} has no column {missing[0]!r}.{nearest(missing[0], types)}"
    if not _is_unique(target, key.referenced_columns):
        names = ", ".join(key.referenced_columns)
        return f"columns ({names}) of {target.name!r} are not unique; refer to its primary key or a unique constraint"
    if ForeignKeyAction.SET_NULL in (key.on_delete, key.on_update) and (full := _not_null(table, key)):
        return f"column {full!r} is never null, so that 'set null' cannot work; make it nullable or take another action"
    own = _types(table)
    for name, referenced in zip(key.columns, key.referenced_columns, strict=False):
        left, right = own.get(name, UNREADABLE), types[referenced]
        if UNREADABLE not in (left, right) and not comparable(left, right):
            return (
                f"column {name!r} is of type {left}, but {target.name}.{referenced} of type {right}; make them the same"
            )
    return None


def _not_null(table: Table, key: ForeignKey) -> str | None:
    """A column of the key that is never null."""
    return next((column.name for column in table.columns if column.name in key.columns and not column.nullable), None)


def _types(table: Table) -> dict[str, DataType]:
    """The columns' types by name; of a column that is defined twice the first."""
    return {column.name: column.type for column in reversed(table.columns)}


def _is_unique(table: Table, columns: tuple[str, ...]) -> bool:
    keys = [unique.columns for unique in table.uniques if unique.deferrable is None]
    if table.primary_key and table.primary_key.deferrable is None:
        keys.append(table.primary_key.columns)
    keys += [
        tuple(key.column or "" for key in index.keys) for index in table.indexes if index.unique and index.where is None
    ]
    return any(sorted(key) == sorted(columns) for key in keys)

"""The live schema under the desired names: a rename is one change, what mentions the object follows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from schemata.diff.expressions import renamed
from schemata.model import Check, Column, Constraint, ForeignKey, Index, IndexKey, PrimaryKey, Schema, Table, Unique

Names = Mapping[str, str]
_Key = TypeVar("_Key", PrimaryKey, Unique)


@dataclass(frozen=True, slots=True)
class Renames:
    """Renames of tables (live name -> desired name) and, by the desired name of their table, of columns."""

    tables: Names
    columns: Mapping[str, Names]


def under_desired_names(live: Schema, renames: Renames) -> Schema:
    """The live schema with the renames done."""
    if not (renames.tables or renames.columns):
        return live
    tables = (renamed_table(table, renames) for table in live.tables)
    return replace(live, tables=tuple(sorted(tables, key=lambda table: table.name)))


def renamed_table(table: Table, renames: Renames) -> Table:
    """A table with the renames done in everything that belongs to it."""
    name = renames.tables.get(table.name, table.name)
    names = renames.columns.get(name, {})
    return replace(
        table,
        name=name,
        columns=tuple(renamed_column(column, names) for column in table.columns),
        primary_key=None if table.primary_key is None else _key(table.primary_key, names),
        uniques=tuple(_key(unique, names) for unique in table.uniques),
        checks=tuple(_check(check, names) for check in table.checks),
        foreign_keys=tuple(_foreign_key(key, names, renames) for key in table.foreign_keys),
        indexes=tuple(renamed_index(index, names) for index in table.indexes),
    )


def renamed_column(column: Column, names: Names) -> Column:
    """A column with the renames of its table's columns done."""
    generated = None if column.generated is None else renamed(column.generated, names)
    return replace(column, name=names.get(column.name, column.name), generated=generated)


def renamed_constraint(constraint: Constraint, names: Names, renames: Renames) -> Constraint:
    """A constraint with the renames of its table's columns done, and those of the table that it refers to."""
    match constraint:
        case PrimaryKey():
            return _key(constraint, names)
        case Unique():
            return _key(constraint, names)
        case Check():
            return _check(constraint, names)
        case ForeignKey():
            return _foreign_key(constraint, names, renames)


def renamed_index(index: Index, names: Names) -> Index:
    """An index with the renames of its table's columns done."""
    where = None if index.where is None else renamed(index.where, names)
    keys = tuple(_index_key(key, names) for key in index.keys)
    return replace(index, keys=keys, include=_each(index.include, names), where=where)


def _key(key: _Key, names: Names) -> _Key:
    return replace(key, columns=_each(key.columns, names), include=_each(key.include, names))


def _check(check: Check, names: Names) -> Check:
    return replace(check, expression=renamed(check.expression, names))


def _foreign_key(key: ForeignKey, names: Names, renames: Renames) -> ForeignKey:
    key = replace(key, columns=_each(key.columns, names))
    if key.referenced_schema is not None:
        return key
    table = renames.tables.get(key.referenced_table, key.referenced_table)
    referenced = _each(key.referenced_columns, renames.columns.get(table, {}))
    return replace(key, referenced_table=table, referenced_columns=referenced)


def _index_key(key: IndexKey, names: Names) -> IndexKey:
    column = None if key.column is None else names.get(key.column, key.column)
    expression = None if key.expression is None else renamed(key.expression, names)
    return replace(key, column=column, expression=expression)


def _each(columns: Iterable[str], names: Names) -> tuple[str, ...]:
    return tuple(names.get(column, column) for column in columns)

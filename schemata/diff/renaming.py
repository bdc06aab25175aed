"""The live schema under the desired names: a rename is one change, what mentions the object follows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from schemata.diff.expressions import renamed
from schemata.diff.qualified import requalified
from schemata.diff.ref import SchemaObject, path
from schemata.model import (
    Check,
    Column,
    Constraint,
    DataType,
    Exclusion,
    ExclusionElement,
    ForeignKey,
    Function,
    Index,
    IndexKey,
    PartitionOf,
    Policy,
    PrimaryKey,
    Schema,
    Table,
    Trigger,
    Unique,
)
from schemata.model.text.kinds import OBJECTS
from schemata.model.text.subjects import of_column, of_object, of_table

Names = Mapping[str, str]
_Key = TypeVar("_Key", PrimaryKey, Unique)


@dataclass(frozen=True, slots=True)
class Renames:
    """Renames, live name -> desired name.

    Args:
        tables: of tables.
        columns: of columns, by the desired name of their table.
        objects: of what stands beside tables, by the attribute of Schema; a function's name has its types.
        schemas: the live and the desired name of the schema.
    """

    tables: Names
    columns: Mapping[str, Names]
    objects: Mapping[str, Names] = field(default_factory=dict)
    schemas: tuple[str, str] = ("", "")

    def of_object(self, item: SchemaObject) -> str:
        """The desired name of an object, for a function without its types."""
        attribute = next(name for name, kind in OBJECTS.items() if isinstance(item, kind.type))
        found = self.objects.get(attribute, {}).get(path(item))
        return item.name if found is None else found.partition("(")[0]


def under_desired_names(live: Schema, renames: Renames) -> Schema:
    """The live schema with the renames done, in all that mentions what is renamed."""
    if renames.tables or renames.columns:
        tables = (renamed_table(table, renames) for table in live.tables)
        live = replace(live, tables=tuple(sorted(tables, key=lambda table: table.name)))
    if renames.tables or renames.objects or renames.schemas[0] != renames.schemas[1]:
        live = _requalified(live, renames)
    return live


def _requalified(live: Schema, renames: Renames) -> Schema:
    """The schema with qualified names in types and expressions, and subjects in needs, under the desired names."""
    there, wanted = renames.schemas
    names = {**renames.tables, **{a: b for found in renames.objects.values() for a, b in found.items() if "(" not in a}}

    def change(schema: str, name: str) -> tuple[str, str]:
        if schema == there:
            return wanted, names.get(name, name)
        if schema in renames.tables:
            table = renames.tables[schema]
            return table, renames.columns.get(table, {}).get(name, name)
        return schema, name

    subjects = _subjects(live, renames)
    moved: Schema = _walk(live, change, subjects)
    objects: dict[str, Any] = {
        attribute: tuple(replace(item, name=renames.of_object(item)) for item in getattr(moved, attribute))
        for attribute in renames.objects
    }
    return replace(moved, name=live.name, **objects)


def _subjects(live: Schema, renames: Renames) -> dict[str, str]:
    """The subjects that are others under the desired names."""
    found = {of_table(source): of_table(name) for source, name in renames.tables.items()}
    for table in live.tables:
        source = next((source for source, name in renames.tables.items() if name == table.name), table.name)
        columns = {name: source for source, name in renames.columns.get(table.name, {}).items()}
        for column in table.columns:
            before = of_column(source, columns.get(column.name, column.name))
            found[before] = of_column(table.name, column.name)
    for attribute, names in renames.objects.items():
        word = OBJECTS[attribute].word
        found |= {of_object(word, source): of_object(word, name) for source, name in names.items()}
    return found


_SQL = frozenset(
    {
        "default", "generated", "expression", "where", "using", "check", "when", "query", "bound", "partition_by",
        "returns", "operator", "operator_class", "collation",
    }
)  # fmt: skip


def _walk(value: Any, change: Callable[[str, str], tuple[str, str]], subjects: Names, field_name: str = "") -> Any:
    """The value with every qualified name in it under the names that `change` gives."""
    if isinstance(value, str):
        return requalified(value, change) if field_name in _SQL else value
    if isinstance(value, DataType):
        return replace(value, name=requalified(value.name, change))
    if isinstance(value, tuple):
        if field_name == "needs":
            return tuple(subjects.get(need, need) for need in value)
        return tuple(_walk(item, change, subjects) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    walked = {item.name: _walk(getattr(value, item.name), change, subjects, item.name) for item in fields(value)}
    if isinstance(value, Function) and value.standard:
        walked["body"] = requalified(value.body, change)
    return replace(value, **walked)


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
        exclusions=tuple(_exclusion(exclusion, names) for exclusion in table.exclusions),
        triggers=tuple(_trigger(trigger, names) for trigger in table.triggers),
        policies=tuple(_policy(policy, names) for policy in table.policies),
        partition_by=None if table.partition_by is None else renamed(table.partition_by, names),
        partition_of=None if table.partition_of is None else _partition_of(table.partition_of, renames),
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
        case Exclusion():
            return _exclusion(constraint, names)


def renamed_index(index: Index, names: Names) -> Index:
    """An index with the renames of its table's columns done."""
    where = None if index.where is None else renamed(index.where, names)
    keys = tuple(_index_key(key, names) for key in index.keys)
    return replace(index, keys=keys, include=_each(index.include, names), where=where)


def _exclusion(exclusion: Exclusion, names: Names) -> Exclusion:
    elements = (ExclusionElement(_index_key(item.key, names), item.operator) for item in exclusion.elements)
    where = None if exclusion.where is None else renamed(exclusion.where, names)
    return replace(exclusion, elements=tuple(elements), include=_each(exclusion.include, names), where=where)


def _trigger(trigger: Trigger, names: Names) -> Trigger:
    when = None if trigger.when is None else renamed(trigger.when, names)
    return replace(trigger, columns=_each(trigger.columns, names), when=when)


def _policy(policy: Policy, names: Names) -> Policy:
    using, check = (None if text is None else renamed(text, names) for text in (policy.using, policy.check))
    return replace(policy, using=using, check=check)


def _partition_of(of: PartitionOf, renames: Renames) -> PartitionOf:
    return of if of.parent_schema is not None else replace(of, parent=renames.tables.get(of.parent, of.parent))


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

"""The rules of TimescaleDB for a table that becomes a hypertable, so that it does not fail when it is made."""

from __future__ import annotations

from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.object_model import ObjectModel
from schemata.definition.problem import nearest
from schemata.definition.sql.data_types import INTEGERS
from schemata.model import Table

_TIMES = frozenset({"timestamptz", "timestamp", "date", *INTEGERS})


def check_hypertable(spec: ObjectModel, table: Table, scope: Scope) -> None:
    """Notes what stands against the hypertable that an object model asks for."""
    if spec.hypertable is None:
        return
    name, path = spec.hypertable.time_column, ("hypertable", "time_column")
    types = {column.name: column.type for column in table.columns}
    if name not in types:
        scope.refuse(path, f"table {table.name!r} has no column {name!r}.{nearest(name, types)}")
        return
    if types[name].dimensions or types[name].name not in _TIMES:
        scope.refuse(
            path, f"column {name!r} is of type {types[name]}; a time is timestamptz, timestamp, date or integer"
        )
    for key, columns in _unique(table).items():
        if name not in columns:
            scope.refuse(path, f"{key!r} is unique without column {name!r}; add it: chunks do not know of one another")
    if table.partition_by:
        scope.refuse(("hypertable",), "a hypertable has partitions of its own; remove 'partition_by'")
    if table.unlogged:
        scope.refuse(("hypertable",), "a hypertable is not unlogged; remove 'unlogged'")


def _unique(table: Table) -> dict[str, tuple[str | None, ...]]:
    """The columns of everything that is unique, by its name."""
    found: dict[str, tuple[str | None, ...]] = {unique.name: unique.columns for unique in table.uniques}
    if table.primary_key:
        found[table.primary_key.name] = table.primary_key.columns
    found |= {index.name: tuple(key.column for key in index.keys) for index in table.indexes if index.unique}
    return found | {item.name: tuple(e.key.column for e in item.elements) for item in table.exclusions}

"""A table as it is written -> the model's table."""

from __future__ import annotations

from operator import attrgetter
from typing import TypeVar

from schemata.definition.claims import needs
from schemata.definition.compile.access import ON_TABLE, compile_grants
from schemata.definition.compile.column import compile_columns
from schemata.definition.compile.constraint import compile_checks, compile_primary_key, compile_uniques
from schemata.definition.compile.exclusion import compile_exclusions
from schemata.definition.compile.foreign_key import compile_foreign_keys
from schemata.definition.compile.hypertable import check_hypertable
from schemata.definition.compile.index import compile_indexes
from schemata.definition.compile.options import OF_TABLE, compile_options
from schemata.definition.compile.partition import compile_partition_by, compile_partitions
from schemata.definition.compile.policy import compile_policies, compile_row_security
from schemata.definition.compile.scope import Notes, Scope
from schemata.definition.compile.trigger import compile_triggers
from schemata.definition.kinds.object_model import ObjectModel
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.model import Check, Exclusion, ForeignKey, Index, PrimaryKey, Table, Unique

_T = TypeVar("_T", Unique, Check, ForeignKey, Index, Exclusion)


def compile_tables(name: str, spec: TableSpec, path: Path, notes: Notes) -> tuple[Table, ...]:
    """The model's table, followed by its partitions.

    What is wrong is noted in `notes`; the tables are then good for other checks only.
    """
    scope = Scope(name, path, frozenset(column.name for column in spec.columns), notes)
    table = _table(spec, scope)
    if isinstance(spec, ObjectModel):
        check_hypertable(spec, table, scope)
    return (table, *compile_partitions(table, spec.partition_by, spec.partitions, (), scope))


def _table(spec: TableSpec, scope: Scope) -> Table:
    primary_key = compile_primary_key(spec, scope)
    uniques, checks = compile_uniques(spec, scope), compile_checks(spec, scope)
    foreign_keys = compile_foreign_keys(spec, scope)
    indexes, exclusions = compile_indexes(spec, scope), compile_exclusions(spec, scope)
    _refuse_same_names(primary_key, (*uniques, *checks, *foreign_keys, *indexes, *exclusions), scope)
    columns = compile_columns(spec.columns, frozenset(primary_key.columns if primary_key else ()), scope)
    partition_by, claims = compile_partition_by(spec.partition_by, (), scope)
    return Table(
        name=scope.table,
        columns=columns,
        primary_key=primary_key,
        uniques=_by_name(uniques),
        checks=_by_name(checks),
        foreign_keys=_by_name(foreign_keys),
        indexes=_by_name(indexes),
        exclusions=_by_name(exclusions),
        triggers=compile_triggers(spec.triggers, scope),
        policies=compile_policies(spec, columns, scope),
        row_security=compile_row_security(spec),
        partition_by=partition_by,
        options=compile_options(spec.options, OF_TABLE, (), scope),
        unlogged=spec.unlogged,
        replica_identity=spec.replica_identity,
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TABLE, (), scope),
        renamed_from=spec.renamed_from,
        needs=needs(claims),
    )


def _by_name(entries: tuple[tuple[Path, _T], ...]) -> tuple[_T, ...]:
    return tuple(sorted((entry for _, entry in entries), key=attrgetter("name")))


def _refuse_same_names(
    primary_key: PrimaryKey | None,
    entries: tuple[tuple[Path, Unique | Check | ForeignKey | Index | Exclusion], ...],
    scope: Scope,
) -> None:
    seen = {primary_key.name} if primary_key else set()
    for path, entry in entries:
        if entry.name in seen:
            scope.refuse(path, f"name {entry.name!r} is used twice in table {scope.table!r}; give one another name")
        seen.add(entry.name)

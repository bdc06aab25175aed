"""A table as it is written -> the model's table."""

from __future__ import annotations

from operator import attrgetter
from typing import TypeVar

from schemata.definition.compile.column import compile_columns
from schemata.definition.compile.constraint import compile_checks, compile_primary_key, compile_uniques
from schemata.definition.compile.foreign_key import compile_foreign_keys
from schemata.definition.compile.index import compile_indexes
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Findings, Path
from schemata.definition.sql.expression import Expressions
from schemata.model import Check, ForeignKey, Index, PrimaryKey, Table, Unique

_T = TypeVar("_T", Unique, Check, ForeignKey, Index)


def compile_table(name: str, spec: TableSpec, path: Path, findings: Findings, expressions: Expressions) -> Table:
    """The model's table. What is wrong is noted in `findings`; the table is then good for other checks only."""
    scope = Scope(name, path, frozenset(column.name for column in spec.columns), findings, expressions)
    primary_key = compile_primary_key(spec, scope)
    uniques = compile_uniques(spec, scope)
    checks = compile_checks(spec, scope)
    foreign_keys = compile_foreign_keys(spec, scope)
    indexes = compile_indexes(spec, scope)
    _refuse_same_names(primary_key, (*uniques, *checks, *foreign_keys, *indexes), scope)
    return Table(
        name=name,
        columns=compile_columns(spec.columns, frozenset(primary_key.columns if primary_key else ()), scope),
        primary_key=primary_key,
        uniques=_by_name(uniques),
        checks=_by_name(checks),
        foreign_keys=_by_name(foreign_keys),
        indexes=_by_name(indexes),
        comment=spec.description,
        renamed_from=spec.renamed_from,
    )


def _by_name(entries: tuple[tuple[Path, _T], ...]) -> tuple[_T, ...]:
    return tuple(sorted((entry for _, entry in entries), key=attrgetter("name")))


def _refuse_same_names(
    primary_key: PrimaryKey | None, entries: tuple[tuple[Path, Unique | Check | ForeignKey | Index], ...], scope: Scope
) -> None:
    seen = {primary_key.name} if primary_key else set()
    for path, entry in entries:
        if entry.name in seen:
            scope.refuse(path, f"name {entry.name!r} is used twice in table {scope.table!r}; give one another name")
        seen.add(entry.name)

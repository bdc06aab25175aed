"""Primary keys, unique and check constraints."""

from __future__ import annotations

from schemata.definition.claims import needs
from schemata.definition.compile.names import derived_name
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.constraint import Check as CheckSpec
from schemata.definition.kinds.constraint import PrimaryKey as PrimaryKeySpec
from schemata.definition.kinds.constraint import Unique as UniqueSpec
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.definition.sql.functions import Use
from schemata.model import Check, Deferrable, PrimaryKey, Unique

_DEFERRABLE = {
    "initially immediate": Deferrable.INITIALLY_IMMEDIATE,
    "initially deferred": Deferrable.INITIALLY_DEFERRED,
}


def deferrable(written: str | None) -> Deferrable | None:
    """The model's word for the definition's."""
    return _DEFERRABLE[written] if written else None


def compile_primary_key(spec: TableSpec, scope: Scope) -> PrimaryKey | None:
    """The primary key: that of the table, or the column that says it is the key."""
    marked = [(i, column.name) for i, column in enumerate(spec.columns) if column.primary_key]
    if spec.primary_key and marked:
        scope.refuse(
            ("columns", marked[0][0], "primary_key"), "the table names a primary key already; keep one of them"
        )
    if spec.primary_key:
        return _primary_key(spec.primary_key, scope)
    for position, _ in marked[1:]:
        message = "a second column is marked as primary key; list both in the table's key 'primary_key'"
        scope.refuse(("columns", position, "primary_key"), message)
    return PrimaryKey(derived_name(scope.table, "pkey"), (marked[0][1],)) if marked else None


def _primary_key(key: PrimaryKeySpec, scope: Scope) -> PrimaryKey:
    scope.expect_columns(key.columns, ("primary_key", "columns"))
    scope.expect_columns(key.include, ("primary_key", "include"))
    return PrimaryKey(
        name=key.name or derived_name(scope.table, "pkey"),
        columns=tuple(key.columns),
        include=tuple(key.include),
        without_overlaps=key.without_overlaps,
        deferrable=deferrable(key.deferrable),
        comment=key.description,
        renamed_from=key.renamed_from,
    )


def compile_uniques(spec: TableSpec, scope: Scope) -> tuple[tuple[Path, Unique], ...]:
    """Unique constraints of columns and of the table, each with its path."""
    single = [
        (("columns", i, "unique"), Unique(derived_name(scope.table, column.name, "key"), (column.name,)))
        for i, column in enumerate(spec.columns)
        if column.unique
    ]
    return (*single, *((("unique", i), _unique(unique, ("unique", i), scope)) for i, unique in enumerate(spec.unique)))


def _unique(spec: UniqueSpec, path: Path, scope: Scope) -> Unique:
    scope.expect_columns(spec.columns, (*path, "columns"))
    scope.expect_columns(spec.include, (*path, "include"))
    return Unique(
        name=spec.name or derived_name(scope.table, *spec.columns, "key"),
        columns=tuple(spec.columns),
        include=tuple(spec.include),
        nulls_not_distinct=spec.nulls_not_distinct,
        without_overlaps=spec.without_overlaps,
        deferrable=deferrable(spec.deferrable),
        comment=spec.description,
        renamed_from=spec.renamed_from,
    )


def compile_checks(spec: TableSpec, scope: Scope) -> tuple[tuple[Path, Check], ...]:
    """Check constraints, each with its path."""
    return tuple((("checks", i), compile_check(check, ("checks", i), scope)) for i, check in enumerate(spec.checks))


def compile_check(spec: CheckSpec, path: Path, scope: Scope) -> Check:
    """The check constraint of a table or domain."""
    expression = scope.expression(spec.expression, Use.CHECK, (*path, "expression"))
    names = [column[-1] for column in expression.columns]
    middle = names if len(names) == 1 else []
    return Check(
        name=spec.name or derived_name(scope.table, *middle, "check"),
        expression=expression.sql,
        valid=spec.valid and spec.enforced,
        no_inherit=spec.no_inherit,
        enforced=spec.enforced,
        comment=spec.description,
        renamed_from=spec.renamed_from,
        needs=needs(expression.claims),
    )

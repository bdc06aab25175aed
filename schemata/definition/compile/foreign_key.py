"""Foreign keys of one table. Whether their targets exist is checked where all files are known."""

from __future__ import annotations

from schemata.definition.compile.constraint import deferrable
from schemata.definition.compile.names import derived_name
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.column import ColumnReference
from schemata.definition.kinds.foreign_key import ForeignKey as ForeignKeySpec
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.model import ForeignKey, ForeignKeyAction

_ACTIONS = {action.value.replace("-", " "): action for action in ForeignKeyAction}


def compile_foreign_keys(spec: TableSpec, scope: Scope) -> tuple[tuple[Path, ForeignKey], ...]:
    """Foreign keys of columns and of the table, each with its path."""
    single = [
        (("columns", i, "references"), _of_column(column.name, column.references, i, scope))
        for i, column in enumerate(spec.columns)
        if column.references
    ]
    several = [
        (("foreign_keys", i), _of_table(key, ("foreign_keys", i), scope)) for i, key in enumerate(spec.foreign_keys)
    ]
    return (*single, *several)


def _of_column(name: str, reference: ColumnReference, position: int, scope: Scope) -> ForeignKey:
    schema, table = _target(reference.table, ("columns", position, "references"), scope)
    return ForeignKey(
        name=reference.name or derived_name(scope.table, name, "fkey"),
        columns=(name,),
        referenced_table=table,
        referenced_columns=(reference.column,),
        referenced_schema=schema,
        on_delete=_ACTIONS[reference.on_delete],
        on_update=_ACTIONS[reference.on_update],
        deferrable=deferrable(reference.deferrable),
        valid=reference.valid and reference.enforced,
        enforced=reference.enforced,
        comment=reference.description,
        renamed_from=reference.renamed_from,
    )


def _of_table(spec: ForeignKeySpec, path: Path, scope: Scope) -> ForeignKey:
    scope.expect_columns(spec.columns, (*path, "columns"))
    scope.expect_columns(spec.set_columns, (*path, "set_columns"))
    schema, table = _target(spec.references.table, (*path, "references"), scope)
    if spec.set_columns and spec.on_delete not in ("set null", "set default"):
        scope.refuse((*path, "set_columns"), "these are for on_delete: set null or set default; remove the key")
    if len(spec.columns) != len(spec.references.columns):
        counts = f"{len(spec.columns)} columns refer to {len(spec.references.columns)}"
        scope.refuse((*path, "references", "columns"), f"{counts}; list as many on both sides")
    return ForeignKey(
        name=spec.name or derived_name(scope.table, *spec.columns, "fkey"),
        columns=tuple(spec.columns),
        referenced_table=table,
        referenced_columns=tuple(spec.references.columns),
        referenced_schema=schema,
        on_delete=_ACTIONS[spec.on_delete],
        on_update=_ACTIONS[spec.on_update],
        set_columns=tuple(spec.set_columns),
        match_full=spec.match == "full",
        period=spec.period,
        deferrable=deferrable(spec.deferrable),
        valid=spec.valid and spec.enforced,
        enforced=spec.enforced,
        comment=spec.description,
        renamed_from=spec.renamed_from,
    )


def _target(written: str, path: Path, scope: Scope) -> tuple[str | None, str]:
    schema, _, table = written.rpartition(".")
    if "." in schema:
        scope.refuse(path, f"{written!r} is not a table; write table or schema.table")
    return schema or None, table

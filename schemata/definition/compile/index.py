"""Indexes."""

from __future__ import annotations

import re

from schemata.definition.claims import Claim, needs
from schemata.definition.compile.names import derived_name
from schemata.definition.compile.options import OF_INDEX, compile_options
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.index import Index as IndexSpec
from schemata.definition.kinds.index import IndexKey as IndexKeySpec
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.definition.sql.functions import Use
from schemata.model import Index, IndexKey


def compile_indexes(spec: TableSpec, scope: Scope) -> tuple[tuple[Path, Index], ...]:
    """Indexes of columns and of the table, each with its path."""
    single = [
        (("columns", i, "index"), Index(derived_name("idx", scope.table, column.name), (IndexKey(column.name),)))
        for i, column in enumerate(spec.columns)
        if column.index
    ]
    return (
        *single,
        *((("indexes", i), compile_index(index, ("indexes", i), scope)) for i, index in enumerate(spec.indexes)),
    )


def compile_index(spec: IndexSpec, path: Path, scope: Scope) -> Index:
    """The index of a table or materialised view."""
    _check_options(spec, path, scope)
    scope.expect_columns(spec.include, (*path, "include"))
    found = [compile_key(key, spec.method, (*path, "columns", i), scope) for i, key in enumerate(spec.columns)]
    keys = tuple(key for key, _ in found)
    where = scope.expression(spec.where, Use.INDEX, (*path, "where")) if spec.where else None
    claims = [claim for _, claims in found for claim in claims]
    return Index(
        name=spec.name or _name(keys, scope),
        keys=keys,
        method=spec.method,
        unique=spec.unique,
        nulls_not_distinct=spec.nulls_not_distinct,
        include=tuple(spec.include),
        where=where.sql if where else None,
        options=compile_options(spec.options, OF_INDEX, path, scope),
        comment=spec.description,
        renamed_from=spec.renamed_from,
        needs=needs((*claims, *(where.claims if where else ()))),
    )


def _check_options(spec: IndexSpec, path: Path, scope: Scope) -> None:
    """Refuses what the access method cannot do (manual, CREATE INDEX)."""
    if spec.unique and spec.method != "btree":
        scope.refuse((*path, "unique"), f"a unique index is a btree, not {spec.method}")
    if spec.nulls_not_distinct and not spec.unique:
        scope.refuse((*path, "nulls_not_distinct"), "only a unique index has this; add unique: true")
    if spec.include and spec.method not in ("btree", "gist", "spgist"):
        scope.refuse((*path, "include"), f"method {spec.method} carries no further columns; remove the key")
    if len(spec.columns) > 1 and spec.method in ("hash", "spgist"):
        scope.refuse((*path, "columns"), f"method {spec.method} takes one key; keep one")


def compile_key(spec: IndexKeySpec, method: str, path: Path, scope: Scope) -> tuple[IndexKey, tuple[Claim, ...]]:
    """A key of an index or exclusion constraint, and what it claims to be there."""
    if (spec.column is None) == (spec.expression is None):
        scope.refuse(path, "a key of an index has either 'column' or 'expression'")
    if spec.column is not None and spec.column not in scope.columns:
        scope.expect_columns([spec.column], path)
    if method != "btree" and (spec.order == "desc" or spec.nulls):
        scope.refuse(path, f"method {method} keeps no order; remove 'order' and 'nulls'")
    expression = scope.expression(spec.expression, Use.INDEX, (*path, "expression")) if spec.expression else None
    key = IndexKey(
        column=spec.column,
        expression=expression.sql if expression else None,
        descending=spec.order == "desc",
        nulls_first=_nulls_first(spec),
        operator_class=spec.opclass,
        collation=spec.collation,
    )
    return key, expression.claims if expression else ()


def _nulls_first(spec: IndexKeySpec) -> bool | None:
    """None where the definition says what holds anyway."""
    if spec.nulls is None or (spec.nulls == "first") == (spec.order == "desc"):
        return None
    return spec.nulls == "first"


def _name(keys: tuple[IndexKey, ...], scope: Scope) -> str:
    parts = [key.column or "_".join(re.findall(r"[a-z0-9_]+", (key.expression or "").lower())) for key in keys]
    return derived_name("idx", scope.table, *parts)

"""Columns: types, defaults, generated and identity values."""

from __future__ import annotations

from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.column import Column as ColumnSpec
from schemata.definition.problem import Path
from schemata.definition.sql.data_types import INTEGERS, TEXTS, parse_type
from schemata.definition.sql.default import render_default
from schemata.definition.sql.functions import Use
from schemata.definition.yaml_document import Json
from schemata.model import Column, DataType, Identity

UNREADABLE = DataType("unknown")
"""Stands in for a type that was refused, so that what depends on it is not refused as well."""

MAX_COLUMNS = 1600
"""What a table of Postgres can have (manual, appendix K)."""

_IDENTITIES = {"always": Identity.ALWAYS, "by default": Identity.BY_DEFAULT}


def compile_columns(specs: list[ColumnSpec], key: frozenset[str], scope: Scope) -> tuple[Column, ...]:
    """The columns in their order. Those in the primary key `key` are never null."""
    if len(specs) > MAX_COLUMNS:
        scope.refuse(("columns",), f"{len(specs)} columns, a table has at most {MAX_COLUMNS}; split the table")
    seen: set[str] = set()
    for position, spec in enumerate(specs):
        if spec.name in seen:
            scope.refuse(("columns", position), f"column {spec.name!r} is defined twice; keep one of them")
        seen.add(spec.name)
    return tuple(_column(spec, key, ("columns", i), scope) for i, spec in enumerate(specs))


def _column(spec: ColumnSpec, key: frozenset[str], path: Path, scope: Scope) -> Column:
    in_key = spec.name in key
    data_type = _type(spec, path, scope)
    if in_key and spec.nullable and "nullable" in spec.model_fields_set:
        scope.refuse((*path, "nullable"), "a column of the primary key is never null; remove the key")
    return Column(
        name=spec.name,
        type=data_type,
        nullable=spec.nullable and not in_key and spec.identity is None,
        default=_default(spec, data_type, path, scope),
        generated=_generated(spec, path, scope),
        identity=_IDENTITIES[spec.identity] if spec.identity else None,
        collation=_collation(spec, data_type, path, scope),
        comment=spec.description,
        renamed_from=spec.renamed_from,
    )


def _type(spec: ColumnSpec, path: Path, scope: Scope) -> DataType:
    try:
        data_type = parse_type(spec.type)
    except ValueError as error:
        scope.refuse((*path, "type"), str(error))
        return UNREADABLE
    if spec.identity and data_type.name not in INTEGERS:
        scope.refuse((*path, "identity"), f"an identity column is of an integer type, not {data_type}")
    sources = [key for key in ("default", "generated", "identity") if getattr(spec, key) is not None]
    if len(sources) > 1:
        scope.refuse((*path, sources[1]), f"a column has one of {' and '.join(sources)}; keep one of them")
    return data_type


def _default(spec: ColumnSpec, data_type: DataType, path: Path, scope: Scope) -> str | None:
    value: Json = spec.default
    if value is None or data_type == UNREADABLE:
        return None
    where = (*path, "default")
    if isinstance(value, dict) and value.keys() == {"sql"} and isinstance(text := value["sql"], str):
        return scope.expression(text, Use.DEFAULT, where).sql
    try:
        return render_default(value, data_type)
    except ValueError as error:
        scope.refuse(where, str(error))
        return None


def _generated(spec: ColumnSpec, path: Path, scope: Scope) -> str | None:
    if spec.generated is None:
        return None
    where = (*path, "generated")
    expression = scope.expression(spec.generated, Use.GENERATED, where)
    if (spec.name,) in expression.columns:
        scope.refuse(where, f"column {spec.name!r} is computed from itself; name other columns")
    return expression.sql


def _collation(spec: ColumnSpec, data_type: DataType, path: Path, scope: Scope) -> str | None:
    if spec.collation and data_type.name not in TEXTS and data_type != UNREADABLE:
        scope.refuse((*path, "collation"), f"type {data_type} has no collation; remove the key")
    return spec.collation

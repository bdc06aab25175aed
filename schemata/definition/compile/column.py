"""Columns: types, defaults, generated and identity values."""

from __future__ import annotations

from schemata.definition.claims import needs
from schemata.definition.compile.default import compile_default
from schemata.definition.compile.scope import UNREADABLE, Scope
from schemata.definition.compile.sequence import compile_numbering
from schemata.definition.kinds.column import Column as ColumnSpec
from schemata.definition.problem import Path
from schemata.definition.sql.data_types import INTEGERS, TEXTS, is_own, type_claims
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import Use
from schemata.model import Column, DataType, Identity, Numbering

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
    default = compile_default(spec.default, data_type, (*path, "default"), scope)
    generated = _generated(spec, path, scope)
    sources = [source for source in (default, generated) if source]
    claims = [claim for source in sources for claim in source.claims]
    return Column(
        name=spec.name,
        type=data_type,
        nullable=spec.nullable and not in_key and spec.identity is None,
        default=default.sql if default else None,
        generated=generated.sql if generated else None,
        identity=_IDENTITIES[spec.identity] if spec.identity else None,
        collation=_collation(spec, data_type, path, scope),
        virtual=spec.virtual,
        numbering=_numbering(spec, data_type, path, scope),
        storage=spec.storage,
        compression=spec.compression,
        statistics=spec.statistics,
        comment=spec.description,
        renamed_from=spec.renamed_from,
        needs=needs((*claims, *type_claims(spec.type, data_type))),
    )


def _type(spec: ColumnSpec, path: Path, scope: Scope) -> DataType:
    data_type = scope.type(spec.type, (*path, "type"))
    if data_type == UNREADABLE:
        return data_type
    if spec.identity and data_type.name not in INTEGERS:
        scope.refuse((*path, "identity"), f"an identity column is of an integer type, not {data_type}")
    sources = [key for key in ("default", "generated", "identity") if getattr(spec, key) is not None]
    if len(sources) > 1:
        scope.refuse((*path, sources[1]), f"a column has one of {' and '.join(sources)}; keep one of them")
    if spec.virtual and spec.generated is None:
        scope.refuse((*path, "virtual"), "only a generated column has this; remove the key")
    return data_type


def _generated(spec: ColumnSpec, path: Path, scope: Scope) -> Expression | None:
    if spec.generated is None:
        return None
    where = (*path, "generated")
    expression = scope.expression(spec.generated, Use.GENERATED, where)
    if (spec.name,) in expression.columns:
        scope.refuse(where, f"column {spec.name!r} is computed from itself; name other columns")
    return expression


def _numbering(spec: ColumnSpec, data_type: DataType, path: Path, scope: Scope) -> Numbering | None:
    if spec.numbering is None:
        return None
    if spec.identity is None:
        scope.refuse((*path, "numbering"), "only an identity column counts; add 'identity' or remove the key")
    numbering = compile_numbering(spec.numbering, data_type)
    return None if numbering == Numbering() else numbering


def _collation(spec: ColumnSpec, data_type: DataType, path: Path, scope: Scope) -> str | None:
    built_in = data_type != UNREADABLE and not is_own(data_type)
    if spec.collation and data_type.name not in TEXTS and built_in:
        scope.refuse((*path, "collation"), f"type {data_type} has no collation; remove the key")
    return spec.collation

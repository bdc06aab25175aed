"""Exclusion constraints."""

from __future__ import annotations

import re

from schemata.definition.claims import needs
from schemata.definition.compile.constraint import deferrable
from schemata.definition.compile.index import compile_key
from schemata.definition.compile.names import derived_name
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.exclusion import Exclusion as ExclusionSpec
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.definition.sql.functions import Use
from schemata.model import Exclusion, ExclusionElement

_OPERATOR = re.compile(r"[-+*/<>=~!@#%^&|`?]{1,63}\Z")


def compile_exclusions(spec: TableSpec, scope: Scope) -> tuple[tuple[Path, Exclusion], ...]:
    """Exclusion constraints, each with its path."""
    return tuple(
        (("exclusions", i), _exclusion(item, ("exclusions", i), scope)) for i, item in enumerate(spec.exclusions)
    )


def _exclusion(spec: ExclusionSpec, path: Path, scope: Scope) -> Exclusion:
    keys = [compile_key(item, spec.method, (*path, "elements", i), scope) for i, item in enumerate(spec.elements)]
    for position, element in enumerate(spec.elements):
        if not _OPERATOR.match(element.operator) or "--" in element.operator or "/*" in element.operator:
            place = (*path, "elements", position, "operator")
            scope.refuse(place, f"{element.operator!r} is not an operator; write it as in = or &&")
    scope.expect_columns(spec.include, (*path, "include"))
    where = scope.expression(spec.where, Use.INDEX, (*path, "where")) if spec.where else None
    return Exclusion(
        spec.name or derived_name(scope.table, *(key.column for key, _ in keys if key.column), "excl"),
        tuple(ExclusionElement(key, item.operator) for (key, _), item in zip(keys, spec.elements, strict=True)),
        spec.method,
        tuple(spec.include),
        where.sql if where else None,
        deferrable(spec.deferrable),
        spec.description,
        spec.renamed_from,
        needs((*(claim for _, claims in keys for claim in claims), *(where.claims if where else ()))),
    )

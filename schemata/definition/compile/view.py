"""Views and materialised views."""

from __future__ import annotations

from dataclasses import replace

from schemata.definition.claims import needs
from schemata.definition.compile.access import ON_TABLE, compile_grants
from schemata.definition.compile.index import compile_index
from schemata.definition.compile.options import OF_TABLE, compile_options
from schemata.definition.compile.scope import Scope
from schemata.definition.compile.trigger import compile_triggers
from schemata.definition.kinds.view import MaterializedView as MaterializedViewSpec
from schemata.definition.kinds.view import View as ViewSpec
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import Use
from schemata.model import CheckOption, MaterializedView, View, ViewColumn


def compile_view(name: str, spec: ViewSpec, scope: Scope) -> View:
    """The model's view."""
    query = scope.expression(spec.query, Use.QUERY, ("query",))
    inner = replace(scope, columns=frozenset(query.outputs))
    return View(
        name,
        query.sql,
        _columns(spec, query, inner),
        security_barrier=spec.security_barrier,
        security_invoker=spec.security_invoker,
        check_option=CheckOption(spec.check_option) if spec.check_option else None,
        triggers=compile_triggers(spec.triggers, inner),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TABLE, (), inner),
        renamed_from=spec.renamed_from,
        needs=needs(query.claims),
    )


def compile_materialized_view(name: str, spec: MaterializedViewSpec, scope: Scope) -> MaterializedView:
    """The model's materialised view."""
    query = scope.expression(spec.query, Use.QUERY, ("query",))
    inner = replace(scope, columns=frozenset(query.outputs))
    indexes = [compile_index(index, ("indexes", position), inner) for position, index in enumerate(spec.indexes)]
    return MaterializedView(
        name,
        query.sql,
        _columns(spec, query, inner),
        compile_options(spec.options, OF_TABLE, (), scope),
        tuple(sorted(indexes, key=lambda index: index.name)),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TABLE, (), inner),
        renamed_from=spec.renamed_from,
        needs=needs(query.claims),
    )


def _columns(spec: ViewSpec | MaterializedViewSpec, query: Expression, inner: Scope) -> tuple[ViewColumn, ...]:
    for name in spec.columns:
        if name not in inner.columns:
            inner.refuse(("columns", name), f"the query has no column {name!r}")
    return tuple(ViewColumn(name, comment=spec.columns.get(name)) for name in query.outputs)

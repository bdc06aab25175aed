"""Everything that one definition puts into a schema."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

from schemata.definition.claims import OWN, Claim
from schemata.definition.compile.access import ON_SCHEMA, compile_default_privileges, compile_grants
from schemata.definition.compile.function import compile_function, compile_procedure
from schemata.definition.compile.scope import Notes, Scope
from schemata.definition.compile.sequence import compile_sequence
from schemata.definition.compile.types import (
    compile_composite_type,
    compile_domain,
    compile_enum,
    compile_range_type,
)
from schemata.definition.compile.view import compile_materialized_view, compile_view
from schemata.definition.kinds.contents import Contents as ContentsSpec
from schemata.definition.kinds.schema import Schema as SchemaSpec
from schemata.definition.kinds.value_chain import ValueChain
from schemata.definition.problem import Path
from schemata.model import Extension, Function, Schema, Table


@dataclass(frozen=True, slots=True)
class Content:
    """What a definition puts into the schema that it is placed in, and what it claims to be there."""

    schema: Schema
    claims: tuple[tuple[Path, Claim], ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether it reads the same in every schema."""
        return not self.claims and not self.schema.functions


EMPTY = Content(Schema(OWN))


def compile_contents(spec: ContentsSpec, tables: tuple[Table, ...], notes: Notes) -> Content:
    """The content of a definition with these tables."""
    schema = Schema(
        OWN,
        tables=tables,
        enums=tuple(compile_enum(n, e, _scope(n, ("enums", n), notes)) for n, e in sorted(spec.enums.items())),
        domains=tuple(compile_domain(n, d, _domain(n, notes)) for n, d in sorted(spec.domains.items())),
        composite_types=tuple(
            compile_composite_type(n, t, _scope(n, ("composite_types", n), notes))
            for n, t in sorted(spec.composite_types.items())
        ),
        range_types=tuple(
            compile_range_type(n, t, _scope(n, ("range_types", n), notes)) for n, t in sorted(spec.range_types.items())
        ),
        sequences=tuple(
            compile_sequence(n, s, _scope(n, ("sequences", n), notes)) for n, s in sorted(spec.sequences.items())
        ),
        views=tuple(compile_view(n, v, _scope(n, ("views", n), notes)) for n, v in sorted(spec.views.items())),
        materialized_views=tuple(
            compile_materialized_view(n, v, _scope(n, ("materialized_views", n), notes))
            for n, v in sorted(spec.materialized_views.items())
        ),
        functions=_functions(spec, notes),
    )
    return Content(_with_keys(schema, spec, notes), tuple(notes.claims))


def _functions(spec: ContentsSpec, notes: Notes) -> tuple[Function, ...]:
    found = [
        *(compile_function(f, _scope(f.name, ("functions", i), notes)) for i, f in enumerate(spec.functions)),
        *(compile_procedure(p, _scope(p.name, ("procedures", i), notes)) for i, p in enumerate(spec.procedures)),
    ]
    return tuple(sorted(found, key=attrgetter("signature")))


def _scope(name: str, path: Path, notes: Notes) -> Scope:
    return Scope(name, path, frozenset(), notes)


def _domain(name: str, notes: Notes) -> Scope:
    return Scope(name, ("domains", name), frozenset({"value"}), notes)


def _with_keys(schema: Schema, spec: ContentsSpec, notes: Notes) -> Schema:
    """The schema with the keys that only definitions of a schema have."""
    if not isinstance(spec, SchemaSpec | ValueChain):
        return schema
    scope = _scope(OWN, (), notes)
    return replace(
        schema,
        owner=spec.owner,
        grants=compile_grants(spec, ON_SCHEMA, (), scope),
        default_privileges=compile_default_privileges(spec.default_privileges, scope),
        extensions=_extensions(spec) if isinstance(spec, SchemaSpec) else (),
    )


def _extensions(spec: SchemaSpec) -> tuple[Extension, ...]:
    found = (Extension(extension.name, extension.version, extension.description) for extension in spec.extensions)
    return tuple(sorted(found, key=attrgetter("name")))

"""Foreign keys between schemas must not lead in a circle: one schema has to be made first."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from schemata.definition.definitions import Definitions
from schemata.definition.problem import Problem
from schemata.definition.schema_map import DefinedSchema, defined_schemas, foreign_key_source
from schemata.model import ForeignKey

_Edges = dict[str, dict[str, tuple[DefinedSchema, str, ForeignKey]]]


def check_cycles(definitions: Definitions) -> Iterator[Problem]:
    """Each circle of schemas once, at a key that closes it. Within one schema circles are fine."""
    edges = _edges(defined_schemas(definitions))
    while (cycle := _cycle(edges)) is not None:
        schema, table, key = edges[cycle[0]].pop(cycle[1])
        source, path = foreign_key_source(definitions, schema, table, key)
        circle = " -> ".join(cycle)
        yield source.problem(path, f"foreign keys between schemas lead in a circle: {circle}; remove one of these keys")


def _edges(schemas: dict[str, DefinedSchema]) -> _Edges:
    """For each schema the others that it refers to, with one key for each."""
    edges: _Edges = {name: {} for name in schemas}
    for schema in schemas.values():
        for table in schema.tables.values():
            for key in table.foreign_keys:
                target = key.referenced_schema
                if target in schemas and target != schema.name:
                    edges[schema.name].setdefault(target, (schema, table.name, key))
    return edges


def _cycle(edges: _Edges) -> list[str] | None:
    """One circle, each schema referring to the next, the first again at the end; it starts at the first by name."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:-1]
        # graphlib lists each node after one that it is needed by; a key leads the other way.
        circle.reverse()
        start = circle.index(min(circle))
        rotated = circle[start:] + circle[:start]
        return [*rotated, rotated[0]]
    return None

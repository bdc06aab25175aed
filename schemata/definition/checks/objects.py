"""Types, sequences, views and functions have a name that nothing else in their schema has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemata.definition.definitions import Definitions
from schemata.definition.kinds.contents import Contents
from schemata.definition.kinds.function import Function, Procedure
from schemata.definition.problem import Path, Problem
from schemata.definition.schema_map import DefinedSchema, defined_schemas

_KEYS = ("enums", "domains", "composite_types", "range_types", "sequences", "views", "materialized_views")
_Named = tuple[tuple[str, str], Path, str]


def check_objects(definitions: Definitions) -> Iterator[Problem]:
    """Second objects of one name. Tables and views have types of their own, so that types share their names."""
    reported: set[tuple[tuple[str, str], Path]] = set()
    for schema in defined_schemas(definitions).values():
        for (part, path, name), first in _twice(definitions, schema):
            if (part, path) not in reported:
                reported.add((part, path))
                message = f"{name!r} is defined already in {first}; choose another name"
                yield definitions.sources[part].problem(path, message)


def _twice(definitions: Definitions, schema: DefinedSchema) -> Iterator[tuple[_Named, str]]:
    """Each object whose name is taken, and where the first of the name stands."""
    owners = dict.fromkeys(schema.tables, f"{schema} as a table")
    owners |= {index.name: f"{schema} as an index" for table in schema.tables.values() for index in table.indexes}
    for named in (*_objects(definitions, schema), *_functions(definitions, schema)):
        part, _, name = named
        if name in owners:
            yield named, owners[name]
        else:
            owners[name] = definitions.sources[part].place()


def _objects(definitions: Definitions, schema: DefinedSchema) -> Iterator[_Named]:
    for part in schema.parts:
        spec = _spec(definitions, part)
        for key in _KEYS:
            for name in getattr(spec, key):
                yield part, (key, name), name


def _functions(definitions: Definitions, schema: DefinedSchema) -> Iterator[_Named]:
    """Functions and procedures by their signatures."""
    for part in schema.parts:
        spec = _spec(definitions, part)
        written: dict[str, Sequence[Function | Procedure]]
        written = {"functions": spec.functions, "procedures": spec.procedures}
        for key, routines in written.items():
            for position, routine in enumerate(routines):
                types = ", ".join(item.type.lower() for item in routine.arguments if item.mode != "out")
                yield part, (key, position), f"{routine.name}({types})"


def _spec(definitions: Definitions, part: tuple[str, str]) -> Contents:
    kind, code = part
    found: dict[str, Mapping[str, Contents]] = {
        "ObjectModel": definitions.object_models,
        "Module": definitions.modules,
        "ValueChain": definitions.value_chains,
        "Schema": definitions.schemas,
    }
    return found[kind][code]

"""What definitions claim to be there is there: types, functions, tables, columns, sequences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemata.definition.claims import OWN, Claim
from schemata.definition.definitions import Definitions
from schemata.definition.directory import Directory, directory
from schemata.definition.problem import Path, Problem
from schemata.definition.schema_map import DefinedSchema, defined_schemas

_Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where contents are placed: the directory of the own schema, and those of the schemas that it may name."""

    own: Directory
    others: Mapping[str, Directory]

    def has(self, claim: Claim) -> bool:
        return not claim.message or any(self._has(key) for key in claim.keys)

    def _has(self, key: str) -> bool:
        kind, schema, name = key.split(" ", 2)
        return " ".join((kind, OWN, name)) in (self.own if schema == OWN else self.others.get(schema, {}))


def check_claims(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    """Claims that do not hold; one of a definition that stands in several schemas is reported once.

    What a file that cannot be used may have defined passes.
    """
    reported: set[tuple[_Part, Path, str]] = set()
    for parts, place in _places(definitions):
        for part in parts:
            for path, claim in definitions.contents[part].claims:
                if (
                    not place.has(claim)
                    and not _may_be_broken(claim, broken)
                    and (part, path, claim.message) not in reported
                ):
                    reported.add((part, path, claim.message))
                    yield definitions.sources[part].problem(path, claim.message)


def _may_be_broken(claim: Claim, broken: frozenset[str]) -> bool:
    return bool(broken) and any(not broken.isdisjoint(key.split(" ")[1:]) for key in claim.keys)


def _places(definitions: Definitions) -> Iterator[tuple[tuple[_Part, ...], _Place]]:
    schemas = defined_schemas(definitions)
    own = {name: _directory(definitions, name, schema.parts) for name, schema in schemas.items()}
    for name, schema in schemas.items():
        others = {other: own[other] for other, found in schemas.items() if _may_name(schema, found)}
        yield schema.parts, _Place(own[name], {**others, name: own[name]})
    used = {part for schema in schemas.values() for part in schema.parts}
    shared = {name: own[name] for name, schema in schemas.items() if schema.kind == "Schema"}
    catalogue = tuple(part for part in definitions.contents if part[0] in ("ObjectModel", "Module"))
    unused = tuple(part for part in catalogue if part not in used)
    if unused:
        yield unused, _Place(_directory(definitions, "catalogue", catalogue), shared)


def _may_name(schema: DefinedSchema, other: DefinedSchema) -> bool:
    """A schema may name what is shared: schemas of their own in the same database, but no chain's."""
    return other.kind == "Schema" and other.database == schema.database


def _directory(definitions: Definitions, name: str, parts: tuple[_Part, ...]) -> Directory:
    return directory(name, (definitions.contents[part].schema for part in parts))

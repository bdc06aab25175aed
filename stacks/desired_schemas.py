"""The schemas that a stack wants, compiled from definitions, each behind those that it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter

from schemata.definition import Definitions, compile_chain, compile_schema
from schemata.model import Schema


@dataclass(frozen=True, slots=True)
class DesiredSchema:
    """A schema for a database; `chain` is the code of its value chain, None for shared data and metadata."""

    database: str
    schema: Schema
    chain: str | None = None

    @property
    def name(self) -> str:
        """The schema's name."""
        return self.schema.name

    def references(self) -> frozenset[str]:
        """Names of the other schemas that its foreign keys refer to."""
        keys = (key for table in self.schema.tables for key in table.foreign_keys)
        return frozenset(key.referenced_schema for key in keys if key.referenced_schema is not None)


def desired_schemas(definitions: Definitions, chains: Iterable[str], chain_database: str) -> tuple[DesiredSchema, ...]:
    """All schemas of `definitions` and of the active `chains`, which go to `chain_database`.

    The definitions were checked: no key points nowhere, and no two schemas refer to one another in a circle.
    """
    desired = [
        *(
            DesiredSchema(spec.database, compile_schema(definitions, name))
            for name, spec in definitions.schemas.items()
        ),
        *(DesiredSchema(chain_database, compile_chain(definitions, code), code) for code in sorted(chains)),
    ]
    by_name = {item.name: item for item in desired}
    graph = {item.name: sorted(item.references()) for item in desired}
    return tuple(by_name[name] for name in TopologicalSorter(graph).static_order())

"""Definitions -> the schemas of the relational model that they ask for. Pure."""

from __future__ import annotations

from schemata.definition.definitions import Definitions
from schemata.definition.kinds.value_chain import default_schema_name
from schemata.definition.placing import place
from schemata.model import Schema


def compile_chain(definitions: Definitions, code: str) -> Schema:
    """The schema of a value chain. Raises KeyError for an unknown code."""
    chain = definitions.value_chains[code]
    former = default_schema_name(chain.renamed_from) if chain.renamed_from and not chain.schema_ else None
    contents = [definitions.contents[part] for part in definitions.parts("ValueChain", code)]
    return place(contents, chain.schema_name, chain.description, former)


def compile_schema(definitions: Definitions, name: str) -> Schema:
    """A schema with tables of its own, such as shared data. Raises KeyError for an unknown name."""
    spec = definitions.schemas[name]
    return place([definitions.contents["Schema", name]], name, spec.description, spec.renamed_from)

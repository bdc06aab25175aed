"""Definitions: YAML files -> checked definitions -> the relational model."""

from schemata.definition.active import chain_dependencies, check_active
from schemata.definition.definitions import Definitions
from schemata.definition.loader import load
from schemata.definition.problem import DefinitionErrors, Problem
from schemata.definition.reference_rows import rows
from schemata.definition.schemas import compile_chain, compile_schema

__all__ = [
    "DefinitionErrors",
    "Definitions",
    "Problem",
    "chain_dependencies",
    "check_active",
    "compile_chain",
    "compile_schema",
    "load",
    "rows",
]

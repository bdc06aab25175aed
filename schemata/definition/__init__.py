"""Definitions: YAML files -> checked definitions -> the relational model."""

from schemata.definition.definitions import Definitions
from schemata.definition.loader import load
from schemata.definition.problem import DefinitionErrors, Problem
from schemata.definition.schemas import compile_chain, compile_schema

__all__ = [
    "DefinitionErrors",
    "Definitions",
    "Problem",
    "compile_chain",
    "compile_schema",
    "load",
]

"""Definitions as they are written -> the relational model. Pure."""

from schemata.definition.compile.contents import EMPTY, Content, compile_contents
from schemata.definition.compile.scope import Notes
from schemata.definition.compile.table import compile_tables

__all__ = ["EMPTY", "Content", "Notes", "compile_contents", "compile_tables"]

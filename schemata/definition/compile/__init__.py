"""Definitions as they are written -> the relational model. Pure."""

from schemata.definition.compile.table import compile_table

__all__ = ["compile_table"]

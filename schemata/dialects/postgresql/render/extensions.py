"""Statements on extensions."""

from __future__ import annotations

from schemata.dialects.postgresql.quoting import identifier, literal
from schemata.model import Extension
from schemata.plan import operations as op


def create(extension: Extension, schema_name: str) -> str:
    """The statement that installs an extension into the schema."""
    version = "" if extension.version is None else f" VERSION {literal(extension.version)}"
    return f"CREATE EXTENSION {identifier(extension.name)} WITH SCHEMA {identifier(schema_name)}{version}"


def render(operation: op.UpdateExtension) -> str:
    """The statement of an operation."""
    return f"ALTER EXTENSION {identifier(operation.extension)} UPDATE TO {literal(operation.version)}"

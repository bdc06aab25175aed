"""Objects by name inside statements: `FUNCTION "s"."total"(integer)`."""

from __future__ import annotations

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.data_types import type_name
from schemata.diff.ref import ObjectKind, Ref
from schemata.model import DataType

_WORDS = {ObjectKind.MATERIALIZED_VIEW: "MATERIALIZED VIEW"}


def of(target: Ref, schema_name: str) -> str:
    """The kind of an object and its name, as DROP, ALTER, COMMENT ON and GRANT ON have them."""
    return f"{_WORDS.get(target.kind, target.kind.value.upper())} {name(target, schema_name)}"


def name(target: Ref, schema_name: str) -> str:
    """The name of an object."""
    match target.kind:
        case ObjectKind.SCHEMA:
            return identifier(schema_name)
        case ObjectKind.EXTENSION:
            return identifier(target.name)
        case ObjectKind.COLUMN:
            return f"{qualified(schema_name, target.table)}.{identifier(target.name)}"
        case ObjectKind.CONSTRAINT | ObjectKind.TRIGGER | ObjectKind.POLICY:
            return f"{identifier(target.name)} ON {qualified(schema_name, target.table)}"
        case ObjectKind.FUNCTION | ObjectKind.PROCEDURE:
            types = ", ".join(type_name(DataType.parse(text)) for text in target.types)
            return f"{qualified(schema_name, target.name)}({types})"
        case _:
            return qualified(schema_name, target.name)

"""What all kinds of definitions share: closed sets of keys, names and codes."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    StrictBool,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

MAX_NAME_BYTES = 63

_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
_QUALIFIED = re.compile(r"(?:[a-z_][a-z0-9_]{0,62}\.)?[a-z_][a-z0-9_]{0,62}\Z")
_COLLATION = re.compile(r"[A-Za-z_][A-Za-z0-9_.@-]{0,62}\Z")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,99}\Z")


class Spec(BaseModel):
    """Base of everything that is read from a definition file. Keys that start with `x-` are taken out before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema for editors, with the free keys `x-...` and the other spellings of keys."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["patternProperties"] = {"^x-": {}}
        for field in cls.model_fields.values():
            if isinstance(field.validation_alias, AliasChoices):
                _add_spellings(schema, [str(choice) for choice in field.validation_alias.choices])
        return schema


def _add_spellings(schema: JsonSchemaValue, spellings: list[str]) -> None:
    first, *others = spellings
    for other in others:
        schema["properties"][other] = {**schema["properties"][first], "description": f"Another spelling of `{first}`."}
    if first in schema["required"]:
        schema["required"].remove(first)
        schema["anyOf"] = [{"required": [spelling]} for spelling in spellings]


def _name(value: str) -> str:
    size = len(value.encode())
    if size > MAX_NAME_BYTES:
        raise PydanticCustomError(
            "name", "{value} has {size} bytes, a name has at most 63; shorten it", {"value": repr(value), "size": size}
        )
    if not _NAME.match(value):
        raise PydanticCustomError(
            "name",
            "{value} is not a name; use small letters, digits and _, not starting with a digit",
            {"value": repr(value)},
        )
    return value


def _server_name(value: str) -> str:
    """A name that is no schema, database or role of Postgres or of this program."""
    name = _name(value)
    if name.startswith(("pg_", "_timescaledb")) or name in _RESERVED:
        raise PydanticCustomError("reserved", "{value} is a reserved name; choose another", {"value": repr(name)})
    return name


_RESERVED = frozenset({"information_schema", "schemata", "public", "postgres", "template0", "template1", "none"})


def _collation(value: str) -> str:
    if not _COLLATION.match(value):
        raise PydanticCustomError("name", "{value} is not a collation; write it as in C", {"value": repr(value)})
    return value


def _qualified_name(value: str) -> str:
    if not _QUALIFIED.match(value):
        raise PydanticCustomError("name", "{value} is not a name; write name or schema.name", {"value": repr(value)})
    return value


def _table_name(value: str) -> str:
    name = _name(value)
    if name.startswith("pg_"):
        raise PydanticCustomError(
            "reserved", "{value} is a reserved name (pg_*); choose another", {"value": repr(name)}
        )
    return name


def _column_name(value: str) -> str:
    name = _name(value)
    if name in ("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"):
        raise PydanticCustomError(
            "reserved",
            "{value} is a reserved name, a system column of every table; choose another",
            {"value": repr(name)},
        )
    return name


def _code(value: str) -> str:
    if not _CODE.match(value):
        raise PydanticCustomError(
            "code",
            "{value} is not a code; use capital letters, digits and _, starting with a letter, at most 100",
            {"value": repr(value)},
        )
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("text", "the text is empty; write it or remove the key", {})
    return value.strip()


def sql_words(value: object) -> object:
    """SQL's words as people write them: `SET NULL`, `set_null` and `set null` are the same."""
    return value.lower().replace("_", " ") if isinstance(value, str) else value


_NAME_SCHEMA = WithJsonSchema({"type": "string", "pattern": "^[a-z_][a-z0-9_]{0,62}$"})

Name = Annotated[str, AfterValidator(_name), _NAME_SCHEMA]
TableName = Annotated[str, AfterValidator(_table_name), _NAME_SCHEMA]
ColumnName = Annotated[str, AfterValidator(_column_name), _NAME_SCHEMA]
ServerName = Annotated[str, AfterValidator(_server_name), _NAME_SCHEMA]
QualifiedName = Annotated[str, AfterValidator(_qualified_name)]
Collation = Annotated[str, AfterValidator(_collation)]
Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,99}$"})]
Text = Annotated[str, AfterValidator(_text)]
Flag = StrictBool

KEY_ALIASES = {
    "table": ("table_name",),
    "references": ("foreign_key",),
    "object_models": ("associated_object_models",),
    "kpis": ("associated_kpis",),
    "modules": ("associated_modules",),
}
"""Other spellings of keys that are accepted, by the documented one."""

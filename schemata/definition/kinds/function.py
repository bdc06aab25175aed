"""Functions and procedures, as they are written."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, StrictFloat, StrictInt, field_validator
from pydantic_core import PydanticCustomError

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Flag, Name, Spec, Text, sql_words
from schemata.definition.kinds.policy import setting_name

OWN_SCHEMA = "$schema"
"""Stands in a search path for the schema that the function is made in."""

_TABLE = re.compile(r"table\s*\((.*)\)\Z", re.IGNORECASE | re.DOTALL)
_PATH_ENTRY = re.compile(r"(?:\$schema|[a-z_][a-z0-9_]{0,62})\Z")


def _path_entry(value: str) -> str:
    if not _PATH_ENTRY.match(value):
        raise PydanticCustomError("name", "{value} is not a schema's name, nor $schema", {"value": repr(value)})
    return value


def _body(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("text", "the body is empty; write it", {})
    return value


PathEntry = Annotated[str, AfterValidator(_path_entry)]
Body = Annotated[str, AfterValidator(_body)]
SettingName = Annotated[str, AfterValidator(lambda value: value if "." not in value else setting_name(value))]
Number = StrictInt | StrictFloat


class Argument(Spec):
    """An argument."""

    name: Name | None = Field(None, description="Name of the argument.", examples=["order_id"])
    type: str = Field(description="A type of Postgres or of the schema, without a length.", examples=["uuid"])
    mode: Annotated[Literal["in", "out", "inout", "variadic"], BeforeValidator(sql_words)] = Field(
        "in", description="How it is passed."
    )
    default: JsonValue = Field(None, description="As a column's default.", examples=[0, {"sql": "current_date"}])


class ResultColumn(Spec):
    """A column of a function's result."""

    name: Name = Field(description="Name of the column.", examples=["total"])
    type: str = Field(description="A type of Postgres or of the schema, without a length.", examples=["numeric"])


class ResultTable(Spec):
    """The columns of the rows that a function gives."""

    table: list[ResultColumn] = Field(min_length=1, description="The columns, in order.")


class _Routine(Owned):
    """What functions and procedures share."""

    name: Name = Field(description="Its name; there may be more of one name with other arguments.")
    arguments: list[Argument] = Field(default_factory=list, description="The arguments, in order.")
    language: Annotated[Literal["sql", "plpgsql"], BeforeValidator(sql_words)] = Field(
        description="The language of its body."
    )
    body: Body = Field(description="Its text, which is neither checked nor changed.", examples=["select 1"])
    security_definer: Flag = Field(
        default=False, description="Whether it runs with the rights of its owner; it needs a search_path then."
    )
    search_path: list[PathEntry] | None = Field(
        None,
        description="Where the body's names are looked up; `$schema` is the schema that it is made in.",
        examples=[["$schema"]],
    )
    settings: dict[SettingName, str] = Field(
        default_factory=dict, description="Further settings while it runs.", examples=[{"statement_timeout": "5s"}]
    )
    description: Text | None = Field(None, description="What it does; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="Its former name.")


class Function(_Routine):
    """A function."""

    returns: str | ResultTable | None = Field(
        None,
        description="The type of its result, `setof` a type, `table(...)` with columns, `trigger` or `void`.",
        examples=[
            "numeric",
            "setof orders",
            "table(id uuid, total numeric)",
            {"table": [{"name": "total", "type": "numeric"}]},
        ],
    )
    volatility: Annotated[Literal["immutable", "stable", "volatile"], BeforeValidator(sql_words)] = Field(
        "volatile", description="What the result depends on: the arguments, the database as well, or anything."
    )
    strict: Flag = Field(default=False, description="Whether the result is null where an argument is.")
    leakproof: Flag = Field(default=False, description="Whether it tells nothing of its arguments.")
    parallel: Annotated[Literal["unsafe", "restricted", "safe"], BeforeValidator(sql_words)] = Field(
        "unsafe", description="Whether it may run in a parallel worker."
    )
    window: Flag = Field(default=False, description="Whether it is a window function.")
    cost: Number | None = Field(None, description="Estimated cost of a call, if not 100.")
    rows: Number | None = Field(None, description="Estimated number of rows, if not 1000.")

    @field_validator("returns", mode="before")
    @classmethod
    def _short_table(cls, value: object) -> object:
        """`table(id uuid, total numeric)` as the mapping that it stands for."""
        match = _TABLE.match(value.strip()) if isinstance(value, str) else None
        if match is None:
            return value
        columns = (item.split(None, 1) for item in match[1].split(",") if item.strip())
        return {"table": [dict(zip(("name", "type"), column, strict=False)) for column in columns]}


class Procedure(_Routine):
    """A procedure, which is called and gives no result."""

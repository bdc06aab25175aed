"""Owners, grants and default privileges, as they are written."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from schemata.definition.kinds.base import Flag, Name, Spec, sql_words
from schemata.definition.kinds.short_forms import TEXT, JsonSchema


def _one_or_more(value: object) -> object:
    """A single word as the list that it stands for."""
    return [value] if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


_Word = Literal[
    "all", "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain",
    "usage", "create", "execute",
]  # fmt: skip
_PRIVILEGES: tuple[str, ...] = get_args(_Word)
Privilege = Annotated[_Word, BeforeValidator(_lower)]


def _short(item: JsonSchema) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]})


Roles = Annotated[list[Name], BeforeValidator(_one_or_more), Field(min_length=1), _short(TEXT)]
Privileges = Annotated[
    list[Privilege], BeforeValidator(_one_or_more), Field(min_length=1), _short({"enum": list(_PRIVILEGES)})
]


class Grant(Spec):
    """What roles may do with an object."""

    privileges: Privileges = Field(
        description="The privileges, or `all` of those that the object has.", examples=[["select", "insert"]]
    )
    to: Roles = Field(description="The roles; `public` for every role.", examples=[["sales_reader"]])
    columns: list[Name] = Field(default_factory=list, description="Columns of the table, if it is for these only.")
    grantable: Flag = Field(default=False, description="Whether the roles may grant them on.")


class DefaultPrivilege(Spec):
    """What roles may do with objects that are made in the schema from now on."""

    creator: Name = Field(description="The role that makes the objects.", examples=["sales_owner"])
    kind: Annotated[Literal["tables", "sequences", "functions", "types"], BeforeValidator(sql_words)] = Field(
        description="The kind of objects."
    )
    privileges: Privileges = Field(
        description="The privileges, or `all` of those that the objects have.", examples=[["select"]]
    )
    to: Roles = Field(description="The roles; `public` for every role.", examples=[["sales_reader"]])
    grantable: Flag = Field(default=False, description="Whether the roles may grant them on.")


class Owned(Spec):
    """What has an owner and privileges. Without these keys they are left as they are."""

    owner: Name | None = Field(None, description="The role that owns it.", examples=["sales_owner"])
    grants: list[Grant] | None = Field(
        None, description="Who may do what with it; what is not listed is taken away, from `public` as well."
    )

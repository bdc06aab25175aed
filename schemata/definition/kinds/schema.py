"""A schema with tables of its own: shared data, metadata."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from schemata.definition.kinds.access import DefaultPrivilege, Owned
from schemata.definition.kinds.base import Name, ServerName, TableName, Text
from schemata.definition.kinds.contents import Contents
from schemata.definition.kinds.extension import Extension
from schemata.definition.kinds.short_forms import TEXT, short_items
from schemata.definition.kinds.table import Table


class Schema(Owned, Contents):
    """A schema and its tables."""

    kind: Literal["Schema"] = Field(description="The kind of definition.")
    schema_: ServerName = Field(alias="schema", description="Name of the schema.", examples=["shared_data"])
    database: ServerName = Field(description="The database that it is in.", examples=["analytics_db"])
    description: Text | None = Field(None, description="What it holds; becomes the comment in the database.")
    tables: dict[TableName, Table] = Field(default_factory=dict, description="The tables by name.")
    extensions: list[Extension] = Field(
        default_factory=list,
        description="Extensions that are installed in it: names, or mappings.",
        examples=[["citext"]],
        json_schema_extra=short_items(TEXT),
    )
    default_privileges: list[DefaultPrivilege] | None = Field(
        None, description="What roles may do with objects that are made in it from now on."
    )
    renamed_from: Name | None = Field(None, description="The schema's former name.")

    @field_validator("extensions", mode="before")
    @classmethod
    def _short_extensions(cls, value: object) -> object:
        return (
            [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value
        )

"""A schema with tables of its own: shared data, metadata."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemata.definition.kinds.base import Name, ServerName, Spec, TableName, Text
from schemata.definition.kinds.table import Table


class Schema(Spec):
    """A schema and its tables."""

    kind: Literal["Schema"] = Field(description="The kind of definition.")
    schema_: ServerName = Field(alias="schema", description="Name of the schema.", examples=["shared_data"])
    database: ServerName = Field(description="The database that it is in.", examples=["analytics_db"])
    description: Text | None = Field(None, description="What it holds; becomes the comment in the database.")
    tables: dict[TableName, Table] = Field(description="The tables by name.")
    renamed_from: Name | None = Field(None, description="The schema's former name.")

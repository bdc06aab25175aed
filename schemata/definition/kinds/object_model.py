"""An object model: a table that modules and value chains share."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field

from schemata.definition.kinds.base import Code, Name, Spec, TableName, Text
from schemata.definition.kinds.contents import Contents
from schemata.definition.kinds.table import Table


class Hypertable(Spec):
    """Partitioning by time with TimescaleDB."""

    time_column: Name = Field(description="The column of time.", examples=["order_date"])


class ObjectModel(Table, Contents):
    """An object model: one table in the schema of every value chain that uses it."""

    kind: Literal["ObjectModel"] = Field(description="The kind of definition.")
    code: Code = Field(description="The object model's code.", examples=["ORDER"])
    name: Text = Field(description="Name for people.", examples=["Order"])
    table: TableName = Field(
        validation_alias=AliasChoices("table", "table_name"), description="Name of the table.", examples=["orders"]
    )
    hypertable: Hypertable | None = Field(None, description="Make the table a hypertable of TimescaleDB.")

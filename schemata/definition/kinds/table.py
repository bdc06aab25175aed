"""What a table consists of, as it is written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Flag, Name, TableName, Text
from schemata.definition.kinds.column import Column
from schemata.definition.kinds.constraint import Check, PrimaryKey, Unique
from schemata.definition.kinds.exclusion import Exclusion
from schemata.definition.kinds.foreign_key import ForeignKey
from schemata.definition.kinds.index import Index
from schemata.definition.kinds.options import Options
from schemata.definition.kinds.partition import Partition, PartitionBy
from schemata.definition.kinds.policy import Policy, RowSecurity
from schemata.definition.kinds.short_forms import COLUMN_LIST, short_items, short_value
from schemata.definition.kinds.trigger import Trigger


class Table(Owned):
    """A table with everything that belongs to it."""

    description: Text | None = Field(None, description="What a row stands for; becomes the comment in the database.")
    columns: list[Column] = Field(min_length=1, description="The columns, in order.")
    primary_key: PrimaryKey | None = Field(
        None,
        description="Primary key: a list of columns, or a mapping with a name.",
        examples=[["id"]],
        json_schema_extra=short_value(COLUMN_LIST),
    )
    unique: list[Unique] = Field(
        default_factory=list,
        description="Unique constraints: each a list of columns, or a mapping.",
        json_schema_extra=short_items(COLUMN_LIST),
    )
    checks: list[Check] = Field(default_factory=list, description="Conditions that every row fulfils.")
    foreign_keys: list[ForeignKey] = Field(default_factory=list, description="Foreign keys over one or more columns.")
    indexes: list[Index] = Field(default_factory=list, description="Indexes beyond those of keys.")
    exclusions: list[Exclusion] = Field(default_factory=list, description="Conditions between rows.")
    triggers: list[Trigger] = Field(default_factory=list, description="Functions that are called when rows change.")
    rls: RowSecurity | None = Field(
        None, description="Row-level security.", examples=[{"tenant_column": "client_id", "to": "app_user"}]
    )
    policies: list[Policy] = Field(default_factory=list, description="Which rows roles see and write.")
    partition_by: PartitionBy | None = Field(
        None, description="How the rows are divided.", examples=[{"method": "range", "columns": ["placed_at"]}]
    )
    partitions: dict[TableName, Partition] = Field(default_factory=dict, description="The partitions by name.")
    options: Options = Field(default_factory=dict, description="Storage parameters.", examples=[{"fillfactor": 70}])
    unlogged: Flag = Field(default=False, description="Whether a crash empties the table.")
    replica_identity: Literal["full", "nothing"] | Name | None = Field(
        None,
        description="What logical replication tells a row by, if not the primary key: `full`, `nothing`, an index.",
    )
    renamed_from: Name | None = Field(None, description="The table's former name.")

    @field_validator("primary_key", mode="before")
    @classmethod
    def _short_primary_key(cls, value: object) -> object:
        return _columns(value)

    @field_validator("unique", mode="before")
    @classmethod
    def _short_uniques(cls, value: object) -> object:
        return [_columns(item) for item in value] if isinstance(value, list) else value


def _columns(value: object) -> object:
    """A plain list of columns as the mapping that it stands for."""
    return {"columns": value} if isinstance(value, list) else value

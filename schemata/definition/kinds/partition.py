"""Partitioned tables, as they are written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, JsonValue, field_validator

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Collation, Flag, Name, QualifiedName, Spec, TableName, Text, sql_words
from schemata.definition.kinds.options import Options
from schemata.definition.kinds.sequence import Integer
from schemata.definition.kinds.short_forms import TEXT, short_items


class PartitionKey(Spec):
    """What rows are divided by: a column or an expression."""

    column: Name | None = Field(None, description="A column of the table.", examples=["placed_at"])
    expression: Text | None = Field(None, description="An expression in SQL.", examples=["lower(region)"])
    opclass: QualifiedName | None = Field(None, description="Operator class.")
    collation: Collation | None = Field(None, description="Collation of this key.")


class PartitionBy(Spec):
    """How the rows of a table are divided."""

    method: Annotated[Literal["range", "list", "hash"], BeforeValidator(sql_words)] = Field(
        description="By ranges of values, by lists of values, or by a hash."
    )
    columns: list[PartitionKey] = Field(
        min_length=1,
        description="The keys in order: a column's name, or a mapping.",
        examples=[["placed_at"]],
        json_schema_extra=short_items(TEXT),
    )

    @field_validator("columns", mode="before")
    @classmethod
    def _short_keys(cls, value: object) -> object:
        return [{"column": key} if isinstance(key, str) else key for key in value] if isinstance(value, list) else value


class Partition(Owned):
    """A partition: the rows that it takes, by one of `from` with `to`, `in`, `modulus` with `remainder`, `default`."""

    from_: list[JsonValue] | None = Field(
        None,
        alias="from",
        description="The least values, one a key; `minvalue` for no bound.",
        examples=[["2026-01-01"]],
    )
    to: list[JsonValue] | None = Field(
        None, description="The values that the range ends before; `maxvalue` for no bound.", examples=[["2027-01-01"]]
    )
    in_: list[JsonValue] | None = Field(None, alias="in", description="The values.", examples=[["de", "at"]])
    modulus: Integer | None = Field(None, description="Number of partitions of a hash.", examples=[4])
    remainder: Integer | None = Field(None, description="Which of them this is, from 0.", examples=[0])
    default: Flag = Field(default=False, description="Whether it takes what no other partition takes.")
    partition_by: PartitionBy | None = Field(None, description="How the partition's rows are divided again.")
    partitions: dict[TableName, Partition] = Field(default_factory=dict, description="The partition's partitions.")
    options: Options = Field(default_factory=dict, description="Storage parameters.", examples=[{"fillfactor": 70}])
    unlogged: Flag = Field(default=False, description="Whether a crash empties it.")
    description: Text | None = Field(None, description="What it holds; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The partition's former name.")

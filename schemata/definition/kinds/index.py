"""An index, as it is written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from schemata.definition.kinds.base import Collation, Flag, Name, QualifiedName, Spec, Text
from schemata.definition.kinds.options import Options
from schemata.definition.kinds.short_forms import TEXT, short_items

Method = Literal["btree", "hash", "gin", "gist", "brin", "spgist"]


class IndexKey(Spec):
    """One key of an index: a column or an expression."""

    column: Name | None = Field(None, description="A column of the table.", examples=["order_date"])
    expression: Text | None = Field(None, description="An expression in SQL.", examples=["lower(order_number)"])
    order: Literal["asc", "desc"] = Field("asc", description="Ascending or descending.")
    nulls: Literal["first", "last"] | None = Field(
        None, description="Where nulls stand; last if ascending, else first."
    )
    opclass: QualifiedName | None = Field(None, description="Operator class.", examples=["jsonb_path_ops"])
    collation: Collation | None = Field(None, description="Collation of this key.")


class Index(Spec):
    """An index of a table."""

    columns: list[IndexKey] = Field(
        min_length=1,
        description="The keys in order: a column's name, or a mapping.",
        examples=[["customer_id", {"column": "order_date", "order": "desc"}]],
        json_schema_extra=short_items(TEXT),
    )
    name: Name | None = Field(None, description="Name of the index; `idx_<table>_<columns>` if not given.")
    method: Method = Field("btree", description="Access method.")
    unique: Flag = Field(default=False, description="Whether no two rows may have the same keys.")
    nulls_not_distinct: Flag = Field(default=False, description="Whether two nulls count as the same key.")
    include: list[Name] = Field(default_factory=list, description="Columns that the index carries along.")
    options: Options = Field(default_factory=dict, description="Storage parameters.", examples=[{"fillfactor": 70}])
    where: Text | None = Field(
        None, description="Condition of the rows that the index holds.", examples=["status <> 'closed'"]
    )
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The index's former name.")

    @field_validator("columns", mode="before")
    @classmethod
    def _short_keys(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [{"column": key} if isinstance(key, str) else key for key in value]

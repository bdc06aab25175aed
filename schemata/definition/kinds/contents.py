"""What stands in a schema beside tables, as it is written."""

from __future__ import annotations

from pydantic import Field, field_validator

from schemata.definition.kinds.base import Spec, TableName
from schemata.definition.kinds.function import Function, Procedure
from schemata.definition.kinds.sequence import Sequence
from schemata.definition.kinds.short_forms import VALUE_LIST, short_entries
from schemata.definition.kinds.types import CompositeType, Domain, Enum, RangeType
from schemata.definition.kinds.view import MaterializedView, View


class Contents(Spec):
    """Types, sequences, views, functions and procedures."""

    enums: dict[TableName, Enum] = Field(
        default_factory=dict,
        description="Enums by name: each a list of its values, or a mapping.",
        examples=[{"order_status": ["new", "shipped"]}],
        json_schema_extra=short_entries(VALUE_LIST),
    )
    domains: dict[TableName, Domain] = Field(default_factory=dict, description="Domains by name.")
    composite_types: dict[TableName, CompositeType] = Field(
        default_factory=dict, description="Composite types by name."
    )
    range_types: dict[TableName, RangeType] = Field(default_factory=dict, description="Range types by name.")
    sequences: dict[TableName, Sequence] = Field(default_factory=dict, description="Sequences by name.")
    views: dict[TableName, View] = Field(default_factory=dict, description="Views by name.")
    materialized_views: dict[TableName, MaterializedView] = Field(
        default_factory=dict, description="Materialised views by name."
    )
    functions: list[Function] = Field(default_factory=list, description="Functions.")
    procedures: list[Procedure] = Field(default_factory=list, description="Procedures.")

    @field_validator("enums", mode="before")
    @classmethod
    def _short_enums(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: {"values": item} if isinstance(item, list) else item for name, item in value.items()}

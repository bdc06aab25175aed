"""What stands in a schema beside tables, as it is written."""

from __future__ import annotations

from pydantic import Field

from schemata.definition.kinds.base import Spec, TableName
from schemata.definition.kinds.function import Function, Procedure
from schemata.definition.kinds.sequence import Sequence
from schemata.definition.kinds.types import CompositeType, Domain, Enum, RangeType
from schemata.definition.kinds.view import MaterializedView, View


class Contents(Spec):
    """Types, sequences, views, functions and procedures."""

    enums: dict[TableName, Enum] = Field(default_factory=dict, description="Enums by name.")
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

"""The relational model, one frozen type for each kind of object, for desired and live schemas alike."""

from schemata.model.access import PUBLIC, DefaultKind, DefaultPrivilege, Grant
from schemata.model.column import Column, Identity
from schemata.model.constraint import (
    Check,
    Constraint,
    Deferrable,
    Exclusion,
    ExclusionElement,
    ForeignKey,
    ForeignKeyAction,
    PrimaryKey,
    Unique,
)
from schemata.model.data_type import DataType, DataTypeSyntaxError
from schemata.model.extension import Extension
from schemata.model.function import Argument, ArgumentMode, Function, Parallel, Routine, Volatility
from schemata.model.index import Index, IndexKey
from schemata.model.option import Option
from schemata.model.partition import PartitionOf
from schemata.model.policy import Command, Policy, RowSecurity
from schemata.model.schema import ObjectCounts, Schema, count_objects
from schemata.model.sequence import Numbering, OwnedBy, Sequence
from schemata.model.table import Table
from schemata.model.trigger import Event, Firing, Timing, Trigger
from schemata.model.types import Attribute, CompositeType, Domain, Enum, RangeType, ValueRename
from schemata.model.view import CheckOption, MaterializedView, View, ViewColumn

__all__ = [
    "PUBLIC",
    "Argument",
    "ArgumentMode",
    "Attribute",
    "Check",
    "CheckOption",
    "Column",
    "Command",
    "CompositeType",
    "Constraint",
    "DataType",
    "DataTypeSyntaxError",
    "DefaultKind",
    "DefaultPrivilege",
    "Deferrable",
    "Domain",
    "Enum",
    "Event",
    "Exclusion",
    "ExclusionElement",
    "Extension",
    "Firing",
    "ForeignKey",
    "ForeignKeyAction",
    "Function",
    "Grant",
    "Identity",
    "Index",
    "IndexKey",
    "MaterializedView",
    "Numbering",
    "ObjectCounts",
    "Option",
    "OwnedBy",
    "Parallel",
    "PartitionOf",
    "Policy",
    "PrimaryKey",
    "RangeType",
    "Routine",
    "RowSecurity",
    "Schema",
    "Sequence",
    "Table",
    "Timing",
    "Trigger",
    "Unique",
    "ValueRename",
    "View",
    "ViewColumn",
    "Volatility",
    "count_objects",
]

"""The relational model, one frozen type for each kind of object, for desired and live schemas alike."""

from schemata.model.column import Column, Identity
from schemata.model.constraint import Check, Constraint, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique
from schemata.model.data_type import DataType, DataTypeSyntaxError
from schemata.model.index import Index, IndexKey
from schemata.model.schema import ObjectCounts, Schema, count_objects
from schemata.model.table import Table

__all__ = [
    "Check",
    "Column",
    "Constraint",
    "DataType",
    "DataTypeSyntaxError",
    "Deferrable",
    "ForeignKey",
    "ForeignKeyAction",
    "Identity",
    "Index",
    "IndexKey",
    "ObjectCounts",
    "PrimaryKey",
    "Schema",
    "Table",
    "Unique",
    "count_objects",
]

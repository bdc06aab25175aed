"""What a table consists of, as it is written."""

from __future__ import annotations

from pydantic import Field, field_validator

from schemata.definition.kinds.base import Name, Spec, Text
from schemata.definition.kinds.column import Column
from schemata.definition.kinds.constraint import Check, PrimaryKey, Unique
from schemata.definition.kinds.foreign_key import ForeignKey
from schemata.definition.kinds.index import Index
from schemata.definition.kinds.short_forms import COLUMN_LIST, short_items, short_value


class Table(Spec):
    """Columns, keys, checks and indexes of a table."""

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

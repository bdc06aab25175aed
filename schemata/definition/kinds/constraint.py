"""Primary key, unique and check constraints, as they are written."""

from __future__ import annotations

from pydantic import Field

from schemata.definition.kinds.base import Flag, Name, Spec, Text
from schemata.definition.kinds.foreign_key import DeferrableKey, NameList


class PrimaryKey(Spec):
    """A primary key over one or more columns."""

    columns: NameList = Field(description="The columns of the key, in order.", examples=[["order_id", "line_number"]])
    name: Name | None = Field(None, description="Name of the constraint; `<table>_pkey` if not given.")
    include: list[Name] = Field(default_factory=list, description="Columns that the key's index carries along.")
    without_overlaps: Flag = Field(default=False, description="Whether ranges in the last column may not overlap.")
    deferrable: DeferrableKey | None = Field(None, description="When the key is checked, if not at once.")
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")


class Unique(Spec):
    """A unique constraint over one or more columns."""

    columns: NameList = Field(
        description="Columns that are unique together.", examples=[["customer_id", "order_number"]]
    )
    name: Name | None = Field(None, description="Name of the constraint; `<table>_<columns>_key` if not given.")
    include: list[Name] = Field(default_factory=list, description="Columns that the constraint's index carries along.")
    nulls_not_distinct: Flag = Field(default=False, description="Whether two nulls count as the same value.")
    without_overlaps: Flag = Field(default=False, description="Whether ranges in the last column may not overlap.")
    deferrable: DeferrableKey | None = Field(None, description="When the constraint is checked, if not at once.")
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")


class Check(Spec):
    """A condition that every row fulfils."""

    expression: Text = Field(
        description="The condition, in SQL over this table's columns.", examples=["total_amount >= 0"]
    )
    name: Name | None = Field(None, description="Name of the constraint; `<table>_<column>_check` if not given.")
    valid: Flag = Field(default=True, description="False: rows that are there already are not checked.")
    enforced: Flag = Field(default=True, description="False: no row is checked.")
    no_inherit: Flag = Field(default=False, description="Whether it is not for tables that inherit from this one.")
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")

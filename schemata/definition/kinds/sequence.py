"""Sequences, and the numbering of identity columns, as they are written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Flag, Name, Spec, Text

Integer = Annotated[int, Field(strict=True)]


class Numbering(Spec):
    """How numbers are counted."""

    start: Integer | None = Field(None, description="The first number, if not the least.", examples=[1000])
    increment: Integer = Field(1, description="The step from one number to the next.", examples=[10])
    minimum: Integer | None = Field(None, description="The least number, if not 1.")
    maximum: Integer | None = Field(None, description="The greatest number, if not the type's.")
    cache: Annotated[int, Field(strict=True, ge=1)] = Field(1, description="Numbers that a session takes at a time.")
    cycle: Flag = Field(default=False, description="Whether to start again after the last number.")


class Sequence(Owned, Numbering):
    """A sequence of numbers."""

    type: str = Field("bigint", description="`smallint`, `integer` or `bigint`.", examples=["bigint"])
    owned_by: str | None = Field(
        None, description="The column that it is dropped with: `table.column`.", examples=["orders.number"]
    )
    unlogged: Flag = Field(default=False, description="Whether a crash may lose its position.")
    description: Text | None = Field(None, description="What it counts; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The sequence's former name.")

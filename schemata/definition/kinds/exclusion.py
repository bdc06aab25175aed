"""Exclusion constraints, as they are written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemata.definition.kinds.base import Name, Spec, Text
from schemata.definition.kinds.foreign_key import DeferrableKey
from schemata.definition.kinds.index import IndexKey


class ExclusionElement(IndexKey):
    """What is compared between two rows, and by which operator."""

    operator: str = Field(description="The operator.", examples=["=", "&&"])


class Exclusion(Spec):
    """A condition between rows: no two for which all operators hold."""

    elements: list[ExclusionElement] = Field(
        min_length=1,
        description="What is compared.",
        examples=[[{"column": "room", "operator": "="}, {"column": "during", "operator": "&&"}]],
    )
    name: Name | None = Field(None, description="Name of the constraint; `<table>_<columns>_excl` if not given.")
    method: Literal["gist", "spgist", "btree", "hash"] = Field("gist", description="Access method of its index.")
    include: list[Name] = Field(default_factory=list, description="Columns that its index carries along.")
    where: Text | None = Field(None, description="Condition of the rows that it is for.")
    deferrable: DeferrableKey | None = Field(None, description="When it is checked, if not at once.")
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")

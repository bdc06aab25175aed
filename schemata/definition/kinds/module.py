"""A module: object models and KPIs that belong together."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field

from schemata.definition.kinds.base import Code, Text
from schemata.definition.kinds.contents import Contents


class Module(Contents):
    """A module of a value chain."""

    kind: Literal["Module"] = Field(description="The kind of definition.")
    code: Code = Field(description="The module's code.", examples=["SALES_MANAGEMENT"])
    name: Text = Field(description="Name for people.", examples=["Sales Management"])
    description: Text | None = Field(None, description="What the module is for.")
    object_models: list[Code] = Field(
        default_factory=list,
        validation_alias=AliasChoices("object_models", "associated_object_models"),
        description="Codes of the object models.",
        examples=[["LEAD", "ORDER"]],
    )
    kpis: list[Code] = Field(
        default_factory=list,
        validation_alias=AliasChoices("kpis", "associated_kpis"),
        description="Codes of the KPIs.",
        examples=[["LEAD_CONVERSION_RATE"]],
    )

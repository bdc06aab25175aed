"""A KPI: a figure computed from object models, with benchmarks of industries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemata.definition.kinds.base import Code, Spec, Text

Figure = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]


class Benchmark(Spec):
    """What other companies of an industry reach."""

    industry: Code = Field(description="Code of the industry.", examples=["SOFTWARE"])
    year: Annotated[int, Field(strict=True, ge=1900, le=2200)] = Field(
        description="Year of the figures.", examples=[2025]
    )
    median: Figure = Field(description="Half of the companies reach this.", examples=[13])
    best_in_class: Figure = Field(description="The best reach this.", examples=[25])
    source: Text = Field(description="Where the figures come from.", examples=["illustrative"])


class Kpi(Spec):
    """A key performance indicator."""

    kind: Literal["Kpi"] = Field(description="The kind of definition.")
    code: Code = Field(description="The KPI's code.", examples=["LEAD_CONVERSION_RATE"])
    name: Text = Field(description="Name for people.", examples=["Lead Conversion Rate"])
    description: Text | None = Field(None, description="What the figure says.")
    unit: Literal["percent", "currency", "days", "hours", "count", "ratio", "score"] = Field(description="Unit.")
    direction: Literal["up", "down"] = Field(description="Which way is better.")
    frequency: Literal["daily", "weekly", "monthly", "quarterly", "yearly"] = Field(
        description="How often it is computed."
    )
    object_models: list[Code] = Field(
        min_length=1, description="Codes of the object models that it is computed from.", examples=[["LEAD"]]
    )
    formula: Text = Field(
        description="Expression over `table.column` of its object models.",
        examples=["100.0 * count(opportunities.id) / nullif(count(leads.id), 0)"],
    )
    benchmarks: list[Benchmark] = Field(default_factory=list, description="Figures of industries to compare with.")
